"""How much one look may cost; whoever looks may allow less, or more."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds; the numbers suit a laptop with 4 GiB."""

    seconds: int = 30
    """By the clock on the wall; the parent ends the sandbox then."""
    cpu_seconds: int = 20
    memory: int = 1024 * MIB
    """Address space, so also what the libraries take: about 60 MiB before a file is read."""
    decoded_pixels: int = 64_000_000
    """As many as a large camera takes; in memory four bytes each, sometimes twice."""
    shown_pixels: int = 2_000_000
    """A page of A4 at 140 dots an inch."""
    side: int = 4_000
    pages: int = 8
    """In one part; the next part has the next pages."""
    text: int = 200_000
    """Bytes of the file in one part."""
    entries: int = 1_000
    """In one part."""
    listed: int = 100_000
    """Entries that are counted at all."""
    unpacked: int = 256 * MIB
    """Of a packed archive that must be unpacked to be listed; nothing of it is kept."""
    output: int = 64 * MIB
