"""A backup's file: whole under its name or not there, and never two at once under one name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.backup_file import InTheWay, write_backup


def test_second_backup_at_once_spoils_nothing(tmp_path: Path) -> None:
    """The one that came later is told so, and the one that is under way ends whole."""
    out = tmp_path / "backup.age"

    def pieces() -> Iterator[bytes]:
        yield b"first"
        with pytest.raises(InTheWay, match="let it end"):
            write_backup(out, [b"second"])
        yield b" and last"

    write_backup(out, pieces())
    assert [path.name for path in tmp_path.iterdir()] == ["backup.age"]
    assert out.read_bytes() == b"first and last"


def test_backup_that_was_cut_off_does_not_stop_the_next(tmp_path: Path) -> None:
    """What a crash left under the name of a backup on its way is overwritten, whatever its length."""
    out = tmp_path / "backup.age"
    out.with_name("backup.age.new").write_bytes(b"half a backup")
    write_backup(out, [b"whole"])
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
        ("backup.age", b"whole")
    ]


def test_backup_to_no_folder_says_so(tmp_path: Path) -> None:
    """Before anything is read."""
    with pytest.raises(InTheWay, match="there is no folder"):
        write_backup(tmp_path / "none" / "backup.age", [])
