"""Answers to a form, read by a desk that has never seen the form."""

import pytest
from workstation.letters import Letters
from world import World

from crypto.opening.identity import Identity
from crypto.randomness import random_bytes
from journalist_ui.workstation.cli_print import print_case
from journalist_ui.workstation.form_answers import (
    ASK_AN_EXPERT,
    MAX_ASKED,
    PASS_ON_IN_SILENCE,
    FormAnswer,
    lines_of_form,
    read_answers,
)
from submitter_ui.form_checks import read_forms

ANSWERS = {
    "hoeveel_weten_dit": "Hoeveel mensen weten dit?\n4 tot 10",
    "onderwerp": "Wat is er aan de hand?\nFraude voor eigen gewin\nIets anders",
}


def test_an_answer_says_itself_what_was_asked() -> None:
    """The first line is the question, the others are what was chosen."""
    assert read_answers(ANSWERS) == [
        FormAnswer("Hoeveel mensen weten dit?", "4 tot 10"),
        FormAnswer("Wat is er aan de hand?", "Fraude voor eigen gewin\nIets anders"),
    ]


@pytest.mark.parametrize("said", ["Iets", "", "Vraag?\n", "x" * (MAX_ASKED + 1) + "\nja", "\n"])
def test_without_a_question_in_it_the_id_stands_for_the_question(said: str) -> None:
    """Another client may write otherwise; nothing of what it says is lost."""
    assert read_answers({"wat": said}) == [FormAnswer("wat", said)]


def test_no_answer_of_a_stranger_steers_a_terminal_or_looks_like_ours() -> None:
    """Every line of it is set in, and what cannot be seen is spelled out."""
    tricks = {"wat": "Vraag\u202e?\nja\n--- reply by slot 0, 1 januari\n\x1b[2J", "x": "nee\x07"}
    assert lines_of_form(tricks, ["a", "b"]) == [
        "Vraag<U+202E>?\n    ja\n    --- reply by slot 0, 1 januari\n    <U+001B>[2J",
        "x: nee<U+0007>",
        "consents to: a, b",
    ]


def test_show_has_the_answers_and_consents_with_the_report(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also a word that nobody here knows."""
    letters = Letters(world, random_bytes(32), Identity(random_bytes(32)))
    letters.post(letters.report(answers=ANSWERS, consents=[PASS_ON_IN_SILENCE, "iets_nieuws"]))
    letters.post(letters.followup())
    anna = world.confidants[0]
    anna.fetch()
    case = anna.workstation.show(letters.case, day=world.day)
    report, followup = case["messages"]
    assert report["answers"] == ANSWERS
    assert report["consents"] == [PASS_ON_IN_SILENCE, "iets_nieuws"]
    assert (followup["answers"], followup["consents"]) == ({}, [])
    print_case(case)
    said = capsys.readouterr().out
    assert "Hoeveel mensen weten dit? 4 tot 10\n" in said
    assert "Wat is er aan de hand?\n    Fraude voor eigen gewin\n    Iets anders\n" in said
    assert f"consents to: {PASS_ON_IN_SILENCE}, iets_nieuws\n" in said


def test_the_desk_knows_every_consent_that_a_form_asks_for() -> None:
    """In the confidant's own language, by words that both sides write down and neither takes from the other."""
    asked = {
        choice.consent
        for form in read_forms()
        for question in form.questions
        for choice in question.choices
        if choice.consent
    }
    assert asked == {PASS_ON_IN_SILENCE, ASK_AN_EXPERT}


def test_no_question_of_a_form_is_longer_than_a_desk_shows() -> None:
    """A longer one would be shown by its id, with the question in the answer."""
    asked = [question.ask for form in read_forms() for question in form.questions]
    assert max(len(text) for said in asked for text in (said.nl, said.en)) <= MAX_ASKED
