"""What the program in the sandbox says to the one outside: few bytes, no choice, one way to say a thing.

    answer  = piece("H", b"") piece("K", kind) ( refusal | look ) piece("E", b"")
    refusal = piece("R", status)
    look    = *piece("F", name "=" value) head *item
    head    = piece("P" | "T" | "L", part (4) || parts (4) || whole (1))
    item    = piece("I", number (4) || width (4) || height (4) || rgb)    after "P"
            | piece("I", text)                                            after "T", exactly one
            | piece("I", flags (1) || size (8) || name)                   after "L"
    piece   = letter (1) || length (4) || body

Numbers are big endian; `inside/saying.py` speaks this. `parse_answer` believes nothing: the program that speaks
may be in the hands of whoever made the file. It takes no picture format, only
pixels whose number is as announced, and no text that could trick the eye.
"""

import struct
from collections.abc import Iterator
from typing import Any, TypeVar

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
    Status,
    Text,
)
from journalist_ui.workstation.screen import visible, visible_line

MAX_FACTS, MAX_LINE = 64, 500
SAID_INSIDE = frozenset(
    {
        Status.EMPTY,
        Status.KIND_NOT_SHOWN,
        Status.DAMAGED,
        Status.LOCKED,
        Status.TOO_LARGE,
        Status.NO_SUCH_PART,
        Status.OUT_OF_MEMORY,
    }
)
HELLO = b"H\x00\x00\x00\x00"
"""The first piece: the walls stand, and the program runs."""
PIECE = struct.Struct(">cI")
HEAD = struct.Struct(">IIB")
PICTURE = struct.Struct(">III")
ENTRY = struct.Struct(">BQ")
_IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.GIF, Kind.BMP, Kind.TIFF})
_FORMS = {
    b"P": _IMAGES | {Kind.PDF},
    b"T": frozenset({Kind.TEXT}),
    b"L": frozenset({Kind.ZIP, Kind.TAR, Kind.GZIP}),
}
"""Which kinds are shown how."""
_Word = TypeVar("_Word", Kind, Status, FactName)


class Nonsense(Exception):
    """The bytes are no answer."""


def parse_answer(raw: bytes, limits: Limits) -> Look:
    """Return what an answer says, or raise `Nonsense` for anything that is not exactly one."""
    pieces = _split(raw)
    if _take(pieces, b"H"):
        raise Nonsense("a hello that says something")
    kind = _word(Kind, _take(pieces, b"K"))
    facts: list[Fact] = []
    for letter, body in pieces:
        if letter == b"R" and not facts:
            status = _word(Status, body)
            if status not in SAID_INSIDE:
                raise Nonsense("a status that is not for the inside to say")
            _end(pieces)
            return Refused(status, kind)
        if letter != b"F":
            return _parse_look(letter, body, pieces, kind=kind, facts=tuple(facts), limits=limits)
        facts.append(_parse_fact(body))
        if len(facts) > MAX_FACTS:
            raise Nonsense("too many facts")
    raise Nonsense("no end")


def _parse_look(
    letter: bytes,
    head: bytes,
    pieces: Iterator[tuple[bytes, bytes]],
    *,
    kind: Kind,
    facts: tuple[Fact, ...],
    limits: Limits,
) -> Look:
    if kind not in _FORMS.get(letter, frozenset()):
        raise Nonsense("a form that does not exist, or not for this kind")
    part, parts, whole = _unpack(HEAD, head)
    if not part < parts or whole not in (0, 1):
        raise Nonsense("a part that is not one of the parts")
    items = _take_items(pieces, at_most=limits.entries if letter == b"L" else limits.pages)
    if letter == b"P" and whole and items:
        shown = tuple(_parse_picture(item, limits) for item in items)
        return Pictures(kind, facts, part, parts, shown)
    if letter == b"T" and whole and len(items) == 1:
        return Text(kind, facts, part, parts, _parse_text(items[0]))
    if letter == b"L":
        listed = tuple(_parse_entry(item) for item in items)
        return Listing(kind, facts, part, parts, bool(whole), listed)
    raise Nonsense("not as many items as this form has")


def _parse_picture(raw: bytes, limits: Limits) -> Picture:
    number, width, height = _unpack(PICTURE, raw[: PICTURE.size])
    rgb = raw[PICTURE.size :]
    if not (0 < width <= limits.side and 0 < height <= limits.side and number):
        raise Nonsense("a picture of no size, or too large")
    if width * height > limits.shown_pixels or len(rgb) != width * height * 3:
        raise Nonsense("too many pixels, or not as many as announced")
    return Picture(number, width, height, rgb)


def _parse_entry(raw: bytes) -> Entry:
    flags, size = _unpack(ENTRY, raw[: ENTRY.size])
    if flags > 15:
        raise Nonsense("an entry with flags that do not exist")
    name = _parse_line(raw[ENTRY.size :])
    return Entry(name, size, bool(flags & 1), bool(flags & 2), bool(flags & 4), bool(flags & 8))


def _parse_fact(raw: bytes) -> Fact:
    name, equals, value = raw.partition(b"=")
    if not equals:
        raise Nonsense("a fact without a value")
    return Fact(_word(FactName, name), _parse_line(value))


def _parse_line(raw: bytes) -> str:
    text = _parse_text(raw)
    if len(text) > MAX_LINE or visible_line(text) != text:
        raise Nonsense("a line that is too long, or is none")
    return text


def _parse_text(raw: bytes) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise Nonsense("not UTF-8") from error
    if visible(text.replace("\t", "")) != text.replace("\t", ""):
        raise Nonsense("invisible characters")
    return text


def _split(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(raw):
        letter, length = _unpack(PIECE, raw[place : place + PIECE.size])
        place += PIECE.size
        if length > len(raw) - place:
            raise Nonsense("a piece that is cut off")
        yield letter, raw[place : place + length]
        place += length


def _take(pieces: Iterator[tuple[bytes, bytes]], letter: bytes) -> bytes:
    found, body = next(pieces, (b"", b""))
    if found != letter:
        raise Nonsense("another piece than the one that follows")
    return body


def _take_items(pieces: Iterator[tuple[bytes, bytes]], *, at_most: int) -> list[bytes]:
    items: list[bytes] = []
    for letter, body in pieces:
        if letter == b"E":
            if body or next(pieces, None) is not None:
                raise Nonsense("something at or after the end")
            return items
        if letter != b"I" or len(items) == at_most:
            raise Nonsense("something else than an item, or one too many")
        items.append(body)
    raise Nonsense("no end")


def _end(pieces: Iterator[tuple[bytes, bytes]]) -> None:
    if _take(pieces, b"E") or next(pieces, None) is not None:
        raise Nonsense("something at or after the end")


def _unpack(form: struct.Struct, raw: bytes) -> tuple[Any, ...]:
    if len(raw) != form.size:
        raise Nonsense("a head that is cut off")
    return form.unpack(raw)


def _word(words: type[_Word], raw: bytes) -> _Word:
    try:
        return words(raw.decode("ascii"))
    except ValueError as error:
        raise Nonsense("a word that is not in the list") from error
