"""The letter that a command is given: a text, files beside it, and what becomes of it when nothing is sent."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from crypto.errors import ProtocolError
from submitter_ui.attachments import Content, open_contents
from submitter_ui.keeping import offer_to_keep
from submitter_ui.refusals import Refusal
from submitter_ui.source import Source
from submitter_ui.writing import check_length, is_standard_input, read_text


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent: a text, open files, and whether an overdue line is accepted."""

    text: str
    contents: Sequence[Content]
    despite_overdue: bool = False


@contextmanager
def open_letter(
    text: Path, attached: tuple[Path, ...], send_anyway: bool, source: Source
) -> Iterator[Letter]:
    """Yield the letter, its files open, or raise `Refusal`; what was typed is kept, if asked, when it is not sent."""
    voice = source.voice
    with ExitStack() as stack:
        contents = open_contents(attached, stack)
        written = read_text(text, lambda: sys.stdin.buffer)
        try:
            check_length(written, contents, voice.language)
            if contents:
                voice.tell("metadata")
            yield Letter(written, contents, send_anyway)
        except (ProtocolError, Refusal, KeyboardInterrupt):
            if is_standard_input(text) and source.device.at_terminal:
                # Once it is said why: what was typed stands nowhere else.
                click.get_current_context().call_on_close(lambda: offer_to_keep(written, voice))
            raise
