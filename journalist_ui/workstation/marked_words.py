"""Words of a report that may not stand in what is handed over: names, functions, places, days.

Each confidant of a case marks words (docs/protocol.md section 11.1), so the second
sees what the first has marked, adds to it, and takes nothing away. Whoever
reads a text without them may still guess: that is what the second pair of eyes is for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crypto.acts import LONGEST_WORD, MOST_WORDS, Marked
from crypto.events import free_room
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.folded_text import Folded, fold, letters_of

SHORTEST_WORD = 2
"""Letters and digits: a single one stands in every text."""
WHOLE_BELOW = 5
"""A word of fewer letters counts where it stands by itself: `Jan` is not in `januari`."""


@dataclass(frozen=True, slots=True)
class Found:
    """A marked word in a text, from one place to before another."""

    word: str
    start: int
    end: int


def all_marked(marked: Mapping[int, Sequence[str]]) -> list[str]:
    """Return every word that the slots of a case have marked once, however it is spelled."""
    words = [word for of_slot in marked.values() for word in of_slot]
    return list({letters_of(word): word for word in words if letters_of(word)}.values())


def words_to_mark(words: Iterable[str]) -> list[str]:
    """Return the words of these lines as they are marked, each once, or `Refused` where one cannot be."""
    wanted = {letters_of(word): " ".join(word.split()) for word in words if word.strip()}
    if len(wanted) > MOST_WORDS:
        raise Refused(f"at most {MOST_WORDS} words can be marked; keep those that could betray")
    for letters, word in wanted.items():
        if len(letters) < SHORTEST_WORD or len(word) > LONGEST_WORD:
            raise Refused(
                f"a marked word has {SHORTEST_WORD} letters or digits at least, and at most"
                f" {LONGEST_WORD} characters; mark the parts of a longer one"
            )
    if (room := free_room(Marked(list(wanted.values())))) < 0:
        raise Refused(
            f"at most 32 KiB of marked words reach the others, and these are {-room} bytes too long;"
            " keep those that could betray, or mark parts of them"
        )
    return list(wanted.values())


def find_marked(text: str, words: Iterable[str]) -> list[Found]:
    """Return where marked words stand in a text, by place; where several overlap, the first and longest."""
    folded = fold(text)
    found = [
        Found(word, folded.places[first], folded.places[last] + 1)
        for word in words
        for first, last in _places(folded, letters_of(word))
    ]
    apart: list[Found] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if not apart or mark.start >= apart[-1].end:
            apart.append(mark)
    return apart


def _places(text: Folded, word: str) -> Iterable[tuple[int, int]]:
    """Yield the first and last letter of each occurrence of a folded word."""
    first = text.letters.find(word) if word else -1
    while first >= 0:
        last = first + len(word) - 1
        if _counts(text, first, last):
            yield first, last
        first = text.letters.find(word, first + 1)


def _counts(text: Folded, first: int, last: int) -> bool:
    """Tell whether letters in a row are the word, and not chance: `kwam aan den dag` is not `Anden`."""
    if last - first + 1 >= WHOLE_BELOW:
        is_across = any(text.begins[first + 1 : last + 1])
        return text.begins[first] or not is_across
    genitive = last + 1 < len(text.letters) and text.letters[last + 1] == "s"
    ends = text.ends_word(last) or (genitive and text.ends_word(last + 1))
    return text.begins[first] and ends
