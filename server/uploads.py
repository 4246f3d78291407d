"""Uploads: attachments that arrive in pieces and wait for their submission (docs/protocol.md section 14.1).

An offset is acknowledged only when its bytes are durable, and moves only from
where it was, whichever hosts were sent the pieces. A line that is cut keeps what
had arrived. Memory is one piece, whatever the size.
"""

import os
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, delete, insert, select, update

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
from server.clock import Clock
from server.database import Database
from server.doubt import doubt_about
from server.incoming import UNKNOWN, Incoming, Open, Readable
from server.keyrings import read_slot_count
from server.models import attachments, uploads
from server.refusals import Refusal
from server.room import ATTACHMENTS, Room
from server.settings import Home
from server.tickets import Ticket

ELSEWHERE = "This piece does not belong here; ask for the offset."
CLOCK_MESSAGE = "The server's clock is in doubt; nothing was stored. Call us, or try again later."


class WrongPeriod(Refusal):
    """What was sent is of a period that is over, or not begun."""

    def __init__(self) -> None:
        super().__init__("period", "This was sealed for another week; load the page anew and send.")


@dataclass(frozen=True, slots=True)
class Upload:
    """How much of an upload is durable and how much it will be, in bytes; its period once that is known."""

    id: bytes
    received: int
    length: int
    period: int | None
    slots: int

    @property
    def missing(self) -> int:
        """How many bytes are still to come."""
        return self.length - self.received


class Uploads:
    """Takes attachments piece by piece."""

    def __init__(
        self, home: Home, database: Database, incoming: Incoming, room: Room, clock: Clock
    ) -> None:
        self._incoming = incoming
        self._max_attachment = home.settings.max_attachment
        self._database = database
        self._room = room
        self._clock = clock

    def create(self, ticket: Ticket, *, length: int, upload_id: bytes = b"") -> bytes:
        """Return the 16-byte id of an upload of `length` bytes, or refuse.

        It is drawn here, unless a file that was sealed elsewhere was given one there;
        then the upload may have been begun before with the same ticket.
        """
        upload_id = upload_id or os.urandom(UPLOAD_ID_SIZE)
        self._room.require_disk(ATTACHMENTS)
        with self._database.writing() as connection:
            if _is_begun(connection, upload_id, ticket, length=length):
                return upload_id
            day = self._clock.today()
            self._require_size(length, slots=read_slot_count(connection))
            self._room.require_upload(connection, day=day, size=length)
            row = {"id": upload_id, "ticket_id": ticket.id, "day": day}
            connection.execute(insert(uploads).values(row | {"length": length, "received": 0}))
        return upload_id

    def find(self, ticket: Ticket, upload_id: bytes) -> Upload:
        """Return an upload of this ticket as it is now, or refuse with `unknown`."""
        mine = (uploads.c.id == upload_id) & (uploads.c.ticket_id == ticket.id)
        with self._database.reading() as connection:
            row = connection.execute(select(uploads).where(mine)).first()
            slots = read_slot_count(connection)
        if row is None:
            raise Refusal("unknown", UNKNOWN)
        return Upload(upload_id, row.received, row.length, row.period, slots)

    def append(self, ticket: Ticket, upload_id: bytes, *, offset: int, body: Readable) -> int:
        """Add the bytes of a body at `offset` and return how many are durable now."""
        self.find(ticket, upload_id)
        with self._incoming.exclusive(upload_id) as opened:
            upload = self.find(ticket, upload_id)
            if offset != upload.received:
                raise Refusal("conflict", ELSEWHERE)
            self._require_room(upload)
            received, whole_body = opened.append(
                body,
                at=upload.received,
                limit=upload.length,
                check=partial(self._room.require_disk, ATTACHMENTS),
            )
            period = self._check_start(upload, opened, received)
            self._acknowledge(upload, opened, received, period)
        if not whole_body:
            raise Refusal("malformed", "The line was cut; what had arrived is kept.")
        return received

    def place(self, upload_id: bytes, *, period: int, day: int) -> bytes:
        """Make a whole upload an object and return its SHA-256; what waits stays until it is forgotten."""
        return self._incoming.place(upload_id, period=period, day=day)

    def forget_bytes(self, upload_id: bytes) -> None:
        """Remove the bytes of an upload that was submitted and lies elsewhere now."""
        self._incoming.remove(upload_id)

    def give_up(self, upload_id: bytes) -> None:
        """Forget an upload that is none of ours, or that nobody goes on with."""
        self._incoming.remove(upload_id)
        with self._database.writing() as connection:
            connection.execute(delete(uploads).where(uploads.c.id == upload_id))

    def _require_size(self, length: int, *, slots: int) -> None:
        if length > stored_attachment_size(self._max_attachment, slots=slots):
            raise Refusal("too-large", "This file is too large; send it in parts.")
        if not is_stored_attachment_size(length, slots=slots):
            raise Refusal("malformed", f"No sealed attachment has {length} bytes.")

    def _require_room(self, upload: Upload) -> None:
        with self._database.reading() as connection:
            day = self._clock.today()
            self._room.require_upload(connection, day=day, size=upload.missing)

    def _check_start(self, upload: Upload, opened: Open, received: int) -> int | None:
        """Return the period once the header is here; a file that is none of ours is given up."""
        needed = PREFIX_SIZE + header_size(upload.slots) + 1
        if upload.period is not None or received < needed:
            return upload.period
        start = opened.start(needed)
        try:
            head = parse_stored_attachment(start, size=upload.length, slots=upload.slots)
            with self._database.reading() as connection:
                require_accepted(connection, head.period, day=self._clock.today())
        except (Malformed, WrongPeriod):
            self.give_up(upload.id)
            raise
        return head.period

    def _acknowledge(self, upload: Upload, opened: Open, received: int, period: int | None) -> None:
        opened.make_durable(day=self._clock.today())
        as_it_was = (uploads.c.id == upload.id) & (uploads.c.received == upload.received)
        moved = update(uploads).where(as_it_was).values(received=received, period=period)

        def acknowledge(connection: Connection) -> None:
            if not connection.execute(moved).rowcount:
                raise Refusal("conflict", ELSEWHERE)
            opened.note(connection)

        self._database.write(acknowledge)


def _is_begun(connection: Connection, upload_id: bytes, ticket: Ticket, *, length: int) -> bool:
    """Tell whether this very upload was begun; refuse an id that is another's, or was submitted."""
    begun = connection.execute(select(uploads).where(uploads.c.id == upload_id)).first()
    if begun is not None and (begun.ticket_id, begun.length) == (ticket.id, length):
        return True
    stored = select(attachments.c.id).where(attachments.c.id == upload_id)
    if begun is not None or connection.scalar(stored) is not None:
        raise Refusal("conflict", "This attachment is here already, with another message.")
    return False


def require_accepted(connection: Connection, period: int, *, day: int) -> None:
    """Refuse an object whose period is not accepted on this day, as long as it is not the day that is wrong."""
    if accept_window(period).holds(day):
        return
    if doubt_about(connection, day) is not None:
        raise Refusal("busy", CLOCK_MESSAGE)
    raise WrongPeriod
