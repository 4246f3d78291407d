"""The words of the codenames for the reporter's bundle (docs/protocol.md section 8.3).

`crypto.words` is the one source. The module made here is found by the bundler
under the name `sluis-words`; `crypto/words/words.ts` reads it. The words stand there
sorted by their endings, each without the letters that it shares with the one before
it: that is half a kilobyte less on the wire than sharing beginnings.
"""

from collections.abc import Sequence
from itertools import pairwise

from crypto.words import dutch, english


def words_module() -> str:
    """Return the module of both lists, in JavaScript."""
    lists = {"dutch": dutch.WORDS, "english": english.WORDS}
    return "".join(
        f'export const {name}="{code_endings(words)}";\n' for name, words in lists.items()
    )


def code_endings(words: Sequence[str]) -> str:
    """Return words as one text: of each its own start, and how many letters of its ending the last one has."""
    coded = []
    for before, word in pairwise(("", *sorted(words, key=lambda word: word[::-1]))):
        shared = next(n for n in range(len(word), -1, -1) if before.endswith(word[len(word) - n :]))
        coded.append(f"{word[: len(word) - shared]}{shared}")
    return "".join(coded)
