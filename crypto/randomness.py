"""The one place where this package draws random bytes (HPKE draws its own inside the library)."""

from nacl.utils import random


def random_bytes(size: int) -> bytes:
    """Return `size` bytes from the operating system's generator."""
    return random(size)
