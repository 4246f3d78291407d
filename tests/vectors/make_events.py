"""Vectors of team events: chains, parts, bodies (docs/protocol.md sections 11.1 and 11.2)."""

from typing import Any

from vectors import service
from vectors.kit import Kept, Topic, flip, identity, seed
from vectors.make_leaving import good_acts, wrong_acts
from vectors.service import DAY, PERIOD, SLOTS, STRANGER

from crypto.acts import Noted
from crypto.canonical import encode
from crypto.errors import Malformed, ProtocolError, Tampered, UnknownSigner
from crypto.events import Entry, EventBody, encode_entry, make_entry
from crypto.frame import Frame, Signature, encode_frame
from crypto.padding import pad
from crypto.signing import sign
from crypto.sizes import PADDED_EVENT_PART_SIZE
from crypto.stored import encode_prefix

_CASE = "c" * 32
_TYPE = "sluis/v1/event"
_DIGEST = seed("digest of a day")
_PART = "sluis/v1/event-part"
_ORIGIN = [0, 1, 3, 1]
_PLACE = bytes([0]) + (1).to_bytes(4, "big") + (3).to_bytes(4, "big") + bytes([1])


def _entry(text: str, *, previous: Entry | None = None, **changes: Any) -> Entry:
    fields: dict[str, Any] = {
        "slot": 0,
        "generation": 1,
        "day": DAY,
        "signing_seed": SLOTS[0],
        **changes,
    }
    return make_entry(EventBody(Noted(text), _CASE, "e" * 32), previous=previous, **fields)


def _body(*entries: bytes, days: tuple[int, ...] = (), count: int | None = None) -> bytes:
    seen = b"".join(day.to_bytes(4, "big") + _DIGEST for day in days)
    number = len(entries) if count is None else count
    return _PLACE + bytes([len(days)]) + seen + number.to_bytes(2, "big") + b"".join(entries)


def _content(*entries: bytes, days: tuple[int, ...] = (), count: int | None = None) -> bytes:
    return _signed(_body(*entries, days=days, count=count), 0)


def _signed(body: bytes, *signers: int, by: bytes | None = None) -> bytes:
    signatures = tuple(sign(_PART, body, signer=i, signing_seed=by or SLOTS[i]) for i in signers)
    return encode_frame(Frame(_PART, body, signatures))


def _listed(*entries: Entry) -> list[dict[str, Any]]:
    return [
        {
            "slot": entry.link.slot,
            "sequence": entry.link.sequence,
            "day": entry.link.day,
            "previous": entry.link.previous,
            "body": entry.body,
        }
        for entry in entries
    ]


def make_events(kept: Kept) -> Topic:
    """Return the vectors of events."""
    topic = Topic("events", "11.1", blobs={"keyring": service.keyring_raw()})
    topic.base = {**service.trust(), "operation": "content", "origin": _ORIGIN}
    first = _entry("een")
    second = _entry("twee", previous=first).without_body()
    both = [encode_entry(first), encode_entry(second)]
    seen = [{"day": DAY - 1, "digest": _DIGEST}, {"day": DAY, "digest": _DIGEST}]
    output = {"seen": seen, "events": _listed(first, second)}
    content = _content(*both, days=(DAY - 1, DAY))
    topic.ok(
        "two-events-one-without-its-body",
        "Who is not a member gets the link alone.",
        output,
        content=content,
    )
    _refuse_entries(topic, first)
    _refuse_contents(topic, both)
    _add_sealed(topic, kept, content, output)
    _add_bodies(topic)
    return topic


