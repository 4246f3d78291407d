"""Vectors of the hybrid stanza and of slots (docs/protocol.md sections 4.2 and 4.4)."""

import base64
from typing import Any

from vectors.kit import FILE_KEY, Kept, Topic, flip, identity, seal_payload, seed

from crypto.errors import Malformed, NotForThisKey, Tampered
from crypto.file_key import make_header
from crypto.header import Header, Stanza, encode_header
from crypto.slots import DECOY_FILE_KEY

_TYPE = "mlkem768x25519"


def make_hybrid_stanzas(kept: Kept) -> Topic:
    """Return the vectors of wrapping and unwrapping a file key."""
    owner = identity("stanza owner")
    good = kept.stanza("stanza owner")
    encapsulation = good.arguments[1]
    topic = Topic("hybrid-stanza", "4.2", blobs={"recipient": owner.recipient.raw})
    topic.ok(
        "the-recipient-of-an-identity",
        "SHAKE256 expands the 32 bytes to both halves.",
        {"recipient": owner.recipient.raw},
        operation="recipient",
        identity=owner.seed,
    )
    topic.base = {
        "operation": "unwrap",
        "identity": owner.seed,
        "arguments": [_TYPE, encapsulation],
        "body": good.body,
    }
    topic.ok("a-wrapped-file-key", "HPKE in base mode, no associated data.", {"file_key": FILE_KEY})
    _refuse_altered(topic, encapsulation, good.body)
    _refuse_misshapen(topic, encapsulation, good.body)
    _refuse_recipients(topic, owner.recipient.raw)
    return topic


def _encapsulation(raw: bytes) -> list[str]:
    return [_TYPE, base64.b64encode(raw).rstrip(b"=").decode()]


def _raw(encapsulation: str) -> bytes:
    return base64.b64decode(encapsulation + "=" * (-len(encapsulation) % 4))


def _refuse_altered(topic: Topic, encapsulation: str, body: bytes) -> None:
    raw = _raw(encapsulation)
    faults: list[tuple[str, dict[str, Any], str]] = [
        ("another-identity", {"identity": seed("identity somebody else")}, "Not to this key."),
        (
            "a-flipped-bit-in-ml-kem",
            {"arguments": _encapsulation(flip(raw, 3))},
            "ML-KEM rejects implicitly: another key comes out, and nothing opens.",
        ),
        (
            "a-flipped-bit-in-x25519",
            {"arguments": _encapsulation(flip(raw, 1100))},
            "The other half.",
        ),
        (
            "halves-exchanged",
            {"arguments": _encapsulation(raw[1088:] + raw[:1088])},
            "ML-KEM first.",
        ),
        (
            "an-x25519-share-of-zeros",
            {"arguments": _encapsulation(raw[:1088] + bytes(32))},
            "Of small order.",
        ),
        ("an-encapsulation-of-zeros", {"arguments": _encapsulation(bytes(1120))}, "Nothing opens."),
        ("a-flipped-bit-in-the-body", {"body": flip(body, 0)}, "The wrapped key is authentic."),
        ("a-flipped-bit-in-the-tag", {"body": flip(body, -1)}, "The whole tag is compared."),
    ]
    for name, changes, comment in faults:
        topic.refuse(name, Tampered, comment, **changes)


def _refuse_misshapen(topic: Topic, encapsulation: str, body: bytes) -> None:
    raw = _raw(encapsulation)
    faults: list[tuple[str, dict[str, Any], str]] = [
        ("another-type", {"arguments": ["X25519", encapsulation]}, "One type only."),
        ("a-type-in-upper-case", {"arguments": [_TYPE.upper(), encapsulation]}, "Byte by byte."),
        ("no-encapsulation", {"arguments": [_TYPE]}, "Two arguments."),
        ("a-third-argument", {"arguments": [_TYPE, encapsulation, "x"]}, "Two arguments."),
        ("an-encapsulation-too-short", {"arguments": _encapsulation(raw[:-1])}, "1,120 bytes."),
        ("an-encapsulation-too-long", {"arguments": _encapsulation(raw + b"\0")}, "1,120 bytes."),
        ("an-encapsulation-with-padding", {"arguments": [_TYPE, encapsulation + "="]}, "Without."),
        ("an-encapsulation-that-is-not-base64", {"arguments": [_TYPE, "?" * 1494]}, "Strict."),
        ("a-body-of-31-bytes", {"body": body[:-1]}, "32 bytes."),
        ("a-body-of-33-bytes", {"body": body + b"\0"}, "32 bytes."),
        ("an-empty-body", {"body": b""}, "32 bytes."),
        ("an-identity-of-31-bytes", {"identity": seed("identity stanza owner")[:31]}, "32 bytes."),
    ]
    for name, changes, comment in faults:
        topic.refuse(name, Malformed, comment, **changes)


def _refuse_recipients(topic: Topic, raw: bytes) -> None:
    topic.base = {"operation": "wrap"}
    faults = [
        ("a-recipient-of-1215-bytes", raw[:-1], "1,216 bytes."),
        ("a-recipient-of-1217-bytes", raw + b"\0", "1,216 bytes."),
        (
            "a-recipient-whose-numbers-are-too-large",
            b"\xff" * 1152 + raw[1152:],
            "Coefficients are below 3,329 (FIPS 203, 7.2).",
        ),
        ("a-recipient-whose-x25519-half-is-zero", raw[:1184] + bytes(32), "Of small order."),
    ]
    for name, recipient, comment in faults:
        topic.refuse(name, Malformed, comment, recipient=recipient)


