"""Speaking to the reporter: one language, everything but results on standard error, no control characters."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import click

from crypto.codename.codename import DoubtfulWord, WrongCodename
from submitter_ui.texts import MONTHS, PHONE, TEXTS, Language

_FIRST_DAY = date(1970, 1, 1)
_KEPT = "\n\t"


@dataclass(frozen=True, slots=True)
class Voice:
    """Says the texts of `submitter_ui.texts` in one language."""

    language: Language

    def tell(self, name: str, **values: object) -> None:
        """Say a text on standard error."""
        click.echo(self.text(name, **values), err=True)

    def text(self, name: str, **values: object) -> str:
        """Return a text with its values filled in."""
        filled = {key: plain(str(value)) for key, value in values.items()}
        return TEXTS[self.language][name].format(**filled, phone=PHONE[self.language])

    def date(self, day: int) -> str:
        """Return a day as people write it."""
        then = _FIRST_DAY + timedelta(days=day)
        return f"{then.day} {MONTHS[self.language][then.month - 1]} {then.year}"

    def doubts(self, error: WrongCodename) -> str:
        """Return the sentence about a mistyped codename: which words are in doubt, and what they may be."""
        if not error.doubtful:
            return self.text("codename_words")
        return self.text("codename_doubtful", doubts=", ".join(self.doubt_list(error)))

    def doubt_list(self, error: WrongCodename) -> list[str]:
        """Return what is said of each word in doubt."""
        return [self._doubt(word) for word in error.doubtful]

    def _doubt(self, word: DoubtfulWord) -> str:
        if not word.candidates:
            return self.text("doubt", place=word.place)
        candidates = f" {self.text('or')} ".join(word.candidates)
        return self.text("doubt_or", place=word.place, candidates=candidates)


def plain(text: str) -> str:
    """Return `text` with every control character replaced, so that nothing can steer a terminal."""
    return "".join(c if c in _KEPT or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)
