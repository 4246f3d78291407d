"""A server that lies, one trick each: noticed by somebody, or named in docs/threat-model.md."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from world import Desk, World
from world_server import fingerprint, pack

from crypto.bundle_contents import TODAY
from crypto.drop import Entry
from crypto.errors import (
    Gap,
    Incomplete,
    Malformed,
    OtherService,
    Overdue,
    Replayed,
    RolledBack,
    Tampered,
    TooFewMembers,
    UnknownSigner,
    WrongClock,
)
from crypto.today import Today


def _twist(world: World, **changes: object) -> None:
    world.server.twist_today = lambda today: replace(today, **changes)  # type: ignore[arg-type]


def test_a_false_period_key_is_noticed(world: World, tmp_path: Path) -> None:
    """The server cannot slip in a key of its own."""
    (tmp_path / "other").mkdir()
    other = World(tmp_path / "other", day=world.day)
    false = other.server.fetch_today()
    other.close()
    world.server.fetch_today = lambda: false  # type: ignore[method-assign]
    with pytest.raises(OtherService):
        world.reporter().send("x")


def test_a_withheld_period_key_leaves_too_few_members(world: World) -> None:
    """Showing one confidant's key only does not make the report theirs alone."""

    def only_one(today: Today) -> Today:
        return replace(today, period_keys=today.period_keys[:1])

    world.server.twist_today = only_one
    with pytest.raises(TooFewMembers):
        world.reporter().send("x")


def test_an_older_keyring_is_noticed_by_the_heads(world: World, anna: Desk) -> None:
    """Freshness without memory."""
    old = world.server.keyring_raw
    newer = world.hold_ceremony(serial=2, service=world.server.keyring.service_id)
    world.install(newer)
    anna.fetch()
    anna.bring()
    _twist(world, keyring=old)
    with pytest.raises(RolledBack):
        world.reporter().send("x")


def test_a_stale_today_is_noticed_within_days(world: World) -> None:
    """A frozen file goes out of its period; kept by the week, its heads become overdue."""
    frozen = world.server.fetch_today()
    honest = world.server.fetch_today
    world.pass_days(9)
    world.server.fetch_today = lambda: frozen  # type: ignore[method-assign]
    with pytest.raises(WrongClock):
        world.reporter().send("x")
    world.server.fetch_today = honest  # type: ignore[method-assign]
    world.pass_days(2)
    with pytest.raises(Overdue):
        world.reporter().send("x")


def test_a_withheld_answer_is_noticed(world: World, anna: Desk) -> None:
    """From the middle of a chain and from its end."""
    reporter = world.reporter()
    reporter.send("x")
    anna.fetch()
    anna.reply(anna.cases()[0], "antwoord")
    anna.bring()

    def without_batches(entries: list[Entry]) -> list[Entry]:
        return [entry for entry in entries if not entry.head.has_batch]

    world.server.twist_entries = without_batches
    with pytest.raises(Incomplete):
        reporter.check()


def test_a_withheld_head_makes_its_confidant_silent(world: World, anna: Desk) -> None:
    """With the head goes the answer; the reporter is told whose word is missing."""
    reporter = world.reporter()
    reporter.send("x")
    anna.fetch()
    anna.reply(anna.cases()[0], "antwoord")
    anna.bring()
    world.server.twist_today = lambda today: replace(today, heads=today.heads[1:])
    world.server.twist_entries = lambda entries: [e for e in entries if e.head.slot != 0]
    assert reporter.answers() == []


def test_a_replayed_submission_is_shown_once(world: World, anna: Desk) -> None:
    """The message id is remembered."""
    world.reporter().send("x")
    ((_, held),) = world.server.submissions.items()
    world.server.submissions[b"r" * 16] = held
    report = anna.fetch()
    assert (report.reports, report.replays) == (1, 1)
    assert len(anna.cases()) == 1


def test_texts_swapped_between_submissions_are_damaged(world: World, anna: Desk) -> None:
    """Parts belong to one message or to none."""
    world.reporter().send("a" * 40_000)
    world.reporter().send("b" * 40_000)
    (one, first), (_, second) = world.server.submissions.items()
    mixed = (first.texts[0], second.texts[1], *first.texts[2:])
    world.server.submissions[one] = replace(first, texts=mixed)
    report = anna.fetch()
    assert (report.reports, report.damaged) == (1, 1)


