"""Submissions: a sealed message and its attachments, stored whole or not at all (docs/protocol.md section 8.1).

The ticket's id is the submission's, so sending the same again changes nothing
and gets the same answer. Before the answer goes out, rows and objects are
durable. Objects are placed first, while nobody waits for the write lock; one
whose transaction does not follow goes with its period. The day is read while
the write lock is held (see `server.database`); if it has turned meanwhile, the
objects are placed once more.
"""

import hashlib
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from crypto.sizes import MAX_TEXT_PARTS
from crypto.submission import (
    MAX_ATTACHMENTS,
    Submission,
    parse_submission,
    submission_size,
)
from server.clock import Clock
from server.database import Database
from server.keyrings import read_slot_count
from server.marks import day_to_write
from server.models import attachments, submissions, text_parts, uploads
from server.refusals import Refusal
from server.room import ATTACHMENTS, TEXTS, Room
from server.tickets import Ticket
from server.uploads import Uploads, require_accepted

MOST_SLOTS = 16
MAX_BODY = submission_size(texts=MAX_TEXT_PARTS, uploads=MAX_ATTACHMENTS, slots=MOST_SLOTS)
"""No submission is longer, however many slots a keyring has."""
_USED = "This ticket was used for something else; ask for a new one and send again."


# Statements of the way that every report takes are made once: making them costs more than running them.
_STORED = select(submissions.c.body_digest).where(submissions.c.id == bindparam("id"))
_ADD_SUBMISSION = insert(submissions)
_ADD_TEXTS = insert(text_parts)


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A submission, its period, and the hash of its body."""

    submission: Submission
    period: int
    digest: bytes

    @property
    def uploads(self) -> tuple[bytes, ...]:
        """The ids of its attachments."""
        return self.submission.uploads

    @property
    def text_size(self) -> int:
        """The bytes of its text parts together."""
        return sum(map(len, self.submission.texts))


@dataclass(frozen=True, slots=True)
class _Placed:
    """The day under which attachments were placed, and their hashes by upload."""

    day: int
    hashes: dict[bytes, bytes]


class _DayTurned(Exception):
    """The objects lie under another day than the one on which they become visible."""


class Submissions:
    """Stores what reporters send."""

    def __init__(self, *, database: Database, arriving: Uploads, room: Room, clock: Clock) -> None:
        self._database = database
        self._uploads = arriving
        self._room = room
        self._clock = clock

    def store(self, ticket: Ticket, body: bytes) -> bool:
        """Store a submission durably and tell whether it is new; refuse what cannot be kept."""
        digest = hashlib.sha256(body).digest()
        with self._database.reading() as connection:
            if _is_stored(connection, ticket.id, digest):
                return False
            slots = read_slot_count(connection)
        submission, period = parse_submission(body, slots=slots)
        self._room.require_disk(TEXTS)
        parsed = _Parsed(submission, period, digest)
        is_new = self._store(ticket, parsed)
        for upload_id in submission.uploads:
            self._uploads.forget_bytes(upload_id)
        return is_new

    def _store(self, ticket: Ticket, parsed: _Parsed) -> bool:
        while True:
            try:
                placed = self._place(ticket, parsed)
                return self._database.write(partial(self._add, ticket, parsed, placed))
            except _DayTurned:
                continue
            except Refusal:
                # The same sent twice at once: the other try may have stored it, and taken the uploads.
                with self._database.reading() as connection:
                    if not _is_stored(connection, ticket.id, parsed.digest):
                        raise
                return False

    def _place(self, ticket: Ticket, parsed: _Parsed) -> _Placed:
        """Make objects of the uploads, once it is known that nothing stands against storing them."""
        with self._database.reading() as connection:
            day = day_to_write(connection, self._clock)
            require_accepted(connection, parsed.period, day=day)
            sizes = [
                _finished_upload(connection, ticket.id, parsed, upload_id).length
                for upload_id in parsed.uploads
            ]
            if sizes:
                self._room.require(connection, ATTACHMENTS, day=day, size=sum(sizes))
                self._room.require(connection, TEXTS, day=day, size=parsed.text_size)
        place = partial(self._uploads.place, period=parsed.period, day=day)
        return _Placed(day, {upload_id: place(upload_id) for upload_id in parsed.uploads})

    def _add(
        self, ticket: Ticket, parsed: _Parsed, placed: _Placed, connection: Connection
    ) -> bool:
        """Add a submission unless it is here, and tell whether it is new."""
        if _is_stored(connection, ticket.id, parsed.digest):
            return False
        day = day_to_write(connection, self._clock)
        require_accepted(connection, parsed.period, day=day)
        if placed.hashes and day != placed.day:
            raise _DayTurned
        for upload_id in parsed.uploads:
            upload = _finished_upload(connection, ticket.id, parsed, upload_id)
            self._room.take(
                connection, ATTACHMENTS, day=day, period=parsed.period, size=upload.length
            )
            kept = {"id": upload_id, "day": day, "period": parsed.period}
            content = {"size": upload.length, "sha256": placed.hashes[upload_id]}
            connection.execute(insert(attachments).values(kept | content))
            connection.execute(delete(uploads).where(uploads.c.id == upload_id))
        size = parsed.text_size
        self._room.take(connection, TEXTS, day=day, period=parsed.period, size=size)
        row = {"id": ticket.id, "day": day, "period": parsed.period}
        connection.execute(_ADD_SUBMISSION, row | {"body_digest": parsed.digest})
        connection.execute(_ADD_TEXTS, _text_rows(ticket.id, parsed.submission.texts))
        return True


def _is_stored(connection: Connection, submission_id: bytes, digest: bytes) -> bool:
    """Tell whether this very submission is here; refuse another one under the same ticket."""
    found = connection.scalar(_STORED, {"id": submission_id})
    if found is not None and found != digest:
        raise Refusal("conflict", _USED)
    return found is not None


def _finished_upload(
    connection: Connection, ticket_id: bytes, parsed: _Parsed, upload_id: bytes
) -> Row[tuple[object, ...]]:
    mine = (uploads.c.id == upload_id) & (uploads.c.ticket_id == ticket_id)
    row = connection.execute(select(uploads).where(mine)).first()
    if row is None or row.received != row.length:
        raise Refusal("unknown", "An attachment is not here, or not whole; send it first.")
    if row.period != parsed.period:
        raise Refusal("period", "An attachment was sealed for another week than its message.")
    return row


def _text_rows(submission_id: bytes, texts: tuple[bytes, ...]) -> list[dict[str, object]]:
    return [
        {
            "submission_id": submission_id,
            "part": index,
            "sha256": hashlib.sha256(text).digest(),
            "object": text,
        }
        for index, text in enumerate(texts)
    ]
