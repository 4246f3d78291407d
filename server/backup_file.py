"""A backup's file: under another name until it is whole, written by one process at a time, never over another file."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from server.objects import sync_folder


class InTheWay(Exception):
    """The backup cannot be written to where it should; nothing was changed."""


def write_backup(out: Path, chunks: Iterable[bytes]) -> None:
    """Write a backup durably to the new file `out`, or raise `InTheWay` before the first chunk is asked for."""
    if not out.parent.is_dir():
        raise InTheWay(f"there is no folder {out.parent}; make it, then run this again")
    partial = out.with_name(f"{out.name}.new")
    with _claimed(partial) as file:
        # Asked now that nobody else writes: another backup may have ended a moment ago.
        if out.exists():
            raise InTheWay(f"{out} is there already; move it away, or name another file with --out")
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        os.link(partial, out)
    sync_folder(out.parent)


@contextmanager
def _claimed(partial: Path) -> Iterator[BinaryIO]:
    """Yield a file that nobody else writes to, empty; what a crash left under this name is overwritten."""
    descriptor = os.open(partial, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InTheWay(f"another backup is being written to {partial}; let it end") from None
        try:
            os.ftruncate(descriptor, 0)
            yield file
        finally:
            partial.unlink(missing_ok=True)
