"""A text, part by part, in which everything invisible can be seen; a part is cut by bytes, so its cost has a bound."""

import codecs
from typing import BinaryIO

from journalist_ui.workstation.sandbox.inside.answering import check_part, count_parts, make_facts
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import FactName, Kind, Text
from journalist_ui.workstation.screen import visible

_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "cp1252"
"""What Windows in the Netherlands wrote before UTF-8."""
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    _WESTERN: "Windows-1252",
}


def show_text(file: BinaryIO, kind: Kind, part: int, limits: Limits) -> Text:
    """Return a part of a text file."""
    sample = file.read(_SAMPLE)
    mark, encoding = _find_encoding(sample)
    file.seek(0, 2)
    length = file.tell() - len(mark)
    parts = count_parts(length, in_one=limits.text)
    check_part(part, parts)
    start = len(mark) + part * limits.text
    text = _read(file, encoding, start=start, end=start + limits.text, first=len(mark))
    return Text(
        kind,
        make_facts({FactName.ENCODING: _NAMES[encoding]}),
        part,
        parts,
        _make_visible(text),
    )


def _find_encoding(sample: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return mark, encoding
    try:
        # Not final: the sample may end within a character.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return b"", _WESTERN
    return b"", "utf-8"


def _read(file: BinaryIO, encoding: str, *, start: int, end: int, first: int) -> str:
    """Return the characters that begin between two places, so that no part lacks or doubles one."""
    skipped = _inside_character(file, encoding, start) if start > first else 0
    file.seek(start + skipped)
    raw = file.read(end - start - skipped)
    raw += file.read(_inside_character(file, encoding, end))
    return raw.decode(encoding, "replace")


def _inside_character(file: BinaryIO, encoding: str, place: int) -> int:
    """Return how many bytes at a place still belong to a character that began before it."""
    back = file.tell()
    file.seek(place)
    following = file.read(4)
    file.seek(back)
    if encoding == "utf-8":
        count = 0
        while count < min(3, len(following)) and following[count] & 0xC0 == 0x80:
            count += 1
        return count
    if encoding.startswith("utf-16") and len(following) >= 2:
        high = following[1] if encoding == "utf-16-le" else following[0]
        return 2 if 0xDC <= high <= 0xDF else 0
    return 0


def _make_visible(text: str) -> str:
    r"""Spell out what cannot be seen, but let tabs and both ways to end a line (\r\n, \n) be what they are."""
    lines = text.replace("\r\n", "\n").split("\t")
    return "\t".join(visible(line) for line in lines)
