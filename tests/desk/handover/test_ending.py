"""After the approval: a text leaves once, a case is destroyed by who is sure, and two may hold it."""

import pytest
from desk.at_handover import BRAM, change_to, state_of
from desk.conftest import Visitor
from world import World


def test_two_clicks_hand_over_once(approved: Visitor, case: str) -> None:
    """The second finds it in the queue."""
    for _ in range(2):
        assert approved.post(f"{case}/handover/leave").location == f"{case}/handover"
    assert state_of(approved)["messages_waiting"] == 1


def test_nothing_is_handed_over_that_one_signed(drafted: Visitor, case: str) -> None:
    """Whoever sends the form all the same reads why."""
    answer = drafted.post(f"{case}/handover/leave")
    assert answer.status_code == 409
    assert "Nog niemand anders heeft deze tekst goedgekeurd." in answer.text


def test_a_case_is_destroyed_once_somebody_is_sure(handed_over: Visitor, case: str) -> None:
    """Then every page of it tells what is remembered."""
    handed_over.keeper.keep_draft(f"{case}/answer", "Een brief over de zaak.")
    assert "Zet een vinkje" in handed_over.post(f"{case}/destroy").text
    assert handed_over.post(f"{case}/destroy", {"sure": "yes"}).location == case
    for page in ("", "/handover", "/handover/write", "/destroy", "/hold"):
        assert "Hier vernietigd op" in handed_over.read(case + page)
    assert handed_over.keeper.drafts == {}


def test_a_case_that_was_not_handed_over_stays(anna: Visitor, case: str) -> None:
    """No button, and a refusal for who sends the form."""
    assert "Vernietig hier" not in anna.read(f"{case}/destroy")
    answer = anna.post(f"{case}/destroy", {"sure": "yes"})
    assert answer.status_code == 409
    assert "Deze zaak is nog niet overgedragen." in answer.text


def test_what_was_left_for_colleagues_goes_with_the_case(
    handed_over: Visitor, world: World, case: str
) -> None:
    """It may tell of it; what a colleague left is the colleague's to take back."""
    folder = world.folder / "sluis-exchange"
    handed_over.post("/exchange/leave")
    handed_over.post("/export")
    assert sorted(path.name[33:] for path in folder.iterdir()) == [
        "from-0-1-to-1-1.pack",
        "from-0-1-to-2-1.pack",
        "from-1-1-to-2-1.pack",
    ]
    handed_over.post(f"{case}/destroy", {"sure": "yes"})
    assert [path.name[33:] for path in folder.iterdir()] == ["from-1-1-to-2-1.pack"]


def test_two_hold_a_case_in_the_same_words(handed_over: Visitor, case: str) -> None:
    """The second joins the first with one button, and then it is not destroyed."""
    form = {"reason": "klacht", "until": "2030-01-31"}
    for _ in range(2):
        handed_over.post(f"{case}/hold", form)
    page = handed_over.read(f"{case}/hold")
    assert page.count("gevraagd door vertrouwenspersoon 0") == 1
    assert "pas als een tweede" in page
    change_to(handed_over, BRAM)
    assert 'name="until" value="2030-01-31"' in handed_over.read(f"{case}/hold")
    handed_over.post(f"{case}/hold", form)
    assert "houden deze zaak vast" in handed_over.read(f"{case}/destroy")
    assert "Vernietig hier" not in handed_over.read(f"{case}/destroy")


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"reason": "klacht", "until": "2020-01-31"}, 409),
        ({"reason": "klacht", "until": "morgen"}, 409),
        ({"reason": "omdat", "until": "2030-01-31"}, 400),
        ({}, 409),
    ],
)
def test_a_hold_that_cannot_be_is_refused(
    anna: Visitor, case: str, form: dict[str, object], status: int
) -> None:
    """A day that is past, no day, another reason, nothing."""
    assert anna.post(f"{case}/hold", form).status_code == status
