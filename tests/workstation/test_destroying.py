"""Destroying a case: after everything has left, everywhere, with its days, and not while the law holds it."""

from pathlib import Path

import pytest
from workstation.letters import Letters
from workstation.rewritten import ORIGINAL, REDACTED, TO
from world import Desk, World

from journalist_ui.workstation.errors import Refused


@pytest.fixture
def told() -> str:
    """The report of the case."""
    return ORIGINAL


def test_destroying_waits_until_everything_has_left(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """First handed over, then exported, then destroyed."""
    with pytest.raises(Refused, match="was not handed over"):
        anna.workstation.destroy(case, day=world.day)
    anna.hand_over(case, REDACTED, with_help_of=bram)
    with pytest.raises(Refused, match="export first"):
        anna.workstation.destroy(case, day=world.day)
    anna.bring()
    anna.workstation.destroy(case, day=world.day)


def test_a_destroyed_case_is_gone_with_dates(
    world: World, letters: Letters, anna: Desk, bram: Desk, case: str
) -> None:
    """Here, at the others, and at the server: each with its day; what comes later stays out."""
    anna.hand_over(case, REDACTED, with_help_of=bram)
    anna.bring()
    anna.workstation.destroy(case, day=world.day)
    gone = anna.workstation.show(case, day=world.day)["destroyed"]
    assert (list(gone["by"]), gone["still_at"], gone["handed_over"]) == (["0"], [1], [TO])
    letters.post(letters.followup("te laat", members=[0, 1]))
    assert anna.fetch().damaged == 1
    assert "destroyed here" in anna.workstation.state(day=world.day)["damaged"][0]["reason"]
    world.pass_days(1)
    anna.bring()
    bram.fetch()
    assert bram.workstation.show(case, day=world.day)["must_be_destroyed"]
    bram.bring()
    bram.workstation.destroy(case, day=world.day)
    world.pass_days(1)
    bram.bring()
    anna.fetch()
    gone = anna.workstation.show(case, day=world.day)["destroyed"]
    assert (list(gone["by"]), gone["still_at"]) == (["0", "1"], [])


def test_a_destroyed_case_leaves_no_record_in_the_vault(
    world: World, anna: Desk, bram: Desk, tmp_path: Path
) -> None:
    """Records and attachments under the case's key are deleted with it."""
    file = tmp_path / "bewijs.txt"
    file.write_text("bewijs " * 20_000)
    connection = anna.workstation._vault._connection
    held = "SELECT (SELECT count(*) FROM chunks), (SELECT count(*) FROM records WHERE key != x'')"
    assert connection.execute(held).fetchone()[1] == 0
    world.reporter().send(ORIGINAL, attach=[file])
    anna.fetch()
    bram.fetch()
    (case,) = anna.cases()
    anna.hand_over(case, REDACTED, with_help_of=bram)
    anna.bring()
    chunks, records = connection.execute(held).fetchone()
    anna.workstation.destroy(case, day=world.day)
    fewer_chunks, fewer_records = connection.execute(held).fetchone()
    assert records > 5
    assert fewer_records == 0
    assert fewer_chunks < chunks


def test_what_the_law_holds_is_not_destroyed(
    world: World, anna: Desk, bram: Desk, case: str
) -> None:
    """A hold by two confidants beats destruction until its day has passed."""
    until = world.day + 3
    with pytest.raises(Refused, match="not past"):
        anna.workstation.hold(case, reason="vordering", until=world.day - 1, day=world.day)
    for desk in (anna, bram):
        desk.workstation.hold(case, reason="vordering", until=until, day=world.day)
    anna.hand_over(case, REDACTED, with_help_of=bram)
    anna.bring()
    with pytest.raises(Refused, match="hold this case"):
        anna.workstation.destroy(case, day=world.day)
    world.pass_days(4)
    anna.bring()
    anna.workstation.destroy(case, day=world.day)
