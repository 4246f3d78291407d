"""What can stand in an inbound bundle: its line in the manifest first, its bytes when they are sent.

Listing reads names, sizes and hashes only. The bytes of a text or an event part
are read one by one while the bundle streams, so that memory does not grow with
the bundle and no long transaction holds the database.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Select, select

from crypto.bundle import File, file_of
from crypto.bundle_contents import Arrived, attachment_name, events_name, text_name
from crypto.sizes import EVENT_PART_SIZE
from server.database import Database
from server.keyrings import Installed
from server.models import attachments, event_parts, submissions, text_parts
from server.objects import PIECE, ObjectStore


class Vanished(Exception):
    """An object went with its period while a bundle was on its way; the get must begin anew."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest, and the bytes behind it, not read before they are asked for."""

    file: File
    pieces: Iterator[bytes]


def whole_item(name: str, content: bytes) -> Item:
    """Return an item whose bytes are at hand."""
    return Item(file_of(name, content), iter([content]))


def file_item(name: str, path: Path) -> Item:
    """Return an item of a file that may be replaced meanwhile: it is opened once, and stays what it was."""
    file = path.open("rb")
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = file.tell()
    file.seek(0)
    return Item(File(name, digest, size), _read_open_file(file))


def list_texts(connection: Connection, database: Database, *, since: int) -> list[Item]:
    """Return every text part of the days from `since`, in the order of their random ids."""
    part = (text_parts.c.submission_id, text_parts.c.part)
    query = (
        select(
            *part,
            submissions.c.day,
            text_parts.c.object,
        )
        .join(submissions, submissions.c.id == text_parts.c.submission_id)
        .where(submissions.c.day >= since)
        .order_by(*part)
    )
    return [
        Item(
            File(
                text_name(Arrived(row.day, row.submission_id, row.part)),
                # Of what the disk holds now: a damaged part arrives as one, and holds up no other.
                hashlib.sha256(row.object).hexdigest(),
                len(row.object),
            ),
            _read_object(
                database,
                select(text_parts.c.object).where(
                    text_parts.c.submission_id == row.submission_id,
                    text_parts.c.part == row.part,
                ),
            ),
        )
        for row in connection.execute(query.execution_options(yield_per=64))
    ]


def list_event_parts(
    connection: Connection, database: Database, *, to_slot: int, since: int, installed: Installed
) -> list[Item]:
    """Return the parts that the other slots' bundles of the days from `since` hold for a slot."""
    place = (event_parts.c.slot, event_parts.c.generation, event_parts.c.sequence)
    query = (
        select(*place, event_parts.c.sha256)
        .where(event_parts.c.to_slot == to_slot, event_parts.c.slot != to_slot)
        .where(event_parts.c.day >= since)
        .order_by(*place)
    )
    return [
        Item(
            File(
                events_name(slot=row.slot, generation=row.generation, sequence=row.sequence),
                row.sha256.hex(),
                EVENT_PART_SIZE,
            ),
            _read_object(
                database,
                select(event_parts.c.object).where(
                    event_parts.c.slot == row.slot,
                    event_parts.c.generation == row.generation,
                    event_parts.c.sequence == row.sequence,
                    event_parts.c.to_slot == to_slot,
                ),
            ),
        )
        for row in connection.execute(query)
        if installed.is_trusted(row.slot, row.generation)
    ]


def list_attachments(
    connection: Connection, objects: ObjectStore, *, since: int, limit: int | None
) -> list[Item]:
    """Return every attachment of the days from `since` that has at most `limit` bytes."""
    query = select(attachments).where(attachments.c.day >= since).order_by(attachments.c.id)
    if limit is not None:
        query = query.where(attachments.c.size <= limit)
    return [
        Item(
            File(attachment_name(Arrived(row.day, row.id)), row.sha256.hex(), row.size),
            objects.read(row.id, period=row.period, day=row.day),
        )
        for row in connection.execute(query)
    ]


def _read_open_file(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _read_object(database: Database, query: Select[bytes]) -> Iterator[bytes]:
    with database.reading() as connection:
        content = connection.scalar(query)
    if content is None:
        raise Vanished
    yield content
