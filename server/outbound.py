"""Applying an outbound bundle: whole, once and in order (docs/protocol.md section 10.3).

The rules are `crypto.outbound`'s. Here they are given what the database knows of
the slot, and what comes back is stored in the same transaction. Who signed is
known before a file of the bundle is read; files of handovers go to the disk as
they come, and are objects before the transaction begins, so that nobody waits for a
slow store; one whose transaction does not follow goes with its period.
"""

import hashlib
import os
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import Connection, insert, select

from crypto.bundle import Outbound, manifest_hash, parse_outbound, read_once, read_rest
from crypto.head import parse_head_frame
from crypto.outbound import Applied, SlotState, check_contents, check_place, open_manifest
from crypto.sizes import stored_attachment_size
from journalist_ui.portal.desk import Account, Receipt
from server.arriving_bundle import ArrivingBundle
from server.audit import name_of, record
from server.clock import Clock
from server.database import Database
from server.keyrings import Installed, read_installed
from server.marks import day_to_write, note_change
from server.models import event_parts, handover_attachments, heads, period_keys
from server.objects import ObjectStore
from server.refusals import Refusal
from server.room import Room
from server.settings import Home

MAX_MANIFEST = 1 << 16
"""Twenty files and a signature are a tenth of this."""
OBJECT_ID_SIZE = 16
_TOO_LARGE = (
    "A file of this bundle is larger than this server takes (max_attachment in its settings);"
    " ask the administrator to allow more, then bring the bundle again."
)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A bundle that is here: its manifest as it came and as it was read, and its files."""

    raw: bytes
    manifest: Outbound
    arriving: ArrivingBundle


@dataclass(frozen=True, slots=True)
class _Placed:
    """The day under which files of handovers were placed, and their objects' ids by name."""

    day: int
    ids: dict[str, bytes]


_NOTHING = _Placed(0, {})


class _DayTurned(Exception):
    """The objects lie under another day than the one on which they become visible."""


class OutboundDesk:
    """Applies bundles from workstations."""

    def __init__(
        self, *, home: Home, database: Database, objects: ObjectStore, room: Room, clock: Clock
    ) -> None:
        self._home = home
        self._database = database
        self._objects = objects
        self._room = room
        self._clock = clock

    def bring(self, account: Account, bundle: BinaryIO) -> Receipt:
        """Apply a bundle that is read once and return its receipt, or raise why not and change nothing."""
        raw, members = read_once(bundle, limit=MAX_MANIFEST)
        with self._database.reading() as connection:
            manifest = self._open_if_next(connection, raw)
        if manifest is None:
            return _already(raw)
        with ArrivingBundle(self._home.incoming, self._room) as arriving:
            arriving.receive(read_rest(members, manifest.files))
            whole = _Whole(raw, manifest, arriving)
            while True:
                try:
                    return self._store(account, whole, self._place(whole))
                except _DayTurned:
                    continue

    def _place(self, bundle: _Whole) -> _Placed:
        """Make objects of a bundle's files, once nothing stands against applying it; nobody waits meanwhile."""
        if not bundle.arriving.paths:
            return _NOTHING
        with self._database.reading() as connection:
            if self._open_if_next(connection, bundle.raw) is None:
                return _NOTHING
            day = day_to_write(connection, self._clock)
            manifest = bundle.manifest
            state = read_slot_state(connection, manifest.slot, manifest.generation)
            applied = self._check(connection, bundle, state, day=day)
        # Ids of our own: confidants know the ids of reporters' attachments, and of each other's.
        ids = {brought.name: os.urandom(OBJECT_ID_SIZE) for brought in applied.attachments}
        for brought in applied.attachments:
            path = bundle.arriving.paths[brought.name]
            self._objects.place(path, ids[brought.name], period=brought.period, day=day)
        return _Placed(day, ids)

    def _store(self, account: Account, bundle: _Whole, placed: _Placed) -> Receipt:
        with self._database.writing() as connection:
            # Another request may have brought it while this one was read.
            if self._open_if_next(connection, bundle.raw) is None:
                return _already(bundle.raw)
            day = day_to_write(connection, self._clock)
            if placed.ids and placed.day != day:
                raise _DayTurned
            self._apply(connection, bundle, placed, day=day)
            self._record(connection, account, bundle.manifest)
        return _receipt(bundle.manifest, already=False)

    def _open_if_next(self, connection: Connection, raw: bytes) -> Outbound | None:
        """Return the manifest of the next bundle of its slot, None for the last one again; or raise."""
        installed = read_installed(connection)
        manifest = open_manifest(raw, keyring=installed.keyring, revoked=installed.revoked)
        state = read_slot_state(connection, manifest.slot, manifest.generation)
        if _is_last_one(raw, manifest, state):
            return None
        check_place(raw, manifest, state)
        self._require_sizes(manifest, installed)
        return manifest

    def _require_sizes(self, manifest: Outbound, installed: Installed) -> None:
        slots = len(installed.keyring.slots)
        limit = stored_attachment_size(self._home.settings.max_attachment, slots=slots)
        if any(file.size > limit for file in manifest.files):
            raise Refusal("too-large", _TOO_LARGE)

    def _check(
        self, connection: Connection, bundle: _Whole, state: SlotState, *, day: int
    ) -> Applied:
        installed, manifest = read_installed(connection), bundle.manifest
        return check_contents(
            manifest,
            bundle.arriving.contents,
            manifest_raw=bundle.raw,
            state=state,
            keyring=installed.keyring,
            served_keyring_hash=installed.hash,
            day=day,
        )

    def _apply(self, connection: Connection, bundle: _Whole, placed: _Placed, *, day: int) -> None:
        state = read_slot_state(connection, bundle.manifest.slot, bundle.manifest.generation)
        applied = self._check(connection, bundle, state, day=day)
        known = state.period_keys.keys()
        new_keys = {p: frame for p, frame in applied.period_keys.items() if p not in known}
        for brought in applied.attachments:
            row = {"object_id": placed.ids[brought.name], "id": brought.id, "day": day}
            content = {"period": brought.period, "size": brought.size, "sha256": brought.sha256}
            connection.execute(insert(handover_attachments).values(row | content))
        _insert(connection, applied, new_keys, day=day)
        note_change(connection)

    def _record(self, connection: Connection, account: Account, manifest: Outbound) -> None:
        record(
            connection,
            "bundle-brought",
            day=self._clock.today(),
            who=name_of(connection, account.id),
            about=f"slot {manifest.slot}, generation {manifest.generation}",
            number=manifest.sequence,
        )


