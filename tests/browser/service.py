"""A whole service by its commands, under gunicorn, with the site that was built for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.rehearsal import Rehearsal
from deploy.setting_up import (
    bring_first_bundles,
    build_site,
    enrol_everybody,
    hold_ceremony,
    make_vaults,
    open_server,
)


@contextmanager
def running_service(folder: Path) -> Iterator[Rehearsal]:
    """Set up everything and serve until the block ends."""
    rehearsal = Rehearsal(folder)
    make_vaults(rehearsal)
    hold_ceremony(rehearsal)
    enrol_everybody(rehearsal)
    build_site(rehearsal)
    open_server(rehearsal)
    rehearsal.serve()
    try:
        bring_first_bundles(rehearsal)
        yield rehearsal
    finally:
        rehearsal.stop()


def everything_kept(rehearsal: Rehearsal) -> bytes:
    """Return all that a seizure of the server would find: folder, database, WAL, objects, logs."""
    files = [path for path in rehearsal.home.rglob("*") if path.is_file()]
    files.append(rehearsal.folder / "server.log")
    return b"\n".join(path.name.encode() + b"\n" + path.read_bytes() for path in files)
