"""The one place where this package draws at random (HPKE draws its own inside the library)."""

from secrets import SystemRandom

from nacl.utils import random


def random_bytes(size: int) -> bytes:
    """Return `size` bytes from the operating system's generator."""
    return random(size)


def random_places(count: int, *, below: int) -> list[int]:
    """Return `count` different numbers from 0 to `below` - 1 in random order."""
    return SystemRandom().sample(range(below), count)
