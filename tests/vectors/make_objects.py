"""Vectors of what sealed objects are made of: headers, padding, parts (docs/protocol.md sections 4.1, 4.3, 4.6)."""

import base64

from vectors.kit import Topic, seed

from crypto.errors import Malformed

_VERSION = b"age-encryption.org/v1\n"
_MAC = seed("header mac")
_MAC_LINE = b"--- " + base64.b64encode(_MAC).rstrip(b"=") + b"\n"
_TEXT = base64.b64encode(seed("stanza body")).rstrip(b"=")


def make_headers() -> Topic:
    """Return the vectors of the age header's grammar."""
    topic = Topic("header", "4.1")
    long_body = b"".join(seed(f"long {i}") for i in range(3))
    encoded = base64.b64encode(long_body)
    topic.ok(
        "two-stanzas",
        "Arguments, body lines, MAC; types that nobody knows are part of the grammar.",
        {
            "stanzas": [
                {"arguments": ["a", "~", "!"], "body": b""},
                {"arguments": ["mlkem768x25519"], "body": seed("stanza body")},
            ],
            "mac": _MAC,
        },
        header=_VERSION + b"-> a ~ !\n\n-> mlkem768x25519\n" + _TEXT + b"\n" + _MAC_LINE,
    )
    topic.ok(
        "full-lines-with-an-empty-last-one",
        "96 bytes are two lines of 64 characters, and the last line is always shorter.",
        {"stanzas": [{"arguments": ["x"], "body": long_body}], "mac": _MAC},
        header=_VERSION + b"-> x\n" + encoded[:64] + b"\n" + encoded[64:] + b"\n\n" + _MAC_LINE,
    )
    for name, header, comment in _wrong_headers(encoded):
        topic.refuse(name, Malformed, comment, header=header)
    return topic


def _wrong_headers(long_line: bytes) -> list[tuple[str, bytes, str]]:
    stanza = b"-> x\n" + _TEXT + b"\n"
    good = _VERSION + stanza + _MAC_LINE
    return [
        ("nothing-at-all", b"", "There is no version line."),
        ("another-version", good.replace(b"/v1", b"/v2"), "Only v1."),
        ("armored", b"-----BEGIN AGE ENCRYPTED FILE-----\n" + good, "Never armored here."),
        ("lines-that-end-in-cr-lf", good.replace(b"\n", b"\r\n"), "A line ends in one byte."),
        ("no-stanza", _VERSION + _MAC_LINE, "At least one."),
        ("no-mac", _VERSION + stanza, "The header ends with its MAC."),
        ("no-newline-behind-the-mac", good[:-1], "Cut off by one byte."),
        ("a-byte-behind-the-mac", good + b"x\n", "The header ends with its MAC."),
        ("a-mac-of-31-bytes", _with_mac(_MAC[:31]), "32 bytes."),
        ("a-mac-of-33-bytes", _with_mac(_MAC + b"\0"), "32 bytes."),
        ("a-padded-mac", good[:-1] + b"=\n", "Base64 without padding."),
        ("a-mac-without-its-blank", good.replace(b"--- ", b"---"), "Three dashes and a blank."),
        ("a-mac-with-stray-bits", good[:-2] + b"_\n", "Another alphabet."),
        ("a-padded-body", good.replace(_TEXT, _TEXT + b"="), "Base64 without padding."),
        (
            "a-body-with-stray-bits",
            good.replace(_TEXT, _TEXT[:-1] + bytes([_TEXT[-1] + 1])),
            "Bits behind the last byte are zero, or one body has several spellings.",
        ),
        ("a-blank-within-a-body", good.replace(_TEXT, _TEXT[:8] + b" " + _TEXT[8:]), "Strict."),
        ("a-body-of-one-character", good.replace(_TEXT, b"A"), "No byte has six bits."),
        ("a-line-of-65", good.replace(_TEXT, long_line[:65]), "At most 64."),
        ("a-full-line-without-a-last-one", good.replace(_TEXT, long_line[:64]), "Ends early."),
        (
            "a-short-line-before-the-last",
            good.replace(_TEXT, long_line[:60] + b"\n" + long_line[60:80]),
            "Only the last line is short.",
        ),
        ("an-empty-line-between-stanzas", good.replace(stanza, stanza + b"\n" + stanza), "None."),
        ("no-arguments", good.replace(b"-> x", b"-> "), "A stanza has a type."),
        ("an-arrow-without-a-blank", good.replace(b"-> x", b"->x"), "An arrow and a blank."),
        ("two-blanks-between-arguments", good.replace(b"-> x", b"-> x  y"), "An empty argument."),
        ("a-blank-behind-the-arguments", good.replace(b"-> x", b"-> x "), "An empty argument."),
        ("a-tab-in-an-argument", good.replace(b"-> x", b"-> x\ty"), "Printable ASCII only."),
        ("an-argument-in-utf-8", good.replace(b"-> x", "-> é".encode()), "Printable ASCII only."),
        (
            "longer-than-64-kib",
            _VERSION + stanza.replace(b"x", b"x" * 65_536) + _MAC_LINE,
            "The bound stops a flood.",
        ),
    ]


