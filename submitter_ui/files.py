"""Files that the command line names: read no further than makes sense, and made without writing over another.

A refusal names a file by the last part of its path, never by its folder.
"""

import os
import stat
from pathlib import Path

from submitter_ui.refusals import Refusal

_MAX_NAME = 255


def read_file(path: Path, *, limit: int) -> bytes:
    """Return the content of a plain file, or raise `Refusal`.

    Of one that is longer than `limit` bytes one byte more is returned, so that
    whoever parses it sees that it is too long.
    """
    require_plain(path)
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise Refusal("file_unreadable", file=name_of(path)) from error


def require_plain(path: Path) -> None:
    """Raise `Refusal` for a folder, a device or a pipe: opening a pipe waits for its other end."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise Refusal("file_unreadable", file=name_of(path)) from error
    if not stat.S_ISREG(mode):
        raise Refusal("file_not_plain", file=name_of(path))


def create_file(path: Path, raw: bytes) -> None:
    """Write a new file that nobody else can read; raise `OSError` or `ValueError`, and leave no part of it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
    except OSError:
        path.unlink()
        raise


def name_of(path: Path) -> str:
    """Return the last part of a path as text that JSON can carry."""
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return name[:_MAX_NAME] or "?"
