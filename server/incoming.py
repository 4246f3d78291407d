"""The files of uploads that are not submitted yet: appended to by one request at a time, one piece in memory.

Their names are the uploads' ids; their times are set to the midnight of the day.
"""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from werkzeug.exceptions import ClientDisconnected

from server.clock import DAY_SECONDS
from server.objects import PIECE, sync_folder
from server.refusals import Refusal

UNKNOWN = "There is no such upload, or it was given up; send the file again."


class Readable(Protocol):
    """A request's body."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end."""
        ...


class Cut(Exception):
    """A body ended before its end."""


class Incoming:
    """The folder of unfinished uploads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, upload_id: bytes) -> Path:
        """Return where an upload's bytes lie."""
        return self._folder / upload_id.hex()

    def remove(self, upload_id: bytes) -> None:
        """Remove an upload's bytes, if there are any."""
        self.path(upload_id).unlink(missing_ok=True)

    @contextmanager
    def exclusive(self, upload_id: bytes) -> Iterator["IncomingFile"]:
        """Yield an upload's file to one request at a time; refuse the others with `conflict`."""
        descriptor = os.open(self.path(upload_id), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
            yield IncomingFile(descriptor, self._folder)
        finally:
            os.close(descriptor)


class IncomingFile:
    """An open upload."""

    def __init__(self, descriptor: int, folder: Path) -> None:
        self._descriptor = descriptor
        self._folder = folder

    def start(self, size: int) -> bytes:
        """Return the first `size` bytes."""
        return os.pread(self._descriptor, size, 0)

    def append(
        self, body: Readable, *, at: int, limit: int, check: Callable[[], None]
    ) -> tuple[int, bool]:
        """Add a body behind the first `at` bytes; return the new length and whether the body was whole.

        `check` is called for every piece. Whatever it refuses, more than `limit`
        bytes in all, or a disk that cannot take them leaves the file as it was.
        """
        self._cut_to(at)
        length = at
        try:
            while piece := _read_piece(body):
                check()
                length += len(piece)
                if length > limit:
                    raise Refusal("too-large", "This is more than was announced.")
                self._write(piece)
        except Cut:
            return length, False
        except (OSError, Refusal):
            os.ftruncate(self._descriptor, at)
            raise
        return length, True

    def make_durable(self, *, day: int) -> None:
        """Make bytes and name survive a crash."""
        midnight = day * DAY_SECONDS
        os.utime(self._descriptor, (midnight, midnight))
        os.fsync(self._descriptor)
        sync_folder(self._folder)

    def sha256(self) -> bytes:
        """Return the hash of the whole file, read once more."""
        digest = hashlib.sha256()
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        while piece := os.read(self._descriptor, PIECE):
            digest.update(piece)
        return digest.digest()

    def _cut_to(self, size: int) -> None:
        """Drop what a crash left behind the last acknowledged byte."""
        if os.fstat(self._descriptor).st_size < size:
            raise Refusal("unknown", UNKNOWN)
        os.ftruncate(self._descriptor, size)
        os.lseek(self._descriptor, size, os.SEEK_SET)

    def _write(self, piece: bytes) -> None:
        view = memoryview(piece)
        while view:
            view = view[os.write(self._descriptor, view) :]


def _lock(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        # Browsers send a piece again by themselves while the first try still hangs.
        raise Refusal("conflict", "Another piece of this file is on its way.") from None


def _read_piece(body: Readable) -> bytes:
    try:
        return body.read(PIECE)
    except (ClientDisconnected, OSError) as error:
        raise Cut from error
