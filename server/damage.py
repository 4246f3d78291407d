"""Damage: what is stored and is not any more what came, counted by kind and day of arrival.

The hash of every text, event part and attachment is kept beside it from the
moment it came. This reads everything that is stored and compares. It finds what
a disk did; whoever can write to the database can write another hash too, and
only a workstation notices that.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, literal, select, union_all

from server.database import Database
from server.models import (
    attachments,
    event_parts,
    handover_attachments,
    submissions,
    text_parts,
)
from server.objects import Lost, ObjectStore

TEXT, EVENT_PART, ATTACHMENT = "text", "event part", "attachment"
HANDOVER_FILE = "handover file"


_STORED = union_all(
    *(
        select(
            literal(kind).label("kind"),
            object_id.label("object_id"),
            table.c.day,
            table.c.period,
            table.c.sha256,
        )
        for kind, table, object_id in (
            (ATTACHMENT, attachments, attachments.c.id),
            (HANDOVER_FILE, handover_attachments, handover_attachments.c.object_id),
        )
    )
)
"""Every object, and what its bytes should be."""


@dataclass(frozen=True, slots=True)
class Damage:
    """How many objects of one kind and day of arrival are not what came, and how many are not there at all."""

    kind: str
    day: int
    altered: int
    lost: int


def find_damage(database: Database, objects: ObjectStore) -> list[Damage]:
    """Return the damage of every kind and day that has any; everything stored is read."""
    with database.reading() as connection:
        altered = Counter(_altered_rows(connection))
        stored = connection.execute(_STORED).all()
    # No transaction is held while files are read, so a sweep may take some of them meanwhile.
    digests = {row.object_id: _digest(objects, row) for row in stored}
    with database.reading() as connection:
        kept = {row.object_id for row in connection.execute(_STORED)}
    stored = [row for row in stored if row.object_id in kept]
    lost = Counter((row.kind, row.day) for row in stored if digests[row.object_id] is None)
    altered.update(
        (row.kind, row.day) for row in stored if digests[row.object_id] not in (None, row.sha256)
    )
    return [
        Damage(kind, day, altered[kind, day], lost[kind, day])
        for kind, day in sorted(altered.keys() | lost.keys())
    ]


def _altered_rows(connection: Connection) -> Iterator[tuple[str, int]]:
    """Yield kind and day of every text and event part whose hash is not that of its bytes."""
    texts = select(submissions.c.day, text_parts.c.sha256, text_parts.c.object).join(
        text_parts, text_parts.c.submission_id == submissions.c.id
    )
    events = select(event_parts.c.day, event_parts.c.sha256, event_parts.c.object)
    for kind, query in ((TEXT, texts), (EVENT_PART, events)):
        for row in _read_few_at_a_time(connection, query):
            if hashlib.sha256(row.object).digest() != row.sha256:
                yield kind, row.day


def _read_few_at_a_time(
    connection: Connection, query: Select[tuple[int, bytes, bytes]]
) -> Iterator[Row[tuple[int, bytes, bytes]]]:
    yield from connection.execute(query.execution_options(yield_per=64))


def _digest(objects: ObjectStore, row: Row[tuple[object, ...]]) -> bytes | None:
    """Return the hash of an attachment as it is now, None for one that is lost."""
    digest = hashlib.sha256()
    try:
        for piece in objects.read(row.object_id, period=row.period, day=row.day):
            digest.update(piece)
    except Lost:
        return None
    return digest.digest()
