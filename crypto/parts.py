"""Cutting a message into parts of one size and joining them (docs/protocol.md section 4.6).

    message id (16) || index (1) || total (1) || piece

A message is one to four parts, all or none; the number is visible to whoever
holds the parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crypto.errors import Malformed
from crypto.frame import Reader

MESSAGE_ID_SIZE = 16
PART_HEADER_SIZE = MESSAGE_ID_SIZE + 2
MAX_PARTS = 4
"""Four text parts hold 65,432 bytes, some twenty pages; four drop slots a long answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message: the 16-byte id of the whole, which piece of how many, and its bytes."""

    message_id: bytes
    index: int
    total: int
    piece: bytes


def split(message: bytes, *, message_id: bytes, room: int) -> list[bytes]:
    """Return the encoded parts of a message, each at most `room` bytes, or raise `ValueError` if over four."""
    step = room - PART_HEADER_SIZE
    total = max(1, -(-len(message) // step))
    if total > MAX_PARTS:
        raise ValueError(f"the message is {len(message) - MAX_PARTS * step} bytes too long")
    return [
        message_id + bytes([index, total]) + message[index * step : (index + 1) * step]
        for index in range(total)
    ]


def parse_part(raw: bytes) -> Part:
    """Return the part that fills `raw`, or raise `Malformed`."""
    reader = Reader(raw)
    message_id, index, total = reader.take(MESSAGE_ID_SIZE), reader.integer(1), reader.integer(1)
    if not 1 <= total <= MAX_PARTS or index >= total:
        raise Malformed("a part has an impossible number")
    return Part(message_id, index, total, raw[PART_HEADER_SIZE:])


def join(parts: Sequence[Part]) -> tuple[bytes, bytes]:
    """Return (message id, message) of all the parts of one message in any order, or raise `Malformed`."""
    ordered = sorted(parts, key=lambda part: part.index)
    if not ordered:
        raise Malformed("there are no parts")
    first = ordered[0]
    if [part.index for part in ordered] != list(range(first.total)) or any(
        (part.message_id, part.total) != (first.message_id, first.total) for part in ordered
    ):
        raise Malformed("the parts do not make up one whole message")
    return first.message_id, b"".join(part.piece for part in ordered)
