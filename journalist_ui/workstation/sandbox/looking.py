"""Looks at a file that may be hostile, in a sandbox, and returns what may be shown of it.

The file is opened by a separate process without keys, vault, home or network
(`journalist_ui.workstation.sandbox.walls`); this side never reads a picture, a
document or an archive, only what that process says, and believes none of it
(`journalist_ui.workstation.sandbox.wire`). Whatever a file does to the process is one
of the statuses, never an exception.

Not promised: that a page looks here as it does in a reader of PDFs, or that a
picture without metadata tells nothing (a face, a street, a camera's noise).
"""

import os
from pathlib import Path

from journalist_ui.workstation.sandbox.asking import Source
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import Look, Refused, Status
from journalist_ui.workstation.sandbox.running import Given, run_inside
from journalist_ui.workstation.sandbox.wire import Nonsense, parse_answer

SHOW = "journalist_ui.workstation.sandbox.inside.show"
DEFAULT = Limits()


def look_at_file(path: Path, *, part: int = 0, limits: Limits = DEFAULT) -> Look:
    """Return what a part of a file on this machine shows; of any size, since only what is needed is read."""
    try:
        real = path.resolve(strict=True)
        if not real.is_file() or not os.access(real, os.R_OK):
            return Refused(Status.NOT_READABLE)
    except (OSError, ValueError, RuntimeError):
        return Refused(Status.NOT_READABLE)
    return _look(Given(path=real), part, limits)


def look_at_source(source: Source, *, part: int = 0, limits: Limits = DEFAULT) -> Look:
    """Return what a part of a content shows of which any piece can be had, as out of the vault.

    Of any size: it is held nowhere, and only what the look needs is read. Exceptions
    of the source are passed on.
    """
    return _look(Given(source=source), part, limits)


def _look(given: Given, part: int, limits: Limits) -> Look:
    said = run_inside(SHOW, {"part": part}, given, limits)
    if isinstance(said, Status):
        return Refused(said)
    try:
        return parse_answer(said, limits)
    except Nonsense:
        return Refused(Status.SPOKE_NONSENSE)
