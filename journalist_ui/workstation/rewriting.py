"""What is handed over is written anew: no stretch of the reporter's own words leaves the team (docs/protocol.md 9)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from journalist_ui.workstation.casebook import CaseView
from journalist_ui.workstation.errors import Refused

LITERAL = 40
"""Characters in a row: a name, a date and a place may recur, a sentence may not."""
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Copied:
    """A stretch that stands in the report too, and the sentence in which it was written."""

    stretch: str
    sentence: str


def require_rewritten(view: CaseView, *written: str) -> None:
    """Raise `Refused` if a stretch of what the reporter wrote stands literally in one of these texts."""
    if any(find_copied(view, text) for text in written):
        raise Refused(
            "words of the reporter's stand literally in this text, in a row of"
            f" {LITERAL} characters or more; say it in your own words"
        )


def find_copied(view: CaseView, written: str) -> list[Copied]:
    """Return the stretches of a text that stand literally in what the reporter wrote, each whole, in order."""
    known = {stretch for original in originals_of(view) for stretch in _stretches(original)}
    letters, places = _fold(written)
    starts = [at for at in range(len(letters) - LITERAL + 1) if letters[at : at + LITERAL] in known]
    runs: list[tuple[int, int]] = []
    for at in starts:
        if runs and at <= runs[-1][1]:
            runs[-1] = (runs[-1][0], at + LITERAL)
        else:
            runs.append((at, at + LITERAL))
    return [_copied(written, places[first], places[last - 1] + 1) for first, last in runs]


def originals_of(view: CaseView) -> list[str]:
    """Return every text of the reporter's in a case."""
    return [text for m in view.messages for text in (m.text, *m.answers.values())]


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence of a text in which a place stands."""
    before = [found.end() for found in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, max(start, end - 1))
    return text[before[-1] if before else 0 : after.end() if after else len(text)].strip()


def _copied(text: str, start: int, end: int) -> Copied:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Copied(text[start:end], sentence_around(text, start, end))


def _stretches(text: str) -> Iterable[str]:
    letters, _places = _fold(text)
    return (letters[at : at + LITERAL] for at in range(len(letters) - LITERAL + 1))


def _fold(text: str) -> tuple[str, list[int]]:
    """Return a text in small letters with single blanks, and where each of its characters stands."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for letter in " " if sign.isspace() else sign.casefold():
            if letter != " " or (letters and letters[-1] != " "):
                letters.append(letter)
                places.append(place)
    while letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters), places
