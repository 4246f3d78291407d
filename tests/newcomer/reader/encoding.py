"""Numbers and canonical JSON (section 2.1), and what shape a value may have."""

import base64
import json
import re
from typing import Any

from newcomer.reader.refused import Refused, need

UINT32 = range(1 << 32)


class Cursor:
    """Reads fields of fixed width from the front."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, width: int) -> bytes:
        """Return the next bytes."""
        need(len(self.raw) - self.at >= width, why="ends early")
        self.at += width
        return self.raw[self.at - width : self.at]

    def number(self, width: int, most: int = 1 << 64) -> int:
        """Return the next unsigned big endian integer (2)."""
        number = int.from_bytes(self.take(width), "big")
        need(number <= most, why="too large")
        return number

    def end(self) -> None:
        """Demand that nothing is left."""
        need(self.at == len(self.raw), why="bytes behind the end")


def parse_json(raw: bytes, limit: int, shape: Any = lambda _: True) -> Any:
    """Return the value of canonical JSON, if it has the shape (2.1)."""
    need(len(raw) <= limit)
    try:
        value = json.loads(raw.decode())
        _plain(value, 8)
        need(canonical(value) == raw, why="not canonical")
    except (ValueError, RecursionError) as error:
        raise Refused("Malformed", str(error)) from None
    need(fits(value, shape), why="schema")
    return value


def canonical(value: Any) -> bytes:
    """Return the one encoding of a value (2.1)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: Any, levels: int) -> None:
    """Refuse what JSON can hold and canonical JSON cannot; a number takes a level too."""
    need(levels and not isinstance(value, float))
    need(not isinstance(value, int) or abs(value) < 1 << 53)
    if isinstance(value, dict):
        need("".join(value).isascii())
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        _plain(inner, levels - 1)


def fits(value: Any, shape: Any) -> bool:
    """Tell whether a value is of a shape.

    {field: shape}, [shape of each], {words}, a range of integers, a number of
    bytes in hexadecimal, a pattern, or a function that tells.
    """
    match shape:
        case dict():
            is_object = isinstance(value, dict) and value.keys() == shape.keys()
            return is_object and all(fits(value[key], shape[key]) for key in shape)
        case set() | range():
            return type(value) is (str if isinstance(shape, set) else int) and value in shape
        case [each]:
            return isinstance(value, list) and all(fits(item, each) for item in value)
        case int():
            return fits(value, re.compile(f"[0-9a-f]{{{2 * shape}}}"))
        case re.Pattern():
            return isinstance(value, str) and shape.fullmatch(value) is not None
    return bool(shape(value))


def is_text(value: Any) -> bool:
    """Tell whether it is a string."""
    return isinstance(value, str)


def unbase64(text: str) -> bytes:
    """Decode canonical base64 without padding."""
    try:
        decoded = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise Refused("Malformed", "base64") from None
    need(base64.b64encode(decoded).decode().rstrip("=") == text, why="base64")
    return decoded
