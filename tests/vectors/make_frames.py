"""Vectors of frames, signatures and MACs (docs/protocol.md sections 2.2 and 2.3)."""

from nacl.signing import SigningKey
from vectors.kit import Topic, flip, seed

from crypto.errors import Malformed, Tampered, UnknownSigner
from crypto.frame import Frame, Signature, encode_frame
from crypto.signing import mac, sign, verify_key_of

_TYPE = "sluis/v1/head"
_BODY = b"what is signed"
_CONTEXT = b"where it stands"
_SEEDS = [seed(f"signer {i}") for i in range(3)]
_KEYS = [verify_key_of(s) for s in _SEEDS]
_MAC_KEY = seed("mac key")
_GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
_SMALL_ORDER = b"\1" + bytes(31)
"""The neutral point: everything that it 'signs' is true for a careless verifier."""


def make_frames() -> Topic:
    """Return the vectors of frames, signatures and MACs."""
    topic = Topic("frame", "2.2", base={"operation": "parse", "type": _TYPE})
    _add_parsing(topic)
    topic.spec = "2.3"
    _add_signatures(topic)
    _add_thresholds(topic)
    _add_macs(topic)
    return topic


def _signed(*signers: int, context: bytes = b"", frame_type: str = _TYPE) -> Frame:
    signatures = tuple(
        sign(frame_type, _BODY, signer=i, signing_seed=_SEEDS[i], context=context) for i in signers
    )
    return Frame(_TYPE, _BODY, signatures)


def _fields(frame: Frame) -> dict[str, object]:
    return {"body": frame.body, "signers": [s.signer for s in frame.signatures], "mac": frame.mac}


def _add_parsing(topic: Topic) -> None:
    both = Frame(_TYPE, _BODY, _signed(0, 2).signatures, bytes(32))
    raw = encode_frame(both)
    bare = encode_frame(Frame(_TYPE, _BODY))
    topic.ok("two-signatures-and-a-mac", "Parsed, not verified.", _fields(both), frame=raw)
    body_at = 1 + len(_TYPE)
    many = tuple(Signature(i, bytes(64)) for i in range(17))
    twice = tuple(Signature(1, bytes([i]) * 64) for i in range(2))
    faults: list[tuple[str, bytes, str]] = [
        ("an-empty-frame", b"", "There is no type."),
        ("another-type", encode_frame(Frame("sluis/v1/reply", _BODY)), "A reply is no head."),
        ("a-longer-type", encode_frame(Frame(_TYPE + "s", _BODY)), "The whole type is compared."),
        ("a-type-in-upper-case", encode_frame(Frame("Sluis/v1/head", _BODY)), "Byte by byte."),
        ("no-type", b"\0" + bare[body_at:], "A length of zero."),
        ("a-body-that-ends-early", raw[: body_at + 8], "Its length says more."),
        ("a-body-length-of-4-gib", raw[:body_at] + b"\xff" * 4 + raw[body_at + 4 :], "A lie."),
        (
            "a-body-over-1-mib",
            encode_frame(Frame(_TYPE, bytes(2**20 + 1))),
            "Nothing of the protocol comes near.",
        ),
        ("seventeen-signatures", encode_frame(Frame(_TYPE, _BODY, many)), "At most sixteen."),
        ("one-signer-twice", encode_frame(Frame(_TYPE, _BODY, twice)), "Two, but one person."),
        ("a-signature-cut-off", raw[:-40], "64 bytes each."),
        ("no-count-of-signatures", bare[:-2], "The count is not optional."),
        ("no-mac-length", bare[:-1], "The length is not optional."),
        ("a-mac-of-31-bytes", bare[:-1] + b"\x1f" + bytes(31), "32 or none."),
        ("a-mac-of-16-bytes", bare[:-1] + b"\x10" + bytes(16), "32 or none: not truncated."),
        ("a-mac-of-33-bytes", bare[:-1] + b"\x21" + bytes(33), "32 or none."),
        ("a-mac-cut-off", raw[:-1], "32 bytes were announced."),
        ("a-byte-behind-the-end", raw + b"\0", "A frame that stands alone fills its bytes."),
        ("a-second-frame-behind", raw + raw, "A frame that stands alone is one."),
    ]
    for name, wrong, comment in faults:
        topic.refuse(name, Malformed, comment, frame=wrong)


