"""Applying an outbound bundle: whole, once and in order (docs/protocol.md section 10.3).

The rules are `crypto.outbound`'s. Here they are given what the database knows of
the slot, and what comes back is stored in the same transaction.
"""

import hashlib
import io

from sqlalchemy import Connection, insert, select

from crypto.bundle import Outbound, manifest_hash, read_manifest, read_members
from crypto.frame import parse_frame
from crypto.head import parse_head
from crypto.labels import HEAD
from crypto.outbound import Applied, SlotState, check_contents, check_place, open_manifest
from journalist_ui.portal.desk import Receipt
from server.clock import Clock
from server.database import Database
from server.keyrings import Installed, read_installed
from server.models import event_parts, heads, period_keys


class OutboundDesk:
    """Applies bundles from workstations."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def bring(self, bundle: bytes) -> Receipt:
        """Apply a bundle and return its receipt, or raise a protocol error and change nothing."""
        raw = read_manifest(io.BytesIO(bundle))
        with self._database.writing() as connection:
            installed = read_installed(connection)
            manifest = open_manifest(raw, keyring=installed.keyring, revoked=installed.revoked)
            state = read_slot_state(connection, manifest.slot, manifest.generation)
            if _is_last_one(raw, manifest, state):
                return _receipt(manifest, already=True)
            check_place(raw, manifest, state)
            self._apply(connection, bundle, raw, manifest, state, installed)
        return _receipt(manifest, already=False)

    def _apply(
        self,
        connection: Connection,
        bundle: bytes,
        raw: bytes,
        manifest: Outbound,
        state: SlotState,
        installed: Installed,
    ) -> None:
        contents = {
            file.name: b"".join(pieces)
            for file, pieces in read_members(io.BytesIO(bundle), manifest.files)
        }
        day = self._clock.today()
        applied = check_contents(
            manifest,
            contents,
            manifest_raw=raw,
            state=state,
            keyring=installed.keyring,
            served_keyring_hash=installed.hash,
            day=day,
        )
        known = state.period_keys.keys()
        new_keys = {p: frame for p, frame in applied.period_keys.items() if p not in known}
        _store(connection, applied, new_keys, day=day)


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
        last_head=None if last is None else parse_head(parse_frame(last.frame, HEAD).body),
        last_manifest_hash=bytes(32) if last is None else last.manifest_hash,
        last_batch_day=connection.scalar(with_batch.order_by(heads.c.day.desc()).limit(1)),
        period_keys={row.period: row.frame for row in connection.execute(keys)},
    )


def _is_last_one(raw: bytes, manifest: Outbound, state: SlotState) -> bool:
    last = state.last_head
    if last is None or last.sequence != manifest.sequence:
        return False
    return manifest_hash(raw) == state.last_manifest_hash


def _store(
    connection: Connection, applied: Applied, new_keys: dict[int, bytes], *, day: int
) -> None:
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


def _receipt(manifest: Outbound, *, already: bool) -> Receipt:
    return Receipt(manifest.slot, manifest.sequence, manifest.day, already)
