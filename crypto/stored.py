"""What the server stores: `version (1) || period (4) || sealed file` (docs/protocol.md section 4.5).

Everything here is checked without any key, so that the server can refuse what
is not a sealed file of this service's shape. Nothing else is in clear.
"""

from dataclasses import dataclass

from crypto.errors import Malformed
from crypto.header import Header, split_header
from crypto.sizes import (
    ENCAPSULATION_SIZE,
    PREFIX_SIZE,
    STANZA_TYPE,
    WRAPPED_SIZE,
    base64_size,
    header_size,
    is_stored_attachment_size,
    stored_text_size,
)

VERSION = 1
"""The formats of docs/protocol.md, frozen since both languages pass every vector; 0 was before that."""


def encode_prefix(period: int) -> bytes:
    """Return the 5 clear bytes before a sealed file of `period`."""
    return bytes([VERSION]) + period.to_bytes(PREFIX_SIZE - 1, "big")


def parse_prefix(raw: bytes) -> int:
    """Return the period of a stored object from its first bytes, or raise `Malformed`."""
    if len(raw) < PREFIX_SIZE:
        raise Malformed("a stored object ends before its period")
    if raw[0] != VERSION:
        raise Malformed(f"this version of the format ({raw[0]}) is not known here")
    return int.from_bytes(raw[1:PREFIX_SIZE], "big")


@dataclass(frozen=True, slots=True)
class StoredHead:
    """The start of a stored object, before any key is used: its period and the header's shape."""

    period: int
    header: Header
    payload_offset: int


def parse_stored_head(raw: bytes, *, slots: int) -> StoredHead:
    """Return the head of a stored object with one hybrid stanza for each slot, or raise `Malformed`.

    `raw` may be the object's first bytes only: 5 and the header's size are enough.
    """
    period = parse_prefix(raw)
    header, size = split_header(raw[PREFIX_SIZE : PREFIX_SIZE + header_size(slots) + 1])
    check_stanzas(header, slots=slots)
    return StoredHead(period, header, PREFIX_SIZE + size)


def check_stanzas(header: Header, *, slots: int) -> None:
    """Raise `Malformed` unless a header has one hybrid stanza for each slot, whosever they are (section 4.4)."""
    if len(header.stanzas) != slots:
        raise Malformed(f"a sealed file has {slots} slots here, not {len(header.stanzas)}")
    for stanza in header.stanzas:
        if (
            len(stanza.arguments) != 2
            or stanza.arguments[0] != STANZA_TYPE
            or len(stanza.arguments[1]) != base64_size(ENCAPSULATION_SIZE)
            or len(stanza.body) != WRAPPED_SIZE
        ):
            raise Malformed("a slot of a sealed file is not of the type of this service")


def parse_stored_text(raw: bytes, *, slots: int) -> StoredHead:
    """Return the head of a whole stored text part, whose size must be the one size of text."""
    if len(raw) != stored_text_size(slots):
        raise Malformed(f"a text part has {stored_text_size(slots)} bytes, not {len(raw)}")
    return parse_stored_head(raw, slots=slots)


def parse_stored_attachment(raw: bytes, *, size: int, slots: int) -> StoredHead:
    """Return the head of an attachment of `size` bytes in all, of which `raw` holds the first ones."""
    if not is_stored_attachment_size(size, slots=slots):
        raise Malformed(f"no sealed attachment has {size} bytes")
    return parse_stored_head(raw, slots=slots)
