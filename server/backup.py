"""Backups: everything that would be missed, in one sealed file, taken while the server serves.

All rows are read in one transaction that sees one state; attachments are on the
disk before their row is, and stay as long as their period. So every submission
that was acknowledged before a backup began is in it, whole. Memory is constant.

The rows hold staff's password hashes, and their second factors sealed under a
secret of this server: the file is sealed to a key that is kept offline, and
nothing online can open it (`server.restoring`).
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain

import msgspec
from sqlalchemy import Connection, Table, select
from sqlalchemy.engine import make_url

from crypto.bundle import Member, bundle_chunks
from crypto.hybrid import Recipient
from crypto.sealing import seal_chunks
from server.audit import CONSOLE, record
from server.backup_format import (
    END,
    FORMAT,
    LEFT_OUT,
    OBJECTS_FOLDER,
    PLACES_FOLDER,
    ROWS_FOLDER,
    SECRETS_FOLDER,
    SETTINGS,
    End,
    Manifest,
    Place,
    encode_part,
    encode_rows,
)
from server.clock import Clock
from server.database import Database
from server.engine import allow_pauses
from server.models import SCHEMA, attachments, handover_attachments, metadata
from server.objects import PIECE, Lost, ObjectStore
from server.settings import Home, render_settings

PIECE_OF_ROWS = 1 << 20
_ID_SIZE = 16
_FEW = 32
"""Rows that are held at once: a text has 29 KiB."""


@dataclass(slots=True)
class Counted:
    """What went into a backup, complete when its last byte was read."""

    rows: dict[str, int] = field(default_factory=dict)
    objects: int = 0
    lost: list[str] = field(default_factory=list)


def backup_chunks(
    home: Home,
    database: Database,
    objects: ObjectStore,
    *,
    clock: Clock,
    recipient: Recipient,
    with_secrets: bool,
    counted: Counted,
) -> Iterator[bytes]:
    """Yield a sealed backup and fill `counted`; the register names the backup, and the backup holds that entry."""
    day, backup_id = clock.today(), os.urandom(_ID_SIZE).hex()
    with database.writing() as connection:
        record(connection, "backup-made", day=day, who=CONSOLE, about=backup_id)
    manifest = encode_part(Manifest(day, FORMAT, backup_id, SCHEMA, with_secrets))
    with database.reading() as connection:
        allow_pauses(connection)
        members = _members(home, connection, objects, with_secrets=with_secrets, counted=counted)
        tar = bundle_chunks(manifest, members)
        yield from seal_chunks(tar, wrap=lambda file_key: [recipient.wrap(file_key)])


def _members(
    home: Home,
    connection: Connection,
    objects: ObjectStore,
    *,
    with_secrets: bool,
    counted: Counted,
) -> Iterator[Member]:
    # The first query decides which state all of them see, so it comes before anything else.
    for table in metadata.sorted_tables:
        if table.name not in LEFT_OUT:
            yield from _row_members(connection, table, counted)
    yield _member(SETTINGS, _settings_of(home))
    if with_secrets:
        for path in sorted((home.path / "secrets").iterdir()):
            yield _member(f"{SECRETS_FOLDER}/{path.name}", path.read_bytes())
    for table in (attachments, handover_attachments):
        yield from _object_members(connection, table, objects, counted)
    yield _member(END, encode_part(End(counted.lost, counted.objects, counted.rows)))


def _row_members(connection: Connection, table: Table, counted: Counted) -> Iterator[Member]:
    counted.rows[table.name] = 0

    def rows() -> Iterator[dict[str, object]]:
        # By their keys, which are random: a database may give rows in the order in which they came.
        query = select(table).order_by(*table.primary_key.columns)
        for row in connection.execute(query.execution_options(yield_per=_FEW)):
            counted.rows[table.name] += 1
            yield dict(row._mapping)

    name = table.name.replace("_", "-")
    for number, piece in enumerate(encode_rows(rows(), size=PIECE_OF_ROWS)):
        yield _member(f"{ROWS_FOLDER}/{name}/{number}", piece)


def _object_members(
    connection: Connection, table: Table, objects: ObjectStore, counted: Counted
) -> Iterator[Member]:
    key = next(iter(table.primary_key.columns))
    columns = (key.label("id"), table.c.day, table.c.period, table.c.size, table.c.sha256)
    query = select(*columns).order_by(key).execution_options(yield_per=_FEW)
    for row in connection.execute(query):
        place = Place(row.day, bytes(row.id).hex(), row.period, bytes(row.sha256).hex())
        pieces = objects.read(row.id, period=row.period, day=row.day)
        try:
            first = next(pieces, b"")
        except Lost:
            counted.lost.append(place.id)
            continue
        name = str(counted.objects)
        counted.objects += 1
        yield _member(f"{PLACES_FOLDER}/{name}", encode_part(place))
        sound = _sound(chain([first], pieces), place, size=row.size, lost=counted.lost)
        yield Member(f"{OBJECTS_FOLDER}/{name}", row.size, sound)


def _sound(pieces: Iterator[bytes], place: Place, *, size: int, lost: list[str]) -> Iterator[bytes]:
    """Yield exactly `size` bytes; what is not what came counts as lost, and hinders nothing else."""
    digest, left = hashlib.sha256(), size
    with suppress(Lost):
        for piece in pieces:
            digest.update(piece)
            yield piece[:left]
            left -= len(piece[:left])
    if left or digest.hexdigest() != place.sha256:
        lost.append(place.id)
    while left:
        filling = bytes(min(left, PIECE))
        left -= len(filling)
        yield filling


def _member(name: str, content: bytes) -> Member:
    return Member(name, len(content), [content])


def _settings_of(home: Home) -> bytes:
    settings = home.settings
    if settings.database:
        shown = make_url(settings.database).render_as_string(hide_password=True)
        settings = msgspec.structs.replace(settings, database=shown)
    return render_settings(settings).encode()
