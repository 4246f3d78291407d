"""Team events and their packs (docs/protocol.md sections 11.1 and 11.2)."""

import pytest
from event_log import CASE, Log, a_service
from tiny_service import DAY, TinyService

from crypto import labels
from crypto.acts import Noted
from crypto.case import fold
from crypto.errors import Malformed, ProtocolError, Tampered, UnknownSigner
from crypto.event_pack import (
    MAX_SEEN_DAYS,
    ROOM,
    EventPart,
    Origin,
    decoy_event_part,
    encode_event_part,
    how_many_fit,
    parse_event_part,
    seal_event_part,
    seen_digest,
)
from crypto.events import (
    Entry,
    EventBody,
    encode_entries,
    encode_entry,
    make_entry,
    parse_event_body,
)
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.opening.identity import Identity
from crypto.opening.messages import open_event_part
from crypto.opening.sealed_file import open_single
from crypto.padding import unpad
from crypto.period import period_of
from crypto.signing import sign
from crypto.sizes import EVENT_PART_SIZE, PREFIX_SIZE
from crypto.slots import DECOY_FILE_KEY

ORIGIN = Origin(0, 1, 3, 1)


def _parse(entries: bytes, service: TinyService, *, seen: bytes = b"\0") -> list[Entry]:
    """Open a part of slot 0 with these days and events in it, well signed."""
    place = bytes([0]) + (1).to_bytes(4, "big") + (3).to_bytes(4, "big") + bytes([1])
    body, seed = place + seen + entries, service.holders[0].signing_seed
    signature = sign(labels.EVENT_PART, body, signer=0, signing_seed=seed)
    content = encode_frame(Frame(labels.EVENT_PART, body, (signature,)))
    return list(parse_event_part(content, keyring=service.keyring, origin=ORIGIN).entries)


def test_events_travel_in_a_part_of_constant_size_and_keep_their_chain() -> None:
    """Full, empty, or for nobody: 65,536 bytes."""
    service = a_service()
    log, identity = Log(service, 0), Identity.generate()
    for number in range(3):
        log.add(Noted(str(number)), event_id=f"{number:032x}")
    key, period = identity.recipient.raw, period_of(DAY)
    seen = {DAY - 1: seen_digest({b"a" * 16}), DAY: seen_digest(set())}
    signing_seed = log.holder.signing_seed
    told = EventPart(ORIGIN, log.entries, seen)
    part = seal_event_part(told, signing_seed=signing_seed, recipient=key, period=period)
    assert len(part) == EVENT_PART_SIZE
    empty = seal_event_part(
        EventPart(ORIGIN, ()), signing_seed=signing_seed, recipient=key, period=period
    )
    assert len(empty) == len(decoy_event_part(period)) == EVENT_PART_SIZE
    opened = open_event_part(part, identity=identity, keyring=service.keyring, origin=ORIGIN)
    assert opened == told
    before = [entry.hash for entry in opened.entries[:2]]
    assert [entry.link.previous for entry in opened.entries[1:]] == before


def test_the_part_of_a_slot_without_a_key_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even whoever had kept the throw-away key would find a byte in it (section 11.2)."""
    identity, period = Identity.generate(), period_of(DAY)
    monkeypatch.setattr("crypto.event_pack.throwaway_recipient", lambda: identity.recipient)
    sealed = decoy_event_part(period)[PREFIX_SIZE:]
    assert unpad(open_single(sealed, identity=identity)) == b""


def test_the_digest_of_a_day_depends_on_what_was_seen_and_not_on_its_order() -> None:
    """Two confidants compare what the server showed them."""
    assert seen_digest([b"a" * 16, b"b" * 16]) == seen_digest([b"b" * 16, b"a" * 16])
    assert seen_digest([b"a" * 16]) != seen_digest([])


def test_too_many_days_or_days_out_of_order_are_refused() -> None:
    """One form for one content."""
    service = a_service()
    many = {DAY + number: bytes(32) for number in range(MAX_SEEN_DAYS + 1)}
    with pytest.raises(ValueError, match="42 days"):
        encode_event_part(EventPart(ORIGIN, (), many), signing_seed=bytes(32))
    day = DAY.to_bytes(4, "big") + bytes(32)
    for wrong in (b"\2" + day + day, bytes([43]) + day * 43):
        with pytest.raises(Malformed):
            _parse(bytes(2), service, seen=wrong)


def test_a_part_of_another_origin_or_by_another_signer_is_refused() -> None:
    """A server cannot put a part of its own, or an older one, in a confidant's place."""
    service = a_service()
    seed = service.holders[0].signing_seed
    content = encode_event_part(EventPart(ORIGIN, ()), signing_seed=seed)
    for other in (Origin(1, 1, 3, 1), Origin(0, 2, 3, 1), Origin(0, 1, 4, 1), Origin(0, 1, 3, 2)):
        with pytest.raises(Tampered):
            parse_event_part(content, keyring=service.keyring, origin=other)
    forged = encode_event_part(EventPart(ORIGIN, ()), signing_seed=b"x" * 32)
    with pytest.raises(Tampered):
        parse_event_part(forged, keyring=service.keyring, origin=ORIGIN)


