"""From what was chosen and written to what a message says of it (docs/protocol.md section 8.2).

An answer holds its question as the reporter saw it, and then what was chosen or
written, in lines: it must be understood by a desk that never saw the form. Here for
`sluis-report`, by the same rules as `client/page/questions.ts` follows on the page.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from submitter_ui.files import name_of, read_file
from submitter_ui.line_forms import MAX_FORM, LineForm, Question
from submitter_ui.refusals import Refusal
from submitter_ui.texts import Language


@dataclass(frozen=True, slots=True)
class FilledIn:
    """The answers by the ids of their questions, the consents that they give, and what was not chosen but written."""

    answers: Mapping[str, str] = field(default_factory=dict)
    consents: Sequence[str] = ()
    own_words: Sequence[str] = ()


NOTHING = FilledIn()
Given = Mapping[str, Sequence[str]]
"""By question: the ids of the choices, or the text that was written as the only one."""


def fill_in(form: LineForm, given: Given, language: Language) -> FilledIn:
    """Return what a message says of answers that fit the form; a question that is not asked is left out."""
    answers: dict[str, str] = {}
    consents: list[str] = []
    own_words: list[str] = []
    for question in form.questions:
        said = given.get(question.id, ())
        if said and is_asked(form, question, given):
            chosen = [choice for choice in question.choices if choice.id in said]
            texts = [choice.in_language(language) for choice in chosen] or [*said]
            answers[question.id] = "\n".join([question.ask.in_language(language), *texts])
            own_words += [] if chosen else said
            consents += [choice.consent for choice in chosen if choice.consent]
    return FilledIn(answers, consents, own_words)


def is_asked(form: LineForm, question: Question, given: Given) -> bool:
    """Return whether the condition of a question is met, and that of the question which it names."""
    if question.when is None:
        return True
    earlier = next(each for each in form.questions if each.id == question.when.question)
    return question.when.choice in given.get(earlier.id, ()) and is_asked(form, earlier, given)


def read_answers(path: Path, form: LineForm) -> Given:
    """Return the answers in a TOML file, or raise a `Refusal` that names the question and what can be said."""
    raw = read_file(path, limit=MAX_FORM)
    if len(raw) > MAX_FORM:
        raise Refusal("answers_unreadable", file=name_of(path))
    try:
        read = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refusal("answers_unreadable", file=name_of(path)) from error
    asked = {question.id: question for question in form.questions}
    for name in read:
        if name not in asked:
            raise Refusal("answers_unknown", question=name, questions=", ".join(asked) or "-")
    given = {name: _said(asked[name], said) for name, said in read.items()}
    for name in given:
        if not is_asked(form, asked[name], given):
            raise Refusal("answers_not_asked", question=name, **_condition(asked[name]))
    return given


def _said(question: Question, said: object) -> Sequence[str]:
    """Return what a file says to one question, or raise `Refusal`."""
    texts = said if isinstance(said, list) else [said]
    words = [text for text in texts if isinstance(text, str) and text.strip()]
    ids = [choice.id for choice in question.choices]
    fits = len(words) == len(texts) and len(words) <= (
        len(ids) if question.kind == "several" else 1
    )
    if question.kind == "text":
        if not fits:
            raise Refusal("answers_want_text", question=question.id)
        return [word.strip() for word in words]
    if not fits or not set(words) <= set(ids):
        wanted = "answers_want_several" if question.kind == "several" else "answers_want_one"
        raise Refusal(wanted, question=question.id, choices=", ".join(ids))
    return words


def _condition(question: Question) -> dict[str, str]:
    if question.when is None:
        raise ValueError("a question without a condition is always asked")
    return {"earlier": question.when.question, "choice": question.when.choice}