def _add_signatures(topic: Topic) -> None:
    topic.base = {
        "operation": "verify",
        "type": _TYPE,
        "signer": 0,
        "verify_key": _KEYS[0],
        "context": _CONTEXT,
    }
    good = _signed(0, context=_CONTEXT)
    value = good.signatures[0].value
    topic.ok(
        "a-signature-with-its-context",
        "The context does not travel.",
        _fields(good),
        frame=encode_frame(good),
    )
    scalar = int.from_bytes(value[32:], "little") + _GROUP_ORDER
    large_scalar = value[:32] + scalar.to_bytes(32, "little")
    faults = [
        (
            "a-flipped-bit-in-a-signature",
            Frame(_TYPE, _BODY, (Signature(0, flip(value, 5)),)),
            "R.",
        ),
        ("a-flipped-bit-in-a-scalar", Frame(_TYPE, _BODY, (Signature(0, flip(value, 40)),)), "S."),
        (
            "a-scalar-beyond-the-group-order",
            Frame(_TYPE, _BODY, (Signature(0, large_scalar),)),
            "S + L is not canonical: else anybody makes a second signature.",
        ),
        (
            "a-flipped-bit-in-the-body",
            Frame(_TYPE, flip(_BODY, 3), good.signatures),
            "Another body.",
        ),
        (
            "a-signature-for-another-type",
            _signed(0, context=_CONTEXT, frame_type="sluis/v1/event"),
            "One made for an event does not stand in for a head's.",
        ),
        (
            "a-signature-for-another-context",
            _signed(0, context=b"elsewhere there"),
            "Moved to another place.",
        ),
        ("a-signature-without-its-context", _signed(0), "Signed as if it stood nowhere."),
        (
            "a-signature-by-another-key",
            Frame(_TYPE, _BODY, (Signature(0, _signed(1, context=_CONTEXT).signatures[0].value),)),
            "Signer 1 in the name of signer 0.",
        ),
        (
            "a-signature-over-the-bare-body",
            Frame(_TYPE, _BODY, (_bare_signature(),)),
            "Not over the pre-authentication encoding.",
        ),
        (
            "a-signature-of-zeros",
            Frame(_TYPE, _BODY, (Signature(0, bytes(64)),)),
            "No signature at all.",
        ),
    ]
    for name, frame, comment in faults:
        topic.refuse(name, Tampered, comment, frame=encode_frame(frame))
    neutral = Frame(_TYPE, _BODY, (Signature(0, _SMALL_ORDER + bytes(32)),))
    topic.refuse(
        "a-key-of-small-order",
        Tampered,
        "It would verify everything.",
        frame=encode_frame(neutral),
        verify_key=_SMALL_ORDER,
    )
    topic.refuse(
        "no-signature", UnknownSigner, "Nobody signed.", frame=encode_frame(Frame(_TYPE, _BODY))
    )
    topic.refuse(
        "a-signature-of-somebody-else",
        UnknownSigner,
        "Signer 1 signed, 0 must.",
        frame=encode_frame(_signed(1, context=_CONTEXT)),
    )


def _bare_signature() -> Signature:
    return Signature(0, SigningKey(_SEEDS[0]).sign(_CONTEXT + _BODY).signature)


def _add_thresholds(topic: Topic) -> None:
    topic.base = {"operation": "threshold", "type": _TYPE, "verify_keys": _KEYS, "threshold": 2}
    good = _signed(0, 2)
    topic.ok("two-of-three", "Enough.", _fields(good), frame=encode_frame(good))
    one_wrong = (*good.signatures, Signature(1, bytes(64)))
    copied = (good.signatures[0], Signature(1, good.signatures[0].value))
    stranger = Signature(3, good.signatures[0].value)
    faults = [
        ("one-of-three", UnknownSigner, good.signatures[:1], "Two are needed."),
        ("none-of-three", UnknownSigner, (), "Two are needed."),
        (
            "a-wrong-third-beside-two-right-ones",
            Tampered,
            one_wrong,
            "Enough are right, and one is false: refused all the same.",
        ),
        ("one-signature-under-two-names", Tampered, copied, "One holder cannot stand for two."),
        (
            "a-stranger-beside-two-right-ones",
            UnknownSigner,
            (*good.signatures, stranger),
            "Nothing foreign rides along.",
        ),
    ]
    for name, error, signatures, comment in faults:
        topic.refuse(name, error, comment, frame=encode_frame(Frame(_TYPE, _BODY, signatures)))
    topic.refuse(
        "two-where-three-are-needed",
        UnknownSigner,
        "The threshold counts.",
        frame=encode_frame(good),
        threshold=3,
    )


def _add_macs(topic: Topic) -> None:
    topic.base = {"operation": "mac", "type": _TYPE, "key": _MAC_KEY, "context": _CONTEXT}
    code = mac(_TYPE, _BODY, key=_MAC_KEY, context=_CONTEXT)
    good = Frame(_TYPE, _BODY, mac=code)
    topic.ok(
        "a-mac-with-its-context",
        "HMAC-SHA256 over the same encoding.",
        _fields(good),
        frame=encode_frame(good),
    )
    faults = [
        ("a-flipped-bit-in-a-mac", _BODY, flip(code, 31), "The whole MAC is compared."),
        ("a-mac-of-zeros", _BODY, bytes(32), "No MAC at all."),
        ("a-missing-mac", _BODY, b"", "An absent MAC is a wrong one."),
        (
            "a-mac-under-another-key",
            _BODY,
            mac(_TYPE, _BODY, key=seed("other"), context=_CONTEXT),
            "Another thread's.",
        ),
        (
            "a-mac-for-another-type",
            _BODY,
            mac("sluis/v1/reply", _BODY, key=_MAC_KEY, context=_CONTEXT),
            "A reply's.",
        ),
        (
            "a-mac-for-another-context",
            _BODY,
            mac(_TYPE, _BODY, key=_MAC_KEY),
            "Made for no context.",
        ),
        ("a-mac-for-another-body", b"what is read", code, "The body was exchanged."),
    ]
    for name, body, wrong, comment in faults:
        topic.refuse(name, Tampered, comment, frame=encode_frame(Frame(_TYPE, body, mac=wrong)))
