"""Doubt about the clock: this machine's date, held against what was done and what was signed before.

A wrong date loses nothing of itself: reports of another week are refused, and
what is shown is made anew when the date is right again. What destroys asks here
first, and waits for a person who says the date.

Two things speak: the last sweep, which runs daily, and the newest head, which a
workstation signed by a clock of its own. A date that is wrong by less than both
allow is not noticed (docs/threat-model.md).
"""

from sqlalchemy import Connection, func, select

from crypto.head import GRACE_DAYS, MAX_ABSENCE_DAYS
from server.marks import CONFIRMED, SWEPT, read_mark
from server.models import heads
from server.words import dated

TRUSTED_PAUSE_DAYS = 14
"""A sweep runs daily; after two weeks without one, somebody looks at the clock first."""
SILENT_DAYS = MAX_ABSENCE_DAYS + GRACE_DAYS
"""So long all workstations together may have signed nothing; after it somebody looks at the clock."""
SLACK_DAYS = 1
"""Hosts and workstations need not agree at midnight."""


class ClockInDoubt(Exception):
    """The machine's clock may be wrong, and a sweep by it could not be undone."""


def doubt_about(connection: Connection, day: int) -> str | None:
    """Return what speaks against a day, as a sentence without its end; None if nothing does."""
    swept, signed = read_mark(connection, SWEPT), _newest_head(connection)
    known = [known for known in (signed, read_mark(connection, CONFIRMED)) if known is not None]
    for what, before in (("the last sweep was", swept), ("a workstation signed", signed)):
        if before is not None and day < before - SLACK_DAYS:
            return f"{what} on {dated(before)}, and this machine says {dated(day)}"
    if swept is not None and day > swept + TRUSTED_PAUSE_DAYS:
        return f"the last sweep was {day - swept} days ago by this machine's clock"
    if signed is not None and day > max(known) + SILENT_DAYS:
        return f"no workstation has signed for {day - signed} days by this machine's clock"
    return None


def _newest_head(connection: Connection) -> int | None:
    day = connection.scalar(select(func.max(heads.c.day)))
    return None if day is None else int(day)
