"""Before a handover is written: two questions, and the words that may not go along."""

import pytest
from desk.at_handover import BRAM, answer_gates, change_to
from desk.conftest import Visitor
from world import World


def test_the_questions_come_first(anna: Visitor, case: str) -> None:
    """Nobody writes before they are answered."""
    assert anna.get(f"{case}/handover/write").location == f"{case}/handover"
    answer_gates(anna, case)
    assert "Voor wie?" in anna.read(f"{case}/handover/write")


@pytest.mark.parametrize(
    "answers", [{"circle": "1-3"}, {"facts": ["what"]}, {"consent": "silent-stop"}]
)
def test_a_report_that_is_not_passed_on_says_so(
    anna: Visitor, case: str, answers: dict[str, object]
) -> None:
    """It is an outcome, with the way to tell the reporter."""
    answer_gates(anna, case, **answers)
    page = anna.read(f"{case}/handover")
    assert "gaat deze melding niet door" in page
    assert f'href="{case}/answer"' in page
    assert anna.get(f"{case}/handover/write").status_code == 303


def test_a_question_without_an_answer_is_asked_again(anna: Visitor, case: str) -> None:
    """In words, with what was ticked."""
    answer = anna.post(f"{case}/handover/questions", {"facts": ["what"]})
    assert answer.status_code == 409
    assert "Geef bij elke vraag een antwoord." in answer.text
    assert 'value="what" checked' in answer.text


def test_answers_and_marks_are_no_notes_for_people(ready: Visitor, case: str) -> None:
    """The thread of the case does not show them."""
    ready.post(f"{case}/handover/words", {"words": "Janssen"})
    assert "sluis:" not in ready.read(case)
    assert "<mark>" in ready.read(f"{case}/handover")


def test_words_are_proposed_from_the_report(anna: Visitor, case: str) -> None:
    """Once one is marked it is not proposed again."""
    assert 'value="Karel Janssen"' in anna.read(f"{case}/handover/words")
    anna.post(f"{case}/handover/words", {"words": "", "proposed": "Karel Janssen"})
    page = anna.read(f"{case}/handover/words")
    assert 'name="proposed" value="Karel Janssen"' not in page
    assert "<mark>Karel Janssen</mark>" in page


def test_what_a_colleague_marked_only_the_colleague_takes_back(anna: Visitor, case: str) -> None:
    """It is shown with whose it is, and counts for both."""
    anna.post(f"{case}/handover/words", {"words": "Janssen"})
    change_to(anna, BRAM)
    page = anna.read(f"{case}/handover/words")
    assert "Gemarkeerd door vertrouwenspersoon 0" in page
    anna.post(f"{case}/handover/words", {"words": ""})
    assert "<mark><bdi>Janssen</bdi></mark>" in anna.read(f"{case}/handover")


@pytest.mark.parametrize(
    "page", ["handover", "handover/questions", "handover/words", "handover/write", "destroy"]
)
def test_a_recipient_has_no_pages_of_a_handover_in_the_making(
    anna: Visitor, world: World, case: str, page: str
) -> None:
    """An address from somewhere else is refused in words."""
    world.recipients["gemeente"].workstation.close()
    anna.keeper.places.append(world.folder / "gemeente.vault")
    anna.unlock(3)
    answer = anna.get(f"{case}/{page}")
    assert answer.status_code == 409
    assert "ontvanger" in answer.text
