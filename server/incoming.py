"""Where uploads wait for their submission: the interface, and the folder that a server has by default.

Files are appended to by one request at a time, one piece in memory. Their names
are the uploads' ids; their times are set to the midnight of the day.
"""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection
from werkzeug.exceptions import ClientDisconnected

from server.clock import DAY_SECONDS
from server.objects import PIECE, ObjectStore, forget_time, sync_folder
from server.refusals import Refusal

UNKNOWN = "There is no such upload, or it was given up; send the file again."

IN_THE_WAY = "Another piece of this file is on its way."


class Readable(Protocol):
    """A request's body."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end."""
        ...


class Open(Protocol):
    """An upload to which one request adds."""

    def append(
        self, body: Readable, *, at: int, limit: int, check: Callable[[], None]
    ) -> tuple[int, bool]:
        """Add a body behind the first `at` bytes; return the new length and whether the body was whole.

        `check` is called for every piece. Whatever it refuses, more than `limit`
        bytes in all, or a store that cannot take them leaves the upload as it was.
        """
        ...

    def start(self, size: int) -> bytes:
        """Return the first `size` bytes."""
        ...

    def make_durable(self, *, day: int) -> None:
        """Make what was added survive a crash."""
        ...

    def note(self, connection: Connection) -> None:
        """Write down what was added, in the transaction that acknowledges it."""
        ...


class Incoming(Protocol):
    """Where uploads lie until they are submitted or given up."""

    def exclusive(self, upload_id: bytes) -> AbstractContextManager[Open]:
        """Yield an upload; whoever else adds to it at the same time is refused, now or when it is noted."""
        ...

    def place(self, upload_id: bytes, *, period: int, day: int) -> bytes:
        """Make a finished upload an object, beside what waits here, and return the 32 bytes of its SHA-256."""
        ...

    def remove(self, upload_id: bytes) -> None:
        """Remove what waits of an upload that was submitted or given up."""
        ...

    def sweep(self, waiting: Callable[[], set[bytes]], *, kept: range) -> None:
        """Remove what belongs to no waiting upload, or came on another day than those that are kept."""
        ...


class Cut(Exception):
    """A body ended before its end."""


class FolderIncoming:
    """The folder of unfinished uploads."""

    def __init__(self, folder: Path, objects: ObjectStore) -> None:
        self._folder = folder
        self._objects = objects

    @contextmanager
    def exclusive(self, upload_id: bytes) -> Iterator["IncomingFile"]:
        """Yield an upload's file to one request at a time; refuse the others with `conflict`."""
        descriptor = os.open(self._path(upload_id), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
            yield IncomingFile(descriptor, self._folder)
        finally:
            # What was refused is cut off again, which leaves the moment of it behind.
            forget_time(descriptor)
            forget_time(self._folder)
            os.close(descriptor)

    def place(self, upload_id: bytes, *, period: int, day: int) -> bytes:
        """Link a finished upload among the objects and return its hash, for which it is read once more."""
        path = self._path(upload_id)
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").digest()
            self._objects.place(path, upload_id, period=period, day=day)
        except FileNotFoundError:
            raise Refusal("unknown", UNKNOWN) from None
        return digest

    def remove(self, upload_id: bytes) -> None:
        """Remove an upload's bytes, if there are any."""
        self._path(upload_id).unlink(missing_ok=True)
        forget_time(self._folder)

    def sweep(self, waiting: Callable[[], set[bytes]], *, kept: range) -> None:
        """Remove the files of no upload; a request that still works on one keeps it."""
        remove_strays(self._folder, waiting)

    def _path(self, upload_id: bytes) -> Path:
        return self._folder / upload_id.hex()


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
        """Add a body as `Open` says."""
        self._cut_to(at)
        length = at
        try:
            while piece := read_piece(body):
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

    def note(self, connection: Connection) -> None:
        """Write nothing down: the file says by itself what was added."""

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
        raise Refusal("conflict", IN_THE_WAY) from None


def read_piece(body: Readable, size: int = PIECE) -> bytes:
    """Return the next piece of a body, or raise `Cut`."""
    try:
        return body.read(size)
    except (ClientDisconnected, OSError) as error:
        raise Cut from error


def remove_strays(folder: Path, waiting: Callable[[], set[bytes]]) -> None:
    """Remove every file of a folder that is no waiting upload's and on which no request works."""
    # In this order: an upload that begins meanwhile has a row before it has a file.
    paths = list(folder.iterdir())
    names = {upload_id.hex() for upload_id in waiting()}
    for path in paths:
        if path.name not in names and not _is_locked(path):
            path.unlink(missing_ok=True)


def _is_locked(path: Path) -> bool:
    """Tell whether a request still works on a file: an upload, or a bundle on its way in."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
