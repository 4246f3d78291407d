"""Marked words on a page: seen where they stand, and proposed from what the reporter wrote."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from journalist_ui.workstation.folded_text import letters_of
from journalist_ui.workstation.marked_words import find_marked
from journalist_ui.workstation.pages.showing import show_text

MOST_PROPOSED = 40
# Every repetition is bounded: a report of one endless word must not cost its square.
_MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,60}\w"
_MONTH = (
    r"jan\w{0,6}|feb\w{0,7}|maart|mrt|mar\w{0,2}|apr\w{0,2}|mei|may|ju[nl]\w{0,2}|aug\w{0,5}"
    r"|sep\w{0,6}|o[ck]t\w{0,5}|nov\w{0,5}|dec\w{0,5}"
)
_DAY = rf"\b\d{{1,2}}[-/. ](?:\d{{1,2}}|{_MONTH})\b(?:[-/. ]\d{{2,4}})?"
_NUMBER = r"\+?\d[\d .:-]{0,20}\d"
_BETWEEN = r"(?:(?:van|de|der|den|ten|ter|te|het|op) ){0,3}"
_CAPITAL = r"[A-Z\u00c0-\u00de][\w'\u2019-]{1,40}"
_NAME = rf"(?<!^)(?<![.!?\n] )(?<!\n)\b{_CAPITAL}(?: {_BETWEEN}{_CAPITAL}){{0,4}}"
_PROPOSED = re.compile("|".join((_MAIL, _DAY, _NUMBER, _NAME)))


def show_marked(text: str, words: Iterable[str]) -> Markup:
    """Return a text safe for a page, with the marked words in it set apart."""
    shown, place = Markup(), 0
    for found in find_marked(text, words):
        shown += show_text(text[place : found.start])
        shown += Markup("<mark>{}</mark>").format(show_text(text[found.start : found.end]))
        place = found.end
    return shown + show_text(text[place:])


def propose_words(originals: Iterable[str], *, marked: Iterable[str]) -> Sequence[str]:
    """Return what may be a name, a day, a number or an address in texts, each once, without what is marked."""
    known = {letters_of(word) for word in marked}
    proposed: dict[str, str] = {}
    for original in originals:
        for found in _PROPOSED.finditer(original):
            word = " ".join(found.group().split())
            letters = letters_of(word)
            if len(letters) > 1 and letters not in known:
                proposed.setdefault(letters, word)
    return list(proposed.values())[:MOST_PROPOSED]
