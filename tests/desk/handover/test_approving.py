"""Four eyes on a handover: approved as it was read, or sent back with the reason."""

import pytest
from desk.at_handover import ANNA, BRAM, change_to, decide, draft_of, sign, written
from desk.conftest import Visitor


def test_nobody_approves_their_own_text(drafted: Visitor, case: str) -> None:
    """The page has no button for it, and refuses who sends one all the same."""
    assert "Keur goed en teken" not in drafted.read(f"{case}/handover/check")
    shown = draft_of(drafted, case)["hash"]
    page = drafted.read(f"{case}/handover/write")
    form = {"step": "approve", "shown": shown, "ticket": page.partition('ticket" value="')[2][:22]}
    answer = drafted.post(f"{case}/handover/check", form)
    assert answer.status_code == 409
    assert "Dit is uw eigen tekst." in answer.text


def test_another_text_voids_an_approval(approved: Visitor, case: str) -> None:
    """It says so beforehand."""
    assert "dan geldt de goedkeuring niet meer" in approved.read(f"{case}/handover")
    sign(approved, case, text="In weer andere woorden.")
    assert draft_of(approved, case)["approved_by"] == []
    assert "Dit is uw eigen tekst." in approved.read(f"{case}/handover")


def test_why_not_is_read_by_the_writer(drafted: Visitor, case: str) -> None:
    """Beside the text it is about; another text leaves it behind."""
    change_to(drafted, BRAM)
    assert decide(drafted, case, "object", why="Te <b>precies.")[0] == 303
    change_to(drafted, ANNA)
    assert "Te &lt;b&gt;precies." in drafted.read(f"{case}/handover/write")
    sign(drafted, case, text="In weer andere woorden.")
    assert "precies." not in drafted.read(f"{case}/handover")


def test_search_finds_what_was_said_against_a_text(drafted: Visitor, case: str) -> None:
    """What was read for an earlier search is read again."""
    change_to(drafted, BRAM)
    assert case not in drafted.search("precies")
    decide(drafted, case, "object", why="Te precies.")
    assert case in drafted.search("precies")


def test_an_objection_without_words_is_none(drafted: Visitor, case: str) -> None:
    """It is asked for."""
    change_to(drafted, BRAM)
    status, page = decide(drafted, case, "object", why=" ")
    assert (status, "Er staat nog geen tekst." in page) == (409, True)


def test_a_text_that_changed_meanwhile_is_not_approved(drafted: Visitor, case: str) -> None:
    """What is signed is what was shown."""
    change_to(drafted, BRAM)
    status, page = decide(drafted, case, "approve", shown="00" * 32)
    assert (status, "De tekst is veranderd" in page) == (409, True)


@pytest.mark.parametrize("shown", ["", "00", "00" * 32])
def test_an_objection_to_another_text_is_refused_and_kept(
    drafted: Visitor, case: str, shown: str
) -> None:
    """It belongs to the text that was read; what was typed stays on the page."""
    change_to(drafted, BRAM)
    status, page = decide(drafted, case, "object", shown=shown, why="Te precies.")
    assert (status, "De tekst is veranderd" in page, "Te precies." in page) == (409, True, True)
    assert "Te precies." not in drafted.read(f"{case}/handover")


@pytest.mark.parametrize("shown", ["", "xyz", "0" * 63])
def test_an_approval_of_nothing_is_refused(drafted: Visitor, case: str, shown: str) -> None:
    """A form that is no form of ours."""
    change_to(drafted, BRAM)
    assert decide(drafted, case, "approve", shown=shown)[0] in {400, 409}


def test_of_two_texts_of_one_day_one_counts(drafted: Visitor, case: str) -> None:
    """The first writer is told in words, and keeps what was typed."""
    change_to(drafted, BRAM)
    sign(drafted, case, text="De tekst van Bram.")
    change_to(drafted, ANNA)
    form = written(drafted, case, text="De tweede tekst van Anna.")
    answer = drafted.post(f"{case}/handover/write", form)
    assert answer.status_code == 409
    assert "Een collega schreef vandaag ook een tekst" in answer.text
    assert "De tweede tekst van Anna." in drafted.read(f"{case}/handover/write")
