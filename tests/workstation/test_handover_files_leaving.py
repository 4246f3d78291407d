"""Files of a handover on their way out: which bundle carries them, and what stays in the vault."""

from pathlib import Path

import pytest
from workstation.handed_files import ONE, TEXT, TO, TWO, draft, save_all, states
from world import Desk, World

from crypto.errors import Malformed, Replayed
from journalist_ui.workstation import leaving_files
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.shelves import DRAFT_FILES, LEAVING_FILES


def test_files_leave_with_the_last_of_their_text(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """A bundle without a batch carries none: who has no text yet would not know them."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring(with_batch=False)
    assert world.server.handed == {}
    assert anna.workstation.state(day=world.day)["files_waiting"] == 2
    with pytest.raises(Refused, match="export first"):
        anna.workstation.destroy(case, day=world.day)
    anna.bring()
    assert len(world.server.handed) == 2
    assert anna.workstation.state(day=world.day)["files_waiting"] == 0


def test_what_one_bundle_cannot_carry_waits_for_the_next(
    world: World,
    anna: Desk,
    bram: Desk,
    case: str,
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By their bytes together; the oldest goes first."""
    monkeypatch.setattr(leaving_files, "MAX_BUNDLE_ATTACHMENTS", 200_000)
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    first = anna.workstation.export(day=world.day)
    second = anna.workstation.export(day=world.day)
    assert (first.files, first.files_waiting) == (1, 1)
    assert (second.files, second.files_waiting) == (1, 0)


def test_sixteen_files_a_bundle_and_the_rest_in_the_next(
    world: World,
    anna: Desk,
    bram: Desk,
    case: str,
    files: list[Path],
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted at the export; the recipient names the one that is to come."""
    monkeypatch.setattr(leaving_files, "MAX_ATTACHMENTS", 1)
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    reader = world.recipients[TO]
    came = reader.fetch()
    assert (came.handovers, came.attachments, came.attachments_awaited) == (1, 1, 1)
    assert sorted(states(reader)) == ["here", "not fetched yet"]
    anna.bring()
    reader.fetch()
    assert save_all(reader, out) == [ONE, TWO]


def test_files_go_with_their_case(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """Those of a draft as well; after the handover no copy of the content is left."""
    connection = anna.workstation._vault._connection

    def chunks() -> int:
        return int(connection.execute("SELECT count(*) FROM chunks").fetchone()[0])

    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    before = chunks()
    with anna.workstation._desk(world.day) as desk:
        assert (DRAFT_FILES.count(desk.vault), LEAVING_FILES.count(desk.vault)) == (0, 0)
    draft(anna, case, *files)
    assert chunks() > before
    anna.bring()
    middle = chunks()
    anna.workstation.destroy(case, day=world.day)
    assert chunks() < middle
    with anna.workstation._desk(world.day) as desk:
        assert DRAFT_FILES.count(desk.vault) == 0


def test_a_bundle_with_files_brought_twice_or_cut_changes_nothing(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """As every outbound bundle; the same bytes come out of the vault again."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    bundle = anna.export()
    with pytest.raises(Malformed):
        world.server.bring(bundle[:-70_000])
    assert world.server.handed == {}
    world.server.bring(bundle)
    with pytest.raises(Replayed):
        world.server.bring(bundle)
    with anna.workstation.bundle() as (_number, pieces):
        assert b"".join(pieces) == bundle


def test_files_leave_with_the_period_of_the_bundle(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """Sealed in one week and exported in a later one, they are of the later one."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    world.pass_days(15)
    anna.fetch()
    anna.bring()
    assert {kept.period for kept in world.server.handed.values()} == {world.day // 7}
    assert world.recipients[TO].fetch().attachments == 2
