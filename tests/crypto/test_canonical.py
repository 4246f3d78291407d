"""Canonical JSON: one byte string for one value (docs/protocol.md section 2.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.canonical import MAX_DEPTH, MAX_INTEGER, encode, parse, parse_object
from crypto.errors import Malformed

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcxyz_", min_size=1, max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
).filter(lambda value: _depth(value) <= MAX_DEPTH)

REFUSED = {
    "a blank": b'{"a": 1}',
    "keys out of order": b'{"b":1,"a":1}',
    "a key twice": b'{"a":1,"a":1}',
    "a float": b'{"a":1.0}',
    "an exponent": b'{"a":1e2}',
    "minus zero": b'{"a":-0}',
    "not a number": b'{"a":NaN}',
    "an integer beyond 2^53": b'{"a":9007199254740992}',
    "a leading zero": b'{"a":01}',
    "an escape that is not needed": b'{"a":"\\u0041"}',
    "an escaped slash": b'{"a":"\\/"}',
    "an upper-case escape": b'{"a":"\\u001F"}',
    "a lone surrogate": b'{"a":"\\ud800"}',
    "a pair of escaped surrogates": b'{"a":"\\ud83d\\ude00"}',
    "invalid UTF-8": b'{"a":"\xff"}',
    "an overlong encoding": b'{"a":"\xc0\x80"}',
    "a byte-order mark": b'\xef\xbb\xbf{"a":1}',
    "a newline at the end": b'{"a":1}\n',
    "two values": b'{"a":1}{"a":1}',
    "nothing": b"",
    "a key that is not ASCII": '{"é":1}'.encode(),
    "too deep": b"[" * 9 + b"]" * 9,
    "deep beyond the stack": b"[" * 50_000,
}


@given(VALUES)
def test_what_is_encoded_parses_to_the_same_value(value: object) -> None:
    """`parse(encode(x)) == x`."""
    assert parse(encode(value), limit=1 << 20) == value


@given(st.binary(max_size=60))
def test_whatever_parses_encodes_to_the_same_bytes(raw: bytes) -> None:
    """`encode(parse(raw)) == raw`, or `raw` is refused as malformed and nothing else."""
    try:
        value = parse(raw, limit=100)
    except Malformed:
        return
    assert encode(value) == raw


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED)
def test_another_form_of_the_same_value_is_refused(raw: bytes) -> None:
    """There is one form; every other is malformed."""
    with pytest.raises(Malformed):
        parse(raw, limit=1 << 20)


def test_more_bytes_than_the_limit_are_refused_before_parsing() -> None:
    """The limit is on the bytes."""
    with pytest.raises(Malformed):
        parse(b'"aaaa"', limit=5)


def test_a_value_that_is_no_object_is_refused_where_one_is_needed() -> None:
    """Messages are objects."""
    with pytest.raises(Malformed):
        parse_object(b"[]", limit=10)


@pytest.mark.parametrize("value", [1.5, "\ud800", {1: 2}, {"é": 1}, 2**53, object()])
def test_our_own_code_cannot_encode_what_has_no_form(value: object) -> None:
    """Misuse is a `ValueError`."""
    with pytest.raises(ValueError, match=r"nested|float|surrogate|ASCII|integer|only"):
        encode(value)


def _depth(value: object) -> int:
    inner = value if isinstance(value, list) else value.values() if isinstance(value, dict) else []
    return 1 + max((_depth(item) for item in inner), default=0)
