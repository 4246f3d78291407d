"""Importing bundles: whole and of this service, or refused with nothing changed."""

import io
from dataclasses import replace

import pytest
from workstation.letters import Letters
from world import Desk, World
from world_server import pack

from crypto.bundle import Inbound, bundle_chunks, encode_inbound
from crypto.errors import Malformed, OtherService, RolledBack, Tampered, WrongClock
from crypto.head import parse_head_frame, sign_head
from crypto.today import Today, parse_today
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.shelves import OWNER


def everything(desk: Desk) -> object:
    """Return what the workstation shows of itself."""
    day = desk.world.day
    return desk.workstation.state(day=day), desk.workstation.cases(day=day)


def test_a_bundle_cut_off_anywhere_changes_nothing(letters: Letters, anna: Desk) -> None:
    """At every 512-byte boundary: refused, and the vault is as it was."""
    letters.post(letters.report())
    bundle = anna.world.server.inbound(slot=0, since=anna.world.day)
    before = everything(anna)
    for length in range(0, len(bundle), 512):
        with pytest.raises((Malformed, Tampered)):
            anna.take(bundle[:length])
    assert everything(anna) == before
    assert anna.take(bundle).reports == 1


def test_a_bundle_altered_anywhere_is_refused_or_damage(letters: Letters, anna: Desk) -> None:
    """One flipped bit at many places: the manifest notices, or what proves itself does not."""
    letters.post(letters.report())
    bundle = anna.world.server.inbound(slot=0, since=anna.world.day)
    before = everything(anna)
    for place in range(0, len(bundle), 1499):
        altered = bytearray(bundle)
        altered[place] ^= 4
        with pytest.raises((Malformed, Tampered)):
            anna.take(bytes(altered))
    assert everything(anna) == before


def test_a_bundle_of_another_service_is_refused(letters: Letters, anna: Desk) -> None:
    """The manifest names the service; nothing else is looked at."""
    manifest = Inbound([], "portal", "00" * 16, anna.world.day, anna.world.day)
    with pytest.raises(OtherService):
        anna.take(b"".join(bundle_chunks(encode_inbound(manifest), [])))


def test_an_outbound_bundle_is_told_from_an_inbound_one(anna: Desk) -> None:
    """The wrong stick is said so."""
    with pytest.raises(Malformed, match="fetch one at the portal"):
        anna.take(anna.export())


def test_a_bundle_of_a_day_that_has_not_come_is_refused(world: World, anna: Desk) -> None:
    """A day of slack, not more."""
    files = {"today": world.server.fetch_today()}
    anna.take(pack(files, world.server.keyring, since=world.day, through=world.day + 1))
    with pytest.raises(WrongClock):
        anna.take(pack(files, world.server.keyring, since=world.day, through=world.day + 2))


@pytest.mark.parametrize(
    "names",
    [
        ["texts/20000/00112233445566778899aabbccddeeff/0"],
        ["something-else"],
        ["events/0-1"],
        ["texts/DAY/{a}/0", "texts/DAY/{b}/0", "texts/DAY/{a}/1"],
    ],
    ids=["another day", "unknown", "no events", "torn apart"],
)
def test_a_file_that_cannot_be_in_a_bundle_is_refused(
    world: World, anna: Desk, names: list[str]
) -> None:
    """Names are checked before anything is applied."""
    day, first, second = str(world.day), "a" * 32, "b" * 32
    files = {n.replace("DAY", day).format(a=first, b=second): b"x" for n in names}
    with pytest.raises(Malformed):
        anna.take(pack(files, world.server.keyring, since=world.day, through=world.day))


def test_an_older_keyring_is_refused(world: World, anna: Desk) -> None:
    """A workstation remembers the newest serial it has seen."""
    older = world.server.inbound(slot=0, since=world.day)
    world.install(world.hold_ceremony(serial=2, service=world.server.keyring.service_id))
    anna.fetch()
    with pytest.raises(RolledBack):
        anna.take(older)


def test_an_expired_keyring_does_not_keep_reports_out(letters: Letters, anna: Desk) -> None:
    """Import warns; what proves itself comes in all the same."""
    world = anna.world
    letters.post(letters.report())
    name = letters.world.server.submissions.popitem()[1].texts[0]
    expired = world.server.keyring.expires + 1
    files = {"today": world.server.fetch_today(), f"texts/{expired}/{'a' * 32}/0": name}
    bundle = pack(files, world.server.keyring, since=expired, through=expired)
    came = anna.workstation.import_bundle(io.BytesIO(bundle), day=expired)
    assert came.reports == 1
    assert "expired" in came.warnings[0]


def test_two_heads_in_one_place_raise_an_alarm(world: World, anna: Desk, bram: Desk) -> None:
    """A confidant's key that signs two histories is noticed."""
    bram.bring()
    anna.fetch()
    stolen = OWNER.get(bram.workstation._vault).seed

    def forge(today: Today) -> Today:
        heads = list(today.heads)
        head = parse_head_frame(heads[1])
        heads[1] = sign_head(replace(head, next_due=head.day + 9), signing_seed=stolen)
        return replace(today, heads=tuple(heads))

    world.server.twist_today = forge
    anna.fetch()
    (alarm,) = anna.workstation.state(day=world.day)["alarms"]
    assert "two different heads" in alarm


