"""Attachments that come by form, before the message that names them (docs/protocol.md section 14.1).

    file: upload id (16) || size of the stored object (8) || stored object

Whoever sealed the file elsewhere has drawn its id, because no server could. A form
has no ticket, and whose uploads these are is known only when the message has come:
until then they belong to a ticket that nobody has.
"""

import os

from sqlalchemy import exists, select, update

from server.clock import Clock
from server.database import Database
from server.form_parts import FormFile
from server.models import attachments, uploads
from server.refusals import Refusal
from server.tickets import TICKET_ID_SIZE, Ticket
from server.uploads import Uploads

ID_SIZE = 16
LENGTH_SIZE = 8


class FormUploads:
    """Takes the attachments of one form after the other."""

    def __init__(self, database: Database, arriving: Uploads, clock: Clock) -> None:
        self._database = database
        self._uploads = arriving
        self._clock = clock

    def begin(self) -> Ticket:
        """Return a ticket for one form, which is never given to anybody."""
        return Ticket(self._clock.today(), os.urandom(TICKET_ID_SIZE))

    def take(self, ticket: Ticket, file: FormFile) -> None:
        """Take one attachment, durably; pass over one that a form brought before with its message."""
        upload_id = file.read_exactly(ID_SIZE)
        length = file.read_exactly(LENGTH_SIZE)
        if len(length) < LENGTH_SIZE:
            raise Refusal("malformed", "This is no sealed attachment for a form.")
        if self._is_stored(upload_id):
            file.skip()
            return
        # What an earlier try left, whose line was cut: only its sender knows the id.
        self._uploads.give_up(upload_id)
        self._uploads.create(ticket, length=int.from_bytes(length, "big"), upload_id=upload_id)
        self._uploads.append(ticket, upload_id, offset=0, body=file)

    def hand_over(self, ticket: Ticket, *, to: Ticket) -> None:
        """Let what a form brought belong to the message that it brought."""
        mine = update(uploads).where(uploads.c.ticket_id == ticket.id)
        with self._database.writing() as connection:
            connection.execute(mine.values(ticket_id=to.id))

    def forget(self, *tickets: Ticket) -> None:
        """Give up what a form brought that was refused."""
        of_form = uploads.c.ticket_id.in_([ticket.id for ticket in tickets])
        with self._database.reading() as connection:
            left = connection.scalars(select(uploads.c.id).where(of_form)).all()
        for upload_id in left:
            self._uploads.give_up(upload_id)

    def _is_stored(self, upload_id: bytes) -> bool:
        with self._database.reading() as connection:
            is_there = exists().where(attachments.c.id == upload_id)
            return bool(connection.scalar(select(is_there)))
