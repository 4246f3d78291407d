"""Marks: the few numbers on which every process and every host of a service must agree.

The day is one of them. A host whose clock is a little behind another's would
otherwise write under a day that a bundle has closed already, and nobody would
get what it wrote. So whoever closes a day notes it, and all write under that
day or a later one.
"""

from sqlalchemy import Connection, insert, select, update

from server.clock import Clock
from server.models import marks

DAY = "day"
"""The newest day up to which somebody was given everything."""
PUBLISHED = "published"
"""Counts the changes of what is published."""
SWEPT = "swept"
"""The day of the last sweep."""
CONFIRMED = "confirmed"
"""The last day that a person has confirmed to be today."""

DAMAGE = "damage"
"""How many objects were not what came when all that is stored was last read."""


def read_mark(connection: Connection, name: str) -> int | None:
    """Return a mark, None if it was never set."""
    return connection.scalar(select(marks.c.value).where(marks.c.name == name))


def set_mark(connection: Connection, name: str, value: int) -> None:
    """Set a mark; inside a write."""
    mine = update(marks).where(marks.c.name == name)
    if not connection.execute(mine.values(value=value)).rowcount:
        connection.execute(insert(marks).values(name=name, value=value))


def note_change(connection: Connection) -> None:
    """Note, in the write that changes it, that what is published is not up to date any more."""
    set_mark(connection, PUBLISHED, (read_mark(connection, PUBLISHED) or 0) + 1)


def day_to_write(connection: Connection, clock: Clock) -> int:
    """Return the day under which a write stores: this host's, or the next if another host has begun it."""
    today, closed = clock.today(), read_mark(connection, DAY)
    # A mark further ahead comes from a clock that was wrong; following it would make that error everybody's.
    return closed if closed == today + 1 else today


def close_days(connection: Connection, clock: Clock) -> int:
    """Return the day to write, and let nobody write under an earlier one from now on; inside a write."""
    day = day_to_write(connection, clock)
    if read_mark(connection, DAY) != day:
        set_mark(connection, DAY, day)
    return day
