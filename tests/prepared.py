"""A service that is set up and was never served: made once for a run of the tests, copied by whoever serves it."""

import fcntl
from pathlib import Path
from shutil import copytree

from deploy.rehearsal import Rehearsal
from deploy.setting_up import (
    build_site,
    enrol_everybody,
    hold_ceremony,
    make_vaults,
    open_server,
    sign_site,
)


def prepare(folder: Path) -> Rehearsal:
    """Hold the ceremony in a new folder, make vaults, pages and accounts: everything that comes before serving."""
    rehearsal = Rehearsal(folder)
    make_vaults(rehearsal)
    hold_ceremony(rehearsal)
    enrol_everybody(rehearsal)
    build_site(rehearsal)
    sign_site(rehearsal)
    open_server(rehearsal)
    return rehearsal


def prepare_once(folder: Path) -> Path:
    """Return a folder that was prepared, by this process or by another one that was first."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder.with_suffix(".done")
        if not done.exists():
            prepare(folder)
            done.touch()
    return folder


def copy_prepared(prepared: Path, folder: Path) -> Rehearsal:
    """Return a service of one's own, with the same people and keys."""
    copytree(prepared, folder)
    return Rehearsal(folder)
