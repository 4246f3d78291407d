"""Weeks go by in memory: keys live and die with their period, and what nobody fetched is said to be gone."""

import pytest
from world import Desk, World
from world_changes import change_root_holders, replace_workstation

from crypto.errors import Expired


def test_a_workstation_that_was_off_for_weeks_loses_nothing_within_the_cap(
    world: World, anna: Desk, bram: Desk
) -> None:
    """Period keys are eight weeks ahead, and the server keeps 35 days."""
    reporter = world.reporter()
    reporter.send("voor de vakantie")
    for _ in range(4):
        world.pass_days(7)
        bram.fetch()
        bram.bring()
        world.confidants[2].fetch()
        world.confidants[2].bring()
    reporter.follow_up("na vier weken", line="integriteit")
    report = anna.fetch()
    assert (report.reports, report.followups) == (1, 1)
    anna.reply(anna.cases()[0], "Ik was ziek, sorry.")
    anna.bring()
    assert reporter.answers() == ["Ik was ziek, sorry."]


def test_what_nobody_fetched_within_the_cap_is_gone_and_said_to_be(
    world: World, anna: Desk
) -> None:
    """The hard cap: 35 days after the end of the period the key dies, with a warning."""
    world.reporter().send("te laat")
    world.pass_days(50)
    report = anna.fetch()
    assert report.reports == 0
    assert report.destroyed_keys
    assert any("lost" in warning for warning in report.warnings)


def test_a_period_key_dies_after_its_period_was_imported(world: World, anna: Desk) -> None:
    """Import first, then destroy: later nothing of that week opens, not even for Anna."""
    world.reporter().send("van deze week")
    stolen = world.server.inbound(slot=0, since=world.day)
    anna.fetch()
    world.pass_days(14)
    assert anna.fetch().destroyed_keys
    copy = anna.take(stolen)
    assert copy.reports == 0


def test_a_replaced_workstation_and_new_root_holders_leave_an_old_reporter_in_touch(
    world: World, anna: Desk, chris: Desk
) -> None:
    """One ceremony for both; the reporter's page still has the old root, the case goes on at the new vault."""
    reporter = world.reporter()
    reporter.send("voor alles anders werd")
    anna.fetch()
    (case,) = anna.cases()
    new = replace_workstation(world, 2)
    change_root_holders(world, serial=2)
    world.enrol(new.workstation)
    new.bring(with_batch=False)
    anna.fetch()
    (bundle,) = anna.workstation.snapshot(2, day=world.day).bundles
    assert new.take(bundle).reports == 1
    new.fetch()
    new.reply(case, "Ik lees nu weer mee.")
    new.bring()
    assert reporter.answers() == ["Ik lees nu weer mee."]
    reporter.follow_up("Fijn.")
    assert (new.fetch().followups, anna.fetch().followups) == (1, 1)


def test_an_expired_keyring_stops_reporters_with_its_name(world: World) -> None:
    """After 180 days without a ceremony."""
    world.pass_days(181)
    with pytest.raises(Expired):
        world.reporter().send("x")
