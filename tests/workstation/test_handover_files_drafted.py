"""Files of a draft: what may be given, what a second confidant must have seen, and what makes it void."""

import os
from pathlib import Path

import pytest
from workstation.handed_files import ONE, TO, approve, draft
from world import Desk, World
from world_changes import add_reader

from journalist_ui.workstation import chosen_files, handover_files
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.shelves import DRAFT_FILES, LEAVING_FILES


def test_the_reporter_s_own_file_never_leaves(
    world: World, anna: Desk, tmp_path: Path, files: list[Path]
) -> None:
    """Byte for byte the same is refused; made anew it is not."""
    original = tmp_path / "origineel.pdf"
    original.write_bytes(b"the original")
    world.reporter().send("met een bijlage", attach=[original])
    anna.fetch()
    (case,) = anna.cases()
    copy = tmp_path / "kopie.pdf"
    copy.write_bytes(b"the original")
    with pytest.raises(Refused, match=r"kopie\.pdf is the reporter's own file"):
        draft(anna, case, files[0], copy)
    draft(anna, case, files[0])


def test_an_approver_must_have_seen_every_file(
    anna: Desk, bram: Desk, case: str, files: list[Path], tmp_path: Path
) -> None:
    """All of them, each once, and no other."""
    shown = draft(anna, case, *files)
    anna.tell(bram)
    other = tmp_path / "iets-anders.txt"
    other.write_bytes(b"something else")
    with pytest.raises(Refused, match=r"2 files that you have not given: foto\.jpg, verslag\.txt"):
        approve(bram, case, shown)
    with pytest.raises(Refused, match=r"1 file that you have not given: verslag\.txt"):
        approve(bram, case, shown, files[0])
    with pytest.raises(Refused, match=r"iets-anders\.txt is not a file of this draft"):
        approve(bram, case, shown, *files, other)
    with pytest.raises(Refused, match="or was given twice"):
        approve(bram, case, shown, *files, files[0])
    renamed = tmp_path / "andere-naam"
    renamed.write_bytes(ONE)
    approve(bram, case, shown, files[1], renamed)


def test_another_file_voids_an_approval(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """A new draft falls out of the hash that was approved."""
    shown = draft(anna, case, files[0])
    anna.tell(bram)
    approve(bram, case, shown, files[0])
    bram.tell(anna)
    assert draft(anna, case, files[1]) != shown
    with pytest.raises(Refused, match="nobody else has approved"):
        anna.workstation.hand_over(case, day=world.day)
    with anna.workstation._desk(world.day) as desk:
        assert DRAFT_FILES.count(desk.vault) == 1


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.touch(), "is empty"),
        (lambda path: path.mkdir(), "not a plain file"),
        (os.mkfifo, "not a plain file"),
        (lambda path: None, "cannot be read"),
        (lambda path: path.write_bytes(bytes(2_001)), "larger than"),
    ],
)
def test_what_is_no_file_to_send_is_refused(
    anna: Desk, case: str, tmp_path: Path, make: object, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words, and nothing of it stays in the vault."""
    monkeypatch.setattr(chosen_files, "MAX_FILE", 2_000)
    path = tmp_path / "bestand"
    make(path)  # type: ignore[operator]
    with pytest.raises(Refused, match=says):
        draft(anna, case, path)
    connection = anna.workstation._vault._connection
    assert connection.execute("SELECT count(*) FROM chunks").fetchone()[0] < 20


def test_a_file_given_twice_is_refused(anna: Desk, case: str, files: list[Path]) -> None:
    """An approver could not tell the two apart."""
    with pytest.raises(Refused, match="given twice"):
        draft(anna, case, files[0], files[0])


def test_more_readers_than_slots_are_refused_in_words(
    anna: Desk, case: str, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file has no room for them; a handover without files has."""
    with anna.workstation._desk(anna.world.day) as desk:
        view = handover_files.CaseView(bytes.fromhex(case), None, [], None)  # type: ignore[arg-type]
        with pytest.raises(Refused, match="9 readers and a file has room for 8"):
            handover_files.keep_files(desk, view, files, readers=9)


def test_other_readers_than_at_the_draft_need_a_new_one(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """Their stanzas are drawn when the draft is signed."""
    shown = draft(anna, case, *files)
    anna.tell(bram)
    approve(bram, case, shown, *files)
    bram.tell(anna)
    add_reader(world, TO)
    with pytest.raises(Refused, match="other readers than when this was drafted"):
        anna.workstation.hand_over(case, day=world.day)


def test_the_approver_has_no_copy_and_hands_nothing_over(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """The files are in the drafter's vault."""
    shown = draft(anna, case, *files)
    anna.tell(bram)
    approve(bram, case, shown, *files)
    with pytest.raises(Refused, match="in the drafter's vault; hand over there"):
        bram.workstation.hand_over(case, day=world.day)
    with bram.workstation._desk(world.day) as desk:
        assert LEAVING_FILES.count(desk.vault) == 0
