"""Whether an answer repeats the reporter's own words.

Whoever finds an answer on a reporter's device must not learn the report from it,
so an answer says things in other words. Five words in a row are a quotation.
"""

import re
import unicodedata
from collections.abc import Iterable

RUN = 5
_WORD = re.compile(r"\w+")


def find_quotes(answer: str, reports: Iterable[str]) -> list[str]:
    """Return the runs of `RUN` words or more of an answer that a report has too, each whole, in order."""
    known = {run for report in reports for run in _runs(_words(report))}
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(answer)]
    folded = [_fold(word) for word, _start, _end in words]
    quoted = [place for place, run in enumerate(_runs(folded)) if run in known]
    found: list[tuple[int, int]] = []
    for place in quoted:
        if found and place <= found[-1][1]:
            found[-1] = (found[-1][0], place + RUN)
        else:
            found.append((place, place + RUN))
    return [answer[words[first][1] : words[last - 1][2]] for first, last in found]


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1))


def _words(text: str) -> list[str]:
    return [_fold(word) for word in _WORD.findall(text)]


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
