"""The state of a server, for its administrator: counts and days, nothing about anybody."""

import os
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, func, select

from crypto.head import Head, parse_head_frame
from crypto.period import last_kept_day
from server.accounts import CONFIDANT
from server.audit import newest_hash
from server.clock import Clock
from server.damage import Damage
from server.database import Database
from server.keyrings import Installed, NoKeyring, read_installed
from server.models import (
    accounts,
    attachments,
    handover_attachments,
    heads,
    submissions,
    text_parts,
    uploads,
)
from server.retention import oldest_kept_period
from server.room import ATTACHMENTS, TEXTS, used
from server.settings import Home

WARN_DAYS = 7
"""A week in which somebody can still come and fetch."""


@dataclass(frozen=True, slots=True)
class KeyringState:
    """The keyring that is installed, and the days until it expires."""

    serial: int
    expires: int
    days_left: int


@dataclass(frozen=True, slots=True)
class SlotHead:
    """A manned slot's newest head; all None when it has not spoken yet."""

    slot: int
    sequence: int | None
    day: int | None
    next_due: int | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Unfetched:
    """Submissions that an account has not fetched, and the days until the first of them goes."""

    account: str
    submissions: int
    days_left: int


@dataclass(frozen=True, slots=True)
class State:
    """What `state` shows; sizes in bytes, `damage` None where nobody looked for it."""

    day: int
    keyring: KeyringState | None
    submissions: int
    text_parts: int
    text_bytes: int
    attachments: int
    attachment_bytes: int
    handover_attachments: int
    handover_attachment_bytes: int
    uploads: int
    free_disk: int
    register: str
    heads: list[SlotHead]
    slots_without_account: list[int]
    unfetched: list[Unfetched]
    damage: list[Damage] | None


def read_state(
    home: Home, database: Database, clock: Clock, *, damage: list[Damage] | None = None
) -> State:
    """Return the state of a server, with the damage that was found in it."""
    disk = os.statvfs(home.path)
    day = clock.today()
    with database.reading() as connection:
        installed = _read_installed(connection)
        return State(
            day=day,
            keyring=_keyring_state(installed, day),
            submissions=_count(connection, submissions.c.id),
            text_parts=_count(connection, text_parts.c.part),
            text_bytes=used(connection, TEXTS),
            attachments=_count(connection, attachments.c.id),
            attachment_bytes=used(connection, ATTACHMENTS),
            handover_attachments=_count(connection, handover_attachments.c.object_id),
            handover_attachment_bytes=_sum(connection, handover_attachments.c.size),
            uploads=_count(connection, uploads.c.id),
            free_disk=disk.f_bavail * disk.f_frsize,
            register=newest_hash(connection),
            heads=_slot_heads(connection, installed, day),
            slots_without_account=_slots_without_account(connection, installed),
            unfetched=list_unfetched(connection, day=day),
            damage=damage,
        )


def list_unfetched(connection: Connection, *, day: int, within: int = WARN_DAYS) -> list[Unfetched]:
    """Return for each confidant's account what would go unfetched in the next `within` days."""
    going = submissions.c.period < oldest_kept_period(day + within)
    found = []
    is_reading = (accounts.c.role == CONFIDANT) & accounts.c.disabled.is_(False)
    for account in connection.execute(select(accounts).where(is_reading)):
        missing = going & (submissions.c.day >= (account.fetched_through or 0))
        query = select(func.count(), func.min(submissions.c.period)).where(missing)
        count, period = connection.execute(query).one()
        if count:
            found.append(Unfetched(account.name, count, max(0, last_kept_day(period) - day)))
    return found


def _read_installed(connection: Connection) -> Installed | None:
    try:
        return read_installed(connection)
    except NoKeyring:
        return None


def _keyring_state(installed: Installed | None, day: int) -> KeyringState | None:
    if installed is None:
        return None
    keyring = installed.keyring
    return KeyringState(keyring.serial, keyring.expires, keyring.expires - day)


def _count(connection: Connection, column: Column[Any]) -> int:
    return connection.scalar(select(func.count(column))) or 0


def _sum(connection: Connection, column: Column[int]) -> int:
    return int(connection.scalar(select(func.sum(column))) or 0)


def _manned(installed: Installed | None) -> list[tuple[int, int]]:
    if installed is None:
        return []
    return [
        (number, slot.generation)
        for number, slot in enumerate(installed.keyring.slots)
        if slot is not None and (number, slot.generation) not in installed.revoked
    ]


def _slot_heads(connection: Connection, installed: Installed | None, day: int) -> list[SlotHead]:
    return [
        _slot_head(slot, _newest_head(connection, slot, generation), day)
        for slot, generation in _manned(installed)
    ]


def _newest_head(connection: Connection, slot: int, generation: int) -> Head | None:
    mine = (heads.c.slot == slot) & (heads.c.generation == generation)
    newest = select(heads.c.frame).where(mine).order_by(heads.c.sequence.desc()).limit(1)
    frame = connection.scalar(newest)
    return None if frame is None else parse_head_frame(frame)


def _slot_head(slot: int, head: Head | None, day: int) -> SlotHead:
    if head is None:
        return SlotHead(slot, None, None, None, overdue=True)
    return SlotHead(slot, head.sequence, head.day, head.next_due, head.overdue(day))


def _slots_without_account(connection: Connection, installed: Installed | None) -> list[int]:
    is_manned = accounts.c.slot.is_not(None) & accounts.c.disabled.is_(False)
    known = set(connection.scalars(select(accounts.c.slot).where(is_manned)))
    return [slot for slot, _generation in _manned(installed) if slot not in known]
