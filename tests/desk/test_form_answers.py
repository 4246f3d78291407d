"""A reporter's answers on the pages of a desk: beside the story and the two gates, safe whatever they are."""

import pytest
from desk.conftest import Visitor
from workstation.letters import Letters
from world import World

from crypto.opening.identity import Identity
from crypto.randomness import random_bytes
from journalist_ui.workstation.form_answers import ASK_AN_EXPERT, PASS_ON_IN_SILENCE

ANSWERS = {
    "enige_die_het_zag": "Bent u de enige die dit kon zien?\nNee",
    "niet_van_ons": "<b>Wie?</b>\n<script>x</script>\u202eom\n" + "a" * 4000 + "EINDE",
}


@pytest.fixture
def letters(world: World) -> Letters:
    """Somebody with a thread."""
    return Letters(world, random_bytes(32), Identity(random_bytes(32)))


@pytest.fixture
def case(world: World, letters: Letters, request: pytest.FixtureRequest) -> str:
    """Give the address of a case with answers, and with three consents unless a test says which."""
    known = [PASS_ON_IN_SILENCE, ASK_AN_EXPERT]
    consents = getattr(request, "param", [*known, "iets_nieuws"])
    letters.post(letters.report("Mijn verhaal.", answers=ANSWERS, consents=consents))
    world.confidants[0].fetch()
    return f"/cases/{letters.case}"


def test_a_case_shows_what_was_asked_and_answered(case: str, anna_at_desk: Visitor) -> None:
    """As plain text; consents in the confidant's language where they are known."""
    page = anna_at_desk.read(case)
    assert "Bent u de enige die dit kon zien?</dt>" in page
    assert "een deskundige uit het netwerk om raad te vragen" in page
    assert "<bdi>iets_nieuws</bdi>" in page
    assert "&lt;b&gt;Wie?&lt;/b&gt;</dt>" in page
    assert "<script>x" not in page
    assert "\u202e" not in page
    assert '<span class="hidden-sign">U+202E</span>' in page


def test_a_long_answer_is_cut_and_stands_whole_a_step_further(
    case: str, anna_at_desk: Visitor, letters: Letters
) -> None:
    """Nothing that was sent is out of reach."""
    page = anna_at_desk.read(case)
    assert "EINDE" not in page
    link = page.split('<dd class="cut"><a href="')[1].split('"')[0]
    assert "EINDE" in anna_at_desk.read(link)


def test_the_two_gates_have_the_answers_beside_them(case: str, anna_at_desk: Visitor) -> None:
    """How many know it, who was told, and what silence means: in the reporter's own words."""
    page = anna_at_desk.read(f"{case}/handover/questions")
    assert "Wat de melder zelf antwoordde" in page
    assert "Bent u de enige die dit kon zien?</dt>" in page
    assert "doorgeven als ik niet terugkom" in page


@pytest.mark.parametrize("case", [[]], indirect=True)
def test_without_the_consent_the_gate_says_so(case: str, anna_at_desk: Visitor) -> None:
    """Nobody takes silence for a yes."""
    page = anna_at_desk.read(f"{case}/handover/questions")
    assert "De melder gaf geen toestemming om het dan door te geven." in page


@pytest.mark.parametrize("case", [[f"woord_{number}" for number in range(1000)]], indirect=True)
def test_a_thousand_consents_do_not_fill_the_page(case: str, anna_at_desk: Visitor) -> None:
    """Twenty are shown, the others are counted."""
    page = anna_at_desk.read(case)
    assert page.count("<bdi>woord_") == 20
    assert "en nog 980" in page
