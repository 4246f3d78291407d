"""Codenames: 88 random bits and a check byte as eight words (docs/protocol.md section 8.3).

    11 random bytes || SHA-256(them)[:1], big endian, 12 bits a word

The codename never leaves the device. Case, blanks, hyphens and diacritics do
not matter; any other slip is reported with the word that is in doubt, never
mended in silence.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from crypto.errors import Malformed
from crypto.randomness import random_bytes
from crypto.words import dutch, english

ENTROPY_SIZE = 11
"""88 bits: with Argon2id behind them, a million codenames together cost 2^68 evaluations to guess."""
WORDS = 8
MAX_TYPED = 1000
"""Characters: eight words of eight letters are 71; the bound keeps a pasted book from costing minutes."""
_BITS = 12
_LISTS: dict[str, Sequence[str]] = {"nl": dutch.WORDS, "en": english.WORDS}
_DROPPED = {"Mn", "Mc", "Me", "Cf"}
"""Unicode categories: marks on letters, and characters without width that copying leaves behind."""
_SEPARATORS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A word, by its place from 1 to 8, that no list has, and the words that it may have been meant to be."""

    place: int
    candidates: tuple[str, ...]


class WrongCodename(Malformed):
    """This is not a codename: a word is doubtful, there are not eight, or they do not belong together."""

    def __init__(self, message: str, *doubtful: DoubtfulWord) -> None:
        super().__init__(message)
        self.doubtful = doubtful


class Codename:
    """The 11 secret bytes behind eight words; `repr` shows nothing of them."""

    __slots__ = ("_entropy",)

    def __init__(self, entropy: bytes) -> None:
        if len(entropy) != ENTROPY_SIZE:
            raise ValueError(f"a codename has {ENTROPY_SIZE} bytes")
        self._entropy = entropy

    @classmethod
    def generate(cls) -> "Codename":
        """Return a fresh codename."""
        return cls(random_bytes(ENTROPY_SIZE))

    @property
    def entropy(self) -> bytes:
        """The 11 bytes: a secret, the password of Argon2id."""
        return self._entropy

    def words(self, language: str) -> list[str]:
        """Return the eight words in `nl` or `en`."""
        number = int.from_bytes(self._entropy + _check_byte(self._entropy), "big")
        places = [number >> _BITS * (WORDS - 1 - i) & (1 << _BITS) - 1 for i in range(WORDS)]
        return [_LISTS[language][place] for place in places]


def parse_codename(typed: str) -> Codename:
    """Return the codename that somebody typed in either language, or raise `WrongCodename`."""
    if len(typed) > MAX_TYPED:
        raise WrongCodename(f"a codename has {WORDS} words; this is something else")
    words = [word for word in _SEPARATORS.split(_fold(typed)) if word]
    if len(words) > 2 * WORDS:
        raise WrongCodename(f"a codename has {WORDS} words; there are {len(words)}")
    language = max(_LISTS, key=lambda name: len(_known(words, name)))
    doubtful = [
        DoubtfulWord(place, _near(word, language))
        for place, word in enumerate(words, 1)
        if word not in _known(words, language)
    ]
    if len(words) != WORDS:
        raise WrongCodename(f"a codename has {WORDS} words; there are {len(words)}", *doubtful)
    if doubtful:
        places = ", ".join(str(doubt.place) for doubt in doubtful)
        raise WrongCodename(f"not in the list of words: number {places}", *doubtful)
    number = 0
    for word in words:
        number = number << _BITS | _LISTS[language].index(word)
    raw = number.to_bytes(ENTROPY_SIZE + 1, "big")
    entropy, check = raw[:ENTROPY_SIZE], raw[ENTROPY_SIZE:]
    if _check_byte(entropy) != check:
        raise WrongCodename("these eight words do not belong together")
    return Codename(entropy)


def _check_byte(entropy: bytes) -> bytes:
    return hashlib.sha256(entropy).digest()[:1]


def _fold(typed: str) -> str:
    decomposed = unicodedata.normalize("NFKD", typed.lower())
    kept = "".join(c for c in decomposed if unicodedata.category(c) not in _DROPPED)
    return kept.lower()  # NFKD takes a sign like a telephone's apart into capitals


def _known(words: Sequence[str], language: str) -> frozenset[str]:
    return frozenset(words) & frozenset(_LISTS[language])


def _near(word: str, language: str) -> tuple[str, ...]:
    """Return the listed words that are one slip away: a letter more, less, other, or two swapped."""
    return tuple(listed for listed in _LISTS[language] if _one_slip(word, listed))


def _one_slip(typed: str, listed: str) -> bool:
    if len(typed) >= 5 and listed.startswith(typed):
        return True
    if abs(len(typed) - len(listed)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(listed)) and typed[start] == listed[start]:
        start += 1
    a, b = typed[start:], listed[start:]
    return (
        a[1:] == b[1:]
        or a[1:] == b
        or a == b[1:]
        or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(b) >= 2)
    )
