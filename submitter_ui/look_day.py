"""The day on which to look for an answer: a week on, and never one on which nobody reads.

A confidant comes to the workstation at least every week (docs/protocol.md section
7.3), on the weekdays that the service names and not on its holidays. The page reckons
the same in `client/page/look_day.ts`, from the two codes of `ReadingDays`.
"""

from dataclasses import dataclass
from datetime import date

ANSWER_DAYS = 7
LONGEST_CLOSURE = 60
"""Days; with a longer list of holidays in a row the day stands as it is."""
EPOCH = date(1970, 1, 1).toordinal()
HOLIDAYS = ("01-01", "04-27", "12-25", "12-26", "easter", "easter+1", "easter+39", "easter+50")
"""In the Netherlands: New Year, the King's day, Christmas, Easter, Ascension, Whit Monday."""
HOLIDAY = r"^((0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|easter([+-][1-9]\d?)?)\Z"


@dataclass(frozen=True, slots=True)
class ReadingDays:
    """On which days somebody reads.

    `week` is seven digits, Monday first, 1 where somebody does. `closed` are the days on which
    nobody does: `MM-DD`, `YYYY-MM-DD`, or counted from Easter Sunday.
    """

    week: str = "1111100"
    closed: tuple[str, ...] = HOLIDAYS

    def is_read(self, day: int) -> bool:
        """Tell whether somebody reads on a day since 1970-01-01, a Thursday, the fourth of seven."""
        found = date.fromordinal(EPOCH + day)
        since = (found - easter(found.year)).days
        names = {f"{found:%m-%d}", found.isoformat(), f"easter{since:+d}" if since else "easter"}
        return self.week[(day + 3) % 7] == "1" and names.isdisjoint(self.closed)


def look_day(sent: int, reading: ReadingDays) -> int:
    """Return the day on which to look, for what was sent, or looked for in vain, on day `sent`."""
    first = sent + ANSWER_DAYS
    days = range(first, first + LONGEST_CLOSURE)
    return next((day for day in days if reading.is_read(day)), first)


def easter(year: int) -> date:
    """Return Easter Sunday of a year from 1900 to 2099 (Gauss)."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    is_late = sunday == 6 and (moon == 29 or (moon == 28 and year % 19 > 10))
    day = date(year, 3, 22).toordinal() + moon + sunday - (7 if is_late else 0)
    return date.fromordinal(day)
