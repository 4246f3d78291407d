"""The server's clock: days for everything of reporters, seconds for staff sessions only.

Everything that needs the time is given a clock, so that tests set it; no
setting and no environment variable of a running server does.
"""

import time
from dataclasses import dataclass
from typing import Protocol

DAY_SECONDS = 86_400


class Clock(Protocol):
    """Tells the time in the two grains the server uses."""

    def today(self) -> int:
        """Return the UTC days since 1970-01-01."""
        ...

    def now(self) -> int:
        """Return the UTC seconds since 1970-01-01."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of this machine."""

    def today(self) -> int:
        """Return the UTC days since 1970-01-01."""
        return self.now() // DAY_SECONDS

    def now(self) -> int:
        """Return the UTC seconds since 1970-01-01."""
        return int(time.time())