def read_slot_state(connection: Connection, slot: int, generation: int) -> SlotState:
    """Return what the database knows of (slot, generation) before a bundle."""
    mine = (heads.c.slot == slot) & (heads.c.generation == generation)
    columns = (heads.c.frame, heads.c.manifest_hash)
    newest = select(*columns).where(mine).order_by(heads.c.sequence.desc()).limit(1)
    last = connection.execute(newest).first()
    with_batch = select(heads.c.day).where(mine, heads.c.batch != b"")
    keys = select(period_keys.c.period, period_keys.c.frame).where(
        period_keys.c.slot == slot, period_keys.c.generation == generation
    )
    return SlotState(
        last_head=None if last is None else parse_head_frame(last.frame),
        last_manifest_hash=bytes(32) if last is None else last.manifest_hash,
        last_batch_day=connection.scalar(with_batch.order_by(heads.c.day.desc()).limit(1)),
        period_keys={row.period: row.frame for row in connection.execute(keys)},
    )


def _is_last_one(raw: bytes, manifest: Outbound, state: SlotState) -> bool:
    last = state.last_head
    if last is None or last.sequence != manifest.sequence:
        return False
    return manifest_hash(raw) == state.last_manifest_hash


def _insert(
    connection: Connection, applied: Applied, new_keys: dict[int, bytes], *, day: int
) -> None:
    """Add the rows of a bundle that was checked: its head with the batch, event parts, new period keys."""
    place = {
        "slot": applied.slot,
        "generation": applied.generation,
        "sequence": applied.sequence,
    }
    head = {"day": applied.day, "arrived": day, "manifest_hash": applied.manifest_hash}
    content = {"frame": applied.head, "batch": applied.batch}
    connection.execute(insert(heads).values(place | head | content))
    connection.execute(
        insert(event_parts),
        [
            place
            | {"to_slot": slot, "day": day, "object": part}
            | {"sha256": hashlib.sha256(part).digest()}
            for slot, part in enumerate(applied.event_parts)
        ],
    )
    holder = {"slot": applied.slot, "generation": applied.generation}
    for period, frame in new_keys.items():
        row = holder | {"period": period, "frame": frame}
        connection.execute(insert(period_keys).values(row))


def _already(raw: bytes) -> Receipt:
    return _receipt(parse_outbound(raw), already=True)


def _receipt(manifest: Outbound, *, already: bool) -> Receipt:
    return Receipt(manifest.slot, manifest.sequence, manifest.day, already)
