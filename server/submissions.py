"""Submissions: a sealed message and its attachments, stored whole or not at all (docs/protocol.md section 8.1).

The ticket's id is the submission's, so sending the same again changes nothing
and gets the same answer. Before the answer goes out, rows and files are
durable. The day is read while the write lock is held (see `server.database`).
"""

import hashlib
from dataclasses import dataclass

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
from server.objects import ObjectStore
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
    submission: Submission
    period: int
    digest: bytes


class Submissions:
    """Stores what reporters send."""

    def __init__(
        self,
        *,
        database: Database,
        objects: ObjectStore,
        arriving: Uploads,
        room: Room,
        clock: Clock,
    ) -> None:
        self._database = database
        self._objects = objects
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
        if not self._database.write(lambda connection: self._add(connection, ticket, parsed)):
            return False
        for upload_id in submission.uploads:
            self._uploads.forget_bytes(upload_id)
        return True

    def _add(self, connection: Connection, ticket: Ticket, parsed: _Parsed) -> bool:
        """Add a submission unless it is here, and tell whether it is new."""
        if _is_stored(connection, ticket.id, parsed.digest):
            return False
        self._store(connection, ticket.id, parsed)
        return True

    def _store(self, connection: Connection, submission_id: bytes, parsed: _Parsed) -> None:
        day = day_to_write(connection, self._clock)
        require_accepted(parsed.period, day=day)
        for upload_id in parsed.submission.uploads:
            self._take_upload(connection, submission_id, upload_id, parsed.period, day)
        size = sum(map(len, parsed.submission.texts))
        self._room.take(connection, TEXTS, day=day, period=parsed.period, size=size)
        row = {"id": submission_id, "day": day, "period": parsed.period}
        connection.execute(_ADD_SUBMISSION, row | {"body_digest": parsed.digest})
        connection.execute(_ADD_TEXTS, _text_rows(submission_id, parsed.submission.texts))

    def _take_upload(
        self, connection: Connection, ticket_id: bytes, upload_id: bytes, period: int, day: int
    ) -> None:
        row = _finished_upload(connection, ticket_id, upload_id)
        if row.period != period:
            raise Refusal("period", "An attachment was sealed for another week than its message.")
        self._room.take(connection, ATTACHMENTS, day=day, period=period, size=row.length)
        self._objects.place(self._uploads.path(upload_id), upload_id, period=period, day=day)
        kept = {"id": upload_id, "day": day, "period": period}
        content = {"size": row.length, "sha256": row.sha256}
        connection.execute(insert(attachments).values(kept | content))
        connection.execute(delete(uploads).where(uploads.c.id == upload_id))


def _is_stored(connection: Connection, submission_id: bytes, digest: bytes) -> bool:
    """Tell whether this very submission is here; refuse another one under the same ticket."""
    found = connection.scalar(_STORED, {"id": submission_id})
    if found is not None and found != digest:
        raise Refusal("conflict", _USED)
    return found is not None


def _finished_upload(
    connection: Connection, ticket_id: bytes, upload_id: bytes
) -> Row[tuple[object, ...]]:
    mine = (uploads.c.id == upload_id) & (uploads.c.ticket_id == ticket_id)
    row = connection.execute(select(uploads).where(mine)).first()
    if row is None or row.received != row.length or row.sha256 is None:
        raise Refusal("unknown", "An attachment is not here, or not whole; send it first.")
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
