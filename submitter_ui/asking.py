"""Asking for a codename: typed, or in a file; never an argument, where the shell's history would keep it.

It is shown while it is typed: eight words from a sheet of paper are not typed
well without being seen, and the sheet lies there anyway. It goes to standard
error, so a pipe or a file never gets it.

People number the words when they write them down ("1. huis 2. boom"). A number
that stands by itself is left out: no list of words has one, so what is left
cannot be another codename than was meant.
"""

import re
import unicodedata
from pathlib import Path

import click

from crypto.codename.codename import WORDS, Codename, WrongCodename, parse_codename
from submitter_ui.refusals import Refusal
from submitter_ui.voice import Voice

_MAX_FILE = 4096
_NUMBER = re.compile(r"(?<![\w])[0-9]{1,2}(?![\w])")
_WORD = re.compile(r"[^\W_]+")
_PARTS_OF_LETTERS = {"Mn", "Mc", "Me", "Cf"}


def ask_codename(file: Path | None, voice: Voice) -> Codename:
    """Return the codename that is typed or in `file`, or raise `Refusal` or `WrongCodename`."""
    typed = _typed(voice) if file is None else _read(file)
    if not typed.strip():
        raise Refusal("codename_missing")
    words = _NUMBER.sub(" ", typed)
    try:
        return parse_codename(words)
    except WrongCodename as error:
        counted = _count_words(words)
        if counted == WORDS:
            raise
        doubts = "".join(f"; {doubt}" for doubt in voice.doubt_list(error))
        raise Refusal("codename_count", count=counted, doubts=doubts) from error


def _typed(voice: Voice) -> str:
    try:
        typed: str = click.prompt(
            voice.text("ask_codename"), err=True, default="", show_default=False
        )
    except click.Abort as error:
        raise Refusal("codename_missing") from error
    return typed


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_MAX_FILE).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("codename_unreadable") from error


def _count_words(typed: str) -> int:
    """Return how many words `parse_codename` sees."""
    letters = unicodedata.normalize("NFKD", typed)
    whole = "".join(c for c in letters if unicodedata.category(c) not in _PARTS_OF_LETTERS)
    return len(_WORD.findall(whole))
