"""Opening a vault: the passphrase, the damage, the day."""

from pathlib import Path

from desk.conftest import Visitor
from world import PASSPHRASE, World

from journalist_ui.workstation.days import write_day


def test_a_wrong_passphrase_is_told_from_damage(inside: Visitor) -> None:
    """The vault is whole, and the page says so."""
    answer = inside.post("/unlock", {"vault": "0", "passphrase": "something else"})
    assert answer.status_code == 409
    assert "Dit is niet de wachtzin. De kluis zelf is heel." in answer.text


def test_damage_is_told_from_a_wrong_passphrase(inside: Visitor, places: list[Path]) -> None:
    """With the right passphrase a damaged vault is called damaged, and left as it is."""
    raw = bytearray(places[0].read_bytes())
    raw[0] ^= 1
    places[0].write_bytes(raw)
    answer = inside.unlock()
    assert "De kluis is beschadigd. Aan uw wachtzin ligt het niet." in answer.text
    assert places[0].read_bytes() == raw


def test_a_passphrase_is_never_sent_back(inside: Visitor) -> None:
    """Neither in the field nor in a sentence."""
    answer = inside.post("/unlock", {"vault": "0", "passphrase": "typed in the wrong place"})
    assert "typed in the wrong place" not in answer.text


def test_of_several_vaults_one_is_open(inside: Visitor) -> None:
    """The second closes the first."""
    inside.unlock(0)
    inside.unlock(1)
    assert "Kluis bram" in inside.read("/")


def test_a_vault_that_is_not_of_this_desk_is_refused(inside: Visitor) -> None:
    """The form names vaults by number only."""
    for vault in ("3", "-1", "../x", "²"):
        answer = inside.post("/unlock", {"vault": vault, "passphrase": PASSPHRASE})
        assert answer.status_code == 400


def test_a_clock_that_cannot_be_right_asks_for_the_day(inside: Visitor) -> None:
    """Years ahead: a field for the date, and nothing is open."""
    inside.time.day += 3000
    answer = inside.unlock()
    assert 'type="date"' in answer.text
    assert not inside.keeper.is_open


def test_the_day_that_somebody_gives_counts(inside: Visitor, world: World) -> None:
    """And moves on with the machine's clock."""
    inside.time.day -= 100
    day = write_day(world.day)
    inside.post("/unlock", {"vault": "0", "passphrase": PASSPHRASE, "day": day})
    inside.time.day += 1
    assert inside.keeper.day() == world.day + 1


def test_a_vault_without_a_service_says_what_to_do(inside: Visitor, world: World) -> None:
    """Nobody has enrolled it."""
    world.make_vault("dora", "confidant").close()
    inside.keeper.places.append(world.folder / "dora.vault")
    assert "sluis-workstation enrol" in inside.unlock(3).text


def test_a_recipient_reads_what_was_handed_over(inside: Visitor, world: World) -> None:
    """The same desk, with handovers in place of cases."""
    world.recipients["gemeente"].workstation.close()
    inside.keeper.places.append(world.folder / "gemeente.vault")
    inside.unlock(3)
    assert "Lees wat aan u is overgedragen" in inside.read("/")
    assert "Er is nog niets aan u overgedragen" in inside.read("/cases")
