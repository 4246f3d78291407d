"""Days: how they are written, and which one it is (docs/protocol.md section 3).

An offline machine's clock may be wrong by years, and keys are destroyed by the
day. So the clock is believed only near the newest day that somebody signed;
otherwise a person says which day it is.
"""

import re
from datetime import UTC, date, datetime, timedelta

from journalist_ui.workstation.errors import Refused, UnconfirmedDay

_EPOCH = date(1970, 1, 1)
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK_SLACK_DAYS = 1
"""Others may have signed a day that has not begun here."""
BELIEVED_DAYS = 35
"""As long as the server keeps anything: a workstation silent for longer asks."""


def parse_day(written: str) -> int:
    """Return the day of a date written as YYYY-MM-DD, or raise `Refused`."""
    try:
        if not _DATE.fullmatch(written):
            raise ValueError("other forms of ISO 8601 are not read")
        return (date.fromisoformat(written) - _EPOCH).days
    except ValueError as error:
        raise Refused("a day is written as 2026-11-21: year, month, day") from error


def write_day(day: int) -> str:
    """Return a day as YYYY-MM-DD; a day beyond the calendar as its number."""
    try:
        return (_EPOCH + timedelta(days=day)).isoformat()
    except OverflowError:
        return f"day {day}"


def clock_day() -> int:
    """Return the day by the clock of this machine, in UTC."""
    return (datetime.now(tz=UTC).date() - _EPOCH).days


def choose_day(*, confirmed: int | None, clock: int, floor: int) -> int:
    """Return the day to work with, never before `floor`, the newest signed day seen.

    Raises `UnconfirmedDay` if the clock cannot be believed and no day was
    confirmed, or if the confirmed one cannot be.
    """
    if confirmed is not None:
        if confirmed < floor - CLOCK_SLACK_DAYS:
            raise UnconfirmedDay(
                f"it cannot be before {write_day(floor)}, because something was signed on that day;"
                " look up the date and give it with --day"
            )
        return max(confirmed, floor)
    if clock < floor - CLOCK_SLACK_DAYS:
        raise UnconfirmedDay(
            f"the clock of this machine says {write_day(clock)}, but something was signed on"
            f" {write_day(floor)}; look up the date and confirm it with --day"
        )
    if clock > floor + BELIEVED_DAYS:
        raise UnconfirmedDay(
            f"the clock of this machine says {write_day(clock)}, long after the last signed day,"
            f" {write_day(floor)}; look up the date and confirm it with --day"
        )
    return max(clock, floor)
