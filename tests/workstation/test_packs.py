"""Packs between the vaults of one machine: nothing lost, nothing doubled, nothing read by others."""

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from workstation.letters import Letters
from world import PASSPHRASE, Desk, World

from journalist_ui.workstation import packs
from journalist_ui.workstation.desk import Desk as OpenDesk
from journalist_ui.workstation.desk import load_desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.packs import Pack
from journalist_ui.workstation.vault import Vault


@pytest.fixture
def case(letters: Letters, anna: Desk, bram: Desk) -> str:
    """Give a case of Anna and Bram, in which Anna has written a note."""
    letters.post(letters.report("een melding", members=(0, 1)))
    anna.fetch()
    bram.fetch()
    anna.workstation.note(letters.case, text="Bel de melder niet.", day=anna.world.day)
    return letters.case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a place where no folder is yet."""
    return tmp_path / "exchange"


@contextmanager
def opened(desk: Desk) -> Iterator[OpenDesk]:
    """Open somebody's vault for what is below the commands."""
    desk.workstation.close()
    vault = Vault.open(desk.world.folder / f"{desk.name}.vault", passphrase=PASSPHRASE)
    with vault.transaction():
        yield load_desk(vault, day=desk.world.day)
    vault.close()
    desk.workstation = type(desk.workstation).open(
        desk.world.folder / f"{desk.name}.vault", passphrase=PASSPHRASE
    )


def leave(desk: Desk, folder: Path) -> list[int]:
    """Leave packs."""
    with opened(desk) as at:
        return packs.leave_packs(at, folder).slots


def found(desk: Desk, folder: Path) -> list[Pack]:
    """Find what was left for somebody."""
    with opened(desk) as at:
        return packs.find_packs(at, folder)


def take(desk: Desk, pack: Pack) -> int:
    """Take a pack in and return how many events were new."""
    apart = packs.begin_taking(pack)
    events = desk.take(apart.path.read_bytes()).events
    packs.throw_away(apart)
    return events


def notes(desk: Desk, case: str) -> list[str]:
    """Return the notes of a case."""
    return [note["text"] for note in desk.workstation.show(case, day=desk.world.day)["notes"]]


def test_a_note_goes_from_vault_to_vault(anna: Desk, bram: Desk, case: str, folder: Path) -> None:
    """Left for all, found by the one it is for, taken in once, and then gone."""
    assert leave(anna, folder) == [1, 2]
    (pack,) = found(bram, folder)
    assert (pack.giver, pack.opens) == (0, True)
    assert take(bram, pack) == 1
    assert notes(bram, case) == ["Bel de melder niet."]
    assert found(bram, folder) == []
    assert len(list(folder.iterdir())) == 1


def test_nobody_finds_their_own(anna: Desk, case: str, folder: Path) -> None:
    """A pack is for the other."""
    leave(anna, folder)
    assert found(anna, folder) == []


def test_a_newer_pack_takes_the_place_of_an_older(
    anna: Desk, bram: Desk, case: str, folder: Path
) -> None:
    """It holds what the older held, too."""
    leave(anna, folder)
    anna.workstation.note(case, text="Toch wel.", day=anna.world.day)
    leave(anna, folder)
    (pack,) = found(bram, folder)
    assert take(bram, pack) == 2


def test_taking_a_pack_in_twice_changes_nothing(
    anna: Desk, bram: Desk, case: str, folder: Path
) -> None:
    """Nor does what had come by bundle before."""
    leave(anna, folder)
    (pack,) = found(bram, folder)
    raw = pack.path.read_bytes()
    bram.take(raw)
    assert take(bram, pack) == 0
    assert notes(bram, case) == ["Bel de melder niet."]


def test_a_pack_that_was_being_taken_in_is_found_again(
    anna: Desk, bram: Desk, case: str, folder: Path
) -> None:
    """Beside a newer one that came meanwhile."""
    leave(anna, folder)
    packs.begin_taking(found(bram, folder)[0])
    leave(anna, folder)
    assert [take(bram, pack) for pack in found(bram, folder)] == [1, 0]


def test_a_pack_of_a_week_whose_key_is_gone_opens_nothing(
    world: World, anna: Desk, bram: Desk, case: str, folder: Path
) -> None:
    """It says so before anybody tries."""
    leave(anna, folder)
    world.pass_days(20)
    for desk in (anna, bram):
        desk.fetch()
    assert [pack.opens for pack in found(bram, folder)] == [False]


def test_what_nobody_took_in_is_thrown_away_in_time(
    world: World, anna: Desk, bram: Desk, chris: Desk, case: str, folder: Path
) -> None:
    """With the next that is left, whoever leaves it."""
    leave(anna, folder)
    world.pass_days(60)
    for desk in (anna, bram, chris):
        desk.bring()
    for desk in (anna, bram, chris):
        desk.fetch()
    assert leave(bram, folder) == [0, 2]
    assert all("from-1-" in path.name for path in folder.iterdir())


def test_a_torn_pack_opens_nothing(anna: Desk, bram: Desk, case: str, folder: Path) -> None:
    """It is a copy; the giver leaves another."""
    leave(anna, folder)
    (pack,) = found(bram, folder)
    pack.path.write_bytes(pack.path.read_bytes()[:100])
    assert [pack.opens for pack in found(bram, folder)] == [False]


def test_what_lies_there_says_nothing_of_a_case(anna: Desk, case: str, folder: Path) -> None:
    """Sealed, and readable by this user only."""
    leave(anna, folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert b"melder" not in path.read_bytes()
        assert case.encode() not in path.read_bytes()


def _readable(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o755)


def _elsewhere(folder: Path) -> None:
    (folder.parent / "other").mkdir(mode=0o700)
    folder.symlink_to(folder.parent / "other")


@pytest.mark.parametrize("prepare", [_readable, _elsewhere, Path.touch])
def test_a_folder_of_somebody_elses_making_is_refused(
    anna: Desk, case: str, folder: Path, prepare: Callable[[Path], None]
) -> None:
    """Readable by others, a link, a file."""
    prepare(folder)
    with pytest.raises(Refused, match=r"beside the vault|cannot be written"):
        leave(anna, folder)


def test_other_things_in_the_folder_are_passed_over(
    anna: Desk, bram: Desk, case: str, folder: Path
) -> None:
    """A half-written pack, a link of a pack's name, a stranger's file."""
    leave(anna, folder)
    (pack,) = found(bram, folder)
    (folder / (pack.path.name + ".part")).write_bytes(b"half")
    (folder / "readme").write_bytes(b"?")
    pack.path.with_suffix(packs.TAKEN).symlink_to("/etc/hostname")
    assert found(bram, folder) == [pack]


def test_own_packs_go_before_a_case_does(anna: Desk, bram: Desk, case: str, folder: Path) -> None:
    """And nobody else's."""
    leave(anna, folder)
    leave(bram, folder)
    with opened(anna) as at:
        packs.throw_own_away(at, folder)
    assert found(bram, folder) == []
    assert [pack.giver for pack in found(anna, folder)] == [1]


def test_a_colleague_without_a_key_gets_none(world: World, anna: Desk, folder: Path) -> None:
    """After a month without a bundle nobody's key of this week is known."""
    world.pass_days(80)
    with opened(anna) as at:
        left = packs.leave_packs(at, folder)
    assert (left.slots, left.without_key) == ([], [1, 2])
