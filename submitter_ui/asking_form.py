"""Asking in a terminal what the form of a line asks, from the same data as the page; Enter passes over a question.

What is typed is read from standard input alone: it stands in no argument, no
environment and no history.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from submitter_ui.filling_in import NOTHING, FilledIn, fill_in, is_asked, read_answers
from submitter_ui.form_checks import read_forms
from submitter_ui.line_forms import LineForm, Question
from submitter_ui.refusals import Refusal
from submitter_ui.source import Source
from submitter_ui.texts import EMERGENCY, PHONE
from submitter_ui.voice import Voice


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose form is asked, and how: from a file, not at all, or in the terminal if there is one."""

    line: str
    answers: Path | None
    without_questions: bool

    def form(self) -> LineForm | None:
        """Return the form of the line; a line may have none."""
        return next((form for form in read_forms() if form.line == self.line), None)

    def advise(self, source: Source) -> None:
        """Tell what stands before the story, if somebody is there to read it."""
        form = self.form()
        if form is not None and source.device.at_terminal:
            for card in form.cards:
                _tell(source.voice, card.title.in_language(source.voice.language))
                for said in card.advice:
                    _tell(source.voice, f"  - {said.in_language(source.voice.language)}")

    def fill_in(self, source: Source) -> FilledIn:
        """Return what was answered, or raise `Refusal`."""
        form, language = self.form(), source.voice.language
        if self.answers is not None:
            if self.without_questions or form is None:
                raise Refusal("answers_to_nothing")
            return fill_in(form, read_answers(self.answers, form), language)
        if form is None or self.without_questions or not source.device.at_terminal:
            return NOTHING
        return fill_in(form, _ask_all(form, source.voice), language)


def _ask_all(form: LineForm, voice: Voice) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    if form.questions:
        voice.tell("questions_follow")
    for question in form.questions:
        if is_asked(form, question, given):
            given[question.id] = _ask(question, voice)
    return given


def _ask(question: Question, voice: Voice) -> list[str]:
    _tell(voice, "")
    _tell(voice, question.ask.in_language(voice.language))
    if question.hint is not None:
        _tell(voice, question.hint.in_language(voice.language))
    for number, choice in enumerate(question.choices, 1):
        _tell(voice, f"  {number} {choice.in_language(voice.language)}")
    if question.kind == "text":
        said = _read(voice.text("ask_text"))
        return [said] if said else []
    return _ask_choices(question, voice)


def _ask_choices(question: Question, voice: Voice) -> list[str]:
    """Return the ids of the choices whose numbers were typed; a wrong number is asked for again."""
    ids = [choice.id for choice in question.choices]
    while True:
        several = question.kind == "several"
        typed = _read(voice.text("ask_several" if several else "ask_one")).replace(",", " ").split()
        numbers = [int(word) for word in typed if word.isascii() and word.isdigit()]
        right = len(numbers) == len(typed) and all(1 <= number <= len(ids) for number in numbers)
        if right and (several or len(numbers) <= 1):
            return [ids[number - 1] for number in sorted(set(numbers))]
        voice.tell("ask_again", most=len(ids))


def _read(prompt: str) -> str:
    """Return a line without its end; at the end of the input nothing more is answered."""
    click.echo(f"{prompt} ", nl=False, err=True)
    return sys.stdin.readline().strip()


def _tell(voice: Voice, text: str) -> None:
    numbers = text.replace("{phone}", PHONE[voice.language]).replace("{emergency}", EMERGENCY)
    click.echo(numbers, err=True)
