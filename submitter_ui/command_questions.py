"""`sluis-report questions`: what a line asks, as a file of answers to fill in."""

from collections.abc import Iterator

import click

from crypto.keyring import LINES
from submitter_ui.form_checks import read_forms
from submitter_ui.line_forms import LineForm, Question
from submitter_ui.refusals import Refusal
from submitter_ui.service_options import Given, with_root
from submitter_ui.spoken import SpokenCommand
from submitter_ui.texts import Language


@click.command(cls=SpokenCommand)
@click.option("--line", required=True, metavar="LINE", help=f"One of: {', '.join(LINES)}.")
@with_root()
def questions(given: Given, *, line: str) -> None:
    """Print the questions of a line as a file for --answers; answer what you like."""
    form = next((form for form in read_forms() if form.line == line), None)
    if form is None:
        raise Refusal("unknown_line", lines=", ".join(form.line for form in read_forms()))
    given.voice.tell("questions_file")
    for row in lines_of_file(form, given.voice.language):
        click.echo(row)


def lines_of_file(form: LineForm, language: Language) -> Iterator[str]:
    """Yield the lines of a file in which nothing is answered yet: each answer stands behind a `#`."""
    for question in form.questions:
        yield f"# {question.ask.in_language(language)}"
        if question.when is not None:
            yield f"# ({question.when.question} = {question.when.choice})"
        for choice in question.choices:
            yield f"#   {choice.id}: {choice.in_language(language)}"
        yield f"# {question.id} = {_example(question)}"
        yield ""


def _example(question: Question) -> str:
    if question.kind == "text":
        return '"..."'
    first = f'"{question.choices[0].id}"'
    return first if question.kind == "one" else f"[{first}]"
