"""Vectors of stored objects and submissions: what a server checks without a key (docs/protocol.md 4.5, 8.1)."""

import base64

from vectors.kit import Topic, flip, seed
from vectors.service import DAY, PERIOD

from crypto.errors import Malformed
from crypto.sizes import header_size, stored_attachment_size, stored_text_size
from crypto.stored import encode_prefix

_SLOTS = 2
_STANZA = b"-> mlkem768x25519 " + b"A" * 1494 + b"\n" + b"A" * 43 + b"\n"
_MAC_LINE = b"--- " + base64.b64encode(seed("header mac")).rstrip(b"=") + b"\n"
_ATTACHMENT = stored_attachment_size(1, slots=_SLOTS)


def _object(
    *,
    prefix: bytes = encode_prefix(PERIOD),
    stanzas: bytes = _STANZA * _SLOTS,
    payload: int = 16_416,
) -> bytes:
    """Return a stored object of the right shape with zeros for a payload: no key is used on it."""
    return prefix + b"age-encryption.org/v1\n" + stanzas + _MAC_LINE + bytes(payload)


def attachment_of(slots: int) -> bytes:
    """Return a stored attachment of one byte for so many slots, of the right shape and with zeros for a payload."""
    start = encode_prefix(PERIOD) + b"age-encryption.org/v1\n" + _STANZA * slots + _MAC_LINE
    return start.ljust(stored_attachment_size(1, slots=slots), b"\0")


def make_stored_objects() -> Topic:
    """Return the vectors of stored objects."""
    topic = Topic("stored-object", "4.5", base={"slots": _SLOTS})
    _add_tables(topic)
    topic.base = {"operation": "text", "slots": _SLOTS}
    topic.ok(
        "a-text-part", "Its period is all that is in clear.", {"period": PERIOD}, object=_object()
    )
    for name, raw, comment in _wrong_texts():
        topic.refuse(name, Malformed, comment, object=raw)
    topic.refuse(
        "fewer-slots-than-the-keyring-has",
        Malformed,
        "Two are not three.",
        object=_object(),
        slots=3,
    )
    start = _object(payload=0)
    topic.base = {"operation": "attachment", "slots": _SLOTS, "start": start, "size": _ATTACHMENT}
    topic.ok(
        "the-smallest-attachment",
        "Its first bytes are enough.",
        {"period": PERIOD, "payload_offset": len(start)},
    )
    for name, size, comment in _wrong_sizes():
        topic.refuse(name, Malformed, comment, size=size)
    topic.refuse(
        "a-start-that-is-cut-off", Malformed, "The whole header is needed.", start=start[:-1]
    )
    topic.refuse(
        "an-attachment-of-another-version", Malformed, "1 is the only one.", start=b"\0" + start[1:]
    )
    return topic


def _add_tables(topic: Topic) -> None:
    topic.ok(
        "sizes-for-eight-slots",
        "5 and the header, the nonce, the padded text or attachment, 16 for each chunk.",
        {"text": 28_947, "attachment": 5 + 12_526 + 16 + 131_072 + 2 * 16},
        operation="sizes",
        content_size=65_529,
        slots=8,
        spec="4.5",
    )
    topic.ok(
        "days-of-a-period",
        "A day more on both sides for who seals, two behind for the server, 35 to be kept.",
        {
            "period": PERIOD,
            "client_seals": [7 * PERIOD - 1, 7 * PERIOD + 7],
            "server_accepts": [7 * PERIOD - 1, 7 * PERIOD + 8],
            "server_keeps_to": 7 * PERIOD + 41,
        },
        operation="days",
        day=DAY,
        spec="3",
    )


