"""Cases on their way out, as the desk shows them: drafted, approved, handed over, answered, held, gone elsewhere."""

import io

import pytest
from desk.conftest import Visitor
from workstation.letters import Letters
from world import Desk, World

from crypto.opening.identity import Identity
from crypto.randomness import random_bytes

TEXT = "In andere woorden: een leverancier werd bevoordeeld."
ANSWER = "Wij zijn een onderzoek begonnen."


@pytest.fixture
def case(world: World, anna: Desk, bram: Desk) -> str:
    """A case that both have."""
    world.reporter().send("Wat de melder schreef.")
    anna.fetch(again=0)
    bram.fetch(again=0)
    return anna.cases()[0]


@pytest.fixture
def drafted(anna: Desk, case: str) -> str:
    """A case with a draft that nobody has approved."""
    day = anna.world.day
    anna.workstation.draft(case, recipient="gemeente", subject="<i>Melding", text=TEXT, day=day)
    return case


@pytest.fixture
def handed_over(world: World, anna: Desk, bram: Desk, case: str) -> str:
    """A case that the recipient has, and has answered."""
    anna.hand_over(case, TEXT, with_help_of=bram, to="gemeente")
    anna.bring()
    reader = world.recipients["gemeente"]
    reader.fetch()
    sealed = reader.workstation.answer_handover(reader.cases()[0], text=ANSWER, day=world.day)
    world.server.submit(world.server.take_ticket(), sealed.submission)
    anna.fetch(again=0)
    return case


@pytest.fixture
def held(world: World, anna: Desk, bram: Desk, case: str) -> str:
    """A case that two hold for the law."""
    for desk in (anna, bram):
        desk.workstation.hold(case, reason="vordering", until=world.day + 30, day=world.day)
    bram.tell(anna)
    return case


@pytest.fixture
def destroyed_elsewhere(world: World, anna: Desk, bram: Desk, case: str) -> str:
    """A case that Bram has destroyed, as he told Anna."""
    anna.hand_over(case, TEXT, with_help_of=bram)
    anna.bring()
    anna.tell(bram)
    bram.bring()
    bram.workstation.destroy(case, day=world.day)
    bram.tell(anna)
    return case


def test_a_message_that_does_not_fit_is_warned_about(world: World, inside: Visitor) -> None:
    """In the words of the page: the message is sealed to her and does not name her."""
    letters = Letters(world, random_bytes(32), Identity.generate())
    report = letters.report(members=(1, 2))
    letters.post(report, seal_to=(0, 1, 2))
    inside.unlock()
    bundle = io.BytesIO(world.server.inbound(slot=0, since=world.day))
    inside.post("/import", {"bundle": (bundle, "in.bundle")})
    assert "maar noemt u niet als lid" in inside.read(f"/cases/{letters.case}")


def test_a_draft_is_shown_with_what_it_lacks(drafted: str, inside: Visitor) -> None:
    """Its subject is text, and nobody has approved it."""
    inside.unlock()
    page = inside.read(f"/cases/{drafted}")
    assert TEXT in page
    assert "&lt;i&gt;Melding" in page
    assert "Nog niet goedgekeurd." in page
    assert "Overdracht in concept" in inside.read("/cases")


def test_a_case_that_was_handed_over_shows_the_answer(handed_over: str, inside: Visitor) -> None:
    """Whom it went to, and what came back."""
    inside.unlock()
    page = inside.read(f"/cases/{handed_over}")
    assert "Overgedragen aan gemeente." in page
    assert ANSWER in page
    assert "Ontvanger heeft geantwoord" in inside.read("/cases")


def test_a_case_that_two_hold_says_so(held: str, inside: Visitor) -> None:
    """It stays, because of the law."""
    inside.unlock()
    assert "houden deze zaak vast" in inside.read(f"/cases/{held}")


def test_a_case_destroyed_elsewhere_asks_for_the_same(
    destroyed_elsewhere: str, inside: Visitor
) -> None:
    """What one has destroyed, all destroy."""
    inside.unlock()
    assert "Een collega heeft deze zaak vernietigd." in inside.read(f"/cases/{destroyed_elsewhere}")


def test_a_recipient_sees_a_handover_with_both_signatures(
    handed_over: str, world: World, inside: Visitor
) -> None:
    """The redacted text and nothing of the report."""
    world.recipients["gemeente"].workstation.close()
    inside.keeper.places.append(world.folder / "gemeente.vault")
    inside.unlock(3)
    listed = inside.read("/cases")
    number = listed.partition('href="/cases/')[2].partition('"')[0]
    page = inside.read(f"/cases/{number}")
    assert "Beide handtekeningen kloppen: vertrouwenspersonen 0, 1." in page
    assert TEXT in page
    assert "Wat de melder schreef." not in page
    assert handed_over not in page


@pytest.mark.parametrize("path", ["/queue", "/exported", "/cases/{}/answer", "/cases/{}/note"])
def test_a_recipients_desk_has_no_pages_of_a_confidant(
    handed_over: str, world: World, inside: Visitor, path: str
) -> None:
    """An address from somewhere else is refused in words."""
    world.recipients["gemeente"].workstation.close()
    inside.keeper.places.append(world.folder / "gemeente.vault")
    inside.unlock(3)
    number = inside.read("/cases").partition('href="/cases/')[2].partition('"')[0]
    answer = inside.get(path.format(number))
    assert answer.status_code == 409
    assert "ontvanger" in answer.text
