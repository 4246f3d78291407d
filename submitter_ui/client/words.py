"""Writes the words of the codenames for the reporter's bundle (docs/protocol.md section 8.3).

`crypto.words` is the one source. The module that is written is found by the bundler
under the alias `sluis-words`; `crypto/words/words.ts` reads it. Each word stands there as
how many letters it shares with the one before it, and its others: sorted lists shrink to
10 kB each on the wire.
"""

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from crypto.words import dutch, english


def main() -> int:
    """Write the module to the one file that was named, and return an exit status."""
    if len(sys.argv) != 2:
        print("usage: python -m submitter_ui.client.words FILE", file=sys.stderr)
        return 2
    write_words(Path(sys.argv[1]))
    return 0


def write_words(target: Path) -> None:
    """Write the module of both lists."""
    lists = {"dutch": dutch.WORDS, "english": english.WORDS}
    lines = [f'export const {name} = "{front_code(words)}";\n' for name, words in lists.items()]
    target.write_text("".join(lines))


def front_code(words: Sequence[str]) -> str:
    """Return sorted words as one text: for each a digit (letters shared with the last one) and the rest."""
    coded = []
    for before, word in pairwise(("", *words)):
        shared = next(n for n in range(len(word), -1, -1) if before[:n] == word[:n])
        coded.append(f"{shared}{word[shared:]}")
    return "".join(coded)


if __name__ == "__main__":
    sys.exit(main())
