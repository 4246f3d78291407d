"""What is stored: padding, sizes, and the parts of a message (sections 4.3, 4.5 and 4.6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from newcomer.reader.encoding import Cursor
from newcomer.reader.refused import need
from newcomer.reader.sealed_file import open_slot

TEXT_PART = 16_384


def unpad(padded: bytes) -> bytes:
    """Return the content (4.3)."""
    cursor = Cursor(padded)
    content = cursor.take(cursor.number(8))
    need(not any(padded[cursor.at :]), why="padding that is not zero")
    return content


@dataclass(frozen=True)
class Part:
    """A piece of a message (4.6)."""

    message_id: bytes
    index: int
    total: int
    piece: bytes


def parse_part(raw: bytes) -> Part:
    """Return one part (4.6)."""
    cursor = Cursor(raw)
    message_id, index, total = cursor.take(16), cursor.number(1), cursor.number(1, most=4)
    need(index < total)
    return Part(message_id, index, total, raw[18:])


def join_parts(parts: Sequence[Part]) -> tuple[bytes, bytes]:
    """Return (message id, message) of all parts of one message (4.6)."""
    need(len({(p.message_id, p.total) for p in parts}) == 1)
    ordered = sorted(parts, key=lambda p: p.index)
    need([p.index for p in ordered] == list(range(parts[0].total)))
    return parts[0].message_id, b"".join(p.piece for p in ordered)


def open_text_part(identity: bytes, raw: bytes, slot: int, slots: int) -> Part:
    """Open a stored text part of S slots; its size is looked at first (4.5)."""
    need(len(raw) == 5 + 22 + 1_557 * slots + 48 + 16 + TEXT_PART + 16, why="size")
    need(raw[0] == 1, why="version")
    return parse_part(unpad(open_slot(identity, raw[5:], slot, slots)))
