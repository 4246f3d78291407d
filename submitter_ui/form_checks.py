"""What must hold of forms beyond the types of their fields (see `submitter_ui.line_forms`).

Judged at every build and by every `sluis-report`, so that a question which could
not be asked, answered or sent is found by whoever wrote it and by no reporter.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from crypto.canonical import encode
from crypto.keyring import LINES, is_line
from submitter_ui.line_forms import (
    FORMS,
    LineForm,
    Question,
    Said,
    WrongForm,
    form_files,
    read_form_file,
)

MAX_QUESTIONS = 20
MAX_ANSWERS = 8192
"""Bytes of all questions and choices of a form together: half of a text part is left for the story."""
NUMBERS = ("{phone}", "{emergency}")
"""What is filled in where advice names a number; a service has numbers of its own."""
_GAP = re.compile(r"[{}]")


def read_forms(folder: Path | None = None) -> tuple[LineForm, ...]:
    """Return the forms of a folder, or of this program, in the order of their places; or raise `WrongForm`."""
    files = form_files(folder or FORMS)
    forms = [read_form_file(path) for path in files]
    for path, form in zip(files, forms, strict=True):
        for fault in faults_of(form, stem=path.stem):
            raise WrongForm(path.name, fault)
    places = _twice(form.place for form in forms)
    for path, form in zip(files, forms, strict=True):
        if form.place in places:
            raise WrongForm(path.name, f"another form has place {form.place} too; choose another")
    return tuple(sorted(forms, key=lambda form: form.place))


def faults_of(form: LineForm, *, stem: str) -> Iterator[str]:
    """Yield what is wrong with a form in a file called `stem`, and what to do about it."""
    if form.line != stem:
        yield f"line: it says {form.line}; give the file and the line the same name"
    if not is_line(form.line):
        yield (
            f"line: a keyring cannot have a line {form.line}; choose one of: {', '.join(LINES)},"
            " or begin with x_"
        )
    for what, said in _texts_of(form):
        yield from _faults_of_text(what, said)
    if len(form.questions) > MAX_QUESTIONS:
        yield f"questions: there are more than {MAX_QUESTIONS}; ask less"
    for twice in _twice(question.id for question in form.questions):
        yield f"question {twice}: this id is there twice; give one of them another id"
    for number, question in enumerate(form.questions):
        for fault in _faults_of(question, form.questions[:number]):
            yield f"question {question.id}: {fault}"
    for language in ("nl", "en"):
        size = sum(_longest_answer(question, language) for question in form.questions)
        if size > MAX_ANSWERS:
            yield (
                f"questions: all answers together can take {size} bytes in {language}, and"
                f" {MAX_ANSWERS} fit; ask less, or in fewer words"
            )


def _faults_of(question: Question, earlier: Sequence[Question]) -> Iterator[str]:
    if question.kind == "text" and question.choices:
        yield "a short text has no choices; take them away, or make its kind one or several"
    if question.kind != "text" and len(question.choices) < (2 if question.kind == "one" else 1):
        yield "there is too little to choose from; add choices, or make its kind text"
    for twice in _twice(choice.id for choice in question.choices):
        yield f"choice {twice}: this id is there twice; give one of them another id"
    for language in ("nl", "en"):
        for twice in _twice(getattr(choice, language) for choice in question.choices):
            yield f"two choices say {twice!r} in {language}; say what makes them different"
    if question.when is not None:
        asked = next((each for each in earlier if each.id == question.when.question), None)
        if asked is None:
            yield f"when: no earlier question is called {question.when.question}; name one above it"
        elif question.when.choice not in [choice.id for choice in asked.choices]:
            yield (
                f"when: question {asked.id} has no choice {question.when.choice};"
                " name one of its choices"
            )


def _faults_of_text(what: str, said: Said) -> Iterator[str]:
    may_have_numbers = what.endswith(("hint", "advice", "title"))
    for language, text in (("nl", said.nl), ("en", said.en)):
        if text != " ".join(text.split()) or not text.isprintable():
            yield f"{what}.{language}: it has a line break, a tab or a needless blank; take it away"
        left = text
        for number in NUMBERS if may_have_numbers else ():
            left = left.replace(number, "")
        if _GAP.search(left):
            allowed = f"only {' and '.join(NUMBERS)} are" if may_have_numbers else "nothing is"
            yield f"{what}.{language}: {allowed} filled in here; take the braces away"


def _texts_of(form: LineForm) -> Iterator[tuple[str, Said]]:
    yield from (("name", form.name), ("about", form.about), ("story", form.story))
    if form.label is not None:
        yield "label", form.label
    for number, card in enumerate(form.cards, 1):
        yield f"card {number}: title", card.title
        yield from ((f"card {number}: advice", said) for said in card.advice)
    for question in form.questions:
        name = f"question {question.id}"
        yield f"{name}: ask", question.ask
        if question.hint is not None:
            yield f"{name}: hint", question.hint
        yield from ((f"{name}: choice {choice.id}", choice) for choice in question.choices)


def _longest_answer(question: Question, language: str) -> int:
    """Return how many bytes of a message a question can take, without what somebody types."""
    ask: str = getattr(question.ask, language)
    texts: list[str] = [getattr(choice, language) for choice in question.choices]
    chosen = [max(texts, key=len)] if question.kind == "one" else texts
    consents = [choice.consent for choice in question.choices if choice.consent]
    return len(encode({question.id: "\n".join([ask, *chosen])})) + len(encode(consents))


def _twice(ids: Iterable[object]) -> list[object]:
    return [each for each, count in Counter(ids).items() if count > 1]