def _refuse_entries(topic: Topic, first: Entry) -> None:
    raw = encode_entry(first)
    forged = _entry("een", slot=0, signing_seed=SLOTS[1])
    link = first.frame[1 + len(_TYPE) + 4 :][:77]
    frames: list[tuple[str, type[ProtocolError], bytes, str]] = [
        ("signed-with-another-slot-s-key", Tampered, encode_entry(forged), "In slot 0's name."),
        (
            "of-an-unmanned-slot",
            UnknownSigner,
            encode_entry(_entry("een", slot=3, signing_seed=STRANGER)),
            "Nobody is there.",
        ),
        (
            "of-another-generation",
            UnknownSigner,
            encode_entry(_entry("een", generation=2)),
            "The keyring does not have it.",
        ),
        ("signed-by-two", Malformed, _framed(link, first.body, 0, 1), "Exactly one signature."),
        ("signed-by-nobody", Malformed, _framed(link, first.body), "Exactly one signature."),
        ("another-body", Tampered, raw.replace(b'"een"', b'"EEN"'), "Its hash is signed."),
        (
            "another-day",
            Tampered,
            encode_entry(Entry(flip(first.frame, 1 + len(_TYPE) + 4 + 12), first.link, first.body)),
            "Every byte is signed.",
        ),
        (
            "a-first-event-with-a-predecessor",
            Malformed,
            _framed(link[:13] + bytes([1]) * 32 + link[45:], first.body, 0),
            "Nothing is before the first.",
        ),
        (
            "a-second-event-without-a-predecessor",
            Malformed,
            _framed(link[:8] + b"\1" + link[9:], first.body, 0),
            "The first is before it.",
        ),
        ("a-link-a-byte-short", Malformed, _framed(link[:-1], first.body, 0), "77 bytes."),
        ("a-link-a-byte-long", Malformed, _framed(link + b"\0", first.body, 0), "77 bytes."),
        (
            "a-body-longer-than-32-kib",
            Malformed,
            first.frame + b"\0\0\x80\1" + bytes(32_769),
            "Length first.",
        ),
        ("a-body-that-is-cut-off", Malformed, raw[:-1], "It ends early."),
        (
            "a-head-among-events",
            Malformed,
            service.head_raw(service.head(0)) + bytes(4),
            "An event's type.",
        ),
    ]
    for name, error, entry, comment in frames:
        topic.refuse(name, error, comment, content=_content(entry))


def _framed(link: bytes, body: bytes, *signers: int) -> bytes:
    signatures: tuple[Signature, ...] = tuple(
        sign(_TYPE, link, signer=i, signing_seed=SLOTS[i]) for i in signers
    )
    return encode_frame(Frame(_TYPE, link, signatures)) + len(body).to_bytes(4, "big") + body


def _refuse_contents(topic: Topic, both: list[bytes]) -> None:
    topic.spec = "11.2"
    faults = [
        ("nothing-at-all", b"", "Not even a count."),
        ("more-events-than-there-are", _content(*both, count=3), "It ends early."),
        ("fewer-events-than-there-are", _content(*both, count=1), "Nothing behind."),
        ("a-byte-behind-the-end", _content(*both) + b"\0", "Nothing behind."),
        ("a-byte-behind-the-events", _signed(_body(*both) + b"\0", 0), "Nothing behind."),
        ("two-signatures", _signed(_body(*both), 0, 1), "Exactly the giver's."),
        ("forty-three-days", _content(days=tuple(range(DAY - 43, DAY))), "42 at most."),
        ("days-that-do-not-rise", _content(days=(DAY, DAY - 1)), "In order."),
        ("a-day-twice", _content(days=(DAY, DAY)), "Each once."),
        ("a-digest-cut-off", _signed(_body(days=(DAY,))[:-9], 0), "32 bytes."),
    ]
    for name, content, comment in faults:
        topic.refuse(name, Malformed, comment, content=content)
    whole = _content(*both)
    origins = {
        "a-part-of-another-slot": [1, 1, 3, 1],
        "a-part-of-another-generation": [0, 2, 3, 1],
        "a-part-of-an-older-bundle": [0, 1, 4, 1],
        "a-part-for-another-reader": [0, 1, 3, 2],
    }
    for name, origin in origins.items():
        comment = "It is not the one that its name says."
        topic.refuse(name, Tampered, comment, content=whole, origin=origin)
    forged = _signed(_body(*both), 0, by=SLOTS[1])
    topic.refuse("a-part-signed-by-a-colleague", Tampered, "The giver signs.", content=forged)
    unsigned = encode_frame(Frame(_PART, _body(*both)))
    topic.refuse("a-part-that-nobody-signed", Malformed, "Exactly one.", content=unsigned)


def _add_sealed(topic: Topic, kept: Kept, content: bytes, output: dict[str, Any]) -> None:
    label = f"slot 1 period {PERIOD}"
    part = encode_prefix(PERIOD) + kept.seal_to(pad(content, size=PADDED_EVENT_PART_SIZE), label)
    topic.blobs["part"] = part
    topic.base = {
        **service.trust(),
        "operation": "open",
        "origin": _ORIGIN,
        "identity": identity(label).seed,
        "part": part,
    }
    topic.ok("a-sealed-part", "65,536 bytes, whatever is in it.", output)
    topic.refuse(
        "a-part-for-somebody-else", Tampered, "It does not open.", identity=seed("identity other")
    )
    topic.refuse(
        "a-part-of-another-version", Malformed, "1 is the only one.", part=b"\0" + part[1:]
    )
    topic.refuse("a-flipped-bit-in-a-part", Tampered, "Authentic chunks only.", part=flip(part, -1))
    topic.refuse("a-part-that-is-cut-off", Tampered, "Nothing is shown.", part=part[:-1])


