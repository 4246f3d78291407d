"""Padding: `length (8) || content || zeros` (docs/protocol.md section 4.3).

Text and drop slots have one size each; attachments come in steps. Nothing is
compressed, because compression tells what padding hides.
"""

from collections.abc import Iterable, Iterator

from crypto.errors import Malformed
from crypto.sizes import LENGTH_SIZE

_ZEROS = bytes(65_536)


def pad(content: bytes, *, size: int) -> bytes:
    """Return `content` padded to `size` bytes, or raise `ValueError` if it does not fit."""
    if len(content) > size - LENGTH_SIZE:
        raise ValueError(f"{len(content)} bytes do not fit in {size - LENGTH_SIZE}")
    return (len(content).to_bytes(LENGTH_SIZE, "big") + content).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Return the content, or raise `Malformed`."""
    return b"".join(unpad_chunks([padded]))


def pad_chunks(chunks: Iterable[bytes], *, content_size: int, size: int) -> Iterator[bytes]:
    """Yield the padded form of chunks that hold exactly `content_size` bytes in all.

    Raises `ValueError` when they hold more or fewer: the source changed while it was read.
    """
    yield content_size.to_bytes(LENGTH_SIZE, "big")
    seen = 0
    for chunk in chunks:
        seen += len(chunk)
        if seen > content_size:
            break
        yield chunk
    if seen != content_size:
        raise ValueError("the content is not as long as was said beforehand")
    missing = size - LENGTH_SIZE - content_size
    while missing > 0:
        yield _ZEROS[: min(missing, len(_ZEROS))]
        missing -= len(_ZEROS)


def unpad_chunks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of padded chunks; raise `Malformed` at the end for a length or padding that lies.

    The caller uses what was yielded only when the iterator has ended without an error.
    """
    source = iter(chunks)
    start = b""
    while len(start) < LENGTH_SIZE:
        piece = next(source, None)
        if piece is None:
            raise Malformed("the padding has no length")
        start += piece
    left = int.from_bytes(start[:LENGTH_SIZE], "big")
    for chunk in _chain(start[LENGTH_SIZE:], source):
        content, zeros = chunk[:left], chunk[left:]
        left -= len(content)
        if zeros.count(0) != len(zeros):
            raise Malformed("the padding is not zero")
        if content:
            yield content
    if left:
        raise Malformed("the padding names a length beyond its end")


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
