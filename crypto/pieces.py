"""Bytes that come in pieces, so that memory stays constant: cut to one size, or read to their end."""

from collections.abc import Iterable, Iterator


def rechunk(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the same bytes in pieces of `size`, the last one perhaps shorter, none of them empty."""
    buffer = bytearray()
    for piece in pieces:
        if not buffer and len(piece) == size:
            yield piece
            continue
        buffer += piece
        whole = len(buffer) - len(buffer) % size
        for at in range(0, whole, size):
            yield bytes(buffer[at : at + size])
        del buffer[:whole]
    if buffer:
        yield bytes(buffer)


def read_through(pieces: Iterable[bytes]) -> None:
    """Go through pieces to their end and keep none: what yields them verifies them on the way, and raises."""
    for _piece in pieces:
        pass
