"""What must hold of a text before it leaves: both gates open, no marked word, nothing of the reporter's own."""

import io

import pytest
from workstation.rewritten import ORIGINAL, draft
from world import Desk

from crypto.acts import Judged
from journalist_ui.workstation.before_handover import lines_before_handover
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.gates import (
    FEW,
    MANY,
    NOT_SHOWN,
    SEEN,
    SILENT_STOP,
    SOME,
    Answers,
    answers_by,
    judge,
)
from journalist_ui.workstation.handover_work import HandoverWork, Written
from journalist_ui.workstation.leaving_checks import FILE_NAME, SUBJECT, TEXT, Findings

GOOD = Answers(("who", "what", "when"), MANY, SEEN)
CLOSED = [
    Answers(("who", "where", "when"), MANY, SEEN),
    Answers(("what", "who"), MANY, SEEN),
    Answers(("who", "what", "when"), FEW, SEEN),
    Answers(("who", "what", "when"), SOME, SILENT_STOP),
]


@pytest.fixture
def told() -> str:
    """The report of the case."""
    return ORIGINAL


def work_of(desk: Desk) -> HandoverWork:
    """Return what the pages of somebody's handovers call."""
    return HandoverWork(desk.workstation._vault, desk.world.day)


def mark(desk: Desk, case: str, word: str) -> None:
    """Mark a word."""
    work_of(desk).mark(case, [word])


def look(desk: Desk, case: str, *, subject: str = "", text: str = "") -> Findings:
    """Look for what betrays in a draft that was not made yet."""
    return work_of(desk).check(case, Written("", subject, text))


def test_a_draft_with_a_marked_word_is_refused(anna: Desk, case: str) -> None:
    """In the text or in the subject; the refusal does not repeat it."""
    mark(anna, case, "aannemer")
    for written in ({"text": "De Aan-nemer betaalde."}, {"subject": "De aannemers"}):
        with pytest.raises(Refused, match="marked word") as refused:
            draft(anna, case, **written)
        assert "nemer" not in str(refused.value)


def test_the_second_confidant_cannot_approve_what_holds_a_word_marked_since(
    anna: Desk, bram: Desk, case: str
) -> None:
    """The first sees the word too, once told."""
    shown = draft(anna, case)
    anna.tell(bram)
    mark(bram, case, "bestuurder")
    with pytest.raises(Refused, match="marked word"):
        bram.workstation.approve(case, shown=shown, day=bram.world.day)
    bram.tell(anna)
    with pytest.raises(Refused, match="marked word"):
        draft(anna, case)


def test_nothing_is_queued_once_a_word_of_it_is_marked(anna: Desk, bram: Desk, case: str) -> None:
    """An approval is no leave for good."""
    shown = draft(anna, case)
    anna.tell(bram)
    bram.workstation.approve(case, shown=shown, day=bram.world.day)
    bram.tell(anna)
    mark(anna, case, "bestuurder")
    with pytest.raises(Refused, match="marked word"):
        anna.workstation.hand_over(case, day=anna.world.day)


@pytest.mark.parametrize("answers", CLOSED)
def test_a_closed_gate_stops_a_draft(anna: Desk, case: str, answers: Answers) -> None:
    """Not concrete, too few who could know, or a reporter who chose that silence means no."""
    work_of(anna).answer_gates(case, answers)
    with pytest.raises(Refused, match="answer the two questions again"):
        draft(anna, case)
    work_of(anna).answer_gates(case, GOOD)
    draft(anna, case)


def test_answers_are_read_as_they_were_written() -> None:
    """Codes only."""
    assert answers_by({1: judge(GOOD)}) == {1: GOOD}
    assert GOOD.pass_on


@pytest.mark.parametrize(
    "answers", [Answers(("why",), MANY, SEEN), Answers((), "7", SEEN), Answers((), FEW, "maybe")]
)
def test_answers_that_are_no_codes_are_refused(answers: Answers) -> None:
    """No prose gets in."""
    with pytest.raises(Refused, match="both gates"):
        judge(answers)


def test_answers_in_any_order_are_told_in_one() -> None:
    """The one of the protocol."""
    assert judge(Answers(("when", "who", "what"), MANY, SEEN)) == Judged(
        circle=MANY, consent=SEEN, facts=["who", "what", "when"]
    )


def test_what_betrays_is_shown_with_its_sentence(anna: Desk, case: str) -> None:
    """By place: the subject, the text, the name of a file."""
    mark(anna, case, "aannemer")
    text = "Eerst dit. Toen kwam de AANNEMER. Daarna niet."
    work_of(anna).bring(case, name="aannemer.jpg", stream=io.BytesIO(b"made anew"))
    found = look(anna, case, subject="Aannemer", text=text).betrayals
    assert [(b.where, b.sentence) for b in found] == [
        (SUBJECT, "Aannemer"),
        (TEXT, "Toen kwam de AANNEMER."),
        (FILE_NAME, "aannemer.jpg"),
    ]


def test_a_literal_stretch_is_shown_whole_with_its_sentence(anna: Desk, case: str) -> None:
    """As it was typed, however its blanks and capitals differ from the report's."""
    stretch = "nam de  WETHOUDER in zijn kantoor een envelop met"
    (copied,) = look(anna, case, text=f"Zo ging het. Hij {stretch} foto's. Einde.").copied
    assert copied.stretch.strip() == stretch
    assert copied.sentence == f"Hij {stretch} foto's."


def test_a_reporter_who_has_not_seen_the_text_does_not_stop_it() -> None:
    """It is asked for the record; the confidants decide."""
    assert Answers(("what", "who", "when"), SOME, NOT_SHOWN).pass_on


def test_the_command_line_shows_what_keeps_a_draft_from_leaving(anna: Desk, case: str) -> None:
    """Marks and answers of each slot, and what was said against the newest draft."""
    mark(anna, case, "aannemer\u202e")
    work_of(anna).answer_gates(case, GOOD)
    shown = draft(anna, case)
    work_of(anna).object(case, shown=shown, why="Te precies.")
    lines = list(lines_before_handover(anna.workstation.show(case, day=anna.world.day)))
    assert lines[0] == "marked by slot 0, may not leave: aannemer<U+202E>"
    assert lines[1].startswith("judged by slot 0: this may be passed on (it says: who, what, when;")
    assert lines[2] == "slot 0 does not approve this draft: Te precies."
    draft(anna, case, "Iets anders.")
    lines = list(lines_before_handover(anna.workstation.show(case, day=anna.world.day)))
    assert len(lines) == 2
