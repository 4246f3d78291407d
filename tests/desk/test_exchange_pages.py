"""Vaults of one desk exchange events on pages: offered, taken in once, and never a loss."""

import io
from pathlib import Path

import pytest
from desk.at_handover import ANNA, BRAM
from desk.conftest import Visitor
from world import World


@pytest.fixture
def case(world: World) -> str:
    """Give the number of a case that all three confidants have, in which Anna wrote a note."""
    world.reporter().send("Een melding.")
    for confidant in world.confidants:
        confidant.fetch(again=0)
    anna = world.confidants[0]
    anna.workstation.note(anna.cases()[0], text="Bel de melder niet.", day=world.day)
    return anna.cases()[0]


@pytest.fixture
def anna(case: str, anna_at_desk: Visitor) -> Visitor:
    """Give Anna, whose vault is open."""
    return anna_at_desk


def packs(world: World) -> list[Path]:
    """Return what lies between the vaults."""
    return sorted((world.folder / "sluis-exchange").iterdir())


def test_a_note_is_offered_and_taken_in(anna: Visitor, world: World, case: str) -> None:
    """Left by one, offered to the other on the first page, and gone from between them."""
    assert "Er ligt iets klaar" not in anna.read("/")
    assert anna.post("/exchange/leave", {"lock": "yes"}).location == "/unlock"
    anna.unlock(BRAM)
    assert "Er ligt iets klaar van vertrouwenspersoon 0." in anna.read("/")
    assert anna.post("/exchange/take").location == "/exchange/done"
    assert "Aangenomen: 1 nieuw bericht." in anna.read("/exchange/done")
    assert "Bel de melder niet." in anna.read(f"/cases/{case}")
    assert "Er ligt iets klaar" not in anna.read("/")
    assert [path.name[33:] for path in packs(world)] == ["from-0-1-to-2-1.pack"]


def test_taking_in_twice_takes_in_once(anna: Visitor) -> None:
    """A second click finds nothing."""
    anna.post("/exchange/leave")
    anna.unlock(BRAM)
    anna.post("/exchange/take")
    anna.post("/exchange/take")
    assert "Er ligt niets voor u klaar." in anna.read("/exchange")


def test_what_is_not_whole_is_said_and_nothing_is_lost(
    anna: Visitor, world: World, case: str
) -> None:
    """The giver leaves it again."""
    anna.post("/exchange/leave")
    for path in packs(world):
        path.write_bytes(path.read_bytes()[:-3000])
    anna.unlock(BRAM)
    anna.post("/exchange/take")
    page = anna.read("/exchange/done")
    assert "niet heel" in page
    anna.unlock(ANNA)
    anna.post("/exchange/leave")
    anna.unlock(BRAM)
    anna.post("/exchange/take")
    assert "Bel de melder niet." in anna.read(f"/cases/{case}")


def test_what_is_too_old_is_thrown_away_and_said(anna: Visitor, world: World) -> None:
    """The key of its week is gone."""
    anna.post("/exchange/leave")
    anna.keeper.lock()
    anna.time.day += 20
    world.pass_days(20)
    anna.unlock(BRAM)
    bundle = io.BytesIO(world.server.inbound(slot=1, since=world.day - 20))
    anna.post("/import", {"bundle": (bundle, "in.bundle")})
    anna.post("/exchange/take")
    assert "te oud of niet heel" in anna.read("/exchange/done")


def test_what_was_being_written_waits_for_whoever_made_room(anna: Visitor, case: str) -> None:
    """A colleague at the same desk does not see it."""
    anna.keeper.keep_draft(f"/cases/{case}/answer", "Een halve brief.")
    anna.post("/exchange/leave", {"lock": "yes"})
    anna.unlock(BRAM)
    assert "U was iets aan het schrijven." not in anna.read("/")
    anna.unlock(ANNA)
    assert "U was iets aan het schrijven." in anna.read("/")


def test_a_folder_that_others_can_read_is_refused_in_words(anna: Visitor, world: World) -> None:
    """Nothing is put there."""
    (world.folder / "sluis-exchange").mkdir()
    (world.folder / "sluis-exchange").chmod(0o755)
    answer = anna.post("/exchange/leave", {"lock": "yes"})
    assert answer.status_code == 409
    assert "voor anderen te lezen" in answer.text
    assert packs(world) == []


def test_a_recipient_has_nobody_to_exchange_with(anna: Visitor, world: World) -> None:
    """Not on the first page, and not by its address."""
    world.recipients["gemeente"].workstation.close()
    anna.keeper.places.append(world.folder / "gemeente.vault")
    anna.unlock(3)
    assert "Wissel uit" not in anna.read("/")
    for answer in (anna.get("/exchange"), anna.post("/exchange/leave")):
        assert answer.status_code == 409
        assert "ontvanger" in answer.text


def test_one_vault_alone_offers_no_exchange(anna: Visitor) -> None:
    """There is nobody else at this desk."""
    del anna.keeper.places[1:]
    assert "Wissel uit" not in anna.read("/")
