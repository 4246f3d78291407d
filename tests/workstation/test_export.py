"""Exporting: constant parts, one batch a day, never a number twice, never lost."""

import io
from pathlib import Path

import pytest
from world import PASSPHRASE, Desk, World

from crypto.bundle import open_outbound, read_manifest, read_members
from crypto.sizes import DROP_SLOT_SIZE, EVENT_PART_SIZE
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.outbox import Queued
from journalist_ui.workstation.workstation import Workstation


def contents(desk: Desk, bundle: bytes) -> dict[str, bytes]:
    """Return the files of an outbound bundle."""
    keyring = desk.world.server.keyring
    manifest = open_outbound(read_manifest(io.BytesIO(bundle)), keyring=keyring)
    files = read_members(io.BytesIO(bundle), manifest.files)
    return {file.name: b"".join(pieces) for file, pieces in files}


@pytest.fixture
def told() -> str:
    """The report of the case."""
    return "het oorspronkelijke verhaal van de melder"


def shape(desk: Desk, bundle: bytes) -> dict[str, int]:
    """Return the names and sizes in a bundle, but for the period keys, which go by the calendar."""
    files = contents(desk, bundle).items()
    return {name: len(content) for name, content in files if name != "period-keys"}


def test_a_bundle_has_the_same_shape_whatever_is_in_it(world: World, anna: Desk, case: str) -> None:
    """Nothing to say, one word to say, everything to say: the same files of the same size."""
    empty = shape(anna, anna.bring())
    world.pass_days(1)
    anna.reply(case, "kort")
    short = shape(anna, anna.bring())
    world.pass_days(1)
    for number in range(12):
        anna.workstation.note(case, text=f"{number} " * 500, day=world.day)
    anna.reply(case, "lang " * 1000)
    assert shape(anna, anna.bring()) == short == empty
    assert empty["batch"] == empty["batch"] // DROP_SLOT_SIZE * DROP_SLOT_SIZE + 257
    assert empty["events"] == 8 * EVENT_PART_SIZE


def test_a_ninth_message_waits_for_the_next_day(world: World, anna: Desk) -> None:
    """Eight drop slots a day; the rest is counted, and goes first tomorrow."""
    writers = [world.reporter() for _ in range(9)]
    for writer in writers:
        writer.send("vraag")
    anna.fetch()
    for case in anna.cases():
        anna.reply(case, "antwoord")
    exported = anna.workstation.export(day=world.day)
    assert (exported.batch, exported.messages_waiting) == (True, 1)
    world.pass_days(1)
    assert anna.workstation.export(day=world.day).messages_waiting == 0


def test_a_second_bundle_of_a_day_has_no_batch(world: World, anna: Desk, case: str) -> None:
    """What was queued after the batch waits until tomorrow."""
    assert anna.workstation.export(day=world.day).batch
    anna.reply(case, "te laat")
    exported = anna.workstation.export(day=world.day)
    assert (exported.batch, exported.messages_waiting) == (False, 1)


def queue_reply(desk: Desk, case: str, text: str = "antwoord") -> Queued:
    """Queue a reply, and return what it takes and when it can leave."""
    return desk.workstation.reply(case, text=text, day=desk.world.day)


def test_what_is_queued_after_the_batch_of_the_day_leaves_tomorrow(
    world: World, anna: Desk, case: str
) -> None:
    """One batch a day: the promise is the day that is kept."""
    assert queue_reply(anna, case) == Queued(slots=1, day=world.day)
    exported = anna.workstation.export(day=world.day)
    assert exported.next_batch == world.day + 1
    assert queue_reply(anna, case) == Queued(slots=1, day=world.day + 1)
    world.pass_days(1)
    assert anna.workstation.export(day=world.day).messages_waiting == 0


def test_what_does_not_fit_in_the_next_batch_names_the_day_of_the_one_behind_it(
    world: World, anna: Desk, case: str
) -> None:
    """Four tags for a thread: the fifth short answer goes a day later, the ninth two."""
    days = [queue_reply(anna, case).day - world.day for _ in range(9)]
    assert days == [0, 0, 0, 0, 1, 1, 1, 1, 2]


