"""The register: what staff did, on which day, one entry chained to the next by its hash.

    hash = SHA-256("sluis/audit/v1" || 0 || canonical JSON of the entry, the hash before it included)

An entry is written in the transaction of the act itself, behind a lock on the
one row that holds the newest hash: any number of hosts write one chain.
Accounts are named by their handles, objects by slot, number or days; nothing of
a reporter, and nothing finer than a day, has a place in it.

Altering, moving or taking out an entry breaks the chain. Whoever can write to
the database can make a whole chain anew, or leave out its end: that shows only
against a hash that was noted elsewhere, which the daily mail and `state` give.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, TypeAlias

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from crypto.schema import encode_struct
from server.models import accounts, audit_entries, audit_head, failed_sign_ins

CONSOLE = "(console)"
"""Whoever has the server's command line; no account can have this name."""
UNKNOWN = "(unknown)"
"""Stands for every name that is no account's: what was typed there may be a password."""

Act: TypeAlias = Literal[
    "account-added",
    "account-disabled",
    "account-enabled",
    "account-removed",
    "account-reset",
    "backup-made",
    "bundle-brought",
    "bundle-got",
    "codes-made",
    "keyring-installed",
    "mail-sent",
    "register-cut",
    "restored",
    "sign-in",
    "sign-in-failed",
    "slot-revoked",
    "swept",
]

_LABEL = b"sluis/audit/v1\0"
_Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
_THE_HEAD = audit_head.c.id == 1


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who did what, to what, on which day (since 1970-01-01); `number` counts or numbers, by the act."""

    sequence: int
    day: int
    who: str
    act: Act
    about: str
    number: int
    previous: _Hash
    """The 32 bytes of the hash before, in hexadecimal."""


class Chained(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry with its own hash, as a line of an export."""

    entry: Entry
    hash: _Hash


def record(
    connection: Connection, act: Act, *, day: int, who: str, about: str = "", number: int = 0
) -> None:
    """Add an entry, and before it the failed sign-ins of the days that are over."""
    head = _lock_head(connection)
    over = failed_sign_ins.c.day < day
    for failed in connection.execute(
        select(failed_sign_ins).where(over).order_by(failed_sign_ins.c.day, failed_sign_ins.c.who)
    ).all():
        head = _append(
            connection, head, "sign-in-failed", failed.day, failed.who, "", failed.number
        )
    connection.execute(delete(failed_sign_ins).where(over))
    _append(connection, head, act, day, who, about, number)


def count_failed_sign_in(connection: Connection, name: str, *, day: int) -> None:
    """Count a failed sign-in of a day; it becomes an entry when the day is over."""
    _lock_head(connection)
    is_known = connection.scalar(select(accounts.c.id).where(accounts.c.name == name)) is not None
    who = name if is_known else UNKNOWN
    mine = (failed_sign_ins.c.day == day) & (failed_sign_ins.c.who == who)
    more = update(failed_sign_ins).where(mine).values(number=failed_sign_ins.c.number + 1)
    if not connection.execute(more).rowcount:
        connection.execute(insert(failed_sign_ins).values(day=day, who=who, number=1))


def name_of(connection: Connection, account_id: bytes) -> str:
    """Return the handle of an account, which may have been removed a moment ago."""
    name = connection.scalar(select(accounts.c.name).where(accounts.c.id == account_id))
    return UNKNOWN if name is None else str(name)


def last_day_of(connection: Connection, act: Act) -> int | None:
    """Return the last day on which there was such an act, None if there was none."""
    query = select(func.max(audit_entries.c.day)).where(audit_entries.c.act == act)
    day = connection.scalar(query)
    return None if day is None else int(day)


def newest_hash(connection: Connection) -> str:
    """Return the hash of the newest entry in hexadecimal: the one to note elsewhere."""
    return bytes(connection.execute(select(audit_head.c.hash).where(_THE_HEAD)).scalar_one()).hex()


def read_entries(connection: Connection) -> Iterator[Chained]:
    """Yield every entry that is kept, in order, with the hashes that are stored beside it."""
    query = select(audit_entries).order_by(audit_entries.c.sequence)
    for row in connection.execute(query.execution_options(yield_per=500)):
        fields = (row.sequence, row.day, row.who, row.act, row.about, row.number)
        yield Chained(Entry(*fields, bytes(row.previous).hex()), bytes(row.hash).hex())


def cut(connection: Connection, *, before: int, day: int) -> None:
    """Remove the oldest entries, of days before `before`; an entry says how far, and up to which hash."""
    _lock_head(connection)
    kept = audit_entries.c.day >= before
    first = connection.scalar(select(func.min(audit_entries.c.sequence)).where(kept))
    gone = audit_entries.c.sequence < (0 if first is None else first)
    query = select(audit_entries.c.sequence, audit_entries.c.hash).where(gone)
    last = connection.execute(query.order_by(audit_entries.c.sequence.desc()).limit(1)).first()
    if last is None:
        return
    about, number = bytes(last.hash).hex(), last.sequence
    record(connection, "register-cut", day=day, who=CONSOLE, about=about, number=number)
    connection.execute(delete(audit_entries).where(gone))


def hash_of(entry: Entry) -> str:
    """Return the hash of an entry in hexadecimal."""
    return hashlib.sha256(_LABEL + encode_struct(entry)).hexdigest()


def _lock_head(connection: Connection) -> tuple[int, bytes]:
    """Return number and hash of the newest entry; nobody else writes one until this transaction ends."""
    query = select(audit_head.c.sequence, audit_head.c.hash).where(_THE_HEAD).with_for_update()
    sequence, newest = connection.execute(query).one()
    return sequence, bytes(newest)


def _append(
    connection: Connection,
    head: tuple[int, bytes],
    act: Act,
    day: int,
    who: str,
    about: str,
    number: int,
) -> tuple[int, bytes]:
    sequence, previous = head[0] + 1, head[1]
    entry = Entry(sequence, day, who, act, about, number, previous.hex())
    newest = bytes.fromhex(hash_of(entry))
    row = msgspec.structs.asdict(entry) | {"previous": previous, "hash": newest}
    connection.execute(insert(audit_entries).values(row))
    head_row = {"sequence": sequence, "hash": newest}
    connection.execute(update(audit_head).where(_THE_HEAD).values(head_row))
    return sequence, newest


def line_of(chained: Chained) -> bytes:
    """Return an entry as a line of an export: canonical JSON."""
    return encode_struct(chained) + b"\n"


def parse_lines(lines: Iterable[bytes]) -> Iterator[Chained]:
    """Yield the entries of an export, or raise `msgspec.ValidationError`."""
    for line in lines:
        yield msgspec.json.decode(line, type=Chained)
