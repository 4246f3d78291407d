"""Writes pixels as a PNG, so that a browser can show them: no picture format is read on this side."""

import struct
import zlib
from collections.abc import Iterator

from journalist_ui.workstation.sandbox.outcomes import Picture

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR = struct.pack(">BBBBB", 8, 2, 0, 0, 0)
"""Eight bits, red green blue, and the only method there is of packing, filtering, interlacing."""
_NO_FILTER = b"\0"


def encode_png(picture: Picture) -> bytes:
    """Return a PNG of exactly these pixels and nothing else."""
    packed = zlib.compress(b"".join(_rows(picture)), 6)
    header = struct.pack(">II", picture.width, picture.height) + _TRUE_COLOUR
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return _SIGNATURE + chunks


def _rows(picture: Picture) -> Iterator[bytes]:
    length = picture.width * 3
    for start in range(0, len(picture.rgb), length):
        yield _NO_FILTER
        yield picture.rgb[start : start + length]


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
