"""Help of a command in Dutch: what Click writes of it in English, looked up in `submitter_ui.texts_help`."""

from collections.abc import Iterable
from typing import Any

import click

from submitter_ui.texts_help import DUTCH_HELP, DUTCH_WORDS


class DutchFormatter(click.HelpFormatter):
    """Writes help in Dutch: Click's own words, and ours."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, in_dutch(args), in_dutch("Usage: "))

    def write_heading(self, heading: str) -> None:
        """Write what follows."""
        super().write_heading(in_dutch(heading))

    def write_text(self, text: str) -> None:
        """Write what the command is for."""
        super().write_text(DUTCH_HELP.get(text, text))

    def write_dl(self, rows: Iterable[tuple[str, str]], *limits: Any, **more: Any) -> None:
        """Write options, or commands, and what each is for."""
        dutch = [(in_dutch(option), _help_in_dutch(help_text)) for option, help_text in rows]
        super().write_dl(dutch, *limits, **more)


def _help_in_dutch(text: str) -> str:
    """Return what an option is for, or a command: of that the first sentence."""
    said, space, extra = text.partition("  [")
    shorts = {first_sentence(english): first_sentence(to) for english, to in DUTCH_HELP.items()}
    return (DUTCH_HELP.get(said) or shorts.get(said, said)) + space + in_dutch(extra)


def in_dutch(words: str) -> str:
    """Return how a command is called, or what an option needs, with words for its values in Dutch."""
    for english, dutch in DUTCH_WORDS.items():
        words = words.replace(english, dutch)
    return words


def first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    before, end, _ = " ".join(text.split()).partition(". ")
    return before + end.rstrip()
