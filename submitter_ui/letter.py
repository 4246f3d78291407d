"""The letter that a command is given: a text, files beside it, and what becomes of it when nothing is sent."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from crypto.errors import ProtocolError
from submitter_ui.asking_form import Asked
from submitter_ui.attachments import Content, open_contents
from submitter_ui.filling_in import NOTHING, FilledIn
from submitter_ui.keeping import offer_to_keep
from submitter_ui.refusals import Refusal
from submitter_ui.second_thoughts import tell_traces
from submitter_ui.source import Source
from submitter_ui.writing import check_length, is_standard_input, read_text


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent: a text, open files, whether an overdue line is accepted, answers to a form."""

    text: str
    contents: Sequence[Content]
    despite_overdue: bool = False
    filled: FilledIn = NOTHING


@dataclass(frozen=True, slots=True)
class Anyway:
    """In spite of what the reporter wants it sent: nothing heard of the line lately; traces of the writer, unasked."""

    overdue: bool = False
    traces: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """Files that were named to go along, and whether they go under plain names."""

    paths: tuple[Path, ...]
    plain_names: bool

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.paths)


@contextmanager
def open_letter(
    text: Path | None,
    attached: Attached,
    anyway: Anyway,
    source: Source,
    *,
    asked: Asked | None = None,
) -> Iterator[Letter]:
    """Yield the letter, its files open, or raise `Refusal`; what was typed is kept, if asked, when it is not sent."""
    voice = source.voice
    with ExitStack() as stack:
        names = voice.language if attached.plain_names else None
        contents = open_contents(attached.paths, stack, plain_names=names)
        if asked is not None:
            asked.advise(source)
        written = "" if text is None else read_text(text, lambda: sys.stdin.buffer)
        try:
            filled = NOTHING if asked is None else asked.fill_in(source)
            check_length(written, contents, voice.language, filled)
            if contents:
                voice.tell("metadata")
            tell_traces(written, filled.own_words, source, ask=not anyway.traces)
            yield Letter(written, contents, anyway.overdue, filled)
        except (ProtocolError, Refusal, KeyboardInterrupt):
            if text is not None and is_standard_input(text) and source.device.at_terminal:
                # Once it is said why: what was typed stands nowhere else.
                click.get_current_context().call_on_close(lambda: offer_to_keep(written, voice))
            raise
