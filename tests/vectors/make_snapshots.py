"""Vectors of snapshots for a replaced workstation (docs/protocol.md section 11.3)."""

import hashlib

from vectors import service
from vectors.kit import Topic, flip, seed
from vectors.service import DAY, SLOTS

from crypto.acts import Noted
from crypto.errors import Malformed, ProtocolError, Tampered, UnknownSigner
from crypto.events import EventBody, encode_entry, make_entry
from crypto.frame import Frame, encode_frame
from crypto.signing import sign

_TYPE = "sluis/v1/snapshot"
_ID = seed("submission")[:16]


def _record(kind: int, raw: bytes) -> bytes:
    return bytes([kind]) + len(raw).to_bytes(4, "big") + raw


def _body(records: bytes, *, giver: int = 0, generation: int = 1, taker: int = 1) -> bytes:
    places = bytes([giver]) + generation.to_bytes(4, "big") + bytes([taker]) + b"\0\0\0\2"
    return places + DAY.to_bytes(4, "big") + hashlib.sha256(records).digest()


def _framed(body: bytes, *signers: int, by: bytes | None = None) -> bytes:
    signatures = tuple(
        sign(_TYPE, body, signer=i, signing_seed=by or SLOTS[i]) for i in signers or (0,)
    )
    return encode_frame(Frame(_TYPE, body, signatures))


def make_snapshots() -> Topic:
    """Return the vectors of a snapshot's content, its seal already opened."""
    event = make_entry(
        EventBody(Noted("een"), "c" * 32, "e" * 32),
        slot=0,
        generation=1,
        day=DAY,
        previous=None,
        signing_seed=SLOTS[0],
    )
    message, header = _ID + DAY.to_bytes(4, "big") + b"a frame", _ID + b"a header"
    entry = encode_entry(event)
    records = _record(0, message) + _record(1, entry) + _record(2, header)
    topic = Topic("snapshot", "11.3", blobs={"keyring": service.keyring_raw()})
    topic.base = {**service.trust(), "taker": [1, 2]}
    whole = {
        "giver": [0, 1],
        "day": DAY,
        "messages": [{"submission_id": _ID, "day": DAY, "frame": b"a frame"}],
        "events": [{"slot": 0, "sequence": 0, "body": event.body}],
        "attachments": [{"upload_id": _ID, "header": b"a header"}],
    }
    good = _framed(_body(records)) + records
    topic.ok("one-record-of-each-kind", "In any order.", whole, content=good)
    nothing = {**whole, "messages": [], "events": [], "attachments": []}
    topic.ok("no-records", "Nothing is open.", nothing, content=_framed(_body(b"")))
    for name, error, content, comment in _faults(records, entry):
        topic.refuse(name, error, comment, content=content)
    stranger = {"another-slot": [2, 2], "the-generation-before": [1, 1]}
    for name, taker in stranger.items():
        topic.refuse(
            f"for-{name}", UnknownSigner, "Another workstation.", content=good, taker=taker
        )
    return topic


def _faults(records: bytes, entry: bytes) -> list[tuple[str, type[ProtocolError], bytes, str]]:
    body = _body(records)
    good = _framed(body) + records

    def whole(inner: bytes) -> bytes:
        return _framed(_body(inner)) + inner

    return [
        (
            "signed-with-another-slot-s-key",
            Tampered,
            _framed(body, by=SLOTS[1]) + records,
            "In slot 0's name.",
        ),
        ("signed-by-another-slot", UnknownSigner, _framed(body, 1) + records, "The giver signs."),
        ("signed-by-two", Malformed, _framed(body, 0, 1) + records, "Exactly one signature."),
        (
            "by-an-unmanned-slot",
            UnknownSigner,
            _framed(_body(records, giver=3), by=SLOTS[0]) + records,
            "Nobody is there.",
        ),
        (
            "by-an-older-generation",
            UnknownSigner,
            _framed(_body(records, generation=0)) + records,
            "Somebody else had the slot.",
        ),
        ("a-record-altered", Tampered, flip(good, -1), "Their hash is signed."),
        (
            "a-record-left-out",
            Tampered,
            _framed(body) + records[: -len(_record(2, _ID + b"a header"))],
            "Their hash is signed.",
        ),
        ("a-byte-behind-the-records", Tampered, good + b"\0", "Their hash is signed."),
        ("a-body-a-byte-short", Malformed, _framed(body[:-1]) + records, "46 bytes."),
        ("a-body-a-byte-long", Malformed, _framed(body + b"\0") + records, "46 bytes."),
        ("an-unknown-kind", Malformed, whole(_record(3, b"x")), "Nothing is guessed at."),
        (
            "a-record-that-ends-early",
            Malformed,
            whole(_record(0, _ID + b"\0\0\0\1x")[:-1]),
            "Its length says more.",
        ),
        (
            "a-message-without-a-day",
            Malformed,
            whole(_record(0, _ID)),
            "20 bytes before its frame.",
        ),
        (
            "an-attachment-without-an-id",
            Malformed,
            whole(_record(2, _ID[:-1])),
            "16 bytes before its header.",
        ),
        (
            "an-event-that-is-forged",
            Tampered,
            whole(_record(1, entry.replace(b'"een"', b'"EEN"'))),
            "Events prove themselves.",
        ),
        ("a-byte-behind-an-event", Malformed, whole(_record(1, entry + b"\0")), "Nothing behind."),
        (
            "an-event-pack-s-type",
            Malformed,
            good.replace(b"snapshot", b"snapshut", 1),
            "A snapshot's type.",
        ),
    ]
