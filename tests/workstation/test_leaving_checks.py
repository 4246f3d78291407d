"""What must hold of a text before it leaves: both gates open, no marked word, nothing of the reporter's own."""

import pytest
from workstation.letters import Letters
from world import Desk

from crypto.case import Said
from journalist_ui.workstation.casebook import find_case, view_case
from journalist_ui.workstation.desk import load_desk
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
    note_of_answers,
)
from journalist_ui.workstation.leaving_checks import (
    FILE_NAME,
    SUBJECT,
    TEXT,
    Findings,
    find_what_betrays,
)
from journalist_ui.workstation.marked_words import note_of_words
from journalist_ui.workstation.vault import Vault

ORIGINAL = "Op dinsdag nam de wethouder in zijn kantoor een envelop met geld aan van de aannemer."
REDACTED = "Een bestuurder zou geld hebben aangenomen."
GOOD = Answers(("who", "what", "when"), MANY, SEEN)
CLOSED = [
    Answers(("who", "where", "when"), MANY, SEEN),
    Answers(("what", "who"), MANY, SEEN),
    Answers(("who", "what", "when"), FEW, SEEN),
    Answers(("who", "what", "when"), SOME, SILENT_STOP),
]


@pytest.fixture
def case(letters: Letters, anna: Desk, bram: Desk) -> str:
    """Give a case of Anna and Bram."""
    letters.post(letters.report(ORIGINAL, members=(0, 1)))
    anna.fetch()
    bram.fetch()
    return letters.case


def note(desk: Desk, case: str, text: str) -> None:
    """Write a note."""
    desk.workstation.note(case, text=text, day=desk.world.day)


def draft(desk: Desk, case: str, text: str = REDACTED, subject: str = "Geld") -> bytes:
    """Draft a handover."""
    return desk.workstation.draft(
        case, recipient="rijksrecherche", subject=subject, text=text, day=desk.world.day
    )


def look(desk: Desk, case: str, **written: str) -> Findings:
    """Look for what betrays in a draft that was not made yet."""
    desk.workstation.close()
    vault = Vault.open(
        desk.world.folder / f"{desk.name}.vault", passphrase="only for tests, not a secret"
    )
    try:
        with vault.transaction():
            opened = load_desk(vault, day=desk.world.day)
            view = view_case(opened, find_case(opened, case))
            fields = {"subject": "", "text": "", "name": ""} | written
            return find_what_betrays(
                view, subject=fields["subject"], text=fields["text"], names=[fields["name"]]
            )
    finally:
        vault.close()


def test_a_draft_with_a_marked_word_is_refused(anna: Desk, case: str) -> None:
    """In the text or in the subject; the refusal does not repeat it."""
    note(anna, case, note_of_words(["aannemer"]))
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
    note(bram, case, note_of_words(["bestuurder"]))
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
    note(anna, case, note_of_words(["bestuurder"]))
    with pytest.raises(Refused, match="marked word"):
        anna.workstation.hand_over(case, day=anna.world.day)


@pytest.mark.parametrize("answers", CLOSED)
def test_a_closed_gate_stops_a_draft(anna: Desk, case: str, answers: Answers) -> None:
    """Not concrete, too few who could know, or a reporter who chose that silence means no."""
    note(anna, case, note_of_answers(answers))
    with pytest.raises(Refused, match="answer the two questions again"):
        draft(anna, case)
    note(anna, case, note_of_answers(GOOD))
    draft(anna, case)


def test_answers_are_read_as_they_were_written() -> None:
    """Codes only, the newest of each."""
    told = [Said(1, 1, note_of_answers(CLOSED[0])), Said(1, 2, note_of_answers(GOOD))]
    assert answers_by(told) == {1: GOOD}
    assert GOOD.pass_on


@pytest.mark.parametrize(
    "answers", [Answers(("why",), MANY, SEEN), Answers((), "7", SEEN), Answers((), FEW, "maybe")]
)
def test_answers_that_are_no_codes_are_refused(answers: Answers) -> None:
    """No prose gets in."""
    with pytest.raises(Refused, match="both gates"):
        note_of_answers(answers)


def test_answers_that_nobody_knows_close_the_gates() -> None:
    """A newer version's words are not taken for leave."""
    (said,) = answers_by([Said(0, 1, "[sluis:gates]\nfacts why\nnonsense")]).values()
    assert not said.pass_on


def test_what_betrays_is_shown_with_its_sentence(anna: Desk, case: str) -> None:
    """By place: the subject, the text, the name of a file."""
    note(anna, case, note_of_words(["aannemer"]))
    text = "Eerst dit. Toen kwam de AANNEMER. Daarna niet."
    found = look(anna, case, subject="Aannemer", text=text, name="aannemer.jpg").betrayals
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
