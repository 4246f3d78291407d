"""Vectors of the files of handovers: what a handover says of one, and how a reader opens it (docs/protocol.md 9.4)."""

import hashlib
import string
from typing import Any

from vectors.kit import FILE_KEY, Kept, Topic, flip, seed
from vectors.service import PERIOD

from crypto.errors import Malformed, NotForThisKey, ProtocolError, Tampered
from crypto.file_key import make_header, payload_key
from crypto.header import encode_header
from crypto.padding import pad
from crypto.slots import DECOY_FILE_KEY
from crypto.stored import encode_prefix
from crypto.stream import encrypt_chunks

_SLOTS = 4
_CONTENT = b"a picture, made anew"
_STANZAS = [3, 1]
_BASE64 = string.ascii_letters + string.digits + "+/"
_LABELS = ["throw-away 0", "reader two", "throw-away 2", "reader one"]
"""Whose key each stanza is sealed to: two readers, and two keys that nobody has."""


def _payload(padded: bytes) -> bytes:
    """Return nonce and payload; the nonce is always the same, so that the files of vectors stay small."""
    nonce = seed("nonce of handed files")[:16]
    chunks = encrypt_chunks([padded], payload_key=payload_key(FILE_KEY, nonce))
    return nonce + b"".join(chunks)


def file_of(**changes: Any) -> dict[str, Any]:
    """Return what a handover says of a file for two readers; `changes` replace its fields."""
    return {
        "id": seed("handed file")[:16].hex(),
        "name": "foto.jpg",
        "sha256": hashlib.sha256(_CONTENT).hexdigest(),
        "size": len(_CONTENT),
        "stanzas": _STANZAS,
        "type": "image/jpeg",
        **changes,
    }


def wrong_files() -> list[tuple[str, list[Any], str]]:
    """Return lists of files that no handover may have: name, list, why."""
    other = "b" * 32
    without = {field: value for field, value in file_of().items() if field != "stanzas"}
    return [
        ("seventeen-files", [file_of(id=f"{n:032x}") for n in range(17)], "Sixteen at most."),
        ("a-file-twice", [file_of(), file_of(name="kopie.jpg")], "An id names one file."),
        ("a-file-without-stanzas", [without], "Every field is required."),
        ("a-file-for-nobody", [file_of(stanzas=[])], "Somebody must read it."),
        ("a-stanza-for-two-readers", [file_of(stanzas=[3, 3])], "Each has their own."),
        ("a-stanza-of-4", [file_of(stanzas=[3, 4])], "This service has four slots."),
        ("a-stanza-of-16", [file_of(stanzas=[16, 1])], "No service has so many."),
        ("a-stanza-below-zero", [file_of(stanzas=[-1, 1])], "A place."),
        ("a-stanza-in-quotes", [file_of(stanzas=["3", "1"])], "A number."),
        (
            "seventeen-stanzas",
            [file_of(stanzas=[*range(16), 0])],
            "No service has so many.",
        ),
        (
            "a-file-that-one-reader-cannot-open",
            [file_of(), file_of(id=other, stanzas=[2])],
            "All files are for the same readers.",
        ),
        ("a-file-without-a-name", [file_of(name="")], "At least one character."),
        ("a-file-s-name-of-256-characters", [file_of(name="x" * 256)], "255 at most."),
        ("a-file-without-bytes", [file_of(size=0)], "An empty file is not sent."),
        ("a-file-s-hash-of-31-bytes", [file_of(sha256="00" * 31)], "32."),
        ("a-file-s-type-with-parameters", [file_of(type="text/html; charset=x")], "A MIME type."),
        ("a-file-with-an-unknown-field", [file_of(more=1)], "Nothing unknown is allowed."),
        ("a-file-of-null", [None], "An object."),
    ]