def test_a_bundle_that_claims_a_later_day_cannot_make_keys_die(world: World, anna: Desk) -> None:
    """The smaller of the portal's day and the confidant's counts."""
    today = world.server.fetch_today()
    keyring = world.server.keyring
    with pytest.raises(WrongClock):
        anna.take(pack({TODAY: today}, keyring, since=world.day, through=world.day + 40))
    world.reporter().send("x")
    assert anna.fetch().reports == 1


def test_a_recipient_s_bundle_at_a_confidant_s_workstation_is_refused(
    world: World, anna: Desk
) -> None:
    """Sticks mixed up: it holds no reports, so it must not count as days imported."""
    with pytest.raises(Malformed):
        anna.take(world.server.inbound(slot=None, since=world.day))


def test_a_mistyped_year_does_not_make_keys_die(world: World, anna: Desk) -> None:
    """A bundle of today on a day a year ahead is refused, and opens on the right day."""
    world.reporter().send("x")
    bundle = world.server.inbound(slot=0, since=world.day)
    with pytest.raises(WrongClock):
        anna.workstation.import_bundle(io.BytesIO(bundle), day=world.day + 365)
    assert anna.take(bundle).reports == 1


def test_a_flipped_byte_in_a_stored_object_is_damage_that_is_kept_and_counted(
    world: World, anna: Desk
) -> None:
    """The third outcome; the next import does not count it again."""
    world.reporter().send("heel")
    world.reporter().send("stuk")
    name, held = next(iter(world.server.submissions.items()))
    broken = bytearray(held.texts[0])
    broken[-1] ^= 1
    world.server.submissions[name] = replace(held, texts=(bytes(broken),))
    first, again = anna.fetch(), anna.fetch(again=3)
    assert (first.reports, first.damaged) == (1, 1)
    assert (again.reports, again.damaged) == (0, 0)
    assert anna.workstation.state(day=world.day)["damaged"]


def test_an_answer_withheld_from_a_bucket_is_noticed(world: World, anna: Desk) -> None:
    """The lists are the same for everybody."""
    world.install(
        world.hold_ceremony(serial=2, service=world.server.keyring.service_id, bucket_bits=1)
    )
    reporter = world.reporter()
    reporter.send("x")
    anna.fetch()
    anna.reply(anna.cases()[0], "antwoord")
    anna.bring()
    honest = world.server.fetch_bucket
    assert reporter.answers() == ["antwoord"]

    def empty_bucket(*, bits: int, number: int) -> bytes:
        whole = honest(bits=bits, number=number)
        return whole[:8] + bytes(4)

    world.server.fetch_bucket = empty_bucket  # type: ignore[method-assign]
    with pytest.raises(Incomplete):
        reporter.check()


def test_an_outbound_bundle_twice_skipped_altered_or_of_a_revoked_slot_changes_nothing(
    world: World, anna: Desk
) -> None:
    """Stolen portal credentials publish nothing."""
    first = anna.export()
    world.pass_days()
    second = anna.export()
    before = fingerprint(world.server)
    with pytest.raises(Gap):
        world.server.bring(second)
    for at in range(600, len(first), 61_111):
        altered = bytearray(first)
        altered[at] ^= 1
        with pytest.raises((Tampered, Malformed)):
            world.server.bring(bytes(altered))
    assert fingerprint(world.server) == before
    world.server.bring(first)
    with pytest.raises(Replayed):
        world.server.bring(first)
    world.server.revocations = (world.finished.revocations[0, 1],)
    with pytest.raises(UnknownSigner):
        world.server.bring(second)


def test_a_bundle_of_another_service_is_refused_at_the_workstation(
    world: World, anna: Desk, tmp_path: Path
) -> None:
    """The wrong stick."""
    (tmp_path / "other").mkdir()
    other = World(tmp_path / "other", day=world.day)
    foreign = other.server.inbound(slot=0, since=world.day)
    other.close()
    with pytest.raises(OtherService):
        anna.take(foreign)
