"""Which sticks a machine has, by what it has mounted."""

from pathlib import Path

import pytest

from journalist_ui.workstation.pages import sticks
from journalist_ui.workstation.pages.sticks import Stick, Sticks


@pytest.fixture
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder under which this machine mounts its sticks."""
    folder = tmp_path / "media"
    monkeypatch.setattr(sticks, "_PLACES", (folder,))
    return folder


def find(media: Path, *lines: str) -> list[str]:
    """Return the names of the sticks that these mounts make; a folder is made for each."""
    for line in lines:
        place = line.split(" ")[1].replace("\\040", " ").replace("\\303\\251", "\xc3\xa9")
        if place.startswith(str(media)) and "gone" not in place:
            Path(place).mkdir(parents=True, exist_ok=True)
    (mounts := media.parent / "mounts").write_text("".join(f"{line} 0 0\n" for line in lines))
    return [stick.name for stick in Sticks(mounts=mounts).find()]


def test_a_stick_is_found_by_its_label(media: Path) -> None:
    """Blanks in it are written in octal."""
    assert find(media, f"/dev/sdb1 {media}/anna/MIJN\\040STICK vfat rw,nosuid") == ["MIJN STICK"]


@pytest.mark.parametrize(
    "line",
    [
        "/dev/sda1 / ext4 rw",
        "/dev/sda2 /home/anna ext4 rw",
        "tmpfs {}/tmp tmpfs rw",
        "/dev/sr0 {}/CD iso9660 ro,nosuid",
        "/dev/sdb1 {} vfat rw",
        "/dev/sdb1 {}/gone vfat rw",
        "/dev/sdb1 {}-else/where vfat rw",
    ],
)
def test_what_is_no_stick_is_not_offered(media: Path, line: str) -> None:
    """The machine's own disk, a disk in memory, what is for reading only, what is not there any more."""
    assert find(media, line.format(media)) == []


def test_a_named_folder_counts_once(tmp_path: Path) -> None:
    """Where a machine mounts sticks elsewhere."""
    (mounts := tmp_path / "mounts").write_text("")
    (folder := tmp_path / "ROOD").mkdir()
    found = Sticks((folder, folder, tmp_path / "absent"), mounts).find()
    assert [(stick.name, stick.folder) for stick in found] == [("ROOD", folder)]
    assert found[0].free > 0


def test_sticks_of_one_name_are_two(media: Path) -> None:
    """They are told apart by where they are."""
    lines = [f"/dev/sd{n}1 {media}/{who}/USB vfat rw" for n, who in (("b", "anna"), ("c", "bram"))]
    assert find(media, *lines) == ["USB", "USB"]


def test_this_machine_s_own_mounts_can_be_read() -> None:
    """Whatever they are."""
    assert all(isinstance(stick, Stick) for stick in Sticks().find())
