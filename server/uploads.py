"""Uploads: attachments that arrive in pieces and wait for their submission (docs/protocol.md section 14.1).

An offset is acknowledged only when its bytes are durable. A line that is cut
keeps what had arrived. Memory is one piece, whatever the size; the hash is made
by reading the file once more when it is whole.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from sqlalchemy import Row, delete, insert, select, update
from werkzeug.exceptions import ClientDisconnected

from crypto.errors import Malformed
from crypto.period import accept_window
from crypto.sizes import (
    PREFIX_SIZE,
    header_size,
    is_stored_attachment_size,
    stored_attachment_size,
)
from crypto.stored import parse_stored_attachment
from crypto.submission import UPLOAD_ID_SIZE
from server.clock import DAY_SECONDS, Clock
from server.database import Database
from server.keyrings import read_slot_count
from server.models import uploads
from server.objects import PIECE, sync_folder
from server.refusals import Refusal
from server.room import ATTACHMENTS, Room
from server.settings import Home
from server.tickets import Ticket

UNKNOWN = "There is no such upload, or it was given up; send the file again."


class Readable(Protocol):
    """A request's body."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of an upload is durable, and how much it will be, in bytes."""

    received: int
    length: int

    @property
    def missing(self) -> int:
        """How many bytes are still to come."""
        return self.length - self.received


class Uploads:
    """Takes attachments piece by piece."""

    def __init__(self, home: Home, database: Database, room: Room, clock: Clock) -> None:
        self._folder = home.incoming
        self._max_attachment = home.settings.max_attachment
        self._database = database
        self._room = room
        self._clock = clock

    def create(self, ticket: Ticket, *, length: int) -> bytes:
        """Return the 16-byte id of a new upload of `length` bytes, or refuse."""
        upload_id = os.urandom(UPLOAD_ID_SIZE)
        self._room.require_disk(ATTACHMENTS)
        with self._database.writing() as connection:
            day = self._clock.today()
            self._require_size(length, slots=read_slot_count(connection))
            self._room.require_upload(connection, day=day, size=length)
            row = {"id": upload_id, "ticket_id": ticket.id, "day": day}
            connection.execute(insert(uploads).values(row | {"length": length, "received": 0}))
        return upload_id

    def progress(self, ticket: Ticket, upload_id: bytes) -> Progress:
        """Return how far an upload of this ticket is, or refuse with `unknown`."""
        row, _slots = self._find(ticket, upload_id)
        return Progress(row.received, row.length)

    def append(self, ticket: Ticket, upload_id: bytes, *, offset: int, body: Readable) -> Progress:
        """Add the bytes of a body at `offset` and return the progress that is durable now."""
        with self._exclusive(upload_id) as file:
            row, slots = self._find(ticket, upload_id)
            if offset != row.received:
                raise Refusal("conflict", "This piece does not belong here; ask for the offset.")
            before = Progress(row.received, row.length)
            with self._database.reading() as connection:
                today = self._clock.today()
                self._room.require_upload(connection, day=today, size=before.missing)
            received, whole_body = self._copy(body, file, before)
            period = self._check_start(file, received, before, row.period, slots)
            self._acknowledge(upload_id, file, Progress(received, row.length), period)
        if not whole_body:
            raise Refusal("malformed", "The line was cut; what had arrived is kept.")
        return Progress(received, row.length)

    def path(self, upload_id: bytes) -> Path:
        """Return where an upload's bytes lie."""
        return self._folder / upload_id.hex()

    def abandon(self, upload_id: bytes) -> None:
        """Forget an upload that is not submitted."""
        with self._database.writing() as connection:
            connection.execute(delete(uploads).where(uploads.c.id == upload_id))
        self.path(upload_id).unlink(missing_ok=True)

    def _require_size(self, length: int, *, slots: int) -> None:
        if length > stored_attachment_size(self._max_attachment, slots=slots):
            raise Refusal("too-large", "This file is too large; send it in parts.")
        if not is_stored_attachment_size(length, slots=slots):
            raise Refusal("malformed", f"No sealed attachment has {length} bytes.")

    def _find(self, ticket: Ticket, upload_id: bytes) -> tuple[Row[tuple[object, ...]], int]:
        mine = (uploads.c.id == upload_id) & (uploads.c.ticket_id == ticket.id)
        with self._database.reading() as connection:
            row = connection.execute(select(uploads).where(mine)).first()
            slots = read_slot_count(connection)
        if row is None:
            raise Refusal("unknown", UNKNOWN)
        return row, slots

    @contextmanager
    def _exclusive(self, upload_id: bytes) -> Iterator[BinaryIO]:
        descriptor = os.open(self.path(upload_id), os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                # Browsers send a piece again by themselves while the first try still hangs.
                raise Refusal("conflict", "Another piece of this file is on its way.") from None
            yield file

    def _copy(self, body: Readable, file: BinaryIO, before: Progress) -> tuple[int, bool]:
        """Append a body and return the new length, and whether the body came to its end."""
        if os.fstat(file.fileno()).st_size < before.received:
            raise Refusal("unknown", UNKNOWN)
        file.truncate(before.received)
        file.seek(before.received)
        received = before.received
        try:
            while piece := _read_piece(body):
                self._room.require_disk(ATTACHMENTS)
                received += len(piece)
                if received > before.length:
                    raise Refusal("too-large", "This is more than was announced.")
                _write_all(file, piece)
        except _CutError:
            return received, False
        except (OSError, Refusal):
            file.truncate(before.received)
            raise
        return received, True

    def _check_start(
        self, file: BinaryIO, received: int, before: Progress, period: int | None, slots: int
    ) -> int | None:
        """Return the period once the header is here; a file that is none of ours is given up."""
        needed = PREFIX_SIZE + header_size(slots) + 1
        if period is not None or received < needed:
            return period
        try:
            start = os.pread(file.fileno(), needed, 0)
            head = parse_stored_attachment(start, size=before.length, slots=slots)
            require_accepted(head.period, day=self._clock.today())
        except (Malformed, Refusal):
            self.abandon(bytes.fromhex(Path(str(file.name)).name))
            raise
        return head.period

    def _acknowledge(
        self, upload_id: bytes, file: BinaryIO, progress: Progress, period: int | None
    ) -> None:
        digest = None if progress.missing else _digest(file)
        os.fsync(file.fileno())
        midnight = self._clock.today() * DAY_SECONDS
        os.utime(file.fileno(), (midnight, midnight))
        sync_folder(self._folder)
        state = {"received": progress.received, "period": period, "sha256": digest}
        with self._database.writing() as connection:
            connection.execute(update(uploads).where(uploads.c.id == upload_id).values(state))


def require_accepted(period: int, *, day: int) -> None:
    """Refuse an object whose period is not accepted on this day."""
    if not accept_window(period).holds(day):
        raise Refusal("period", "This was sealed for another week; load the page anew and send.")


class _CutError(Exception):
    """The body ended before its end."""


def _read_piece(body: Readable) -> bytes:
    try:
        return body.read(PIECE)
    except (ClientDisconnected, OSError) as error:
        raise _CutError from error


def _write_all(file: BinaryIO, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


def _digest(file: BinaryIO) -> bytes:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.digest()
