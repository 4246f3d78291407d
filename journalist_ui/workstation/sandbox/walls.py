"""The walls: a command of Bubblewrap that runs our program inside, without keys, home, network or anywhere to write.

All namespaces are new, so there is no network but one of its own that leads
nowhere, no other process to see, and no `/proc`, `/dev` or `/tmp`. What is
inside is read-only, the root as well. A filter of system calls forbids what a
reader of files never needs (`journalist_ui.workstation.sandbox.forbidden`).
What it may use of memory, time and files is set by `inside/start.py` before the
file is looked at. Bubblewrap ends all of it when the workstation ends.

Not guarded against: a fault of the kernel's own in what is left of its calls,
and what a processor gives away (docs/threat-model.md).
"""

import shutil
from pathlib import Path

from journalist_ui.workstation.sandbox.holdings import (
    LIBRARIES,
    OUR_CODE,
    Holdings,
)

FILE = "/file"
"""Where a file stands inside, if it is not handed over by standard input."""
_SYSTEM_PLACES = ("/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap")
_START = (
    f"import sys; sys.path[:0] = ['{OUR_CODE}', '{LIBRARIES}'];"
    " from journalist_ui.workstation.sandbox.inside.start import start; start(sys.argv[1:])"
)


def find_bubblewrap() -> str | None:
    """Return where Bubblewrap is, or nothing: only where the system puts it, not wherever PATH may lead."""
    return next((place for place in _SYSTEM_PLACES if shutil.which(place)), None)


def wall_in(
    bubblewrap: str,
    holdings: Holdings,
    *,
    program: str,
    order: str,
    file: Path | None,
    filter_fd: int | None,
) -> list[str]:
    """Return the command that runs the module `program` inside the walls, with its order as the argument.

    `filter_fd` is a descriptor from which Bubblewrap reads the filter of system calls.
    """
    command = [bubblewrap, "--unshare-all", "--unshare-user", "--disable-userns"]
    command += ["--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    command += ["--uid", "65534", "--gid", "65534", "--hostname", "sandbox"]
    command += ["--setenv", "LD_LIBRARY_PATH", ":".join(holdings.library_folders)]
    for outside, inside in holdings.binds:
        command += ["--ro-bind", outside, inside]
    for folder in holdings.hidden:
        command += ["--tmpfs", folder, "--remount-ro", folder]
    if file is not None:
        command += ["--ro-bind", str(file), FILE]
    if filter_fd is not None:
        command += ["--seccomp", str(filter_fd)]
    command += ["--chdir", "/", "--remount-ro", "/", "--"]
    # -I and -S: no variable, no user's folder and no .pth file adds to what Python loads.
    return [*command, holdings.python, "-I", "-S", "-B", "-c", _START, program, order]
