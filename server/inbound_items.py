"""What can stand in an inbound bundle: its line in the manifest first, its bytes when they are sent.

The manifest stands in front and says the hash of what follows, so everything is
read before anything is sent. The hash is that of what the disk holds now and
not of what once came: a damaged object arrives as one, and holds up no other.
`server.damage` compares the two for the administrator.

Texts and event parts stay in memory from listing to sending as far as there is
room, and beyond it are read once more, one by one: memory does not grow with
the bundle, and no long transaction holds the database.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Select, select

from crypto.bundle import File, file_of
from crypto.bundle_contents import Arrived, attachment_name, events_name, text_name
from server.database import Database
from server.keyrings import Installed
from server.models import (
    attachments,
    event_parts,
    handover_attachments,
    submissions,
    text_parts,
)
from server.objects import PIECE, Lost, ObjectStore

HELD = 8 * 1024 * 1024
"""A day of 250 texts; more are read twice."""


class Vanished(Exception):
    """An object went with its period while a bundle was on its way; the get must begin anew."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest, and the bytes behind it, not read before they are asked for."""

    file: File
    pieces: Iterable[bytes]


class RowItems:
    """Makes the items of a bundle's rows, and knows how many of their bytes may stay in memory."""

    def __init__(self, database: Database, *, room: int = HELD) -> None:
        self._database = database
        self._room = room

    def item(self, name: str, content: bytes, again: Select[bytes]) -> Item:
        """Return the item of a row's content; `again` selects it once more."""
        self._room -= len(content)
        if self._room >= 0:
            return whole_item(name, content)
        return Item(file_of(name, content), self._read(again))

    def _read(self, query: Select[bytes]) -> Iterator[bytes]:
        with self._database.reading() as connection:
            content = connection.scalar(query)
        if content is None:
            raise Vanished
        yield content


def whole_item(name: str, content: bytes) -> Item:
    """Return an item whose bytes are at hand."""
    return Item(file_of(name, content), [content])


def file_item(name: str, path: Path) -> Item:
    """Return an item of a file that may be replaced meanwhile: it is opened once, and stays what it was."""
    file = path.open("rb")
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = file.tell()
    file.seek(0)
    return Item(File(name, digest, size), _read_open_file(file))


def list_texts(connection: Connection, items: RowItems, *, since: int, through: int) -> list[Item]:
    """Return every text part of these days, in the order of their random ids."""
    part = (text_parts.c.submission_id, text_parts.c.part)
    query = (
        select(*part, submissions.c.day, text_parts.c.object)
        .join(submissions, submissions.c.id == text_parts.c.submission_id)
        .where(submissions.c.day.between(since, through))
        .order_by(*part)
    )
    again = select(text_parts.c.object)
    return [
        items.item(
            text_name(Arrived(row.day, row.submission_id, row.part)),
            row.object,
            again.where(part[0] == row.submission_id, part[1] == row.part),
        )
        for row in connection.execute(query.execution_options(yield_per=64))
    ]


def list_event_parts(
    connection: Connection,
    items: RowItems,
    *,
    to_slot: int,
    installed: Installed,
    since: int,
    through: int,
) -> list[Item]:
    """Return the parts that the other slots' bundles of these days hold for a slot."""
    place = (event_parts.c.slot, event_parts.c.generation, event_parts.c.sequence)
    query = (
        select(*place, event_parts.c.object)
        .where(event_parts.c.to_slot == to_slot, event_parts.c.slot != to_slot)
        .where(event_parts.c.day.between(since, through))
        .order_by(*place)
    )
    again = select(event_parts.c.object).where(event_parts.c.to_slot == to_slot)
    return [
        items.item(
            events_name(slot=row.slot, generation=row.generation, sequence=row.sequence),
            row.object,
            again.where(place[0] == row.slot, place[1] == row.generation, place[2] == row.sequence),
        )
        for row in connection.execute(query.execution_options(yield_per=64))
        if installed.is_trusted(row.slot, row.generation)
    ]


def list_attachments(
    database: Database, objects: ObjectStore, *, since: int, through: int, limit: int | None
) -> tuple[list[Item], int]:
    """Return the attachments of these days that came with at most `limit` bytes, and how many are larger.

    Each is read whole, so this may take minutes; no transaction is held meanwhile.
    """
    stored = attachments.c
    return _list_objects(
        database,
        objects,
        select(stored.id, stored.id.label("object_id"), stored.day, stored.period, stored.size)
        .where(stored.day.between(since, through))
        .order_by(stored.id),
        limit=limit,
    )


def list_handover_attachments(
    database: Database, objects: ObjectStore, *, since: int, through: int, limit: int | None
) -> tuple[list[Item], int]:
    """Return the files of handovers of these days as `list_attachments` does those of reporters."""
    stored = handover_attachments.c
    return _list_objects(
        database,
        objects,
        select(stored.id, stored.object_id, stored.day, stored.period, stored.size)
        .where(stored.day.between(since, through))
        .order_by(stored.id),
        limit=limit,
    )


def _list_objects(
    database: Database, objects: ObjectStore, query: Select[Any], *, limit: int | None
) -> tuple[list[Item], int]:
    with database.reading() as connection:
        rows = connection.execute(query).all()
    wanted = [row for row in rows if limit is None or row.size <= limit]
    # Confidants draw the ids of handovers' files: two of one day could have the same, and a name stands there once.
    by_name = {attachment_name(Arrived(row.day, row.id)): row for row in wanted}
    items = [
        _object_item(name, objects, row.object_id, (row.period, row.day))
        for name, row in by_name.items()
    ]
    return items, len(rows) - len(wanted)


def _object_item(name: str, objects: ObjectStore, object_id: bytes, place: tuple[int, int]) -> Item:
    """Return the item of an object; one that is lost stands there as an empty file, to be counted as damaged."""
    period, day = place
    digest, size = hashlib.sha256(), 0
    try:
        for piece in objects.read(object_id, period=period, day=day):
            digest.update(piece)
            size += len(piece)
    except Lost:
        return whole_item(name, b"")
    pieces = objects.read(object_id, period=period, day=day)
    return Item(File(name, digest.hexdigest(), size), pieces)


def _read_open_file(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