def test_a_head_that_goes_back_raises_an_alarm(world: World, anna: Desk, bram: Desk) -> None:
    """A server that shows an older word than before is noticed; an old bundle is not that."""
    old_bundle = world.server.inbound(slot=0, since=world.day)
    old = parse_today(world.server.fetch_today()).heads
    world.pass_days(1)
    bram.bring()
    anna.fetch()
    anna.take(old_bundle)
    assert anna.workstation.state(day=world.day)["alarms"] == []
    world.server.twist_today = lambda today: replace(today, heads=old)
    anna.fetch()
    (alarm,) = anna.workstation.state(day=world.day)["alarms"]
    assert "older word of slot 1" in alarm


def test_a_missing_bundle_of_a_colleague_is_a_gap(world: World, anna: Desk, bram: Desk) -> None:
    """Event parts are numbered by the bundle that they came in."""
    for _ in range(3):
        world.pass_days(1)
        bram.bring()
    world.server.event_parts = [p for p in world.server.event_parts if p.origin != (1, 1, 2)]
    anna.fetch()
    assert anna.workstation.state(day=world.day)["bundle_gaps"] == {"1-1": 1}


def damage_parts(world: World, place: int) -> list[bytes]:
    """Flip a bit in the event parts of today for slot 0; return them as they were."""
    parts = [p for p in world.server.event_parts if p.slot == 0 and p.day == world.day]
    true = [part.part for part in parts]
    for part in parts:
        changed = bytearray(part.part)
        changed[place] ^= 1
        part.part = bytes(changed)
    return true


def mend_parts(world: World, true: list[bytes]) -> None:
    """Let the server hold again what it was brought."""
    parts = [p for p in world.server.event_parts if p.slot == 0 and p.day == world.day]
    for part, content in zip(parts, true, strict=True):
        part.part = content


@pytest.mark.parametrize("place", [0, 10, -1], ids=["version", "header", "payload"])
def test_a_damaged_event_part_is_kept_with_its_reason_and_counted_once(
    world: World, anna: Desk, bram: Desk, place: int
) -> None:
    """It was for this workstation, and is not what was sealed."""
    world.pass_days(1)
    bram.bring()
    damage_parts(world, place)
    came = anna.fetch()
    assert (came.damaged_event_parts, came.closed_event_parts) == (1, 0)
    assert anna.fetch(again=30).damaged_event_parts == 0
    (record,) = anna.workstation.state(day=world.day)["damaged"]
    assert (record["what"], record["id"]) == ("event part", "1-1-1")


@pytest.mark.parametrize("place", [0, 10, 900, -1], ids=["version", "header", "stanza", "payload"])
def test_an_intact_event_part_takes_the_place_of_one_that_did_not_open(
    world: World, letters: Letters, anna: Desk, bram: Desk, place: int
) -> None:
    """Whichever way it did not: what a colleague said is not lost by one bad copy."""
    letters.post(letters.report())
    anna.fetch()
    bram.fetch()
    bram.workstation.note(letters.case, text="gelezen", day=world.day)
    world.pass_days(1)
    bram.bring()
    before = anna.workstation.state(day=world.day)["closed_event_parts"]
    true = damage_parts(world, place)
    assert anna.fetch().events == 0
    mend_parts(world, true)
    assert anna.fetch(again=30).events == 1
    state = anna.workstation.state(day=world.day)
    assert (state["damaged"], state["closed_event_parts"]) == ([], before)


def test_decoys_of_colleagues_who_had_no_key_yet_are_not_called_damaged(
    world: World, anna: Desk
) -> None:
    """The first bundles of everybody hold nothing else; they are counted once, and apart."""
    state = anna.workstation.state(day=world.day)
    assert (state["closed_event_parts"], state["damaged"]) == (2, [])
    came = anna.fetch(again=30)
    assert (came.closed_event_parts, came.damaged_event_parts) == (0, 0)


def test_a_recipient_gets_no_texts(world: World, letters: Letters) -> None:
    """A recipient's workstation passes over what is not for its role."""
    letters.post(letters.report())
    reader = world.recipients["gemeente"]
    came = reader.take(world.server.inbound(slot=0, since=world.day))
    assert (came.opened, came.damaged, came.not_for_me) == (0, 0, 0)


def test_looking_into_a_bundle_changes_nothing(letters: Letters, anna: Desk) -> None:
    """The list of what is in it comes before anything happens."""
    letters.post(letters.report())
    before = everything(anna)
    bundle = io.BytesIO(anna.world.server.inbound(slot=0, since=anna.world.day))
    kinds = anna.workstation.look_into(bundle, day=anna.world.day)
    assert kinds["texts"] == 1
    assert everything(anna) == before


def test_a_full_disk_during_an_import_changes_nothing(letters: Letters, anna: Desk) -> None:
    """All of a bundle comes in, or nothing."""
    letters.post(letters.report("lang " * 12_000))
    before = everything(anna)
    connection = anna.workstation._vault._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(Refused, match="disk is full"):
        anna.fetch()
    connection.execute("PRAGMA max_page_count=1000000")
    assert everything(anna) == before
    assert anna.fetch(again=1).reports == 1
