"""Vectors of text parts and attachments opened by a slot (docs/protocol.md sections 4.4 and 9.3)."""

import hashlib

from vectors.kit import FILE_KEY, Kept, Topic, flip, seal_payload, seed
from vectors.service import PERIOD

from crypto.errors import Malformed, NotForThisKey, Tampered
from crypto.file_key import make_header
from crypto.header import encode_header
from crypto.padding import pad
from crypto.sizes import TEXT_SIZE
from crypto.slots import DECOY_FILE_KEY
from crypto.stored import encode_prefix


def make_text_parts(kept: Kept) -> Topic:
    """Return the vectors of a stored text part opened by its slot."""
    stanzas = kept.slot_stanzas(["slot 0", "slot 1"], {0})
    prefix, message_id = encode_prefix(PERIOD), seed("message")[:16]

    def stored(content: bytes, *, size: int = TEXT_SIZE) -> bytes:
        return prefix + kept.seal(pad(content, size=size), stanzas)

    piece = b'{"so":"on"}'
    good = stored(message_id + b"\1\2" + piece)
    header = encode_header(make_header(stanzas, file_key=FILE_KEY))
    topic = Topic("text-part", "4.4", blobs={"good": good})
    topic.base = {"identity": seed("identity slot 0"), "slot": 0, "slots": 2, "object": good}
    topic.ok(
        "a-member-opens",
        "Prefix, slots, padding, part.",
        {"message_id": message_id, "index": 1, "total": 2, "piece": piece},
    )
    topic.refuse(
        "not-for-me",
        NotForThisKey,
        "Slot 1 finds the constant.",
        identity=seed("identity slot 1"),
        slot=1,
    )
    padded = pad(message_id + b"\0\1" + piece, size=TEXT_SIZE)
    beyond = (TEXT_SIZE - 7).to_bytes(8, "big") + bytes(TEXT_SIZE - 8)
    under = encode_header(
        make_header(kept.slot_stanzas(["slot 0", "slot 1"], set()), file_key=DECOY_FILE_KEY)
    )
    faults: list[tuple[str, type[Malformed] | type[Tampered], bytes, str]] = [
        (
            "padding-that-is-not-zero",
            Malformed,
            prefix + header + seal_payload(padded[:-1] + b"\1"),
            "By the reporter itself: damaged.",
        ),
        (
            "a-length-beyond-the-end",
            Malformed,
            prefix + header + seal_payload(beyond),
            "By the reporter itself: damaged.",
        ),
        (
            "a-part-with-an-impossible-number",
            Malformed,
            stored(message_id + b"\2\2"),
            "Index 2 of 2.",
        ),
        ("a-part-without-its-header", Malformed, stored(message_id), "18 bytes."),
        ("another-version", Malformed, b"\0" + good[1:], "1 is the only one."),
        ("a-byte-too-few", Malformed, good[:-1], "One size."),
        (
            "a-flipped-bit-in-the-payload",
            Tampered,
            flip(good, len(header) + 400),
            "Authentic chunks only.",
        ),
        ("a-flipped-bit-in-the-last-tag", Tampered, flip(good, -1), "Authentic chunks only."),
        (
            "sealed-under-the-constant",
            Tampered,
            prefix + under + seal_payload(padded, file_key=DECOY_FILE_KEY),
            "Anybody can read it.",
        ),
    ]
    for name, error, wrong, comment in faults:
        topic.refuse(name, error, comment, object=wrong)
    return topic


def make_rewraps(kept: Kept) -> Topic:
    """Return the vectors of rewrapping and of the hash that keeps it honest."""
    content = b"a picture"
    stanzas = kept.slot_stanzas(["slot 0", "slot 1"], {0})
    padded = pad(content, size=65_536)
    sealed = kept.seal(padded, stanzas)
    other = kept.seal(pad(b"a fiction", size=65_536), stanzas)
    header = encode_header(make_header(stanzas, file_key=FILE_KEY))
    topic = Topic("rewrap", "9.3", blobs={"sealed": sealed, "other": other})
    _add_rewrapping(topic, kept, header, sealed, padded)
    named = {
        "id": seed("upload")[:16].hex(),
        "name": "foto.jpg",
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "type": "image/jpeg",
    }
    topic.base = {
        "operation": "open-attachment",
        "identity": seed("identity slot 0"),
        "slot": 0,
        "slots": 2,
        "attachment": named,
    }
    topic.ok(
        "an-attachment-as-its-message-names-it",
        "Size and hash hold.",
        {"content": content},
        sealed=sealed,
    )
    faults = [
        (
            "another-payload-under-the-same-file-key",
            other,
            named,
            "Whoever knows a file key can make one; its hash gives it away.",
        ),
        (
            "another-hash",
            sealed,
            {**named, "sha256": "0" * 64},
            "The message names another content.",
        ),
        ("another-size", sealed, {**named, "size": 10}, "The message names another content."),
        ("cut-by-a-byte", sealed[:-1], named, "Nothing is shown."),
    ]
    for name, wrong, attachment, comment in faults:
        topic.refuse(name, Tampered, comment, sealed=wrong, attachment=attachment)
    odd = header + seal_payload(padded[:-1] + b"\1")
    topic.refuse("padding-that-is-not-zero", Malformed, "Damaged.", sealed=odd)
    return topic


def _add_rewrapping(topic: Topic, kept: Kept, header: bytes, sealed: bytes, padded: bytes) -> None:
    payload = sealed[len(header) :]
    topic.base = {
        "operation": "rewrap",
        "sealed": sealed,
        "identity": seed("identity slot 0"),
        "slot": 0,
        "slots": 2,
        "new_member": seed("identity slot 2"),
        "new_slot": 1,
    }
    topic.ok(
        "a-new-member-opens-the-same-payload",
        "Only the header is new.",
        {"payload_sha256": hashlib.sha256(payload).digest(), "plaintext": padded},
    )
    topic.refuse(
        "by-somebody-left-out",
        NotForThisKey,
        "Who cannot open cannot pass on.",
        identity=seed("identity slot 1"),
        slot=1,
    )
    topic.refuse(
        "by-another-key", Tampered, "Who cannot open cannot pass on.", identity=seed("identity old")
    )
    under = make_header(kept.slot_stanzas(["slot 0", "slot 1"], set()), file_key=DECOY_FILE_KEY)
    topic.refuse(
        "under-the-constant",
        Tampered,
        "Refused as everywhere.",
        sealed=encode_header(under) + payload,
    )
    topic.refuse(
        "a-header-with-another-mac",
        Tampered,
        "Checked before anything is wrapped.",
        sealed=header[:-48]
        + encode_header(make_header([], file_key=seed("x")[:16]))[-48:]
        + payload,
    )
    topic.refuse("for-another-number-of-slots", Malformed, "Two are not three.", slots=3)
