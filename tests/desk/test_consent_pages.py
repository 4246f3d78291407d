"""The reporter's word on the pages: a draft is shown, judged, and what that forbids is said in words."""

import io
import re

import pytest
from desk.at_handover import BRAM, answer_gates, change_to, decide, sign
from desk.conftest import Visitor
from workstation.letters import Letters
from world import World

from crypto.opening.identity import Identity
from crypto.randomness import random_bytes

REPORT = "Mijn baas, wethouder Karel Janssen, nam een envelop met geld aan in Hotel de Brug."


@pytest.fixture
def letters(world: World) -> Letters:
    """Give a reporter who writes by hand."""
    return Letters(world, random_bytes(32), Identity.generate())


@pytest.fixture
def case(world: World, letters: Letters) -> str:
    """Give the address of a case of Anna and Bram."""
    letters.post(letters.report(REPORT, members=(0, 1)))
    for confidant in world.confidants[:2]:
        confidant.fetch(again=0)
    return f"/cases/{letters.case}"


@pytest.fixture
def drafted(case: str, anna_at_desk: Visitor) -> Visitor:
    """Give Anna once she has signed a text."""
    answer_gates(anna_at_desk, case)
    sign(anna_at_desk, case)
    return anna_at_desk


def shown(visitor: Visitor, case: str, **fields: object) -> str:
    """Show the newest draft to the reporter; return its hash."""
    page = visitor.read(f"{case}/handover/proposal")
    found = re.search('name="shown" value="([^"]+)"', page)
    assert found is not None
    visitor.post(f"{case}/handover/proposal", {"shown": found[1], "days": "14"} | fields)
    return found[1]


def hear(visitor: Visitor, letters: Letters, says: str, about: str = "", text: str = "") -> None:
    """Let the reporter say something, and the open vault have it."""
    about_draft = bytes.fromhex(about) or None
    letters.post(letters.consent(says, about_draft, text=text))  # type: ignore[arg-type]
    bring_word(visitor, letters)


def bring_word(visitor: Visitor, letters: Letters) -> None:
    """Import what is at the server into the open vault."""
    bundle = letters.world.server.inbound(slot=0, since=letters.world.day)
    desk = visitor.keeper.require_open()
    desk.station.import_bundle(io.BytesIO(bundle), day=visitor.keeper.day())


def test_the_steps_offer_to_show_the_text_and_then_say_until_when(
    drafted: Visitor, case: str
) -> None:
    """A second click finds it in the queue."""
    assert "Laat de melder de tekst lezen" in drafted.read(f"{case}/handover")
    shown(drafted, case)
    page = drafted.read(f"{case}/handover")
    assert "heeft tot en met" in page
    assert "Laat de melder de tekst lezen" not in page
    assert drafted.get(f"{case}/handover/proposal").status_code == 303
    assert drafted.post(f"{case}/handover/proposal", {}).status_code == 303


def test_a_number_of_days_that_nobody_offered_is_refused_in_words(
    drafted: Visitor, case: str
) -> None:
    """The text is still there."""
    page = drafted.read(f"{case}/handover/proposal")
    found = re.search('name="shown" value="([^"]+)"', page)
    assert found is not None
    answer = drafted.post(f"{case}/handover/proposal", {"shown": found[1], "days": "400"})
    assert answer.status_code == 409
    assert "Kies hoelang" in answer.text


def test_what_is_too_traceable_is_said_wherever_somebody_would_go_on(
    drafted: Visitor, letters: Letters, case: str
) -> None:
    """At the case, the steps, the questions and the check, with the reporter's words; and on the list of today."""
    about = shown(drafted, case)
    hear(drafted, letters, "traceable", about, "Alleen ik was erbij.")
    for page in ("", "/handover", "/handover/questions", "/handover/check"):
        said = drafted.read(case + page)
        assert "te herleidbaar" in said
        assert "Alleen ik was erbij." in said
    assert "schrijf een andere" in drafted.read("/")
    change_to(drafted, BRAM)
    bring_word(drafted, letters)
    status, page = decide(drafted, case, "approve")
    assert (status, "schrijf een andere" in page.lower()) == (409, True)


def test_a_withdrawal_is_said_first_and_leads_to_destroying(
    drafted: Visitor, letters: Letters, case: str
) -> None:
    """On the case, on the list of cases and on the list of today."""
    hear(drafted, letters, "withdrawn")
    assert "heeft deze melding ingetrokken" in drafted.read(case)
    assert "Ingetrokken door de melder" in drafted.read("/cases")
    assert "trekt de melding in" in drafted.read("/")
    assert f'href="{case}/destroy"' in drafted.read(f"{case}/handover")


def test_an_agreement_is_a_step_that_is_done(drafted: Visitor, letters: Letters, case: str) -> None:
    """And a word on an earlier text is said to be that."""
    about = shown(drafted, case)
    hear(drafted, letters, "agreed", about)
    assert "vindt deze tekst goed" in drafted.read(f"{case}/handover")
    assert "eerdere tekst" not in drafted.read(case)
    sign(drafted, case, text="Een bestuurder zou een gift hebben gekregen.")
    assert "eerdere tekst" in drafted.read(case)
    assert "vindt deze tekst goed" not in drafted.read(f"{case}/handover")
