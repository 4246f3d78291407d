"""Padding, parts and every size that a sealed object can have (docs/protocol.md sections 4.3 to 4.6)."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import sizes
from crypto.errors import Malformed
from crypto.padding import pad, pad_chunks, unpad, unpad_chunks
from crypto.parts import Part, join, parse_part, split
from crypto.stored import (
    encode_prefix,
    parse_prefix,
    parse_stored_attachment,
    parse_stored_head,
    parse_stored_text,
)


@given(st.binary(max_size=100), st.integers(0, 30))
def test_padding_comes_off_again(content: bytes, extra: int) -> None:
    """`unpad(pad(x)) == x`, whatever the room left."""
    assert unpad(pad(content, size=8 + len(content) + extra)) == content


def test_content_that_does_not_fit_is_our_own_mistake() -> None:
    """Nothing is cut in silence."""
    with pytest.raises(ValueError, match="fit"):
        pad(b"123", size=10)


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        bytes(7),
        (3).to_bytes(8, "big") + b"ab",
        (2).to_bytes(8, "big") + b"ab\0\1",
        b"\xff" * 8 + b"ab",
    ],
    ids=["nothing", "no length", "length beyond the end", "not zero", "length beyond reason"],
)
def test_padding_that_lies_is_refused(padded: bytes) -> None:
    """One fault each."""
    with pytest.raises(Malformed):
        unpad(padded)


@given(st.lists(st.binary(max_size=20), max_size=5), st.lists(st.integers(1, 9), max_size=20))
def test_padding_in_pieces_is_padding_at_once(pieces: list[bytes], cuts: list[int]) -> None:
    """Streams of any granularity agree with the whole."""
    content = b"".join(pieces)
    size = 8 + len(content) + 70_000
    padded = b"".join(pad_chunks(pieces, content_size=len(content), size=size))
    assert padded == pad(content, size=size)
    rest, again = padded, []
    for cut in cuts:
        again.append(rest[:cut])
        rest = rest[cut:]
    assert b"".join(unpad_chunks([*again, rest])) == content


@pytest.mark.parametrize("room_left", [0, 1, 65_535, 65_536, 65_537, 131_073])
def test_a_stream_is_padded_to_the_very_byte(room_left: int) -> None:
    """Also where the zeros end just before, at or behind the end of a chunk of them."""
    padded = b"".join(pad_chunks([b"abc"], content_size=3, size=8 + 3 + room_left))
    assert padded == pad(b"abc", size=8 + 3 + room_left)


@pytest.mark.parametrize("said", [2, 4])
def test_a_source_that_changed_while_it_was_read_is_noticed(said: int) -> None:
    """Shorter or longer than it was said to be."""
    with pytest.raises(ValueError, match="not as long"):
        list(pad_chunks([b"a", b"bc"], content_size=said, size=100))


def test_of_a_source_that_grows_nothing_is_read_beyond_what_was_said() -> None:
    """A file that somebody writes to does not keep the sealing busy for ever."""
    read: list[int] = []

    def growing() -> Iterator[bytes]:
        for number in range(10):
            read.append(number)
            yield b"x"

    with pytest.raises(ValueError, match="not as long"):
        list(pad_chunks(growing(), content_size=3, size=100))
    assert read == [0, 1, 2, 3]


def test_the_sizes_are_those_of_the_protocol() -> None:
    """Constants that other programs share; a change here is a change of format."""
    assert sizes.STANZA_SIZE == 1_557
    assert sizes.header_size(8) == 12_526
    assert sizes.stored_text_size(8) == 28_947
    assert sizes.PADDED_DROP_SLOT_SIZE == 2_421
    assert sizes.PADDED_EVENT_PART_SIZE == 63_872


@given(st.integers(1, 200 * 1024 * 1024))
def test_every_attachment_has_a_possible_size_and_its_neighbours_do_not(content: int) -> None:
    """The server can tell without a key."""
    size = sizes.stored_attachment_size(content, slots=8)
    assert sizes.padded_attachment_size(content) >= content + sizes.LENGTH_SIZE
    assert sizes.is_stored_attachment_size(size, slots=8)
    assert not sizes.is_stored_attachment_size(size - 1, slots=8)
    assert not sizes.is_stored_attachment_size(size + 1, slots=8)


@pytest.mark.parametrize("size", [-1, 0, 1, 5, 12_531, 12_547, 70_000])
def test_no_attachment_is_smaller_than_the_smallest(size: int) -> None:
    """Lengths that make no sense are no attachment."""
    assert not sizes.is_stored_attachment_size(size, slots=8)


@pytest.mark.parametrize(
    ("content", "padded"),
    [
        (1, 65_536),
        (65_528, 65_536),
        (65_529, 131_072),
        (2**24 - 8, 2**24),
        (2**24 - 7, 2 * 2**24),
        (2 * 2**24 - 7, 3 * 2**24),
    ],
)
def test_attachments_grow_by_powers_of_two_and_then_by_steps(content: int, padded: int) -> None:
    """The edges of section 4.3."""
    assert sizes.padded_attachment_size(content) == padded


def test_a_prefix_of_another_version_or_cut_short_is_refused() -> None:
    """Version bytes, never heuristics."""
    assert parse_prefix(encode_prefix(2968)) == 2968
    for raw in (bytes(5), b"\2" + bytes(4), b"\1" + bytes(3), b""):
        with pytest.raises(Malformed):
            parse_prefix(raw)


def test_a_stored_object_must_have_its_slots_and_its_size() -> None:
    """What the server checks without a key."""
    line = b"-> mlkem768x25519 " + b"A" * 1494 + b"\n" + b"A" * 43 + b"\n"
    raw = encode_prefix(7) + sizes.VERSION_LINE + 8 * line + b"--- " + b"A" * 43 + b"\n"
    text = raw.ljust(sizes.stored_text_size(8), b"x")
    assert parse_stored_text(text, slots=8).period == 7
    assert parse_stored_head(text, slots=8).payload_offset == len(raw)
    size = sizes.stored_attachment_size(10, slots=8)
    assert parse_stored_attachment(raw, size=size, slots=8).period == 7
    faults = [
        text[:-1],
        text + b"x",
        raw.replace(line, b"", 1).ljust(len(text), b"x"),
        text.replace(b"mlkem768x25519", b"mlkem768x25518", 1),
        text.replace(b"A" * 43 + b"\n->", b"A" * 42 + b"\n->", 1) + b"x",
        b"x" * len(text),
    ]
    for fault in faults:
        with pytest.raises(Malformed):
            parse_stored_text(fault, slots=8)
    with pytest.raises(Malformed):
        parse_stored_attachment(raw, size=size + 1, slots=8)


@given(st.binary(max_size=400))
def test_parts_join_to_the_message_in_any_order(message: bytes) -> None:
    """One to four parts, each within its room."""
    encoded = split(message, message_id=b"i" * 16, room=118)
    assert all(len(part) <= 118 for part in encoded)
    parts = [parse_part(part) for part in encoded]
    assert join(parts[::-1]) == (b"i" * 16, message)


def test_a_message_over_four_parts_is_refused_with_the_number_of_bytes() -> None:
    """The caller can say how much is too much."""
    with pytest.raises(ValueError, match="1 bytes too long"):
        split(bytes(401), message_id=bytes(16), room=118)


def _part(index: int, total: int, message_id: bytes = b"i" * 16) -> Part:
    return Part(message_id, index, total, b"x")


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [_part(0, 2)],
        [_part(0, 2), _part(0, 2)],
        [_part(0, 2), _part(1, 2), _part(1, 2)],
        [_part(0, 2), _part(1, 3)],
        [_part(0, 2), _part(1, 2, b"j" * 16)],
    ],
)
def test_parts_that_are_not_one_whole_message_are_refused(parts: list[Part]) -> None:
    """All or none."""
    with pytest.raises(Malformed):
        join(parts)


@pytest.mark.parametrize(
    "raw", [bytes(17), bytes(16) + b"\0\0", bytes(16) + b"\1\1", bytes(16) + b"\0\5"]
)
def test_a_part_with_an_impossible_number_is_refused(raw: bytes) -> None:
    """Index below total, total one to four."""
    with pytest.raises(Malformed):
        parse_part(raw)
