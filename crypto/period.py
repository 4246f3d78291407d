"""Days and periods (docs/protocol.md section 3).

A day is the number of UTC days since 1970-01-01; nothing in the protocol is
finer. A period is seven days: `floor(day / 7)`.
"""

from dataclasses import dataclass

DAYS = 7
"""Length of a period: a week, the rhythm in which a confidant comes to the workstation."""
ACCEPT_DAYS = 2
"""The server accepts a period until this many days after its end: a slow writer loses nothing."""
KEEP_DAYS = 35
"""The server keeps a period until this many days after its end, and no key outlives that."""
IMPORT_DAYS = 3
"""A period key dies once the period and these days have been imported: one more than `ACCEPT_DAYS`."""
AHEAD = 8
"""A workstation publishes its keys this many periods ahead: eight weeks of absence."""
CLIENT_SLACK_DAYS = 1
"""A client refuses a period further than a day away: time zones and a clock slightly off."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, both included."""

    first: int
    last: int

    def holds(self, day: int) -> bool:
        """Tell whether `day` lies within."""
        return self.first <= day <= self.last


def period_of(day: int) -> int:
    """Return the period in which `day` lies."""
    return day // DAYS


def last_day(period: int) -> int:
    """Return the last day of a period."""
    return period * DAYS + DAYS - 1


def client_window(period: int) -> Window:
    """Return the days on which a client seals to `period`."""
    return Window(period * DAYS - CLIENT_SLACK_DAYS, last_day(period) + CLIENT_SLACK_DAYS)


def accept_window(period: int) -> Window:
    """Return the days on which the server acknowledges an object of `period`."""
    return Window(period * DAYS - CLIENT_SLACK_DAYS, last_day(period) + ACCEPT_DAYS)


def last_kept_day(period: int) -> int:
    """Return the last day on which the server keeps, and a workstation can open, `period`."""
    return last_day(period) + KEEP_DAYS


def oldest_kept(day: int) -> int:
    """Return the oldest period of which the server still has everything on `day`."""
    return -(-(day - last_kept_day(0)) // DAYS)
