"""The options of `sluis-report` that say what goes to the service: a text, files beside it, a line, a codename."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from crypto.keyring import LINES
from submitter_ui.asking_form import Asked
from submitter_ui.letter import Anyway, Attached
from submitter_ui.service_options import FILE_NAME


def with_letter(command: Callable[..., None], *, needs_text: bool = True) -> Callable[..., None]:
    """Give a command the options that say what to send, with files beside it, and to whom not."""

    @wraps(command)
    def wrapped(*, attached: tuple[Path, ...], plain_names: bool, **options: Any) -> None:
        command(attached=Attached(attached, plain_names), **options)

    plain_names = click.option(
        "--plain-names",
        is_flag=True,
        help="Send files under names that say no more than what they are (photo-1.jpg).",
    )
    attach = click.option(
        "--attach",
        "attached",
        type=FILE_NAME,
        multiple=True,
        metavar="FILE",
        help="Send a file along; may be given more than once. What stands inside it"
        " (author, place) is not removed.",
    )
    return with_text(attach(plain_names(wrapped)), needs_text=needs_text)


def with_text(command: Callable[..., None], *, needs_text: bool = True) -> Callable[..., None]:
    """Give a command the options that say what to send, to whom not, and in spite of what."""

    @click.option(
        "--exclude-slot",
        "excluded",
        type=click.IntRange(0, 15),
        multiple=True,
        metavar="N",
        help="Leave out this confidant; may be given more than once.",
    )
    @click.option(
        "--text", type=FILE_NAME, required=needs_text, metavar="FILE", help="The text; - for stdin."
    )
    @click.option(
        "--yes", is_flag=True, help="Only name what may betray you; do not ask whether to go on."
    )
    @click.option(
        "--send-anyway", is_flag=True, help="Send even if nothing was heard of the line lately."
    )
    @wraps(command)
    def wrapped(*, send_anyway: bool, yes: bool, **options: Any) -> None:
        command(anyway=Anyway(overdue=send_anyway, traces=yes), **options)

    return wrapped


def with_line(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the line of a report and the options that say how its form is answered; `asked` holds all."""

    @click.option("--line", required=True, metavar="LINE", help=f"One of: {', '.join(LINES)}.")
    @click.option(
        "--answers",
        type=FILE_NAME,
        metavar="FILE",
        help="Answers to the line's questions, in TOML (see: sluis-report questions).",
    )
    @click.option("--no-questions", "without_questions", is_flag=True, help="Ask no questions.")
    @wraps(command)
    def wrapped(
        *, line: str, answers: Path | None, without_questions: bool, **options: Any
    ) -> None:
        command(asked=Asked(line, answers, without_questions), **options)

    return wrapped


with_codename_file = click.option(
    "--codename-file",
    type=FILE_NAME,
    metavar="FILE",
    help="Where the codename stands; without it, it is asked for.",
)
