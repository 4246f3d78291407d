"""Whose a case is and how it stands: said on one workstation, seen on another."""

from dataclasses import replace

import msgspec
import pytest
from workstation.commands import PASSPHRASE, done, refused, the_day
from workstation.letters import Letters
from world import Desk, World

from crypto.acts import Assigned
from crypto.errors import Malformed
from crypto.events import EventBody, parse_event_body
from journalist_ui.workstation import team_events
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.standing import held_by
from journalist_ui.workstation.team_events import write_event


def shown(desk: Desk, case: str) -> tuple[int | None, str | None]:
    """Return whose a case is and how it stands, as its page says."""
    page = desk.workstation.show(case, day=desk.world.day)
    return page["assigned"], page["standing"] and page["standing"]["state"]


def line(desk: Desk) -> dict[str, object]:
    """Return the only line of the list of cases."""
    (only,) = desk.workstation.cases(day=desk.world.day)
    return only


def test_what_one_says_the_others_see(anna: Desk, bram: Desk, case: str) -> None:
    """On the case's page and in the list, after an exchange."""
    anna.workstation.assign(case, slot=1, day=anna.world.day)
    anna.workstation.state_case(case, how="assessing", day=anna.world.day)
    anna.tell(bram)
    assert shown(bram, case) == (1, "assessing")
    assert (line(bram)["assigned"], line(bram)["state"]) == (1, "assessing")


def test_a_case_can_be_given_back(anna: Desk, case: str) -> None:
    """Nobody is somebody to give it to."""
    anna.workstation.assign(case, slot=0, day=anna.world.day)
    anna.workstation.assign(case, slot=None, day=anna.world.day)
    assert shown(anna, case) == (None, None)


@pytest.mark.parametrize("slot", [2, 7, 300])
def test_only_a_member_of_the_case_gets_it(anna: Desk, case: str, slot: int) -> None:
    """Chris is in the team and not in the case; nobody is in slot 7."""
    with pytest.raises(Refused, match="must be a member"):
        anna.workstation.assign(case, slot=slot, day=anna.world.day)
    assert shown(anna, case) == (None, None)


def test_an_assignment_to_no_member_by_a_colleague_counts_as_to_nobody(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """Whatever that colleague's program lets by."""
    anna.workstation.assign(case, slot=0, day=world.day)
    anna.tell(bram)
    with bram.workstation._desk(world.day) as desk:
        write_event(desk, case=bytes.fromhex(case), act=Assigned(2))
    bram.tell(anna)
    assert shown(anna, case) == (None, None)


def test_a_case_of_somebody_who_left_is_nobody_s(anna: Desk, case: str) -> None:
    """Whoever is in that slot later did not take it."""
    with anna.workstation._desk(anna.world.day) as desk:
        slots = [None if slot == 1 else holder for slot, holder in enumerate(desk.keyring.slots)]
        left = replace(desk, keyring=msgspec.structs.replace(desk.keyring, slots=slots))
        assert (held_by(desk, 1), held_by(left, 1)) == (1, None)
        assert held_by(left, 0) == 0


def test_an_unknown_state_is_refused(anna: Desk, case: str) -> None:
    """The domain has seven."""
    with pytest.raises(Refused, match="in one of these states"):
        anna.workstation.state_case(case, how="gone", day=anna.world.day)


def test_saying_the_same_twice_is_one_event(anna: Desk, bram: Desk, case: str) -> None:
    """The second of two clicks tells the team nothing."""
    for _ in range(2):
        anna.workstation.assign(case, slot=0, day=anna.world.day)
        anna.workstation.state_case(case, how="in-progress", day=anna.world.day)
    assert anna.tell(bram).events == 2


def test_what_comes_after_the_closing_is_said_to(letters: Letters, anna: Desk, case: str) -> None:
    """Until somebody states the case anew, knowing it."""
    anna.workstation.state_case(case, how="closed", day=anna.world.day)
    assert line(anna)["word_after_closing"] is False
    letters.post(letters.followup("nog iets"))
    anna.fetch()
    assert line(anna)["word_after_closing"] is True
    assert anna.workstation.show(case, day=anna.world.day)["standing"]["word_after_closing"]
    anna.workstation.state_case(case, how="closed", day=anna.world.day)
    assert line(anna)["word_after_closing"] is False


def test_a_closing_by_one_who_knew_less_does_not_hide_what_came(
    world: World, letters: Letters, anna: Desk, bram: Desk, case: str
) -> None:
    """Bram closes without the follow-up that Anna has; Anna sees that he had not read it."""
    letters.post(letters.followup("nog iets"))
    anna.fetch()
    bram.workstation.state_case(case, how="closed", day=world.day)
    bram.tell(anna)
    assert line(anna)["word_after_closing"] is True
    assert line(bram)["word_after_closing"] is False


def test_a_closed_case_is_opened_again(anna: Desk, case: str) -> None:
    """Any state may follow any."""
    for how in ("closed", "in-progress"):
        anna.workstation.state_case(case, how=how, day=anna.world.day)
    assert shown(anna, case) == (None, "in-progress")


def test_an_act_of_a_later_version_is_kept_counted_and_read_after_the_update(
    world: World, anna: Desk, bram: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anna's program knows more than Bram's, until Bram's is updated."""
    anna.workstation.state_case(case, how="advised", day=world.day)
    anna.workstation.note(case, text="erachter", day=world.day)
    with monkeypatch.context() as older:
        older.setattr(team_events, "parse_event_body", _parse_as_before)
        assert anna.tell(bram).events == 2
    assert shown(bram, case) == (None, None)
    assert bram.workstation.state(day=world.day)["unknown_events"] == 1
    assert anna.tell(bram).events == 0
    assert shown(bram, case) == (None, "advised")
    assert line(bram)["state"] == "advised"
    assert bram.workstation.state(day=world.day)["unknown_events"] == 0


def test_the_commands_say_what_they_did(world: World, anna: Desk, case: str) -> None:
    """By number, as me, or to nobody; the list and the page say the rest."""
    anna.workstation.close()
    secret = world.folder / "secret"
    secret.write_text(PASSPHRASE)
    unlock = ["--vault", world.folder / "anna.vault", "--passphrase-file", secret]
    unlock += the_day(world.day)
    assert "slot 0 sees to it" in done("assign", *unlock, "--to", "me", case[:8])
    assert "closed; the others get it" in done("status", *unlock, "--is", "closed", case[:8])
    assert "closed, with slot 0" in done("cases", *unlock)
    assert "closed, says slot 0 on" in done("show", *unlock, case[:8])
    assert "nobody sees to it" in done("assign", *unlock, "--to", "nobody", case[:8])
    assert "to me, or to nobody" in refused("assign", *unlock, "--to", "anna", case[:8])
    assert "must be a member" in refused("assign", *unlock, "--to", "2", case[:8])


def _parse_as_before(raw: bytes) -> EventBody:
    """Parse an event as a version that does not know `stated`."""
    if b'"type":"stated"' in raw:
        raise Malformed("this is not an event that this version knows")
    return parse_event_body(raw)
