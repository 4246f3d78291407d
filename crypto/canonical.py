"""Canonical JSON: one byte string for one value (docs/protocol.md section 2.1).

UTF-8, keys sorted by code point, no blanks, integers within 2^53, only the
escapes that JSON demands. `encode(parse(raw)) == raw` holds for whatever
`parse` accepts, because `parse` re-encodes and compares.
"""

import json
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from crypto.errors import Malformed

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

MAX_INTEGER = 2**53 - 1
"""The largest integer that a JavaScript number holds exactly."""

MAX_DEPTH = 8
"""Nesting of the deepest message is 4; twice that leaves room and stops a bomb."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(value: object) -> bytes:
    """Return the canonical bytes of a value made of dicts, lists, strings, integers, booleans and None.

    Raises `ValueError` for anything that has no canonical form (a float, a lone surrogate).
    """
    _refuse_what_has_no_form(value, 1, ValueError)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parse(raw: bytes, *, limit: int) -> Json:
    """Return the value of at most `limit` canonical bytes, or raise `Malformed`."""
    if len(raw) > limit:
        raise Malformed(f"the JSON is {len(raw)} bytes; at most {limit} are allowed")
    try:
        value: Json = json.loads(
            raw.decode("utf-8", "strict"), parse_float=_refuse, parse_constant=_refuse
        )
    except (ValueError, RecursionError) as error:
        raise Malformed("this is not JSON in UTF-8") from error
    _refuse_what_has_no_form(value, 1, Malformed)
    if encode(value) != raw:
        raise Malformed("this JSON is not in canonical form")
    return value


def parse_object(raw: bytes, *, limit: int) -> dict[str, Json]:
    """Like `parse`, for a value that must be an object."""
    value = parse(raw, limit=limit)
    if not isinstance(value, dict):
        raise Malformed("this JSON is not an object")
    return value


def _refuse(_literal: str) -> Any:
    raise ValueError("floats are not part of canonical JSON")


def _refuse_what_has_no_form(value: object, depth: int, error: Callable[[str], Exception]) -> None:
    if depth > MAX_DEPTH:
        raise error("the JSON is nested too deep")
    match value:
        case None | bool():
            return
        case int():
            if abs(value) > MAX_INTEGER:
                raise error("an integer is beyond 2^53 - 1")
        case str():
            if _SURROGATE.search(value):
                raise error("a string holds a lone surrogate")
        case list() | tuple():
            for item in value:
                _refuse_what_has_no_form(item, depth + 1, error)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str) or not key.isascii():
                    raise error("a key is not an ASCII string")
                _refuse_what_has_no_form(item, depth + 1, error)
        case _:
            raise error("only objects, lists, strings, integers, true, false and null have a form")
