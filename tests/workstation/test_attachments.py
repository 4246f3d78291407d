"""Attachments: mine or not mine, early or late; out of the vault only when whole, under a safe name."""

from pathlib import Path

import pytest
from workstation.attached import CONTENT, described, here, save, send, stored
from workstation.letters import Letters
from world import Desk, World

from crypto.randomness import random_bytes
from journalist_ui.workstation.errors import Refused


def test_a_file_comes_out_as_it_went_in(letters: Letters, anna: Desk, out: Path) -> None:
    """Under a safe name, for its owner only, and in that folder only."""
    send(letters, described(CONTENT), stored(letters, CONTENT))
    assert anna.fetch().attachments == 1
    path = save(anna, letters.case, out)
    assert (path.name, path.read_bytes()) == ("01-brief.txt", CONTENT)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(out.iterdir()) == [path]
    path.write_text("mine")
    with pytest.raises(Refused, match="stays as it is; save in another folder"):
        save(anna, letters.case, out)
    assert path.read_text() == "mine"


def test_a_file_opens_after_its_period_key_has_died(
    world: World, letters: Letters, anna: Desk, out: Path
) -> None:
    """At import its header was written anew for the vault."""
    send(letters, described(CONTENT), stored(letters, CONTENT))
    anna.fetch()
    world.pass_days(14)
    for confidant in world.confidants:
        confidant.bring()
    assert anna.fetch().destroyed_keys
    assert save(anna, letters.case, out).read_bytes() == CONTENT


def test_a_file_that_comes_later_finds_its_message(
    world: World, letters: Letters, anna: Desk, out: Path
) -> None:
    """A large file is fetched on request, in a bundle of its own."""
    file = described(CONTENT)
    send(letters, file, None)
    anna.fetch()
    assert here(anna, letters.case) == [False]
    with pytest.raises(Refused, match="not here"):
        save(anna, letters.case, out)
    held = next(iter(world.server.submissions.values()))
    held.attachments[bytes.fromhex(file.id)] = stored(letters, CONTENT)
    anna.fetch()
    assert here(anna, letters.case) == [True]
    assert save(anna, letters.case, out).read_bytes() == CONTENT


def test_a_file_that_comes_before_its_message_waits(
    world: World, letters: Letters, anna: Desk, out: Path
) -> None:
    """Nothing that opens is thrown away because its message is late."""
    file = described(CONTENT)
    name = letters.put([letters.seal_stored(bytes(16_384), (0,))])
    uploads = world.server.submissions[name].attachments
    uploads[bytes.fromhex(file.id)] = stored(letters, CONTENT)
    anna.fetch()
    assert anna.workstation.state(day=world.day)["attachments_without_message"] == 1
    send(letters, file, None)
    anna.fetch()
    assert anna.workstation.state(day=world.day)["attachments_without_message"] == 0
    assert save(anna, letters.case, out).read_bytes() == CONTENT


def test_a_file_for_others_is_passed_over(letters: Letters, anna: Desk) -> None:
    """It is counted, and takes no room."""
    sealed = stored(letters, CONTENT, (1, 2))
    report = letters.report(members=(1, 2), attachments=[described(CONTENT)])
    upload = bytes.fromhex(report.attachments[0].id)
    letters.post(report, attachments={upload: sealed})
    came = anna.fetch()
    assert (came.attachments, came.attachments_not_for_me) == (0, 1)


def test_a_file_of_another_case_is_not_shown_in_this_one(
    world: World, letters: Letters, anna: Desk, out: Path
) -> None:
    """A message that names somebody else's upload gets nothing of it."""
    file = described(CONTENT)
    send(letters, file, stored(letters, CONTENT))
    anna.fetch()
    thief = Letters(world, random_bytes(32), letters.identity)
    send(thief, file, None)
    anna.fetch()
    assert (here(anna, letters.case), here(anna, thief.case)) == ([True], [False])
    with pytest.raises(Refused, match="not here"):
        save(anna, thief.case, out)


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_number_that_is_not_there_is_said(
    letters: Letters, anna: Desk, out: Path, number: int
) -> None:
    """Attachments are numbered through the case, from 1."""
    send(letters, described(CONTENT), stored(letters, CONTENT))
    anna.fetch()
    with pytest.raises(Refused, match="has 1 attachment;"):
        save(anna, letters.case, out, number)


def test_a_folder_that_cannot_be_written_is_said(letters: Letters, anna: Desk, out: Path) -> None:
    """A missing folder is no crash."""
    send(letters, described(CONTENT), stored(letters, CONTENT))
    anna.fetch()
    with pytest.raises(Refused, match="cannot be written"):
        save(anna, letters.case, out / "missing")