def test_one_thread_gets_four_drop_slots_of_a_batch(world: World, anna: Desk) -> None:
    """There are four tags: the fifth short answer waits, and all of them arrive."""
    writer = world.reporter()
    writer.send("vraag")
    anna.fetch()
    for number in range(5):
        anna.reply(anna.cases()[0], f"antwoord {number}")
    anna.bring()
    assert sorted(writer.answers()) == [f"antwoord {number}" for number in range(4)]
    world.pass_days(1)
    anna.bring()
    assert len(writer.answers()) == 5


def test_a_reply_that_is_too_long_is_refused_with_a_number(anna: Desk, case: str) -> None:
    """The sentence says by how much."""
    with pytest.raises(Refused, match=r"about [0-9]+ characters too long"):
        anna.reply(case, "x" * 20_000)
    with pytest.raises(Refused, match="empty"):
        anna.reply(case, " \n")
    shown = anna.workstation.show(case, day=anna.world.day)
    assert (shown["replies"], shown["messages_waiting"]) == ([], 0)


def test_the_last_bundle_can_be_written_again(world: World, anna: Desk, case: str) -> None:
    """The same bytes, and nothing moves."""
    anna.reply(case, "antwoord")
    first = anna.export()
    before = anna.workstation.state(day=world.day)
    with anna.workstation.bundle() as (sequence, pieces):
        assert b"".join(pieces) == first
    assert anna.workstation.state(day=world.day) == before
    assert sequence == before["last_bundle"]["sequence"]


def test_bundles_are_kept_until_the_portal_shows_their_head(world: World, anna: Desk) -> None:
    """Two lost sticks in a row can still be brought in order."""
    kept = [anna.export(with_batch=False) for _ in range(3)]
    for number, bundle in enumerate(kept, 1):
        with anna.workstation.bundle(number) as (_sequence, pieces):
            again = b"".join(pieces)
        assert again == bundle
        world.server.bring(again)
    anna.fetch()
    assert anna.workstation.state(day=world.day)["bundles_kept"] == [3]
    with pytest.raises(Refused, match="not kept any more"), anna.workstation.bundle(1):
        pass


def test_a_copy_of_a_vault_does_not_publish(world: World, anna: Desk, tmp_path: Path) -> None:
    """An older copy would use numbers twice: it is refused once the server shows newer heads."""
    place = tmp_path / "anna.vault"
    copy = tmp_path / "copy.vault"
    anna.workstation.close()
    copy.write_bytes(place.read_bytes())
    anna.workstation = Workstation.open(place, passphrase=PASSPHRASE)
    anna.bring()
    with Workstation.open(copy, passphrase=PASSPHRASE) as older:
        bundle = io.BytesIO(world.server.inbound(slot=0, since=world.day))
        older.import_bundle(bundle, day=world.day)
        assert "it is a copy" in older.state(day=world.day)["alarms"][0]
        with pytest.raises(Refused, match="older copy"):
            older.export(day=world.day)


def test_a_revoked_or_dismissed_slot_does_not_publish(world: World, anna: Desk) -> None:
    """It can still read."""
    world.server.revocations = (world.finished.revocations[0, 1],)
    anna.fetch()
    with pytest.raises(Refused, match="revoked"):
        anna.export()


def test_an_absence_is_announced_only_when_two_others_are_live(world: World, anna: Desk) -> None:
    """At most 28 days, and not while a line would fall silent."""
    for until, why in ((29, "28 days"), (0, "28 days"), (20, "arrange who covers")):
        with pytest.raises(Refused, match=why):
            anna.workstation.export(day=world.day, away_until=world.day + until)
    assert anna.workstation.export(day=world.day).next_due == world.day + 7


def test_a_recipient_publishes_nothing(world: World) -> None:
    """A recipient's workstation has no slot."""
    reader = world.recipients["gemeente"]
    with pytest.raises(Refused, match="recipient's workstation"):
        reader.export()
