"""Vectors of replies in the drop: found, or damaged and counted (docs/protocol.md section 6.5)."""

from typing import Any

from vectors import service
from vectors.kit import Kept, Topic, flip, identity, seed
from vectors.service import DAY, SLOTS

from crypto.canonical import encode
from crypto.frame import Frame, Signature, encode_frame
from crypto.padding import pad
from crypto.parts import split
from crypto.signing import mac, sign
from crypto.sizes import PADDED_DROP_SLOT_SIZE
from crypto.thread import BatchPlace, tag, tag_key

_KEY = seed("thread key")
_ID = seed("reply")[:16]
_RECIPIENT = "reporter"
_TYPE = "sluis/v1/reply"
_NUMBER = 3


def _reply(**changes: Any) -> dict[str, Any]:
    fields = {
        "id": _ID.hex(),
        "kind": "reply",
        "line": "integriteit",
        "members": [0, 1],
        "received": [],
    }
    return {**fields, "text": "Dank u.", **changes}


def _proposal(**changes: Any) -> dict[str, Any]:
    shown = {"answer_by": DAY + 14, "draft": "9" * 64, "files": [], "kind": "proposal"}
    return {**_reply(), **shown, "recipient": "Rijksrecherche", "subject": "Kort", **changes}


def _part(reply: dict[str, Any]) -> bytes:
    return _ID + b"\0\1" + encode(reply)


