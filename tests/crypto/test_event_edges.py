"""Events and their packs at the edges of what may travel (docs/protocol.md sections 11.1 and 11.2)."""

import hashlib

import pytest
from tiny_service import DAY, TinyService

from crypto import labels
from crypto.acts import Noted
from crypto.errors import Malformed
from crypto.event_pack import (
    MAX_SEEN_DAYS,
    ROOM,
    EventPart,
    Origin,
    encode_event_part,
    how_many_fit,
    parse_event_part,
    seen_digest,
)
from crypto.events import (
    MAX_EVENT,
    Entry,
    EventBody,
    encode_entry,
    make_entry,
    parse_entry,
    parse_event_body,
)
from crypto.frame import Frame, Reader, encode_frame, parse_frame
from crypto.schema import encode_struct
from crypto.signing import sign
from crypto.sizes import LENGTH_SIZE, PADDED_EVENT_PART_SIZE

ORIGIN = Origin(slot=0, generation=1, sequence=3, for_slot=1)


def _body(text: str) -> EventBody:
    return EventBody(Noted(text), "c" * 32, "e" * 32)


def _make(service: TinyService, body: EventBody) -> Entry:
    seed = service.holders[0].signing_seed
    return make_entry(body, slot=0, generation=1, day=DAY, previous=None, signing_seed=seed)


def test_an_event_of_32_kib_travels_and_one_byte_more_does_not() -> None:
    """The bound is included, when it is made, when it arrives, and when it is read."""
    service = TinyService()
    room = MAX_EVENT - len(encode_struct(_body("")))
    longest = _make(service, _body("x" * room))
    assert len(longest.body) == MAX_EVENT
    assert parse_entry(Reader(encode_entry(longest)), keyring=service.keyring) == longest
    assert parse_event_body(longest.body) == _body("x" * room)
    with pytest.raises(ValueError, match="1 bytes too long"):
        _make(service, _body("x" * (room + 1)))
    beyond = Entry(longest.frame, longest.link, longest.body + b" ")
    with pytest.raises(Malformed):
        parse_entry(Reader(encode_entry(beyond)), keyring=service.keyring)


def test_each_event_names_the_one_before_it_by_number_and_by_hash() -> None:
    """The numbers rise by one; the hash is that of the 77 signed bytes."""
    service, chain = TinyService(), list[Entry]()
    seed = service.holders[0].signing_seed
    for text in ("een", "twee", "drie"):
        last = chain[-1] if chain else None
        entry = make_entry(
            _body(text), slot=0, generation=1, day=DAY, previous=last, signing_seed=seed
        )
        chain.append(entry)
    signed = [parse_frame(entry.frame, labels.EVENT).body for entry in chain]
    assert [len(body) for body in signed] == [77, 77, 77]
    assert [entry.link.sequence for entry in chain] == [0, 1, 2]
    assert [entry.link.previous for entry in chain] == [
        bytes(32),
        *(hashlib.sha256(body).digest() for body in signed[:2]),
    ]


def test_without_its_body_an_event_keeps_its_place_in_the_chain() -> None:
    """Who is not a member of the case still sees a gap."""
    entry = _make(TinyService(), _body("vertrouwelijk"))
    bare = entry.without_body()
    assert (bare.frame, bare.link, bare.hash, bare.body) == (
        entry.frame,
        entry.link,
        entry.hash,
        b"",
    )


def test_events_that_fill_a_part_to_the_last_byte_all_fit() -> None:
    """And with one byte more the last of them waits."""
    service = TinyService()
    front = _make(service, _body("x" * 32_000))
    left = ROOM - len(encode_entry(front)) - len(encode_entry(_make(service, _body(""))))
    exact, too_long = (_make(service, _body("x" * (left + extra))) for extra in (0, 1))
    assert how_many_fit([front, exact]) == 2
    assert how_many_fit([front, too_long]) == 1


def test_a_part_tells_of_42_days_and_of_no_more() -> None:
    """The bound of section 11.2 is included, when it is made and when it arrives."""
    service = TinyService()
    seed = service.holders[0].signing_seed
    seen = {DAY + number: bytes([number]) * 32 for number in range(42)}
    raw = encode_event_part(EventPart(ORIGIN, (), seen), signing_seed=seed)
    assert parse_event_part(raw, keyring=service.keyring, origin=ORIGIN).seen == seen
    assert MAX_SEEN_DAYS == 42
    body = parse_frame(raw, labels.EVENT_PART).body
    beyond = body[:10] + b"\x2b" + body[11:-2] + (DAY + 42).to_bytes(4, "big") + bytes(32 + 2)
    signature = sign(labels.EVENT_PART, beyond, signer=0, signing_seed=seed)
    raw = encode_frame(Frame(labels.EVENT_PART, beyond, (signature,)))
    with pytest.raises(Malformed):
        parse_event_part(raw, keyring=service.keyring, origin=ORIGIN)


def test_the_fullest_part_has_the_size_of_every_other() -> None:
    """42 days and events to the last byte of `ROOM` fill it, and not one byte more goes in."""
    service = TinyService()
    seed = service.holders[0].signing_seed
    front = _make(service, _body("x" * 32_000))
    left = ROOM - len(encode_entry(front)) - len(encode_entry(_make(service, _body(""))))
    entries = [front, _make(service, _body("x" * left))]
    seen = {DAY + number: bytes(32) for number in range(42)}
    content = encode_event_part(EventPart(ORIGIN, entries, seen), signing_seed=seed)
    assert len(content) == PADDED_EVENT_PART_SIZE - LENGTH_SIZE


def test_the_digest_of_a_day_is_over_the_sorted_ids_one_behind_the_other() -> None:
    """As section 11.2 has it."""
    expected = hashlib.sha256(b"a" * 16 + b"b" * 16).digest()
    assert seen_digest([b"b" * 16, b"a" * 16]) == expected
