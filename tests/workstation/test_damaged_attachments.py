"""Damaged attachments: named, never written, and replaced by an intact copy and by nothing else."""

from pathlib import Path

import pytest
from workstation.attached import (
    CONTENT,
    damage,
    described,
    post_damaged,
    replace_stored,
    save,
    send,
    stored,
)
from workstation.letters import Letters
from world import Desk, World

from journalist_ui.workstation.errors import Refused


@pytest.mark.parametrize("place", [0, 3, 700, 12_000, 30_000, -1])
def test_a_damaged_file_is_kept_or_refused_and_never_written(
    letters: Letters, anna: Desk, out: Path, place: int
) -> None:
    """One flipped bit: in the header it is damage at import, behind it at opening."""
    post_damaged(letters, stored(letters, CONTENT), place)
    came = anna.fetch()
    assert came.attachments + came.attachments_damaged == 1
    with pytest.raises(Refused, match="damaged"):
        save(anna, letters.case, out)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("place", [0, 3, 700, 12_000, 30_000, -1])
@pytest.mark.parametrize("late", [False, True], ids=["while its key lives", "after its key died"])
def test_an_intact_copy_takes_the_place_of_a_damaged_one(
    world: World, letters: Letters, anna: Desk, out: Path, place: int, late: bool
) -> None:
    """Whatever was damaged; after the key's death where the header was whole, because that was kept."""
    true = stored(letters, CONTENT)
    upload = post_damaged(letters, true, place)
    anna.fetch()
    if late:
        world.pass_days(14)
        for confidant in world.confidants:
            confidant.bring()
        assert anna.fetch().destroyed_keys
    replace_stored(world, upload, true)
    came = anna.fetch(again=30)
    header_was_whole = place in (30_000, -1)
    if late and not header_was_whole:
        assert came.attachments_damaged == 1
        return
    assert (came.attachments, came.attachments_damaged) == (1, 0)
    assert save(anna, letters.case, out).read_bytes() == CONTENT
    state = anna.workstation.state(day=world.day)
    assert (state["damaged"], state["attachments_awaited"]) == ([], 0)
    assert anna.fetch(again=30).attachments == 0


def test_a_damaged_copy_does_not_take_the_place_of_an_intact_one(
    world: World, letters: Letters, anna: Desk, out: Path
) -> None:
    """Nor does another file that the server sealed under the same name."""
    true = stored(letters, CONTENT)
    file = described(CONTENT)
    send(letters, file, true)
    anna.fetch()
    for other in (damage(true, 700), damage(true, -1), stored(letters, b"another file")):
        replace_stored(world, bytes.fromhex(file.id), other)
        came = anna.fetch(again=30)
        assert (came.attachments, came.attachments_damaged) == (0, 0)
    assert save(anna, letters.case, out).read_bytes() == CONTENT


def test_the_true_file_takes_the_place_of_one_that_somebody_else_made(
    world: World, letters: Letters, anna: Desk, out: Path
) -> None:
    """It opened, and is not the one that the message names."""
    file = described(CONTENT)
    send(letters, file, stored(letters, b"another file"))
    anna.fetch()
    replace_stored(world, bytes.fromhex(file.id), stored(letters, CONTENT))
    assert anna.fetch(again=30).attachments == 1
    assert save(anna, letters.case, out).read_bytes() == CONTENT


def test_a_damaged_file_before_its_message_is_repaired_too(
    world: World, letters: Letters, anna: Desk, out: Path
) -> None:
    """No message names it yet, so only the seal tells that it is damaged."""
    file, true = described(CONTENT), stored(letters, CONTENT)
    name = letters.put([letters.seal_stored(bytes(16_384), (0,))])
    held = world.server.submissions[name].attachments
    held[bytes.fromhex(file.id)] = damage(true, -1)
    assert anna.fetch().attachments == 1
    held[bytes.fromhex(file.id)] = true
    assert anna.fetch(again=30).attachments == 1
    send(letters, file, None)
    anna.fetch()
    assert save(anna, letters.case, out).read_bytes() == CONTENT


def test_a_file_of_a_destroyed_case_does_not_come_back(
    world: World, letters: Letters, anna: Desk, bram: Desk
) -> None:
    """Other bytes under its name find no case to repair."""
    file, true = described(CONTENT), stored(letters, CONTENT)
    send(letters, file, true)
    anna.fetch()
    bram.fetch()
    anna.hand_over(letters.case, "in eigen woorden", with_help_of=bram)
    anna.bring()
    anna.workstation.destroy(letters.case, day=world.day)
    replace_stored(world, bytes.fromhex(file.id), damage(true, -1))
    assert anna.fetch(again=30).attachments == 0


@pytest.mark.parametrize(("place", "said"), [(700, "came damaged"), (-1, "is damaged")])
def test_what_is_said_of_a_damaged_file_is_true(
    letters: Letters, anna: Desk, out: Path, place: int, said: str
) -> None:
    """It came, so nothing large has to be fetched for the first time; the next step is to get it again."""
    post_damaged(letters, stored(letters, CONTENT), place)
    anna.fetch()
    with pytest.raises(Refused, match=rf"{said}.*--again DAYS"):
        save(anna, letters.case, out)


def test_a_file_that_was_not_sealed_to_this_slot_is_said_to_be_that(
    letters: Letters, anna: Desk, out: Path
) -> None:
    """To fetch it again would help nobody."""
    send(letters, described(CONTENT), stored(letters, CONTENT, (1, 2)))
    anna.fetch()
    with pytest.raises(Refused, match="not sealed to this workstation"):
        save(anna, letters.case, out)


@pytest.mark.parametrize(
    "changes",
    [{"sha256": "00" * 32}, {"size": 7}],
    ids=["another hash", "another size"],
)
def test_a_file_that_its_message_does_not_name_is_not_written(
    letters: Letters, anna: Desk, out: Path, changes: dict[str, object]
) -> None:
    """Whoever knows a file key could make another payload: the hash in the message decides."""
    send(letters, described(CONTENT, **changes), stored(letters, CONTENT))
    anna.fetch()
    with pytest.raises(Refused, match="not the one that its message names"):
        save(anna, letters.case, out)
    assert list(out.iterdir()) == []