class _Maker:
    """Makes drop slots of slot 0's batch, each with at most one thing wrong."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.part = _part(_reply())

    def content(self, part: bytes, *, index: int = 0, **changes: Any) -> bytes:
        """Return the frame of a part; `changes` say who signs, with which keys, and for which place."""
        drop_tag = changes.get("signed_tag") or self.tag(index)
        recipient = changes.get("signed_recipient") or identity(_RECIPIENT).recipient.raw
        context = drop_tag + recipient
        signer = changes.get("signer", 0)
        signing_seed = changes.get("by") or SLOTS[signer]
        signature = sign(_TYPE, part, signer=signer, signing_seed=signing_seed, context=context)
        proof = mac(_TYPE, part, key=changes.get("mac_key") or _KEY, context=context)
        return encode_frame(Frame(_TYPE, part, (signature,), proof))

    def tag(self, index: int, *, slot: int = 0, generation: int = 1, batch: int = _NUMBER) -> bytes:
        """Return the tag of a place."""
        return tag(tag_key(_KEY), BatchPlace(slot, generation, batch), index=index)

    def seal(self, content: bytes, *, index: int = 0, to: str = _RECIPIENT) -> bytes:
        """Return a drop slot."""
        return self.tag(index) + self.kept.seal_to(pad(content, size=PADDED_DROP_SLOT_SIZE), to)

    def slot(self, part: bytes, *, index: int = 0, **changes: Any) -> bytes:
        """Return a drop slot with the frame of a part."""
        return self.seal(self.content(part, index=index, **changes), index=index)


def _batch(*drop_slots: bytes, **changes: Any) -> dict[str, Any]:
    place = {"slot": 0, "generation": 1, "number": _NUMBER}
    return {**place, "day": DAY, "drop_slots": list(drop_slots), **changes}


def make_replies(kept: Kept) -> Topic:
    """Return the vectors of searching batches for replies."""
    maker = _Maker(kept)
    good = maker.slot(maker.part)
    topic = Topic("reply", "6.5", blobs={"keyring": service.keyring_raw(), "good": good})
    topic.base = {**service.trust(), "identity": identity(_RECIPIENT).seed, "thread_key": _KEY}
    decoys = [seed("decoy") * 128, bytes(16) + good[16:]]
    found = [{"slot": 0, "batch": _NUMBER, "day": DAY, "reply": _reply()}]
    topic.ok(
        "a-reply-among-decoys",
        "Found by its tag; what has no tag of this thread is passed over.",
        {"found": found, "damaged": 0},
        batches=[_batch(decoys[0], good, decoys[1])],
    )
    long_reply = _reply(text="Lang. " * 1400)
    pieces = split(encode(long_reply), message_id=_ID, room=2295)
    slots = [maker.slot(piece, index=i) for i, piece in enumerate(pieces)]
    topic.ok(
        "a-reply-of-four-parts-in-any-order",
        "All of one batch.",
        {"found": [{**found[0], "reply": long_reply}], "damaged": 0},
        batches=[_batch(slots[2], slots[0], slots[3], slots[1])],
    )
    topic.ok(
        "a-proposal-in-place-of-a-reply",
        "A draft is shown, under the same tag, signature and MAC.",
        {"found": [{**found[0], "reply": _proposal()}], "damaged": 0},
        batches=[_batch(decoys[0], maker.slot(_part(_proposal())))],
    )
    topic.ok(
        "nothing-for-this-thread",
        "The same as an empty drop.",
        {"found": [], "damaged": 0},
        batches=[_batch(*decoys), _batch(good, number=_NUMBER + 1)],
    )
    _add_damaged(topic, [("a-part-missing", slots[:3], "All or none.")])
    _add_damaged(topic, _false_frames(maker))
    _add_damaged(topic, _false_places(maker))
    _add_damaged(topic, _false_replies(maker))
    several = [_batch(flip(good, 3000), slots[0]), _batch(good)]
    topic.ok(
        "a-good-one-beside-two-damaged-ones",
        "Counted, and the good one is shown.",
        {"found": found, "damaged": 2},
        batches=several,
    )
    return topic


def _add_damaged(topic: Topic, faults: list[tuple[str, list[bytes], str]]) -> None:
    for name, drop_slots, comment in faults:
        output = {"found": [], "damaged": 1}
        topic.ok(name, comment, output, batches=[_batch(*drop_slots)])


def _false_frames(maker: _Maker) -> list[tuple[str, list[bytes], str]]:
    part = maker.part
    frame = maker.content(part)
    end = len(frame) - 33 - 65 - 1
    both = maker.content(part, signer=1)[end + 1 :][:65]
    unsigned = frame[:end] + b"\0" + frame[-33:]
    twice = frame[:end] + b"\2" + frame[end + 1 :][:65] + both + frame[-33:]
    padded = pad(frame, size=PADDED_DROP_SLOT_SIZE)
    odd = maker.tag(0) + maker.kept.seal_to(padded[:-1] + b"\1", _RECIPIENT)
    handover = encode_frame(Frame("sluis/v1/handover-part", part))
    false = encode_frame(Frame(_TYPE, part, (Signature(0, bytes(64)),), frame[-32:]))
    return [
        (
            "signed-by-another-slot",
            [maker.slot(part, signer=1)],
            "Slot 1 has no say in slot 0's batch.",
        ),
        ("signed-with-another-slot-s-key", [maker.slot(part, by=SLOTS[1])], "In slot 0's name."),
        ("signed-by-two", [maker.seal(twice)], "Exactly one signature."),
        ("signed-by-nobody", [maker.seal(unsigned)], "Exactly one signature."),
        ("a-signature-of-zeros", [maker.seal(false)], "No signature at all."),
        (
            "with-another-thread-s-mac",
            [maker.slot(part, mac_key=seed("x"))],
            "The signer was not given the report.",
        ),
        (
            "without-a-mac",
            [maker.seal(frame[:-33] + b"\0")],
            "The signer was not given the report.",
        ),
        ("a-flipped-bit-in-the-mac", [maker.seal(flip(frame, -1))], "Another MAC."),
        ("a-flipped-bit-in-the-sealed-file", [flip(maker.slot(part), 3000)], "It does not open."),
        ("padding-that-is-not-zero", [odd], "Refused as everywhere."),
        ("another-type", [maker.seal(handover)], "A reply's type."),
        ("a-byte-behind-the-frame", [maker.seal(frame + b"\0")], "Nothing behind."),
        ("nothing-inside", [maker.seal(b"")], "Only who knows the thread can have made the tag."),
    ]


def _false_places(maker: _Maker) -> list[tuple[str, list[bytes], str]]:
    part = maker.part
    frame = maker.content(part)
    other = identity("slot 1").recipient.raw
    return [
        (
            "signed-for-another-index",
            [maker.slot(part, signed_tag=maker.tag(1))],
            "Moved within its batch.",
        ),
        (
            "signed-for-another-batch",
            [maker.slot(part, signed_tag=maker.tag(0, batch=2))],
            "Published again.",
        ),
        (
            "signed-for-another-generation-s-batch",
            [maker.slot(part, signed_tag=maker.tag(0, generation=2))],
            "Copied from the slot's next holder.",
        ),
        (
            "signed-for-another-slot-s-batch",
            [maker.slot(part, signed_tag=maker.tag(0, slot=1))],
            "Copied from a colleague.",
        ),
        (
            "signed-for-another-recipient",
            [maker.slot(part, signed_recipient=other)],
            "Somebody passed it on.",
        ),
        ("sealed-to-another-recipient", [maker.seal(frame, to="slot 1")], "It does not open."),
        ("the-same-drop-slot-twice", [maker.slot(part)] * 2, "Each part once."),
    ]


def _false_replies(maker: _Maker) -> list[tuple[str, list[bytes], str]]:
    changes: list[tuple[str, dict[str, Any], str]] = [
        ("another-id-than-its-parts", {"id": "a" * 32}, "One id."),
        (
            "a-member-who-does-not-serve-the-line",
            {"members": [0, 3]},
            "Never more than the line's.",
        ),
        (
            "a-line-that-the-keyring-does-not-have",
            {"line": "klacht"},
            "One of the six, and nobody serves it.",
        ),
        ("a-line-that-does-not-exist", {"line": "overig"}, "The six are fixed."),
        ("no-members", {"members": []}, "Somebody must read the follow-up."),
        ("an-unknown-field", {"more": 1}, "Nothing unknown is allowed."),
        ("another-kind", {"kind": "report"}, "A reply."),
    ]
    faults = [(name, [maker.slot(_part(_reply(**c)))], comment) for name, c, comment in changes]
    proposals: list[tuple[str, dict[str, Any], str]] = [
        ("a-proposal-of-another-line", {"line": "klacht"}, "Nobody serves it."),
        ("a-proposal-without-a-draft", {"draft": None}, "It shows one."),
        ("a-proposal-that-says-it-is-a-reply", {"kind": "reply"}, "Nothing unknown is allowed."),
        ("a-proposal-with-another-id", {"id": "a" * 32}, "One id."),
    ]
    faults += [(name, [maker.slot(_part(_proposal(**c)))], why) for name, c, why in proposals]
    blank = _ID + b"\0\1" + encode(_reply()).replace(b":", b": ", 1)
    impossible = _ID + b"\1\1" + encode(_reply())
    return [
        *faults,
        ("json-with-a-blank", [maker.slot(blank)], "Canonical JSON."),
        ("a-part-with-an-impossible-number", [maker.slot(impossible)], "Index 1 of 1."),
        ("a-part-without-its-header", [maker.slot(_ID)], "18 bytes."),
    ]
