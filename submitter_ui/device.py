"""What a command takes from the device it runs on: the day, the way to wait, and whether somebody types.

An argument everywhere else, so that a test can live on any day and waits for nothing.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Device:
    """The UTC day by the device's clock, `wait(seconds)`, and whether somebody types, or sees standard error."""

    day: int
    wait: Callable[[float], None] = time.sleep
    at_terminal: bool = False
    shows_progress: bool = False


def this_device() -> Device:
    """Return the device as it is now."""
    return Device(
        int(time.time()) // SECONDS_A_DAY,
        at_terminal=sys.stdin.isatty(),
        shows_progress=sys.stderr.isatty(),
    )
