"""A server that lies, one trick each: noticed by somebody, or named in docs/threat-model.md."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from world import Desk, World
from world_server import pack

from crypto.bundle_contents import TODAY
from crypto.drop import Entry
from crypto.errors import (
    Incomplete,
    Malformed,
    OtherService,
    Overdue,
    RolledBack,
    TooFewMembers,
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