def _add_bodies(topic: Topic) -> None:
    topic.base, topic.spec = {"operation": "body"}, "11.1"
    whole = {"act": {"text": "x", "type": "noted"}, "case": _CASE, "id": "e" * 32, "kind": "event"}
    topic.ok("what-an-event-says", "One of twelve acts.", {"event": whole}, body=encode(whole))
    held = {"type": "held", "reason": "rechtszaak", "until": DAY}
    faults: list[tuple[str, dict[str, Any], str]] = [
        ("an-unknown-act", {"act": {"type": "deleted"}}, "Nothing is guessed at."),
        ("an-act-without-a-type", {"act": {"text": "x"}}, "Every field is required."),
        (
            "an-act-with-a-field-too-many",
            {"act": {"type": "destroyed", "text": "x"}},
            "Nothing unknown is allowed.",
        ),
        ("an-act-without-its-text", {"act": {"type": "noted"}}, "Every field is required."),
        ("a-hold-until-yesterday-in-words", {"act": {**held, "until": "gisteren"}}, "A day."),
        ("a-hold-for-a-sentence", {"act": {**held, "reason": "Een zaak"}}, "A word."),
        (
            "an-approval-with-a-short-signature",
            {"act": {"type": "approved", "draft": "0" * 64, "signature": "0" * 126}},
            "64 bytes.",
        ),
        (
            "a-handing-over-to-a-path",
            {"act": {"type": "handed-over", "draft": "0" * 64, "recipient": "../x"}},
            "A word.",
        ),
        ("a-case-of-15-bytes", {"case": "c" * 30}, "16."),
        ("another-kind", {"kind": "reply"}, "An event."),
        ("an-unknown-field", {"more": 1}, "Nothing unknown is allowed."),
    ]
    faults += _wrong_standings()
    faults += [(name, {"act": act}, comment) for name, act, comment in wrong_acts()]
    for name, changes, comment in faults:
        topic.refuse(name, Malformed, comment, body=encode({**whole, **changes}))
    for name, act, comment in [*_good_standings(), *good_acts()]:
        said = {**whole, "act": act}
        topic.ok(name, comment, {"event": said}, body=encode(said))
    for field in whole:
        without = {key: value for key, value in whole.items() if key != field}
        topic.refuse(
            f"without-{field}", Malformed, "Every field is required.", body=encode(without)
        )


def _good_standings() -> list[tuple[str, dict[str, Any], str]]:
    return [
        ("an-assignment", {"type": "assigned", "slot": 2}, "To a slot."),
        ("an-assignment-to-nobody", {"type": "assigned", "slot": None}, "Null is nobody."),
        ("a-state", {"type": "stated", "state": "in-progress", "messages": 3}, "One of seven."),
        ("a-case-closed-unheard", {"type": "stated", "state": "closed", "messages": 0}, "Its end."),
    ]


def _wrong_standings() -> list[tuple[str, dict[str, Any], str]]:
    closed = {"type": "stated", "state": "closed", "messages": 1}
    return [
        ("an-assignment-without-its-slot", {"act": {"type": "assigned"}}, "Nobody is null."),
        ("an-assignment-to-a-name", {"act": {"type": "assigned", "slot": "anna"}}, "A number."),
        ("an-assignment-to-slot-16", {"act": {"type": "assigned", "slot": 16}}, "0 to 15."),
        ("an-assignment-below-zero", {"act": {"type": "assigned", "slot": -1}}, "0 to 15."),
        ("an-assignment-to-true", {"act": {"type": "assigned", "slot": True}}, "A number."),
        ("a-state-of-another-kind", {"act": {**closed, "state": "lost"}}, "One of seven."),
        ("a-state-in-upper-case", {"act": {**closed, "state": "Closed"}}, "Spelled so."),
        ("a-state-of-nothing", {"act": {**closed, "state": None}}, "One of seven."),
        ("a-state-without-a-count", {"act": {"type": "stated", "state": "closed"}}, "Both."),
        ("a-state-with-a-count-below-zero", {"act": {**closed, "messages": -1}}, "A count."),
        ("a-state-with-a-count-of-2-to-32", {"act": {**closed, "messages": 2**32}}, "32 bits."),
        (
            "a-state-with-a-reason",
            {"act": {**closed, "reason": "x"}},
            "Nothing unknown is allowed.",
        ),
    ]
