"""A file in the vault as pages read it: verified whole, then read at any place."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from workstation.attached import described, post_damaged, send, stored
from workstation.letters import Letters
from world import Desk, World

from crypto.errors import ProtocolError
from journalist_ui.workstation.errors import NameTaken, NotWritten, Refused
from journalist_ui.workstation.files import write_new_file
from journalist_ui.workstation.kept_files import AWAITED, DAMAGED, HERE, NOT_FOR_ME, KeptFile

CONTENT = os.urandom(200_000)
PLACES = [(0, 10), (65_528, 16), (0, 200_000), (199_990, 100), (70_000, 65_536), (200_000, 1)]


def with_file(desk: Desk, case: str, do: Callable[[KeptFile], None], number: int = 1) -> None:
    """Do something with a file of a case or a handover."""
    with desk.workstation.kept_file(case, number=number, day=desk.world.day) as file:
        do(file)


def reads_as(content: bytes) -> Callable[[KeptFile], None]:
    """Return what checks that a file is this content, from its beginning and from any place."""

    def check(file: KeptFile) -> None:
        assert file.state == HERE
        file.verify()
        opened = file.open()
        for place, length in PLACES:
            assert opened.read(place, length) == content[place : place + length]

    return check


def test_an_attachment_is_read_at_any_place(letters: Letters, anna: Desk) -> None:
    """Its payload lies in the vault as it came, behind a header of its own."""
    send(letters, described(CONTENT), stored(letters, CONTENT))
    anna.fetch()
    with_file(anna, letters.case, reads_as(CONTENT))


def test_a_file_of_a_handover_is_read_at_any_place(
    world: World, letters: Letters, anna: Desk, bram: Desk, tmp_path: Path
) -> None:
    """It lies in the recipient's vault with the header it came with."""
    letters.post(letters.report("een melding", members=(0, 1)))
    for desk in (anna, bram):
        desk.fetch()
    (file := tmp_path / "foto.jpg").write_bytes(CONTENT)
    anna.hand_over(letters.case, "Anders gezegd.", with_help_of=bram, files=[file])
    anna.bring()
    reader = world.recipients["rijksrecherche"]
    reader.fetch()
    with_file(reader, reader.cases()[0], reads_as(CONTENT))


def test_a_damaged_attachment_is_told_before_it_is_read(letters: Letters, anna: Desk) -> None:
    """A flipped bit in its payload shows at its end, or at its place."""
    post_damaged(letters, stored(letters, b"the content of a file " * 10_000), 90_000)
    anna.fetch()

    def check(file: KeptFile) -> None:
        assert file.state == HERE
        with pytest.raises(ProtocolError):
            file.verify()

    with_file(anna, letters.case, check)


def state(desk: Desk, case: str) -> str:
    """Return how the first attachment of a case stands."""
    found = []
    with_file(desk, case, lambda file: found.append((file.state, file.copy)))
    ((state, copy),) = found
    assert copy == b""
    return state


def test_one_that_has_not_come_is_awaited(letters: Letters, anna: Desk) -> None:
    """Its message names it, and it is not here."""
    send(letters, described(CONTENT), None)
    anna.fetch()
    assert state(anna, letters.case) == AWAITED


def test_one_that_came_damaged_is_told(letters: Letters, anna: Desk) -> None:
    """Its header did not open."""
    post_damaged(letters, stored(letters, CONTENT), 100)
    anna.fetch()
    assert state(anna, letters.case) == DAMAGED


def test_one_that_was_not_sealed_to_this_slot_is_told(letters: Letters, anna: Desk) -> None:
    """A colleague of the case may have it."""
    send(letters, described(CONTENT), stored(letters, CONTENT, (1, 2)))
    anna.fetch()
    assert state(anna, letters.case) == NOT_FOR_ME


def test_a_number_that_no_file_has_is_refused(letters: Letters, anna: Desk) -> None:
    """In words."""
    send(letters, described(CONTENT), stored(letters, CONTENT))
    anna.fetch()
    with pytest.raises(Refused, match="1 attachment"):
        with_file(anna, letters.case, lambda _file: None, number=2)


def test_a_name_that_is_taken_is_a_refusal_of_its_own(tmp_path: Path) -> None:
    """So that a page can say so."""
    (tmp_path / "a").write_bytes(b"as it was")
    with pytest.raises(NameTaken):
        write_new_file(tmp_path / "a", [b"new"])
    assert (tmp_path / "a").read_bytes() == b"as it was"


def test_a_link_in_the_place_of_the_name_is_not_followed(tmp_path: Path) -> None:
    """A stick may be prepared by somebody."""
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NameTaken):
        write_new_file(tmp_path / "a", [b"new"])
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """A half file is worse than none."""

    def pieces() -> Iterator[bytes]:
        yield b"some"
        raise OSError(28, "No space left on device")

    with pytest.raises(NotWritten, match="make room"):
        write_new_file(tmp_path / "a", pieces())
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_is_pulled_out_is_a_refusal(tmp_path: Path) -> None:
    """What was begun has gone with it."""

    def pieces() -> Iterator[bytes]:
        yield b"some"
        (tmp_path / "a").unlink()
        raise OSError(5, "Input/output error")

    with pytest.raises(NotWritten):
        write_new_file(tmp_path / "a", pieces())
