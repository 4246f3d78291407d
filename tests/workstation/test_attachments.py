"""Attachments: mine, not mine or damaged; out of the vault only when whole, under a safe name."""

import hashlib
from pathlib import Path

import pytest
from workstation.letters import Letters
from world import Desk, World

from crypto.messages import Attachment
from crypto.padding import pad
from crypto.randomness import random_bytes
from crypto.sizes import padded_attachment_size
from journalist_ui.workstation.errors import Refused

CONTENT = b"the content of a file " * 10_000


def described(content: bytes, *, name: str = "../../brief.txt", **changes: object) -> Attachment:
    """Return the description of a file as a message names it."""
    fields: dict[str, object] = {
        "id": random_bytes(16).hex(),
        "name": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "type": "text/plain",
    }
    return Attachment(**(fields | changes))  # type: ignore[arg-type]


def stored(letters: Letters, content: bytes, members: tuple[int, ...] = (0, 1, 2)) -> bytes:
    """Return a file as the server stores it."""
    padded = pad(content, size=padded_attachment_size(len(content)))
    return letters.seal_stored(padded, members)


def send(letters: Letters, file: Attachment, sealed: bytes | None) -> None:
    """Post a report that names a file, with the file at the server or without."""
    uploads = {bytes.fromhex(file.id): sealed} if sealed is not None else {}
    letters.post(letters.report(attachments=[file]), attachments=uploads)


def damage(sealed: bytes, place: int) -> bytes:
    """Return stored bytes with one flipped bit."""
    changed = bytearray(sealed)
    changed[place] ^= 1
    return bytes(changed)


def post_damaged(letters: Letters, sealed: bytes, place: int) -> bytes:
    """Post a report whose file has one flipped bit; return the id of the upload."""
    file = described(CONTENT)
    send(letters, file, damage(sealed, place))
    return bytes.fromhex(file.id)


def replace_stored(world: World, upload: bytes, sealed: bytes) -> None:
    """Let the server hold other bytes under the name of an upload."""
    for held in world.server.submissions.values():
        if upload in held.attachments:
            held.attachments[upload] = sealed


def save(desk: Desk, case: str, folder: Path, number: int = 1) -> Path:
    """Save an attachment."""
    return desk.workstation.save_attachment(case, number=number, folder=folder, day=desk.world.day)


def here(desk: Desk, case: str) -> list[bool]:
    """Return which attachments of the first message are here."""
    shown = desk.workstation.show(case, day=desk.world.day)
    return [attached["here"] for attached in shown["messages"][0]["attachments"]]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give an empty folder."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


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
