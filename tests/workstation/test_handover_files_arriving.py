"""Files of a handover at the recipient: here, awaited or damaged, each by its name, whatever the server gives."""

from dataclasses import replace
from pathlib import Path

import pytest
from workstation.handed_files import ONE, TEXT, TO, TWO, handed, save_all, states
from workstation.letters import Letters
from world import Desk, World
from world_changes import add_reader
from world_server import pack

from crypto.bundle_contents import Arrived, attachment_name
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.state_words import state_in_words


def test_a_missing_file_is_named_and_the_handover_shown(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path], out: Path
) -> None:
    """What is here can be saved; the rest says what to do."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    lost = dict(world.server.handed)
    for name, kept in lost.items():
        if len(kept.stored) > 100_000:
            del world.server.handed[name]
    reader = world.recipients[TO]
    assert reader.fetch().attachments_awaited == 1
    assert states(reader) == ["not fetched yet", "here"]
    assert reader.workstation.show(handed(reader), day=world.day)["text"] == TEXT
    with pytest.raises(Refused, match="it has not come yet"):
        reader.workstation.save_attachment(handed(reader), number=1, folder=out, day=world.day)
    assert save_all(reader, out) == [TWO]
    world.server.handed = lost
    reader.fetch()
    assert states(reader) == ["here", "here"]


@pytest.mark.parametrize("place", [10, 3_000, 13_000, -1])
def test_an_altered_file_is_named_as_damaged_until_an_intact_one_comes(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path], out: Path, place: int
) -> None:
    """Nothing of it is written; the other file is not held up."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    honest = dict(world.server.handed)
    name = next(n for n, kept in honest.items() if len(kept.stored) > 100_000)
    altered = bytearray(honest[name].stored)
    altered[place] ^= 1
    world.server.handed[name] = replace(honest[name], stored=bytes(altered))
    reader = world.recipients[TO]
    came = reader.fetch()
    assert (came.handovers, came.attachments, came.attachments_damaged) == (1, 1, 1)
    again = reader.fetch()
    assert (again.attachments_damaged, again.seen_before) == (0, 3)
    assert states(reader) == ["damaged", "here"]
    said = state_in_words(reader.workstation.state(day=world.day))
    assert "files of handovers: 1 here, 1 damaged" in said
    with pytest.raises(Refused, match="is damaged and was not written"):
        reader.workstation.save_attachment(handed(reader), number=1, folder=out, day=world.day)
    assert list(out.iterdir()) == []
    world.server.handed = honest
    assert reader.fetch().attachments == 1
    assert save_all(reader, out) == [ONE, TWO]


def test_swapped_files_are_damaged(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """Under each other's names, also of one size."""
    files[0].write_bytes(b"the other one")
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    one, two = world.server.handed.items()
    world.server.handed = {one[0]: two[1], two[0]: one[1]}
    reader = world.recipients[TO]
    assert reader.fetch().attachments_damaged == 2
    assert states(reader) == ["damaged", "damaged"]
    with pytest.raises(Refused, match="no file of this handover is here and whole"):
        reader.workstation.save_files(handed(reader), folder=files[0].parent, day=world.day)


def test_a_file_of_another_size_takes_no_room(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """And what the server lost comes as an empty file."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    one, two = world.server.handed.items()
    world.server.handed[one[0]] = replace(one[1], stored=bytes(900_000))
    world.server.handed[two[0]] = replace(two[1], stored=b"")
    reader = world.recipients[TO]
    assert reader.fetch().attachments_damaged == 2
    held = reader.workstation._vault._connection.execute("SELECT count(*) FROM chunks").fetchone()
    assert held == (0,)
    reason = reader.workstation.show(handed(reader), day=world.day)["files"][0]["reason"]
    assert "size" in reason


def test_a_whole_file_is_not_replaced_by_a_worse_one(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path], out: Path
) -> None:
    """Whatever comes later under its name."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    reader = world.recipients[TO]
    reader.fetch()
    for name, kept in world.server.handed.items():
        world.server.handed[name] = replace(kept, stored=kept.stored[:-1] + b"\0")
    assert reader.fetch().unusable == 0
    assert save_all(reader, out) == [ONE, TWO]


def test_a_reader_who_came_later_cannot_open_and_is_told_why(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """A new recipients' file names two readers, the handover's file one stanza."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    add_reader(world, TO)
    reader = world.recipients[TO]
    anna.fetch()
    came = reader.fetch()
    assert came.attachments_damaged == 2
    assert "another recipients' file" in next(iter(came.reasons))


def test_a_server_that_offers_a_confidant_such_a_file_is_noticed(
    world: World, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """It does not open, and is kept and counted as damaged."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files[:1])
    anna.bring()
    ((name, kept),) = world.server.handed.items()
    offered = {attachment_name(Arrived(world.day, name)): kept.stored}
    bundle = pack(offered, world.server.keyring, since=world.day, through=world.day)
    came = bram.take(bundle)
    assert (came.attachments, came.attachments_damaged) == (0, 1)
    assert bram.workstation.state(day=world.day)["damaged"][0]["what"] == "attachment"


def test_a_server_that_offers_a_recipient_a_reporter_s_file_gives_nothing(
    world: World, letters: Letters, anna: Desk, bram: Desk, case: str, files: list[Path]
) -> None:
    """No handover names it."""
    anna.hand_over(case, TEXT, with_help_of=bram, files=files)
    anna.bring()
    offered = {attachment_name(Arrived(world.day, b"r" * 16)): b"a reporter's file"}
    bundle = pack(offered, world.server.keyring, since=world.day, through=world.day)
    came = world.recipients[TO].take(bundle)
    assert (came.attachments, came.attachments_not_for_me, came.unusable) == (0, 1, 0)
