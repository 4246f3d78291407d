"""Retention: what goes, and on which day.

A period goes on the day after `crypto.period.last_kept_day`, with every row and
file of it. Nothing goes by name, and nothing goes earlier.
"""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, Connection, Table, delete, select

from crypto.batch import LIVE_DAYS
from crypto.period import DAYS, last_kept_day
from server.audit import CONSOLE, cut, record
from server.clock import Clock
from server.database import Database
from server.doubt import SLACK_DAYS, ClockInDoubt, doubt_about
from server.marks import CONFIRMED, DAMAGE, SWEPT, note_change, set_mark
from server.models import (
    attachments,
    event_parts,
    handover_attachments,
    heads,
    period_keys,
    submissions,
    uploads,
)
from server.room import give_back
from server.settings import Home
from server.stores import Stores
from server.tickets import VALID_DAYS
from server.traces import forget_traces


@dataclass(frozen=True, slots=True)
class Swept:
    """How many of each were removed."""

    submissions: int
    attachments: int
    uploads: int
    heads: int
    handover_attachments: int


def oldest_kept_period(day: int) -> int:
    """Return the first period that is still kept on a day."""
    return -((last_kept_day(0) - day) // DAYS)


def kept_upload_days(day: int) -> range:
    """Return the days of which uploads are kept; one that a wrong clock dated ahead would stay for ever."""
    return range(day - VALID_DAYS, day + SLACK_DAYS + 1)


def sweep(home: Home, database: Database, stores: Stores, clock: Clock) -> Swept:
    """Remove everything whose last day is over; rows first, so that no row lacks its file."""
    with database.writing() as connection:
        day = clock.today()
        before, kept = oldest_kept_period(day), kept_upload_days(day)
        gone = Swept(
            submissions=_remove(connection, submissions, submissions.c.period < before),
            attachments=_remove(connection, attachments, attachments.c.period < before),
            handover_attachments=_remove(
                connection, handover_attachments, handover_attachments.c.period < before
            ),
            uploads=_remove(connection, uploads, ~uploads.c.day.between(kept[0], kept[-1])),
            heads=_remove_heads(connection, day),
        )
        keys = _remove(connection, period_keys, period_keys.c.period < before)
        # A part is sealed to a key of the period in which it came, or of an earlier one.
        _remove(connection, event_parts, event_parts.c.day < before * DAYS)
        give_back(connection, before=before)
        cut(connection, before=day - home.settings.audit_days, day=day)
        record(connection, "swept", day=day, who=CONSOLE)
        if gone.heads or keys:
            note_change(connection)
    stores.objects.drop_periods(before)
    stores.incoming.sweep(partial(read_waiting, database), kept=kept)
    forget_traces(database)
    return gone


def read_waiting(database: Database) -> set[bytes]:
    """Return the ids of the uploads that wait for their submission."""
    with database.reading() as connection:
        return set(connection.scalars(select(uploads.c.id)))


def require_plausible_day(database: Database, day: int, *, confirmed: int | None) -> None:
    """Raise `ClockInDoubt` unless the clock can be right, or a person says that it is.

    A clock that jumps ahead must not throw away what nobody has read.
    """
    if confirmed is not None and confirmed != day:
        raise ClockInDoubt("the day that was confirmed is not the one that this machine shows")
    with database.reading() as connection:
        said = None if confirmed is not None else doubt_about(connection, day)
    if said is not None:
        raise ClockInDoubt(
            f"{said}; if its date is right, confirm it with --day; nothing was removed"
        )


def note_sweep(database: Database, day: int, *, confirmed: bool = False) -> None:
    """Remember that everything is swept as of a day, and whether a person said that it is today."""
    with database.writing() as connection:
        set_mark(connection, SWEPT, day)
        if confirmed:
            set_mark(connection, CONFIRMED, day)


def note_damage(database: Database, number: int) -> None:
    """Remember how many objects were found damaged, for the doctor to say."""
    with database.writing() as connection:
        set_mark(connection, DAMAGE, number)


def _remove(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    return connection.execute(delete(table).where(condition)).rowcount


def _remove_heads(connection: Connection, day: int) -> int:
    """Remove the heads that no reader asks for any more; the newest of each holder stays."""
    later = heads.alias("later")
    is_newest = ~(
        select(later.c.sequence)
        .where(later.c.slot == heads.c.slot, later.c.generation == heads.c.generation)
        .where(later.c.sequence > heads.c.sequence)
        .exists()
    )
    # Two days more than a reader needs whose clock is a day behind.
    return _remove(connection, heads, (heads.c.day < day - LIVE_DAYS) & ~is_newest)
