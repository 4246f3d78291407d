"""From canonical JSON to a struct of a strict schema and back (docs/protocol.md section 2.1).

A schema names every field; nothing is optional and nothing unknown is allowed,
the tag included: what is parsed encodes to the same bytes.
"""

from typing import TypeVar

import msgspec

from crypto.canonical import encode, parse_object
from crypto.errors import Malformed

_Struct = TypeVar("_Struct", bound=msgspec.Struct)


def encode_struct(struct: msgspec.Struct) -> bytes:
    """Return the canonical JSON of a struct."""
    return encode(msgspec.to_builtins(struct))


def parse_struct(raw: bytes, kind: type[_Struct], *, limit: int, what: str) -> _Struct:
    """Return the struct of this kind in at most `limit` bytes, or raise `Malformed` saying this is not `what`."""
    value = parse_object(raw, limit=limit)
    try:
        struct = msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise Malformed(f"this is not {what}: a field is missing, unknown or wrong") from error
    # A missing tag would be filled in: only the re-encoded value shows it.
    if msgspec.to_builtins(struct) != value:
        raise Malformed(f"this is not {what}: a field is missing")
    return struct
