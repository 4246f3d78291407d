"""Attachments as objects: durable once placed, grouped by period and day, gone only with their period.

    objects/PERIOD/DAY/ID      ID is 32 hexadecimal digits

The interface, and the store that a server has by default: a folder of its own.

A file is placed by a link beside the upload it was, so that a crash before the
commit leaves the upload whole and at most an orphan that goes with its period.
There is no way to delete one object by name. File times are set to the
midnight of the day; what the file system itself records beside them (change
and birth time) cannot be set, and the threat model says so.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from server.clock import DAY_SECONDS

PIECE = 1 << 18
_OUT_OF_MEANS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
"""What this process lacks for the moment says nothing about an object."""


class Lost(Exception):
    """The disk does not give an object any more: it is missing, or cannot be read."""


class StoreFull(Exception):
    """The store has no room for another object."""


class StoreGone(Exception):
    """The store does not answer, or does not let us in; what it holds is not lost."""


class ObjectStore(Protocol):
    """Where attachments lie: placed durably, read whole, dropped by period."""

    def place(self, incoming: Path, object_id: bytes, *, period: int, day: int) -> None:
        """Make the finished file at `incoming` an object that survives a crash."""
        ...

    def read(self, object_id: bytes, *, period: int, day: int) -> Iterator[bytes]:
        """Yield the bytes of an object, or raise `Lost`."""
        ...

    def periods(self) -> list[int]:
        """Return the periods of which anything is here."""
        ...

    def drop_periods(self, before: int) -> int:
        """Remove every object of the periods before `before`; return how many files went."""
        ...


class FolderStore:
    """Objects in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._durable: set[Path] = set()
        """Folders of days whose names this process has seen to."""

    def place(self, incoming: Path, object_id: bytes, *, period: int, day: int) -> None:
        """Make the finished file at `incoming` an object that survives a crash."""
        folder = self._make_folder(period, day)
        target = folder / object_id.hex()
        try:
            os.link(incoming, target)
        except FileExistsError:
            if not target.samefile(incoming):
                # Of a try whose transaction did not follow: an id that is stored is never taken in again.
                target.unlink()
                os.link(incoming, target)
        # The folders say when something was last put into them.
        for place in (target, folder, folder.parent, self._folder):
            _coarsen_times(place, day)
        sync_folder(folder)

    def read(self, object_id: bytes, *, period: int, day: int) -> Iterator[bytes]:
        """Yield the bytes of an object, or raise `Lost`."""
        try:
            with (self._folder / str(period) / str(day) / object_id.hex()).open("rb") as file:
                while piece := file.read(PIECE):
                    yield piece
        except OSError as error:
            if error.errno in _OUT_OF_MEANS:
                raise
            raise Lost from error

    def periods(self) -> list[int]:
        """Return the periods of which anything is here."""
        return sorted(int(path.name) for path in self._folder.iterdir() if path.name.isdecimal())

    def drop_periods(self, before: int) -> int:
        """Remove every object of the periods before `before`; return how many files went."""
        gone = 0
        for period in self.periods():
            if period < before:
                folder = self._folder / str(period)
                gone += sum(1 for path in folder.rglob("*") if path.is_file())
                shutil.rmtree(folder)
        sync_folder(self._folder)
        return gone

    def _make_folder(self, period: int, day: int) -> Path:
        folder = self._folder / str(period) / str(day)
        if folder not in self._durable or not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Also where it was there: whoever made it a moment ago may not have come so far.
            sync_folder(folder.parent)
            sync_folder(self._folder)
            self._durable.add(folder)
        return folder


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_durably(path: Path, pieces: Iterator[bytes]) -> None:
    """Write a file under another name, make it durable, and put it in the place of `path`."""
    partial = path.with_name(f"{path.name}.new")
    with partial.open("wb") as file:
        for piece in pieces:
            file.write(piece)
        _sync_file(file)
    partial.replace(path)
    sync_folder(path.parent)


def forget_time(place: Path | int) -> None:
    """Set a file's or a folder's times, which a moment ago were now, to the midnight before."""
    midnight = int(os.stat(place).st_mtime) // DAY_SECONDS * DAY_SECONDS
    os.utime(place, (midnight, midnight))


def _sync_file(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _coarsen_times(path: Path, day: int) -> None:
    midnight = day * DAY_SECONDS
    os.utime(path, (midnight, midnight))
