"""What the program inside says is believed only if it is exactly an answer."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journalist_ui.workstation.sandbox.inside.answering import make_line
from journalist_ui.workstation.sandbox.inside.saying import encode_answer
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import (
    Entry,
    Fact,
    FactName,
    Kind,
    Listing,
    Look,
    Picture,
    Pictures,
    Refused,
    Text,
)
from journalist_ui.workstation.sandbox.wire import (
    HELLO,
    MAX_FACTS,
    SAID_INSIDE,
    Nonsense,
    parse_answer,
)

LIMITS = Limits(pages=2, entries=3, side=20, shown_pixels=50)
FACTS = (Fact(FactName.AUTHOR, "J. Jansen"), Fact(FactName.PAGES, "2"))
PICTURE = Picture(1, 5, 4, bytes(60))
ENTRY = Entry("foto.jpg", 1 << 40, False, False, True, False)
LOOKS: list[Look] = [
    Pictures(Kind.PDF, FACTS, 1, 3, (PICTURE, Picture(2, 1, 1, b"abc"))),
    Text(Kind.TEXT, FACTS, 0, 1, "één\n\ttwee <U+202E>"),
    Text(Kind.TEXT, (), 0, 1, ""),
    Listing(Kind.ZIP, (), 0, 2, True, (ENTRY, Entry("../x", 0, True, True, False, True))),
    Listing(Kind.TAR, FACTS, 0, 1, False, ()),
    *(Refused(status, Kind.PDF) for status in sorted(SAID_INSIDE)),
]


def encode(look: Look) -> bytes:
    """Return a whole answer."""
    return HELLO + b"".join(encode_answer(look))


def piece(letter: bytes, body: bytes = b"") -> bytes:
    """Return one piece."""
    return letter + struct.pack(">I", len(body)) + body


def answer(*pieces: bytes, kind: bytes = b"pdf") -> bytes:
    """Return an answer with a kind in front and an end behind."""
    return HELLO + piece(b"K", kind) + b"".join(pieces) + piece(b"E")


def head(letter: bytes, part: int = 0, parts: int = 1, whole: int = 1) -> bytes:
    """Return the head of a look."""
    return piece(letter, struct.pack(">IIB", part, parts, whole))


def pixels(width: int, height: int, rgb: bytes, number: int = 1) -> bytes:
    """Return a picture as an item."""
    return piece(b"I", struct.pack(">III", number, width, height) + rgb)


def listed(name: bytes, flags: int = 0) -> bytes:
    """Return an entry as an item."""
    return piece(b"I", struct.pack(">BQ", flags, 1) + name)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: type(look).__name__)
def test_what_is_said_is_understood(look: Look) -> None:
    """Every form of answer comes through as it was."""
    assert parse_answer(encode(look), LIMITS) == look


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: type(look).__name__)
def test_an_answer_that_is_cut_off_is_none(look: Look) -> None:
    """At no place can an answer end but at its end."""
    whole = encode(look)
    for length in range(len(whole)):
        with pytest.raises(Nonsense):
            parse_answer(whole[:length], LIMITS)


@given(data=st.data())
def test_other_bytes_are_refused_or_say_just_that(data: st.DataObject) -> None:
    """Whatever is changed in an answer, it is nonsense or the one way to say what it says."""
    raw = bytearray(encode(data.draw(st.sampled_from(LOOKS))))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place] = data.draw(st.integers(0, 255))
    try:
        look = parse_answer(bytes(raw), LIMITS)
    except Nonsense:
        return
    assert encode(look) == bytes(raw)


WRONG = {
    "nothing": b"",
    "no hello": answer(piece(b"R", b"damaged"))[len(HELLO) :],
    "a hello with words": piece(b"H", b"x") + piece(b"K", b"pdf") + piece(b"E"),
    "no look": answer(),
    "an unknown kind": answer(piece(b"R", b"damaged"), kind=b"docm"),
    "an unknown status": answer(piece(b"R", b"fine")),
    "a status of the parent's": answer(piece(b"R", b"no-bubblewrap")),
    "a refusal with facts": answer(piece(b"F", b"pages=1"), piece(b"R", b"damaged")),
    "something after a refusal": answer(piece(b"R", b"damaged"), piece(b"R", b"damaged")),
    "something after the end": answer(piece(b"R", b"damaged")) + piece(b"E"),
    "an end that says something": answer(piece(b"R", b"damaged"))[:-5] + piece(b"E", b"x"),
    "an unknown fact": answer(piece(b"F", b"wife=x"), head(b"P"), pixels(1, 1, b"abc")),
    "a fact without a value": answer(piece(b"F", b"pages"), head(b"P"), pixels(1, 1, b"abc")),
    "a fact in two lines": answer(piece(b"F", b"pages=1\n"), head(b"P"), pixels(1, 1, b"abc")),
    "a fact too long": answer(
        piece(b"F", b"title=" + b"x" * 501), head(b"P"), pixels(1, 1, b"abc")
    ),
    "too many facts": answer(
        *[piece(b"F", b"pages=1")] * (MAX_FACTS + 1), head(b"P"), pixels(1, 1, b"abc")
    ),
    "a text that is a picture": answer(head(b"T"), piece(b"I", b"x")),
    "a form that does not exist": answer(head(b"Q"), piece(b"I", b"x")),
    "a part beyond the parts": answer(head(b"P", 1, 1), pixels(1, 1, b"abc")),
    "a part of none": answer(head(b"P", 0, 0), pixels(1, 1, b"abc")),
    "half a picture": answer(head(b"P", whole=0), pixels(1, 1, b"abc")),
    "no picture": answer(head(b"P")),
    "one picture too many": answer(head(b"P"), *[pixels(1, 1, b"abc")] * 3),
    "a picture without pixels": answer(head(b"P"), pixels(0, 1, b"")),
    "a picture of no number": answer(head(b"P"), pixels(1, 1, b"abc", number=0)),
    "too few pixels": answer(head(b"P"), pixels(2, 2, bytes(11))),
    "too many pixels": answer(head(b"P"), pixels(2, 2, bytes(13))),
    "a picture too wide": answer(head(b"P"), pixels(21, 1, bytes(63))),
    "a picture too large": answer(head(b"P"), pixels(10, 6, bytes(180))),
    "a picture without a head": answer(head(b"P"), piece(b"I", b"abc")),
    "text that is not UTF-8": answer(head(b"T"), piece(b"I", b"\xff"), kind=b"text"),
    "text that turns around": answer(
        head(b"T"), piece(b"I", "\u202e".encode()), kind=b"text"
    ),
    "text with an escape": answer(head(b"T"), piece(b"I", b"\x1b[2J"), kind=b"text"),
    "two texts": answer(head(b"T"), *[piece(b"I", b"x")] * 2, kind=b"text"),
    "a name in two lines": answer(head(b"L"), listed(b"a\nb"), kind=b"zip"),
    "a name that is not UTF-8": answer(head(b"L"), listed(b"\xff"), kind=b"zip"),
    "a flag that does not exist": answer(head(b"L"), listed(b"a", flags=16), kind=b"zip"),
    "one entry too many": answer(head(b"L"), *[listed(b"a")] * 4, kind=b"zip"),
    "a piece longer than all": HELLO + b"K\xff\xff\xff\xffpdf",
}  # fmt: skip


@pytest.mark.parametrize("raw", WRONG.values(), ids=WRONG)
def test_anything_else_is_nonsense(raw: bytes) -> None:
    """One fault each; none of these is an answer."""
    with pytest.raises(Nonsense):
        parse_answer(raw, LIMITS)


@given(st.text(max_size=600))
def test_every_line_that_is_made_is_accepted(text: str) -> None:
    """Whatever name or title stands in a file, the inside makes a line of it that the outside takes."""
    look = Listing(Kind.ZIP, (), 0, 1, True, (Entry(make_line(text), 0, *[False] * 4),))
    assert parse_answer(encode(look), LIMITS) == look


def test_content_stays_out_of_logs() -> None:
    """What is shown does not stand in the `repr` of a look."""
    assert "secret" not in repr(Text(Kind.TEXT, (), 0, 1, "secret"))
    assert "secret" not in repr(Picture(1, 2, 1, b"secret"))
