"""Clocks, and a service of which nothing was heard for a while: said in the page, and nothing goes by itself."""

from dataclasses import replace

import pytest
from browser.prefixes import shift_clock, stop_clock
from browser.reporter import REPORT, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import expect
from world import World

WARNING = '[data-step="review"] [data-overdue]'
READINESS = "[data-readiness]"
SILENT_DAYS = 11


@pytest.fixture
def silence(site: WorldSite, world: World) -> None:
    """Days go by on which no confidant comes."""
    world.pass_days(SILENT_DAYS)
    site.before_scripts = shift_clock(SILENT_DAYS)


@pytest.mark.parametrize(
    ("day", "written"), [(9_862, "1 januari 1997"), (20_453, "31 december 2025")]
)
def test_a_clock_from_before_the_page_was_made_is_named_by_its_date(
    reporter: Reporter, site: WorldSite, day: int, written: str
) -> None:
    """Nothing else can be the cause, and nothing is asked of the server."""
    site.before_scripts = stop_clock(day)
    reporter.page.goto(REPORT)
    reporter.expect_told("wrong-clock", READINESS)
    expect(reporter.page.locator(READINESS)).to_contain_text(written)
    assert not [asked for asked in site.trace if "/api/" in asked.path]


def test_a_clock_that_is_a_month_ahead_does_not_fit_the_keys(
    reporter: Reporter, site: WorldSite
) -> None:
    """The page names the date, so that whoever reads it knows which of the two is wrong."""
    site.before_scripts = shift_clock(30)
    reporter.page.goto(REPORT)
    reporter.expect_told("clocks-differ", READINESS)


def test_a_clock_that_is_years_ahead_makes_the_keyring_look_expired(
    reporter: Reporter, site: WorldSite
) -> None:
    """The page says both that may be the case."""
    site.before_scripts = shift_clock(3 * 365)
    reporter.page.goto(REPORT)
    reporter.expect_told("expired", READINESS)


def test_an_expired_keyring_seals_nothing(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """Said when the page opens, and again to whoever goes on all the same."""
    today, world.day = world.day, world.day - 3 * 365
    service = world.server.keyring.service_id
    world.install(world.hold_ceremony(serial=2, service=service))
    world.day = today
    reporter.begin()
    reporter.expect_told("expired", READINESS)
    reporter.write()
    reporter.send()
    reporter.expect_told("expired")
    assert "POST" not in {asked.method for asked in site.trace}


@pytest.mark.usefixtures("silence")
def test_a_line_of_which_nothing_was_heard_is_sent_to_only_by_choice(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """Warned of at the last look; nothing goes without the box, and it goes with it."""
    reporter.begin()
    reporter.write()
    expect(reporter.page.locator(WARNING)).to_be_visible()
    reporter.send()
    reporter.expect_told("overdue")
    assert "POST" not in {asked.method for asked in site.trace}
    reporter.page.locator(f"{WARNING} input").check()
    reporter.send()
    reporter.keep_codename()
    assert len(world.server.submissions) == 1


@pytest.mark.usefixtures("silence")
def test_whoever_comes_back_is_told_of_whom_nothing_was_heard(
    reporter: Reporter, world: World
) -> None:
    """All three confidants; an answer may be late."""
    reporter.come_back(" ".join(world.reporter().codename.words("nl")))
    reporter.expect_told("silent", "[data-silent]")
    assert "(3)" in reporter.page.locator("[data-silent]").inner_text()


def test_a_line_with_too_few_members_cannot_be_chosen(reporter: Reporter, world: World) -> None:
    """It says so beside its name, with the number to call."""
    world.server.twist_today = lambda today: replace(today, period_keys=today.period_keys[:1])
    reporter.page.goto(REPORT)
    line = reporter.page.locator('label:has(input[value="integriteit"])')
    expect(line.locator("[data-closed]")).to_be_visible()
    expect(line.locator("input")).to_be_disabled()
