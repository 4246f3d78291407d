"""The guide through one case: numbered steps, the same in the terminal and on a page, in two languages.

Its texts are `guide/nl.txt` and `guide/en.txt`. A step names what to press by the
words that stand on the page, `[desk:Lees in]`, in Dutch in both. They are looked up
in the catalogues of the pages, so that a guide which names a button that is not there
any more cannot be made. `{portal/nl/}` is a value that is filled in, and a path behind it.
"""

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po

from deploy.what_next import ROOT
from submitter_ui.form_checks import read_forms

Language = Literal["nl", "en"]
LANGUAGES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}
CATALOGUES = {
    "site": ROOT / "submitter_ui" / "site" / "locale" / "en.po",
    "portal": ROOT / "journalist_ui" / "portal" / "locale" / "en.po",
    "desk": ROOT / "journalist_ui" / "workstation" / "pages" / "locale" / "en.po",
}
TEXTS = Path(__file__).parent / "guide"
_PIECE = re.compile(r"\[(site|portal|desk):([^\]]+)\]|\{(\w+)(/[^}\s]*)?\}")
_INDENT = "     "
_WIDTH = 98


class NoSuchLabel(Exception):
    """A step names something to press that stands on none of the pages."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one person does at one place: a title, and what to do, line by line, with marks for labels and values."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Guide:
    """The steps in one language, and what is filled in: addresses, names, secrets, texts to copy."""

    language: Language
    title: str
    opening: Sequence[str]
    steps: Sequence[Step]
    closing: Sequence[str]
    values: Mapping[str, str]


def make_guide(language: Language, values: Mapping[str, str]) -> Guide:
    """Return the guide in a language."""
    blocks = _read_blocks(TEXTS / f"{language}.txt")
    titles = [at for at, block in enumerate(blocks) if block.startswith("## ")]
    end = blocks.index("***")
    steps = [
        Step(
            blocks[at].removeprefix("## "),
            [block.removeprefix("- ") for block in blocks[at + 1 : next_at]],
        )
        for at, next_at in zip(titles, [*titles[1:], end], strict=True)
    ]
    title, opening = blocks[0].removeprefix("# "), blocks[1 : titles[0]]
    return Guide(language, title, opening, steps, blocks[end + 1 :], values)


def in_terminal(guide: Guide) -> str:
    """Return a guide as it is printed; a text that is to be copied stands on a line of its own."""
    written = [guide.title, *(f"\n{_printed(guide, line, '')}" for line in guide.opening)]
    for number, step in enumerate(guide.steps, 1):
        written.append(f"\n{number:>2}.  {_printed(guide, step.title, '')}\n")
        written += [_printed(guide, line, _INDENT) for line in step.lines]
    return "\n".join([*written, *(f"\n{_printed(guide, line, '')}" for line in guide.closing)])


def fill(
    guide: Guide, line: str, *, label: Callable[[str], str], value: Callable[[str, str], str]
) -> list[str]:
    """Return a line in pieces: its own words, and what `label` and `value` make of the marks in it."""
    pieces, at = [], 0
    for mark in _PIECE.finditer(line):
        pieces.append(line[at : mark.start()])
        page, said, name, path = mark.groups()
        if name is None:
            pieces.append(label(look_up(page, said, guide.language)))
        else:
            pieces.append(value(name, guide.values[name] + (path or "")))
        at = mark.end()
    return [*pieces, line[at:]]


def look_up(page: str, said: str, language: Language) -> str:
    """Return what stands on a page in a language for this Dutch text, or raise `NoSuchLabel`."""
    known = labels(CATALOGUES[page])
    if page == "site":
        # The lines stand in the forms, which hold both languages themselves.
        known = known | {form.name.nl: form.name.en for form in read_forms()}
    if said not in known:
        raise NoSuchLabel(f"no page of {CATALOGUES[page].parent.parent} says: {said}")
    return said if language == "nl" else known[said]


@cache
def labels(catalogue: Path) -> dict[str, str]:
    """Return the English of every text of a catalogue by its Dutch; texts with a plural are left out."""
    with catalogue.open("rb") as file:
        return {m.id: str(m.string) for m in read_po(file) if isinstance(m.id, str)}


def _read_blocks(file: Path) -> list[str]:
    """Return titles, paragraphs and list items, each on one line."""
    blocks: list[str] = []
    goes_on = False
    for line in file.read_text().splitlines():
        begins = line.startswith(("#", "- ", "***"))
        if goes_on and line and not begins:
            blocks[-1] += f" {line.strip()}"
        elif line:
            blocks.append(line)
        goes_on = bool(line)
    return blocks


def _printed(guide: Guide, line: str, indent: str) -> str:
    """Return a line for the terminal, with its words wrapped and a text to copy in one piece below."""
    texts = []

    def value(name: str, value: str) -> str:
        if name.endswith("_text"):
            texts.append(value)
            return ""
        return value

    words = "".join(fill(guide, line, label=lambda said: f"“{said}”", value=value)).strip()
    first = f"{indent}- " if indent else ""
    rest = " " * len(first)
    # An address or a secret is never broken: whoever copies it would copy half of it.
    wrapped = textwrap.fill(
        words,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join([wrapped, *(f"\n{rest}{text}\n" for text in texts)])
