"""Events at the edges of what may travel (docs/protocol.md section 11.1)."""

import pytest
from tiny_service import DAY, TinyService

from crypto.errors import Malformed
from crypto.events import (
    MAX_EVENT,
    Entry,
    EventBody,
    Noted,
    encode_entry,
    make_entry,
    parse_entry,
    parse_event_body,
)
from crypto.frame import Reader
from crypto.schema import encode_struct


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