_LABELS = ["slot 0", "slot 1", "slot 2"]


def make_slots(kept: Kept) -> Topic:
    """Return the vectors of members, decoys and damage."""
    stanzas = kept.slot_stanzas(_LABELS, {0, 2})
    plaintext = b"for slots 0 and 2"
    sealed = kept.seal(plaintext, stanzas)
    topic = Topic("slots", "4.4", blobs={"sealed": sealed})
    topic.base = {"sealed": sealed, "identity": seed("identity slot 0"), "slot": 0, "slots": 3}
    topic.ok("the-first-member-opens", "Its stanza holds the file key.", {"plaintext": plaintext})
    last: dict[str, Any] = {"identity": seed("identity slot 2"), "slot": 2}
    topic.ok("another-member-opens", "So does this one.", {"plaintext": plaintext}, **last)
    _refuse_others(topic, kept, stanzas, sealed)
    _refuse_damaged(topic, kept, stanzas, sealed)
    return topic


def _refuse_others(topic: Topic, kept: Kept, stanzas: list[Stanza], sealed: bytes) -> None:
    left_out: dict[str, Any] = {"identity": seed("identity slot 1"), "slot": 1}
    topic.refuse("not-for-me", NotForThisKey, "Slot 1 finds the constant.", **left_out)
    altered = _replaced(stanzas, 2, _flipped(stanzas[2]))
    topic.refuse(
        "not-for-me-in-a-file-that-was-altered",
        NotForThisKey,
        "Who holds the constant cannot tell, and need not.",
        sealed=encode_header(Header(altered, seed("any mac"))) + bytes(33),
        **left_out,
    )
    empty = encode_header(make_header(kept.slot_stanzas(_LABELS, set()), file_key=FILE_KEY))
    topic.refuse("for-nobody", NotForThisKey, "Decoys all over.", sealed=empty + seal_payload(b""))
    under = make_header(kept.slot_stanzas(_LABELS, set()), file_key=DECOY_FILE_KEY)
    topic.refuse(
        "sealed-under-the-constant",
        Tampered,
        "Anybody could have made it, and anybody can read it.",
        sealed=encode_header(under) + seal_payload(b"public", file_key=DECOY_FILE_KEY),
    )
    topic.refuse("another-slot-s-stanza", Tampered, "Each tries its own only.", slot=2)
    topic.refuse(
        "another-period-s-key", Tampered, "A key opens its own.", identity=seed("identity old")
    )
    topic.refuse("fewer-slots-expected", Malformed, "Three are not two.", slots=2)
    topic.refuse("more-slots-expected", Malformed, "Three are not eight.", slots=8)


def _refuse_damaged(topic: Topic, kept: Kept, stanzas: list[Stanza], sealed: bytes) -> None:
    payload = sealed[len(encode_header(make_header(stanzas, file_key=FILE_KEY))) :]
    swapped = (stanzas[1], stanzas[0], stanzas[2])
    odd = Stanza(("X25519", "A" * 43), bytes(32))
    other_key = kept.stanza("slot 0", seed("other file key")[:16])
    faults: list[tuple[str, type[Malformed] | type[Tampered], tuple[Stanza, ...], str]] = [
        ("stanzas-exchanged", Tampered, swapped, "With a right MAC: the reporter itself did it."),
        (
            "a-stanza-that-does-not-open",
            Tampered,
            _replaced(stanzas, 0, _flipped(stanzas[0])),
            "With a right MAC: the reporter damaged one slot on purpose.",
        ),
        (
            "a-stanza-with-another-file-key",
            Tampered,
            _replaced(stanzas, 0, other_key),
            "It opens, and the MAC is not its own.",
        ),
        ("my-stanza-of-another-type", Malformed, _replaced(stanzas, 0, odd), "One type only."),
        (
            "another-s-stanza-of-another-type",
            Malformed,
            _replaced(stanzas, 2, odd),
            "Damaged for everybody, as the shape shows it to everybody.",
        ),
        (
            "another-s-stanza-with-three-arguments",
            Malformed,
            _replaced(stanzas, 2, Stanza((*stanzas[2].arguments, "x"), stanzas[2].body)),
            "Damaged for everybody.",
        ),
        ("one-stanza-fewer", Malformed, tuple(stanzas[:2]), "As many as slots."),
        ("one-stanza-more", Malformed, (*stanzas, stanzas[0]), "As many as slots."),
    ]
    for name, error, wrong, comment in faults:
        header = encode_header(make_header(wrong, file_key=FILE_KEY))
        topic.refuse(name, error, comment, sealed=header + payload)
    altered = Header(
        _replaced(stanzas, 1, _flipped(stanzas[1])), make_header(stanzas, file_key=FILE_KEY).mac
    )
    topic.refuse(
        "another-s-stanza-altered-on-the-way",
        Tampered,
        "The MAC covers every stanza.",
        sealed=encode_header(altered) + payload,
    )
    topic.refuse(
        "a-payload-altered-on-the-way", Tampered, "Chunks are authentic.", sealed=flip(sealed, -1)
    )


def _flipped(stanza: Stanza) -> Stanza:
    return Stanza(stanza.arguments, flip(stanza.body, 7))


def _replaced(stanzas: list[Stanza], place: int, stanza: Stanza) -> tuple[Stanza, ...]:
    return (*stanzas[:place], stanza, *stanzas[place + 1 :])
