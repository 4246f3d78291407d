"""How bytes stand in a file of vectors, both ways (tests/vectors/README.md, "Encoding").

The suffix of a key says the form: `_hex` up to 1,024 bytes, `_base64` above, and
`_pieces` where long bytes are mostly a repetition or parts of one of the file's
`blobs`. `decode_fields(encode_fields(x)) == x`; which form is taken depends on
nothing but the bytes and the blobs.
"""

import base64
import re
from collections.abc import Mapping
from typing import Any

HEX_LIMIT = 1024
_BLOCK = 64
"""Shorter repetitions and shorter parts of a blob stand there as they are."""
_RUN = re.compile(rb"(.)\1{%d}" % (_BLOCK - 1), re.DOTALL)

Piece = list[str | int]


def encode_fields(fields: Mapping[str, Any], blobs: Mapping[str, bytes]) -> dict[str, Any]:
    """Return fields as JSON holds them: every byte string under a key that names its form."""
    index = _Index(blobs)
    return {name: value for key, raw in fields.items() for name, value in [_field(key, raw, index)]}


def decode_fields(fields: Mapping[str, Any], blobs: Mapping[str, bytes]) -> dict[str, Any]:
    """Return fields with every byte string as bytes, under its key without the suffix."""
    decoded: dict[str, Any] = {}
    for key, value in fields.items():
        name, _, form = key.rpartition("_")
        if form not in ("hex", "base64", "pieces"):
            decoded[key] = _decode_nested(value, blobs)
        elif isinstance(value, list) and not (form == "pieces" and _is_piece(value[0])):
            decoded[name] = [_decode(form, item, blobs) for item in value]
        else:
            decoded[name] = _decode(form, value, blobs)
    return decoded


class _Index:
    """Finds blocks of the blobs again inside other bytes."""

    def __init__(self, blobs: Mapping[str, bytes]) -> None:
        self.blobs = blobs
        self.places = {
            blob[at : at + _BLOCK]: (name, at)
            for name, blob in reversed(list(blobs.items()))
            for at in range(0, len(blob) - _BLOCK + 1, _BLOCK)
        }


def _field(key: str, value: object, index: _Index) -> tuple[str, object]:
    if isinstance(value, bytes):
        form, encoded = _encode(value, index)
        return f"{key}_{form}", encoded
    if isinstance(value, Mapping):
        return key, encode_fields(value, index.blobs)
    if isinstance(value, list) and value and all(isinstance(item, bytes) for item in value):
        forms = [_encode(item, index) for item in value]
        if len({form for form, _ in forms}) > 1:
            return f"{key}_pieces", [_as_pieces(item, index) for item in value]
        return f"{key}_{forms[0][0]}", [encoded for _, encoded in forms]
    if isinstance(value, list):
        return key, [_field("", item, index)[1] for item in value]
    return key, value


def _encode(raw: bytes, index: _Index) -> tuple[str, object]:
    if len(raw) <= HEX_LIMIT:
        return "hex", raw.hex()
    pieces = _as_pieces(raw, index)
    plain = base64.b64encode(raw).decode()
    if sum(len(str(part)) + 4 for piece in pieces for part in piece) < len(plain) * 0.8:
        return "pieces", pieces
    return "base64", plain


def _as_pieces(raw: bytes, index: _Index) -> list[Piece]:
    """Return `[hex, times]` for literal and repeated bytes, `[blob, from, to]` for a part of a blob."""
    pieces: list[Piece] = []
    literal = at = 0
    while at < len(raw):
        found = _run(raw, at) or _slice(raw, at, index)
        if found is None:
            at = _next(raw, at, index)
            continue
        if literal < at:
            pieces.append([raw[literal:at].hex(), 1])
        piece, size = found
        pieces.append(piece)
        at = literal = at + size
    if literal < at:
        pieces.append([raw[literal:at].hex(), 1])
    return pieces


def _next(raw: bytes, at: int, index: _Index) -> int:
    """Return the next place at which a run or a part of a blob may begin."""
    if index.places:
        return at + 1
    run = _RUN.search(raw, at + 1)
    return len(raw) if run is None else run.start()


def _run(raw: bytes, at: int) -> tuple[Piece, int] | None:
    first = raw[at : at + 1]
    if raw[at : at + _BLOCK] != first * _BLOCK:
        return None
    size = len(raw) - at - len(raw[at:].lstrip(first))
    return [first.hex(), size], size


def _slice(raw: bytes, at: int, index: _Index) -> tuple[Piece, int] | None:
    place = index.places.get(raw[at : at + _BLOCK])
    if place is None:
        return None
    name, start = place
    size = _common(raw[at:], index.blobs[name][start:])
    return [name, start, start + size], size


def _common(a: bytes, b: bytes) -> int:
    """Return the length of the longest start that two byte strings share."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[:middle] == b[:middle] else (low, middle - 1)
    return low


def _decode_nested(value: object, blobs: Mapping[str, bytes]) -> object:
    if isinstance(value, Mapping):
        return decode_fields(value, blobs)
    if isinstance(value, list):
        return [_decode_nested(item, blobs) for item in value]
    return value


def _decode(form: str, value: Any, blobs: Mapping[str, bytes]) -> bytes:
    if form == "hex":
        return bytes.fromhex(value)
    if form == "base64":
        return base64.b64decode(value, validate=True)
    return b"".join(
        bytes.fromhex(piece[0]) * piece[1]
        if len(piece) == 2
        else blobs[piece[0]][slice(*piece[1:])]
        for piece in value
    )


def _is_piece(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], str)