def _with_mac(mac: bytes) -> bytes:
    line = b"--- " + base64.b64encode(mac).rstrip(b"=") + b"\n"
    return _VERSION + b"-> x\n" + _TEXT + b"\n" + line


def make_padding() -> Topic:
    """Return the vectors of padding."""
    topic = Topic("padding", "4.3", base={"operation": "unpad"})
    length = (5).to_bytes(8, "big")
    steps = [0, 1, 65_528, 65_529, 131_064, 131_065, 2**24 - 8, 2**24 - 7, 2**25 - 8, 2**25 - 7]
    topic.ok(
        "steps-of-attachments",
        "Both sides of every edge.",
        {
            "padded_sizes": [65_536] * 3
            + [131_072] * 2
            + [262_144, 2**24]
            + [2**25] * 2
            + [3 * 2**24]
        },
        operation="attachment-sizes",
        content_sizes=steps,
    )
    topic.ok(
        "five-bytes-and-zeros",
        "The usual case.",
        {"content": b"hello"},
        padded=length + b"hello" + bytes(51),
    )
    topic.ok(
        "nothing-behind-the-content",
        "No zeros are needed.",
        {"content": b"hello"},
        padded=length + b"hello",
    )
    faults = [
        ("no-bytes", b"", "There is no length."),
        ("seven-bytes", bytes(7), "The length has eight."),
        ("a-length-one-beyond-the-end", length + b"hell", "Nothing is read beyond."),
        ("a-length-of-one-and-no-content", bytes(7) + b"\1", "Nothing is read beyond."),
        ("the-largest-length", b"\xff" * 8 + bytes(56), "No addition may overflow."),
        ("a-length-of-2-63", b"\x80" + bytes(63), "Not a negative number."),
        (
            "a-length-beyond-2-53",
            b"\0\x20" + bytes(5) + b"\1" + bytes(56),
            "Beyond what a double holds.",
        ),
        ("a-length-of-2-32", bytes(3) + b"\1" + bytes(60), "Not cut to 32 bits, which would be 0."),
        ("a-one-right-behind-the-content", length + b"hello\1" + bytes(50), "Zeros only."),
        (
            "a-one-at-the-very-end",
            length + b"hello" + bytes(50) + b"\1",
            "Every byte is looked at.",
        ),
        ("a-blank-behind-the-content", length + b"hello " + bytes(50), "Zeros only."),
        (
            "a-length-that-is-too-short",
            (4).to_bytes(8, "big") + b"hello" + bytes(51),
            "The rest is not zero.",
        ),
        ("a-length-in-little-endian", length[::-1] + b"hello" + bytes(51), "Big endian."),
    ]
    for name, padded, comment in faults:
        topic.refuse(name, Malformed, comment, padded=padded)
    return topic


def make_parts() -> Topic:
    """Return the vectors of parts."""
    topic = Topic("parts", "4.6")
    one, other = seed("message")[:16], seed("other message")[:16]

    def part(index: int, total: int, message_id: bytes = one) -> bytes:
        return message_id + bytes([index, total]) + b"piece %d " % index

    four = [part(i, 4) for i in range(4)]
    whole = b"piece 0 piece 1 piece 2 piece 3 "
    topic.ok(
        "four-parts-in-any-order",
        "All are there.",
        {"message_id": one, "message": whole},
        parts=[four[i] for i in (2, 0, 3, 1)],
    )
    topic.ok(
        "one-part-without-a-piece",
        "An empty message.",
        {"message_id": one, "message": b""},
        parts=[one + b"\0\1"],
    )
    faults = [
        ("no-parts", [], "There is no message."),
        ("the-last-part-missing", four[:3], "All or none."),
        ("the-first-part-missing", four[1:], "All or none."),
        ("a-part-twice", [*four[:3], four[2]], "Four parts, one missing."),
        ("a-part-too-many", [*four, four[0]], "Each once."),
        ("a-part-of-another-message", [*four[:3], part(3, 4, other)], "One id."),
        ("another-total", [part(0, 2), part(1, 3)], "One total."),
        ("a-larger-total-in-the-last", [part(0, 2), part(1, 4)], "One total."),
        ("a-total-of-zero", [part(0, 0)], "One to four."),
        ("a-total-of-five", [part(i, 5) for i in range(5)], "One to four."),
        ("an-index-at-the-total", [part(0, 2), part(2, 2)], "Counted from zero."),
        ("an-index-of-255", [part(255, 1)], "Counted from zero."),
        ("a-header-cut-off", [one + b"\0"], "18 bytes."),
        ("an-empty-part", [b""], "18 bytes."),
    ]
    for name, parts, comment in faults:
        topic.refuse(name, Malformed, comment, parts=parts)
    return topic
