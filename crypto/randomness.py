"""The one place where this package draws at random (HPKE draws its own inside the library)."""

from nacl.utils import random


def random_bytes(size: int) -> bytes:
    """Return `size` bytes from the operating system's generator."""
    return random(size)


def random_places(count: int, *, below: int) -> list[int]:
    """Return `count` different numbers from 0 to `below` - 1 in random order."""
    left = list(range(below))
    return [left.pop(_random_below(len(left))) for _ in range(count)]


def _random_below(limit: int) -> int:
    # The remainder of 128 bits by a small number is even to one part in 2^120.
    return int.from_bytes(random(16), "big") % limit