def _wrong_texts() -> list[tuple[str, bytes, str]]:
    good = _object()
    x25519 = b"-> X25519 " + b"A" * 1502 + b"\n" + b"A" * 43 + b"\n"
    return [
        ("nothing-at-all", b"", "No version."),
        ("a-prefix-cut-off", good[:4], "No period."),
        ("version-zero", b"\0" + good[1:], "It was before the formats were frozen."),
        ("version-255", b"\xff" + good[1:], "1 is the only one."),
        ("a-byte-too-few", good[:-1], "One size."),
        ("a-byte-too-many", good + b"\0", "One size."),
        ("no-prefix", good[5:] + bytes(5), "A sealed file as age makes it."),
        ("an-attachment-as-a-text", _object(payload=_ATTACHMENT - header_size(2) - 5), "One size."),
        ("one-stanza-fewer", _object(stanzas=_STANZA, payload=16_416 + 1557), "One for each slot."),
        (
            "one-stanza-more",
            _object(stanzas=_STANZA * 3, payload=16_416 - 1557),
            "One for each slot.",
        ),
        ("a-stanza-of-another-type", _object(stanzas=_STANZA + x25519), "Only the hybrid type."),
        (
            "an-encapsulation-a-byte-short",
            _object(stanzas=_STANZA + _STANZA.replace(b"A" * 1494, b"A" * 1492), payload=16_418),
            "1,120 bytes.",
        ),
        (
            "a-wrapped-key-a-byte-short",
            _object(
                stanzas=_STANZA + _STANZA.replace(b"\n" + b"A" * 43, b"\n" + b"A" * 42),
                payload=16_417,
            ),
            "32 bytes.",
        ),
        (
            "a-third-argument",
            _object(stanzas=_STANZA + _STANZA.replace(b" AA", b" A A", 1), payload=16_415),
            "Type and encapsulation.",
        ),
        ("a-header-without-an-end", good.replace(b"\n--- ", b"\n---_"), "There is no MAC."),
        ("an-altered-version-line", flip(good, 8), "age v1."),
        ("zeros", bytes(len(good)), "The right size and nothing else."),
    ]


def _wrong_sizes() -> list[tuple[str, int, str]]:
    return [
        ("no-size", 0, "Not even a header."),
        ("a-negative-size", -1, "No size."),
        ("a-byte-less-than-the-smallest", _ATTACHMENT - 1, "No attachment has it."),
        ("a-byte-more-than-the-smallest", _ATTACHMENT + 1, "No attachment has it."),
        ("half-the-smallest", _ATTACHMENT - 32_768, "65,536 bytes at least."),
        ("the-size-of-a-text", stored_text_size(_SLOTS), "A text is not an attachment."),
        ("three-times-the-smallest", _ATTACHMENT + 2 * (65_536 + 16), "No power of two."),
        (
            "40-mib",
            _ATTACHMENT + (40 * 16 - 1) * (65_536 + 16),
            "Above 16 MiB only multiples of 16 MiB.",
        ),
        ("a-size-for-three-slots", stored_attachment_size(1, slots=3), "Two slots."),
        ("a-size-without-its-prefix", _ATTACHMENT - 5, "The prefix counts."),
    ]


def make_submissions() -> Topic:
    """Return the vectors of submissions."""
    topic = Topic("submission", "8.1", base={"slots": _SLOTS})
    text = _object()
    uploads = [seed(f"upload {i}")[:16] for i in range(17)]
    topic.ok(
        "one-text",
        "The usual case.",
        {"period": PERIOD, "texts": 1, "uploads": []},
        submission=b"\1\1\0" + text,
    )
    topic.ok(
        "four-texts-and-two-attachments",
        "The largest text.",
        {"period": PERIOD, "texts": 4, "uploads": uploads[:2]},
        submission=b"\1\4\2" + b"".join(uploads[:2]) + text * 4,
    )
    next_week = _object(prefix=encode_prefix(PERIOD + 1))
    faults = [
        ("nothing-at-all", b"", "Three numbers at least."),
        ("another-version", b"\0\1\0" + text, "1 is the only one."),
        ("no-text", b"\1\0\0", "One to four."),
        ("five-texts", b"\1\5\0" + text * 5, "One to four."),
        ("seventeen-attachments", b"\1\1\x11" + b"".join(uploads) + text, "At most sixteen."),
        ("an-attachment-twice", b"\1\1\2" + uploads[0] * 2 + text, "Each once."),
        ("fewer-attachments-than-counted", b"\1\1\2" + uploads[0] + text, "The text ends early."),
        ("more-attachments-than-counted", b"\1\1\0" + uploads[0] + text, "The text is moved."),
        ("a-byte-missing", b"\1\1\0" + text[:-1], "One size."),
        ("a-byte-behind-the-end", b"\1\1\0" + text + b"\0", "Nothing behind."),
        ("fewer-texts-than-counted", b"\1\2\0" + text, "One is missing."),
        ("more-texts-than-counted", b"\1\1\0" + text * 2, "Nothing behind."),
        ("texts-of-two-periods", b"\1\2\0" + text + next_week, "One period."),
        ("a-text-of-another-version", b"\1\1\0" + flip(text, 0), "1 is the only one."),
        ("a-text-that-is-no-sealed-file", b"\1\1\0" + bytes(len(text)), "Shape is checked."),
    ]
    for name, raw, comment in faults:
        topic.refuse(name, Malformed, comment, submission=raw)
    topic.refuse(
        "a-submission-for-three-slots",
        Malformed,
        "The keyring says how many.",
        submission=b"\1\1\0" + text,
        slots=3,
    )
    return topic
