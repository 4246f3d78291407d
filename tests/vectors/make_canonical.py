"""Vectors of canonical JSON (docs/protocol.md section 2.1)."""

from vectors.kit import Topic

from crypto.errors import Malformed

_NESTED_8 = b"[" * 8 + b"]" * 8

_REFUSED_JSON: list[tuple[str, bytes, str]] = [
    ("a-blank-behind-a-colon", b'{"a": 1}', "There is one form, and it has no blanks."),
    ("a-newline-at-the-end", b'{"a":1}\n', "Nothing stands behind the value, not even a newline."),
    ("a-second-value-behind-the-first", b"{}{}", "One value fills the bytes."),
    ("keys-out-of-order", b'{"b":1,"a":2}', "Keys are sorted by code point."),
    ("keys-in-the-order-of-another-alphabet", b'{"a":1,"B":2}', "B is before a."),
    ("a-key-twice", b'{"a":1,"a":1}', "Most parsers keep the last one in silence."),
    ("a-key-twice-once-escaped", b'{"a":1,"\\u0061":1}', "The same key in two spellings."),
    ("a-letter-escaped", b'"\\u0061"', "Only what must be escaped is escaped."),
    ("a-slash-escaped", b'"\\/"', "JSON allows it, canonical JSON does not."),
    ("a-newline-escaped-as-a-number", b'"\\u000a"', "It has a short escape."),
    ("a-control-character-in-upper-case", b'"\\u001F"', "Hexadecimal is lower case."),
    ("a-control-character-as-it-is", b'"\x1f"', "Characters below U+0020 are escaped."),
    ("a-delete-character-escaped", b'"\\u007f"', "U+007F is not below U+0020."),
    ("a-pair-of-surrogates-escaped", b'"\\ud83d\\ude00"', "The character stands there in UTF-8."),
    ("a-lone-surrogate-escaped", b'"\\ud800"', "It is no character, and no UTF-8 holds it."),
    ("a-lone-surrogate-encoded", b'"\xed\xa0\x80"', "UTF-8 has no surrogates."),
    ("an-overlong-encoding", b'"\xc0\xaf"', "A slash in two bytes."),
    ("utf-8-cut-off", b'"\xc3"', "A character of two bytes has one."),
    ("a-byte-order-mark", b"\xef\xbb\xbf{}", "There is none."),
    ("utf-16", '{"a":1}'.encode("utf-16-le"), "Some parsers guess it."),
    ("minus-zero", b"-0", "Zero has one form."),
    ("a-number-with-a-point", b"1.0", "Only integers."),
    ("a-number-with-an-exponent", b"1e3", "Only integers, in one form."),
    ("a-leading-zero", b"01", "Not JSON."),
    ("a-plus-sign", b"+1", "Not JSON."),
    ("nan", b"NaN", "Not JSON, though some parsers take it."),
    ("infinity", b"-Infinity", "Not JSON, though some parsers take it."),
    ("an-integer-beyond-2-53", b"9007199254740992", "JavaScript cannot hold it exactly."),
    ("an-integer-below-minus-2-53", b"-9007199254740992", "JavaScript cannot hold it exactly."),
    ("an-integer-of-5000-digits", b"9" * 5000, "Some parsers take a long time for it."),
    ("nine-levels", b"[" * 9 + b"]" * 9, "At most eight."),
    ("a-bomb-of-levels", b"[" * 2000, "A parser that calls itself must not fall over."),
    (
        "a-key-that-is-not-ascii",
        '{"é":1}'.encode(),
        "Keys are ASCII, so that order is no question.",
    ),
    ("a-comma-at-the-end", b"[1,]", "Not JSON."),
    ("cut-off", b'{"a":', "Not JSON."),
    ("nothing-at-all", b"", "Not JSON."),
    ("single-quotes", b"{'a':1}", "Not JSON."),
]


def make_canonical_json() -> Topic:
    """Return the vectors of canonical JSON."""
    topic = Topic("canonical-json", "2.1", base={"limit": 65_536})
    escapes = '"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\x7f/é\u2028😀"'.encode()
    topic.ok(
        "exactly-the-escapes-that-must-be",
        "Everything else stands there in UTF-8, U+007F and U+2028 too.",
        {"value": '"\\\b\f\n\r\t\x00\x1f\x7f/é\u2028😀'},
        raw=escapes,
    )
    value = {"A": [], "a": {"": None}, "aa": [True, False, 0, -1], "b": 2**53 - 1, "c": 1 - 2**53}
    topic.ok(
        "every-kind-of-value",
        "Keys by code point, integers to 2^53 - 1 on both sides.",
        {"value": value},
        raw=b'{"A":[],"a":{"":null},"aa":[true,false,0,-1],'
        b'"b":9007199254740991,"c":-9007199254740991}',
    )
    topic.ok("eight-levels", "The value itself is level one.", {"value": _nested(8)}, raw=_NESTED_8)
    for name, raw, comment in _REFUSED_JSON:
        topic.refuse(name, Malformed, comment, raw=raw)
    topic.refuse("a-number-in-eight-levels", Malformed, "It is on level nine.", raw=_around(b"1"))
    topic.refuse("longer-than-the-limit", Malformed, "Length first.", raw=b'"aa"', limit=3)
    return topic


def _nested(levels: int) -> list[object]:
    return [_nested(levels - 1)] if levels > 1 else []


def _around(raw: bytes) -> bytes:
    return b"[" * 8 + raw + b"]" * 8
