"""The words of the codenames for the reporter's bundle (docs/protocol.md section 8.3).

`crypto.words` is the one source. The module made here is found by the bundler
under the name `sluis-words`. A script gets the lists that it needs: the page's, of
its own language, and the worker's none, because the page hands it its own. The words
stand there sorted by their endings, each without the letters that it shares with the
one before it: that is half a kilobyte less on the wire than sharing beginnings.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise

from crypto.words import dutch, english

WORDS = {"nl": dutch.WORDS, "en": english.WORDS}


def words_module(languages: Iterable[str]) -> str:
    """Return the module of the lists of these languages (`nl`, `en`), in JavaScript."""
    lists = {language: code_endings(WORDS[language]) for language in languages}
    return f"export const lists={json.dumps(lists)};\n"


def code_endings(words: Sequence[str]) -> str:
    """Return words as one text: of each its own start, and how many letters of its ending the last one has."""
    coded = []
    for before, word in pairwise(("", *sorted(words, key=lambda word: word[::-1]))):
        shared = next(n for n in range(len(word), -1, -1) if before.endswith(word[len(word) - n :]))
        coded.append(f"{word[: len(word) - shared]}{shared}")
    return "".join(coded)
