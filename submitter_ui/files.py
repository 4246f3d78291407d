"""Files that the command line names: read no further than makes sense, and made without writing over another.

A refusal names a file by the last part of its path, never by its folder.
"""

import os
import secrets
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from submitter_ui.refusals import Refusal

Write = Callable[[Path, Iterable[bytes]], None]
_MAX_NAME = 255
_MAX_BESIDE = 60
"""Characters of a name that a new file beside it is called by."""


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


def create_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a new file that nobody else can read; raise `OSError` or `ValueError`, and leave no part of it.

    It is on the disk when this returns: a stick may be pulled out the moment after.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file over another one; the other stays as it was until the new one is whole. Raises as `create_file`."""
    beside = path.with_name(f".{path.name[:_MAX_BESIDE]}.{secrets.token_hex(4)}")
    create_file(beside, pieces)
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink()
        raise


def name_of(path: Path) -> str:
    """Return the last part of a path as text that JSON can carry."""
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return name[:_MAX_NAME] or "?"
