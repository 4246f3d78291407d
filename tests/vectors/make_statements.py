"""Vectors of period keys and revocations (docs/protocol.md section 5.2)."""

from vectors import service
from vectors.kit import Topic, flip
from vectors.service import PERIOD, ROOTS, SERVICE, SLOTS, STRANGER

from crypto.errors import Malformed, OtherService, ProtocolError, Tampered, UnknownSigner
from crypto.frame import Frame, Signature, encode_frame
from crypto.signing import sign

Fault = tuple[str, type[ProtocolError], bytes, str]


def make_period_keys() -> Topic:
    """Return the vectors of a slot's period key."""
    good = service.period_key(0)
    blobs = {"keyring": service.keyring_raw(), "good": good}
    topic = Topic("period-key", "5.2", base=service.trust(), blobs=blobs)
    fields = {"slot": 0, "generation": 1, "period": PERIOD, "recipient": service.recipient(0)}
    topic.ok("signed-by-its-slot", "Exactly one signature.", fields, statement=good)
    body = good[1 + len("sluis/v1/period-key") + 4 :][:1225]
    both = (_signature(body, 0), _signature(body, 1))
    faults: list[Fault] = [
        (
            "signed-by-another-slot-s-key",
            Tampered,
            service.period_key(0, by=SLOTS[1]),
            "In slot 0's name.",
        ),
        (
            "signed-by-another-slot",
            UnknownSigner,
            _statement(body, _signature(body, 1)),
            "Slot 1 has no say on slot 0.",
        ),
        ("signed-by-nobody", Malformed, _statement(body), "Exactly one signature."),
        ("signed-by-two", Malformed, _statement(body, *both), "Exactly one signature."),
        (
            "of-an-unmanned-slot",
            UnknownSigner,
            service.period_key(3, by=STRANGER),
            "Nobody is there.",
        ),
        (
            "of-a-slot-that-does-not-exist",
            UnknownSigner,
            service.period_key(9, by=STRANGER),
            "There are four.",
        ),
        (
            "of-an-older-generation",
            UnknownSigner,
            service.period_key(0, generation=0),
            "Somebody else had the slot.",
        ),
        (
            "of-a-later-generation",
            UnknownSigner,
            service.period_key(0, generation=2),
            "The keyring does not have it.",
        ),
        ("a-flipped-bit-in-the-recipient", Tampered, flip(good, 400), "Every byte is signed."),
        ("a-flipped-bit-in-the-period", Tampered, flip(good, 24 + 8), "Every byte is signed."),
        ("a-flipped-bit-in-the-signature", Tampered, flip(good, -10), "Another signature."),
        (
            "a-recipient-a-byte-short",
            Malformed,
            _statement(body[:-1], _signature(body[:-1], 0)),
            "1,216 bytes.",
        ),
        (
            "a-recipient-a-byte-long",
            Malformed,
            _statement(body + b"\0", _signature(body + b"\0", 0)),
            "1,216 bytes.",
        ),
        (
            "a-signature-for-a-head",
            Tampered,
            _statement(body, sign("sluis/v1/head", body, signer=0, signing_seed=SLOTS[0])),
            "Another type.",
        ),
        (
            "a-head-for-a-period-key",
            Malformed,
            service.head_raw(service.head(0)),
            "A period key's type.",
        ),
        ("a-byte-behind-the-end", Malformed, good + b"\0", "Nothing behind."),
    ]
    for name, error, statement, comment in faults:
        topic.refuse(name, error, comment, statement=statement)
    return topic


def _signature(body: bytes, slot: int) -> Signature:
    return sign("sluis/v1/period-key", body, signer=slot, signing_seed=SLOTS[slot])


def _statement(body: bytes, *signatures: Signature) -> bytes:
    return encode_frame(Frame("sluis/v1/period-key", body, signatures))


def make_revocations() -> Topic:
    """Return the vectors of a slot's revocation."""
    good = service.revocation(1)
    topic = Topic(
        "revocation", "5.2", base=service.trust(), blobs={"keyring": service.keyring_raw()}
    )
    topic.ok(
        "signed-by-two-root-holders",
        "Counts at once.",
        {"slot": 1, "generation": 1},
        statement=good,
    )
    frame = Frame("sluis/v1/revocation", SERVICE + b"\1\0\0\0\1")
    faults: list[Fault] = [
        ("signed-by-one", UnknownSigner, service.revocation(1, 2), "Two are needed."),
        (
            "signed-by-a-stranger-too",
            UnknownSigner,
            service.signed(frame, (0, 1, 3), [*ROOTS, STRANGER]),
            "Nothing foreign rides along.",
        ),
        (
            "signed-by-the-slot-itself",
            Tampered,
            service.signed(frame, (0, 1), SLOTS),
            "Confidants are not root holders.",
        ),
        (
            "of-another-service",
            OtherService,
            service.revocation(1, service=bytes(16)),
            "Made by the same holders.",
        ),
        (
            "of-another-slot-than-signed",
            Tampered,
            flip(good, 1 + 19 + 4 + 16),
            "Every byte is signed.",
        ),
        ("a-flipped-bit-in-a-signature", Tampered, flip(good, -5), "Another signature."),
        (
            "without-a-generation",
            Malformed,
            service.signed(Frame(frame.type, frame.body[:-4]), (0, 1)),
            "21 bytes.",
        ),
        (
            "a-byte-too-many",
            Malformed,
            service.signed(Frame(frame.type, frame.body + b"\0"), (0, 1)),
            "21 bytes.",
        ),
        ("a-byte-behind-the-end", Malformed, good + b"\0", "Nothing behind."),
        ("nothing-at-all", Malformed, b"", "No frame."),
    ]
    for name, error, statement, comment in faults:
        topic.refuse(name, error, comment, statement=statement)
    return topic
