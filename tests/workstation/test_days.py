"""The day: believed near what was signed, confirmed by a person otherwise; keys die by it."""

import pytest
from world import Desk, World

from crypto.errors import Expired
from crypto.period import last_kept_day, period_of
from journalist_ui.workstation.days import choose_day, parse_day, write_day
from journalist_ui.workstation.errors import Refused, UnconfirmedDay

FLOOR = 20_780
REFUSED, DOUBTFUL = None, -1
RULES = {
    "the clock on the floor": (None, FLOOR, FLOOR),
    "the clock a week later": (None, FLOOR + 7, FLOOR + 7),
    "the clock at the limit": (None, FLOOR + 35, FLOOR + 35),
    "the clock beyond the limit": (None, FLOOR + 36, REFUSED),
    "the clock a year ahead": (None, FLOOR + 365, REFUSED),
    "the clock a day behind": (None, FLOOR - 1, FLOOR),
    "the clock two days behind": (None, FLOOR - 2, REFUSED),
    "the clock a year behind": (None, FLOOR - 365, REFUSED),
    "confirmed near the floor, the clock far behind": (FLOOR + 3, FLOOR - 365, FLOOR + 3),
    "confirmed far from the floor, the clock far behind": (FLOOR + 4, FLOOR - 365, DOUBTFUL),
    "confirmed a day behind": (FLOOR - 1, FLOOR, FLOOR),
    "confirmed before what was signed": (FLOOR - 2, FLOOR, REFUSED),
    "confirmed near the clock": (FLOOR + 23, FLOOR + 20, FLOOR + 23),
    "confirmed after the clock": (FLOOR + 24, FLOOR + 20, DOUBTFUL),
    "confirmed before the clock": (FLOOR + 16, FLOOR + 20, DOUBTFUL),
    "confirmed with the clock at the limit": (FLOOR + 35, FLOOR + 35, FLOOR + 35),
    "confirmed with the clock after a long silence": (FLOOR + 36, FLOOR + 36, DOUBTFUL),
    "confirmed a year ahead": (FLOOR + 365, FLOOR, DOUBTFUL),
    "confirmed a year behind a clock that is far ahead": (FLOOR + 1, FLOOR + 366, DOUBTFUL),
}


@pytest.mark.parametrize(("confirmed", "clock", "chosen"), RULES.values(), ids=RULES)
def test_the_day_is_chosen_by_the_rules(
    confirmed: int | None, clock: int, chosen: int | None
) -> None:
    """One row each; a refusal says how to confirm the day."""
    if chosen in (REFUSED, DOUBTFUL):
        how = "--day$" if chosen is REFUSED else "--yes-the-day-is"
        with pytest.raises(UnconfirmedDay, match=how):
            choose_day(confirmed=confirmed, clock=clock, floor=FLOOR)
    else:
        assert choose_day(confirmed=confirmed, clock=clock, floor=FLOOR) == chosen


def test_a_doubtful_day_is_taken_when_it_is_confirmed_twice() -> None:
    """A long absence, or a clock that lost its battery."""
    for day in (FLOOR + 16, FLOOR + 400):
        assert choose_day(confirmed=day, clock=FLOOR + 20, floor=FLOOR, again=day) == day


@pytest.mark.parametrize("confirmed", [FLOOR + 365, None])
def test_the_second_confirmation_is_of_the_same_day(confirmed: int | None) -> None:
    """Another day, or the second option alone, confirms nothing."""
    with pytest.raises(UnconfirmedDay, match="both"):
        choose_day(confirmed=confirmed, clock=FLOOR, floor=FLOOR, again=FLOOR + 366)


def test_no_confirmation_goes_back_behind_what_was_signed() -> None:
    """What the protocol never accepts is not accepted when it is said twice."""
    day = FLOOR - 2
    with pytest.raises(UnconfirmedDay, match="it cannot be before"):
        choose_day(confirmed=day, clock=FLOOR, floor=FLOOR, again=day)


def test_before_anything_was_signed_the_clock_speaks_for_the_day() -> None:
    """At the first enrolment a day far from the clock is doubtful; the clock alone is believed."""
    assert choose_day(confirmed=None, clock=FLOOR, floor=0) == FLOOR
    assert choose_day(confirmed=FLOOR + 3, clock=FLOOR, floor=0) == FLOOR + 3
    for day in (FLOOR + 4, FLOOR - 4, 0):
        with pytest.raises(UnconfirmedDay, match="--yes-the-day-is"):
            choose_day(confirmed=day, clock=FLOOR, floor=0)


def test_days_are_written_and_read() -> None:
    """One form, and nothing else is a day."""
    assert parse_day("2026-11-21") == 20_778
    assert write_day(20_778) == "2026-11-21"
    assert write_day(2**32 - 1) == "day 4294967295"
    for wrong in ("21-11-2026", "2026-02-30", "today", "2026-W01", "1969-12-31", ""):
        with pytest.raises(Refused):
            parse_day(wrong)


def test_what_was_signed_is_the_floor(world: World, anna: Desk, bram: Desk) -> None:
    """A colleague's head of a later day moves the floor of this vault."""
    world.pass_days(9)
    bram.bring()
    anna.fetch()
    with pytest.raises(UnconfirmedDay):
        anna.workstation.choose_day(confirmed=None, clock=world.day - 2)


def test_a_clock_a_year_off_exports_nothing(world: World, anna: Desk) -> None:
    """Even a confirmed day a year ahead signs nothing: the keyring has expired by then."""
    before = anna.workstation.state(day=world.day)
    with pytest.raises(Expired):
        anna.workstation.export(day=world.day + 365)
    assert anna.workstation.state(day=world.day) == before


def periods(desk: Desk) -> int:
    """Return how many period keys are here."""
    return len(desk.workstation.state(day=desk.world.day)["period_keys"])


def live_on(world: World, days: int) -> None:
    """Let days pass with everybody publishing, so that nothing expires."""
    world.pass_days(days)
    for confidant in world.confidants:
        confidant.bring()


def test_eight_keys_are_always_there(world: World, anna: Desk) -> None:
    """New ones are made as time goes, and leave with the next bundle."""
    assert periods(anna) == 8
    live_on(world, 21)
    today = period_of(world.day)
    assert anna.fetch().destroyed_keys == [today - 3, today - 2, today - 1]
    assert periods(anna) == 8


def test_a_key_lives_while_a_day_of_it_was_not_imported(world: World, anna: Desk) -> None:
    """A lost stick keeps the key alive until the days of the stick were imported."""
    period = period_of(world.day)
    live_on(world, 2)
    anna.fetched_through = world.day
    live_on(world, 12)
    assert period not in anna.fetch().destroyed_keys
    assert period in anna.fetch(again=30).destroyed_keys


def test_a_key_dies_at_the_latest_when_the_server_keeps_nothing(world: World, anna: Desk) -> None:
    """With a warning that says what may be lost."""
    period = period_of(world.day)
    while world.day <= last_kept_day(period):
        live_on(world, 7)
        anna.fetched_through = world.day
    came = anna.fetch()
    assert period in came.destroyed_keys
    assert any("is lost" in warning for warning in came.warnings)


def test_a_bundle_of_a_colleague_does_not_count_as_imported(
    world: World, anna: Desk, bram: Desk
) -> None:
    """Only the portal's bundles hold reports, so only they let keys die."""
    live_on(world, 20)
    came = bram.tell(anna)
    assert came.destroyed_keys == []
