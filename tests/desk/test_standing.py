"""Whose a case is and how it stands, on the desk's pages."""

import io

import pytest
from desk.at_cases import REPORT, arrive
from desk.conftest import Visitor
from world import World

from journalist_ui.workstation.pages.choosing import KINDS, is_of_kind
from journalist_ui.workstation.pages.words import STATES, stage_of, status_of
from journalist_ui.workstation.standing import STATES as KNOWN


@pytest.fixture
def case(anna_at_desk: Visitor, world: World) -> str:
    """The address of a case of one report."""
    return arrive(anna_at_desk, world, REPORT)


def line(**fields: object) -> dict[str, object]:
    """Return a line of the list of cases."""
    return {
        "destroyed": None,
        "state": None,
        "assigned": None,
        "word_after_closing": False,
        "replies": 0,
        "answers_of_recipients": 0,
        "handed_over": [],
        "approved_by": [],
        "drafted_by": None,
        "consent": None,
    } | fields


def kinds_of(case: dict[str, object]) -> set[str]:
    """Return the links of the list that show a case to the confidant in slot 1."""
    return {kind for kind in KINDS if kind and is_of_kind(case, kind, own_slot=1)}


def test_every_state_has_words() -> None:
    """In the order of the protocol."""
    assert tuple(STATES) == KNOWN


def test_a_case_is_given_to_oneself(anna_at_desk: Visitor, case: str) -> None:
    """The page and the list say so."""
    assert anna_at_desk.post(f"{case}/assign", {"slot": "0"}).location == case
    assert '<option value="0" selected>u</option>' in anna_at_desk.read(case)
    assert "<td>u</td>" in anna_at_desk.read("/cases?show=mine")


def test_a_case_is_closed_and_opened_again(anna_at_desk: Visitor, case: str) -> None:
    """Nothing of it is due in between."""
    anna_at_desk.post(f"{case}/state", {"state": "closed"})
    assert "Van: niemand. Stand: Afgesloten." in anna_at_desk.read(case)
    assert "Er is geen melder die op iets wacht." in anna_at_desk.read("/")
    assert case not in anna_at_desk.read("/cases?show=open")
    anna_at_desk.post(f"{case}/state", {"state": "in-progress"})
    assert case in anna_at_desk.read("/cases?show=open")
    assert case in anna_at_desk.read("/")


def test_a_word_after_closing_is_due_and_said(anna_at_desk: Visitor, world: World) -> None:
    """On the day's page, in the list of open cases, and on the case's own page."""
    reporter = world.reporter()
    reporter.send(REPORT)
    for text in (None, "Er is nog iets gebeurd."):
        if text is not None:
            reporter.follow_up(text, line="integriteit")
        bundle = world.server.inbound(slot=0, since=world.day)
        anna_at_desk.post("/import", {"bundle": (io.BytesIO(bundle), "in.bundle")})
        (only,) = anna_at_desk.keeper.require_open().station.cases(day=world.day)
        case = f"/cases/{only['case']}"
        if text is None:
            anna_at_desk.post(f"{case}/state", {"state": "closed"})
    assert "De melder schreef na het afsluiten" in anna_at_desk.read("/")
    assert case in anna_at_desk.read("/cases?show=open")
    assert "nadat deze zaak was afgesloten" in anna_at_desk.read(case)


@pytest.mark.parametrize("slot", ["2x", "-1", "1000", "", "²"])
def test_a_slot_that_is_no_number_is_refused(anna_at_desk: Visitor, case: str, slot: str) -> None:
    """A browser may send anything."""
    assert anna_at_desk.post(f"{case}/assign", {"slot": slot}).status_code == 400


def test_what_cannot_be_is_refused_in_words(anna_at_desk: Visitor, case: str) -> None:
    """A slot that is no member, a state that does not exist, a case that is not here."""
    nobody = anna_at_desk.post(f"{case}/assign", {"slot": "7"})
    assert (nobody.status_code, "Kies iemand anders." in nobody.text) == (409, True)
    lost = anna_at_desk.post(f"{case}/state", {"state": "lost"})
    assert (lost.status_code, "Kies er een uit de lijst." in lost.text) == (409, True)
    assert anna_at_desk.post("/cases/ffffffff/state", {"state": "closed"}).status_code == 404


def test_a_list_of_an_unknown_kind_is_not_there(anna_at_desk: Visitor) -> None:
    """The links offer five."""
    assert anna_at_desk.get("/cases?show=everything").status_code == 404


def test_search_stays_within_the_chosen_cases(anna_at_desk: Visitor, case: str) -> None:
    """Words and kind go together."""
    assert case in anna_at_desk.search("facturen", "unassigned")
    assert case not in anna_at_desk.search("facturen", "mine")
    assert 'href="/found?show=mine"' in anna_at_desk.search("facturen")


@pytest.mark.parametrize(
    ("case", "kinds"),
    [
        (line(), {"unassigned", "open"}),
        (line(assigned=1), {"mine", "open"}),
        (line(assigned=0), {"open"}),
        (line(assigned=1, state="closed"), {"closed"}),
        (line(assigned=1, state="closed", word_after_closing=True), {"closed", "mine", "open"}),
        ({"destroyed": {"here": "2026-12-01"}, "state": None}, {"closed"}),
    ],
)
def test_which_links_show_a_case(case: dict[str, object], kinds: set[str]) -> None:
    """What is over is nobody's work, until the reporter writes again."""
    assert kinds_of(case) == kinds


def test_what_was_said_comes_before_what_the_events_say() -> None:
    """And how far the handover is stands beside it."""
    handed = line(state="in-progress", handed_over=["gemeente"])
    assert (status_of(handed), stage_of(handed)) == ("In behandeling", "Overgedragen")
    assert (status_of(line(replies=1)), stage_of(line(replies=1))) == ("Teken gegeven", None)
