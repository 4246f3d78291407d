"""A wrong clock for real processes, whose offset a test moves while they run.

Debian's libfaketime was tried: it breaks `time.sleep` where the monotonic clock is
left alone, and a monotonic clock that jumps is no machine's.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from server.clock import DAY_SECONDS

FOLDER = Path(__file__).with_name("wrong_clock")


@dataclass(frozen=True, slots=True)
class WrongClock:
    """The offset of every process that was started in its environment."""

    file: Path

    @property
    def environment(self) -> dict[str, str]:
        """Return what a process is started with."""
        return {**os.environ, "PYTHONPATH": str(FOLDER), "WRONG_CLOCK": str(self.file)}

    def jump(self, days: int) -> None:
        """Set the clock so many days from the right one."""
        beside = self.file.with_suffix(".new")
        beside.write_text(str(days * DAY_SECONDS))
        beside.replace(self.file)
