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
NEAR_DAYS = 3
"""So far may a confirmed day be from what speaks for it: a long weekend without the machine."""


def parse_day(written: str) -> int:
    """Return the day of a date written as YYYY-MM-DD, or raise `Refused`."""
    try:
        if not _DATE.fullmatch(written):
            raise ValueError("other forms of ISO 8601 are not read")
        day = (date.fromisoformat(written) - _EPOCH).days
        if day < 0:
            raise ValueError("the protocol counts days from 1970-01-01 on")
    except ValueError as error:
        raise Refused("a day is written as 2026-11-21: year, month, day") from error
    return day


def write_day(day: int) -> str:
    """Return a day as YYYY-MM-DD; a day beyond the calendar as its number."""
    try:
        return (_EPOCH + timedelta(days=day)).isoformat()
    except OverflowError:
        return f"day {day}"


def clock_day() -> int:
    """Return the day by the clock of this machine, in UTC."""
    return (datetime.now(tz=UTC).date() - _EPOCH).days


def choose_day(*, confirmed: int | None, clock: int, floor: int, again: int | None = None) -> int:
    """Return the day to work with, never before `floor`, the newest signed day seen (0: none yet).

    Raises `UnconfirmedDay` if the clock cannot be believed and no day was
    confirmed, or if the confirmed one cannot be, or is doubtful and was not
    confirmed a second time with `again`.
    """
    if again is not None and again != confirmed:
        raise UnconfirmedDay(
            "--yes-the-day-is names another day than --day, or stands alone; look up the date and"
            " give it with both"
        )
    if confirmed is None:
        return _believe_clock(clock, floor)
    if floor and confirmed < floor - CLOCK_SLACK_DAYS:
        raise UnconfirmedDay(
            f"it cannot be before {write_day(floor)}, because something was signed on that day;"
            " look up the date and give it with --day"
        )
    if again is None and _is_doubtful(confirmed, clock, floor):
        raise UnconfirmedDay(_doubt(confirmed, clock, floor))
    return max(confirmed, floor)


def _believe_clock(clock: int, floor: int) -> int:
    if floor and clock < floor - CLOCK_SLACK_DAYS:
        raise UnconfirmedDay(
            f"the clock of this machine says {write_day(clock)}, but something was signed on"
            f" {write_day(floor)}; look up the date and confirm it with --day"
        )
    if floor and clock > floor + BELIEVED_DAYS:
        raise UnconfirmedDay(
            f"the clock of this machine says {write_day(clock)}, long after the last signed day,"
            f" {write_day(floor)}; look up the date and confirm it with --day"
        )
    return max(clock, floor)


def _is_doubtful(confirmed: int, clock: int, floor: int) -> bool:
    """Tell whether too little speaks for a day: neither the clock, nor, where the clock is behind, the floor."""
    if floor and confirmed > floor + BELIEVED_DAYS:
        # A machine and a person may read the same wrong clock.
        return True
    if abs(confirmed - clock) <= NEAR_DAYS:
        return False
    return clock >= floor - CLOCK_SLACK_DAYS or confirmed > floor + NEAR_DAYS


def _doubt(confirmed: int, clock: int, floor: int) -> str:
    signed = f"the last signed day here is {write_day(floor)}" if floor else "nothing is signed yet"
    return (
        f"{write_day(confirmed)} is doubtful: {signed}, and the clock of this machine says"
        f" {write_day(clock)}. Whatever is signed on a day too late silences this workstation until"
        " then. Look it up once more, and if it is right, give the same day with --yes-the-day-is"
        " too"
    )