def add_files(topic: Topic, kept: Kept) -> None:
    """Add vectors in which a reader opens a stored object by what the handover says of it."""
    stanzas = [
        kept.stanza(label, FILE_KEY if place in _STANZAS else DECOY_FILE_KEY)
        for place, label in enumerate(_LABELS)
    ]
    prefix, header = encode_prefix(PERIOD), encode_header(make_header(stanzas, file_key=FILE_KEY))
    padded = pad(_CONTENT, size=65_536)
    good = prefix + header + _payload(padded)
    topic.blobs["file"] = good
    topic.spec = "9.4"
    topic.base = {
        "operation": "open-file",
        "identity": seed("identity reader one"),
        "reader": 0,
        "slots": _SLOTS,
        "file": file_of(),
        "object": good,
    }
    topic.ok("a-file-for-the-first-reader", "By stanza 3.", {"content": _CONTENT})
    two = {"identity": seed("identity reader two"), "reader": 1}
    topic.ok("a-file-for-the-second-reader", "By stanza 1.", {"content": _CONTENT}, **two)
    one = file_of(sha256=hashlib.sha256(b"x").hexdigest(), size=1)
    smallest = prefix + header + _payload(pad(b"x", size=65_536))
    topic.ok("a-file-of-one-byte", "The smallest.", {"content": b"x"}, object=smallest, file=one)
    for name, error, comment, changes in _wrong_readers():
        topic.refuse(name, error, comment, **changes)
    for name, error, comment, raw in _wrong_objects(prefix, header, padded):
        topic.refuse(name, error, comment, object=raw)


def _wrong_readers() -> list[tuple[str, type[ProtocolError], str, dict[str, Any]]]:
    two = {"identity": seed("identity reader two")}
    return [
        ("by-the-other-reader-s-stanza", Tampered, "Each has their own.", two),
        (
            "by-another-stanza-than-the-signed-one",
            Tampered,
            "A decoy is sealed to nobody.",
            {"file": file_of(stanzas=[0, 1])},
        ),
        (
            "by-the-holder-of-a-decoy-s-key",
            NotForThisKey,
            "Who made the decoy can tell that it is one, and no more.",
            {"identity": seed("identity throw-away 2"), "file": file_of(stanzas=[2, 1])},
        ),
        (
            "a-file-of-another-hash",
            Tampered,
            "The handover names another content.",
            {"file": file_of(sha256="0" * 64)},
        ),
        (
            "a-file-a-byte-longer-than-said",
            Tampered,
            "The handover names another content.",
            {"file": file_of(size=len(_CONTENT) - 1)},
        ),
        (
            "a-file-of-another-step",
            Malformed,
            "The object has not the size that this content takes.",
            {"file": file_of(size=65_529)},
        ),
        ("a-file-for-three-slots", Malformed, "Four are not three.", {"slots": 3}),
    ]


def _wrong_objects(
    prefix: bytes, header: bytes, padded: bytes
) -> list[tuple[str, type[ProtocolError], str, bytes]]:
    good = prefix + header + _payload(padded)
    fiction = pad(_CONTENT[::-1], size=65_536)
    return [
        (
            "another-payload-under-the-same-file-key",
            Tampered,
            "The other reader knows it; the hash gives that away.",
            prefix + header + _payload(fiction),
        ),
        ("a-file-of-another-version", Malformed, "1 is the only one.", b"\xff" + good[1:]),
        ("a-file-without-its-prefix", Malformed, "A sealed file as age makes it.", good[5:]),
        ("a-file-cut-by-a-byte", Malformed, "Its size is known beforehand.", good[:-1]),
        ("a-byte-behind-the-file", Malformed, "Its size is known beforehand.", good + b"\0"),
        ("nothing-of-a-file", Malformed, "What the server lost comes as an empty file.", b""),
        (
            "a-flipped-bit-in-a-file-s-header",
            Tampered,
            "The MAC covers all stanzas.",
            prefix + header[:-3] + _another_digit(header[-3]) + header[-2:] + _payload(padded),
        ),
        (
            "a-flipped-bit-in-a-file-s-last-tag",
            Tampered,
            "Authentic chunks only.",
            flip(good, -1),
        ),
        (
            "a-file-s-padding-that-is-not-zero",
            Malformed,
            "Damaged.",
            prefix + header + _payload(padded[:-1] + b"\1"),
        ),
    ]


def _another_digit(digit: int) -> bytes:
    """Return a base64 digit with one bit turned over, or any other where that is no digit: the MAC must be read."""
    turned = digit ^ 1
    return bytes([turned]) if chr(turned) in _BASE64 else b"m"