def test_who_is_not_a_member_gets_the_link_without_the_body() -> None:
    """A gap would show; the content does not."""
    service = a_service()
    entry = Log(service, 0).add(Noted("geheim")).without_body()
    (parsed,) = _parse(encode_entries([entry]), service)
    assert parsed.body == b""
    assert b"geheim" not in encode_entry(entry)
    assert fold([parsed]) == fold([])


def test_what_does_not_fit_is_counted() -> None:
    """The rest waits for the next bundle."""
    log = Log(a_service(), 0)
    for _ in range(5):
        log.add(Noted("x" * 15_000))
    assert how_many_fit(log.entries) == 4
    assert sum(len(encode_entry(e)) for e in log.entries[:4]) <= ROOM
    assert how_many_fit([]) == 0


def test_an_event_too_long_to_travel_is_refused_when_it_is_made() -> None:
    """Half a part at most."""
    with pytest.raises(ValueError, match="too long"):
        Log(a_service(), 0).add(Noted("x" * 40_000))


def test_a_forged_or_altered_event_is_refused() -> None:
    """Signature, body hash, place in the chain, and nothing behind the end."""
    service = a_service()
    entry = Log(service, 0).add(Noted("a"))
    other = make_entry(
        EventBody(Noted("a"), CASE, "f" * 32),
        slot=0,
        generation=1,
        day=DAY,
        previous=None,
        signing_seed=service.holders[1].signing_seed,
    )
    stranger = make_entry(
        EventBody(Noted("a"), CASE, "f" * 32),
        slot=7,
        generation=1,
        day=DAY,
        previous=None,
        signing_seed=service.holders[1].signing_seed,
    )
    good = encode_entries([entry])
    assert _parse(good, service) == [entry]
    faults: list[tuple[bytes, type[ProtocolError]]] = [
        (encode_entries([other]), Tampered),
        (encode_entries([stranger]), UnknownSigner),
        (good.replace(b'"text":"a"', b'"text":"b"'), Tampered),
        (good + b"\0", Malformed),
        (good[:-1], Malformed),
        (good[: 2 + len(entry.frame)] + b"\xff\xff\xff\xff", Malformed),
    ]
    for raw, error in faults:
        with pytest.raises(error):
            _parse(raw, service)


def test_an_event_that_claims_to_be_first_and_is_not_is_malformed() -> None:
    """Only the first event has nothing before it."""
    service = a_service()
    log = Log(service, 0)
    log.add(Noted("a"))
    entry = log.add(Noted("b"))
    body = parse_frame(entry.frame, labels.EVENT).body
    for wrong in (body[:5] + bytes(4) + body[9:], body[:13] + bytes(32) + body[45:]):
        signature = sign(labels.EVENT, wrong, signer=0, signing_seed=log.holder.signing_seed)
        frame = encode_frame(Frame(labels.EVENT, wrong, (signature,)))
        raw = (1).to_bytes(2, "big") + frame + len(entry.body).to_bytes(4, "big") + entry.body
        with pytest.raises(Malformed):
            _parse(raw, service)


@pytest.mark.parametrize("body", [b"{}", b'{"kind":"event"}', b'{"act":{"type":"unknown"}}'])
def test_an_event_of_an_unknown_form_is_malformed_and_changes_no_case(body: bytes) -> None:
    """What this version does not know is counted by the caller and not guessed at."""
    with pytest.raises(Malformed):
        parse_event_body(body)
    service = a_service()
    entry = Log(service, 0).add(Noted("a"))
    assert fold([Entry(entry.frame, entry.link, body)]) == fold([])


def test_the_decoy_key_is_public() -> None:
    """Stated here because the threat model leans on it."""
    assert len(DECOY_FILE_KEY) == 16
