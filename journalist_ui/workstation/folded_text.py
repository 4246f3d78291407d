"""A text reduced to its letters and digits, each with its place, so that spellings of one word compare equal.

Case, diacritics, full-width forms and ligatures fold together; blanks, hyphens,
punctuation and everything invisible fall away. Letters of another script that
look alike stay different: that is for the second pair of eyes.
"""

import unicodedata
from dataclasses import dataclass

_JOINS = frozenset({"Cf", "Mn", "Me", "Mc"})
"""What stands within a word without ending it: soft hyphens, zero-width signs, accents."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters of a text, where each stands in it, and whether it begins a word there."""

    letters: str
    places: list[int]
    begins: list[bool]

    def ends_word(self, last: int) -> bool:
        """Tell whether the letter of this number is the last of its word."""
        return last + 1 == len(self.letters) or self.begins[last + 1]


def fold(text: str) -> Folded:
    """Return the letters and digits of a text."""
    letters: list[str] = []
    places: list[int] = []
    begins: list[bool] = []
    apart = True
    for place, sign in enumerate(text):
        folded = [letter for letter in _fold_sign(sign) if letter.isalnum()]
        for letter in folded:
            letters.append(letter)
            places.append(place)
            begins.append(apart)
            apart = False
        if not folded and unicodedata.category(sign) not in _JOINS:
            apart = True
    return Folded("".join(letters), places, begins)


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, folded."""
    return fold(text).letters


def _fold_sign(sign: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
