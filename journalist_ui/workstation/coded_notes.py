"""Notes that pages read: a name in brackets in the first line, then one thing a line.

They travel to the members of a case as every note does, lie under its key and go
with it; a version that does not know a name shows the note as it stands. What one
confidant wrote, only the same confidant can take back: the newest note of each counts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crypto.case import Said

_FIRST_LINE = re.compile(r"\[sluis:([a-z-]{1,20})\]")


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded note: what it is about, and its lines."""

    name: str
    lines: Sequence[str]


NOT_CODED = Coded("", ())


def write_coded(name: str, lines: Iterable[str]) -> str:
    """Return the text of a coded note; a line break within a line would be another line, so it is a blank."""
    return "\n".join([f"[sluis:{name}]", *(" ".join(line.split()) for line in lines)])


def read_coded(text: str) -> Coded:
    """Return what a note says to a page, `NOT_CODED` for one that somebody wrote for people."""
    first, *lines = text.split("\n")
    found = _FIRST_LINE.fullmatch(first)
    return Coded(found.group(1), tuple(lines)) if found else NOT_CODED


def is_coded(text: str) -> bool:
    """Tell whether a note is for pages and not for people."""
    return read_coded(text) is not NOT_CODED


def newest_of_each(notes: Iterable[Said], name: str) -> Mapping[int, Sequence[str]]:
    """Return the lines of the newest coded note of this name of each slot; the notes come in their order."""
    newest = {}
    for note in notes:
        coded = read_coded(note.text)
        if coded.name == name:
            newest[note.slot] = coded.lines
    return newest
