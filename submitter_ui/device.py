"""What a command takes from the device it runs on: the day, and the way to wait.

An argument everywhere else, so that a test can live on any day and waits for nothing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Device:
    """The UTC day by the device's clock, and `wait(seconds)`."""

    day: int
    wait: Callable[[float], None] = time.sleep


def this_device() -> Device:
    """Return the device as it is now."""
    return Device(int(time.time()) // SECONDS_A_DAY)
