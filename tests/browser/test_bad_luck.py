"""Bad luck on the way to the server: nothing is lost, nothing is stored twice, and the page says what is true."""

from pathlib import Path

import pytest
from browser.prefixes import QUICK
from browser.reporter import STORY, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import Page, Route, expect
from world import World

SUBMISSIONS = "/api/submissions"
SLEEP = """() => void setTimeout(() => {
    const end = Date.now() + 1500;
    while (Date.now() < end);
    document.documentElement.dataset.slept = "";
})"""
"""A browser without a window neither hides nor freezes a page: this one does nothing for a second and a half."""


@pytest.fixture(autouse=True)
def quick(site: WorldSite) -> None:
    """The pauses between tries are short."""
    site.before_scripts = QUICK


@pytest.fixture
def ready(reporter: Reporter) -> Reporter:
    """Somebody about to send."""
    reporter.begin()
    reporter.write()
    return reporter


def _posts(site: WorldSite) -> int:
    return sum(asked.path == SUBMISSIONS for asked in site.trace)


def test_a_server_that_is_gone_costs_nothing_that_was_typed(
    ready: Reporter, site: WorldSite, world: World
) -> None:
    """The page says so, the text is still there, and once the server is back one report is stored."""
    site.fail("/api/tickets")
    ready.send()
    ready.expect_told("unreachable")
    assert world.server.submissions == {}
    assert ready.page.locator("#text").input_value() == STORY
    site.heal()
    ready.send()
    ready.keep_codename()
    assert len(world.server.submissions) == 1


def test_an_answer_that_is_lost_once_is_asked_for_again(
    ready: Reporter, site: WorldSite, world: World
) -> None:
    """The report is stored once and the reporter notices nothing."""
    site.fail(SUBMISSIONS, stored=True, times=1)
    ready.send()
    ready.keep_codename()
    assert (_posts(site), len(world.server.submissions)) == (2, 1)


def test_whoever_cannot_know_is_shown_the_codename_and_may_send_again(
    ready: Reporter, site: WorldSite, world: World
) -> None:
    """Sending again stores nothing twice and leads to the same codename."""
    site.fail(SUBMISSIONS, stored=True)
    ready.send()
    shown = ready.page.locator("[data-doubt-codename]")
    expect(shown).to_be_visible()
    codename = shown.inner_text()
    site.heal()
    ready.page.get_by_role("button", name="Verstuur nog een keer").click()
    assert ready.keep_codename() == codename
    assert len(world.server.submissions) == 1


@pytest.mark.parametrize("status", [403, 503])
def test_what_was_in_doubt_stays_in_doubt_when_sending_again_is_refused(
    ready: Reporter, site: WorldSite, status: int
) -> None:
    """The first try may have arrived: the page does not say that it did not, and keeps the codename."""
    site.fail(SUBMISSIONS, stored=True)
    ready.send()
    shown = ready.page.locator("[data-doubt-codename]")
    expect(shown).to_be_visible()
    codename = shown.inner_text()
    site.heal()
    site.fail(SUBMISSIONS, status=status)
    with ready.page.expect_request(f"**{SUBMISSIONS}"):
        ready.page.get_by_role("button", name="Verstuur nog een keer").click()
    expect(shown).to_be_visible()
    expect(shown).to_have_text(codename)


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (403, "ticket-expired"),
        (413, "server-too-large"),
        (422, "wrong-period"),
        (503, "server-busy"),
        (507, "server-full"),
    ],
)
def test_each_refusal_is_told_by_its_own_sentence(
    ready: Reporter, site: WorldSite, world: World, status: int, name: str
) -> None:
    """Nothing is stored, and the text is still there."""
    site.fail(SUBMISSIONS, status=status)
    ready.send()
    ready.expect_told(name)
    assert world.server.submissions == {}
    assert ready.page.locator("#text").input_value() == STORY


def test_stopping_while_it_is_stored_is_not_told_as_nothing_sent(
    ready: Reporter, site: WorldSite, world: World
) -> None:
    """A click that comes too late: the first try was stored, and only its answer was lost."""
    held: list[Route] = []
    site.faults.append((SUBMISSIONS, lambda route: held.append(route) is None))
    with ready.page.expect_request(f"**{SUBMISSIONS}"):
        ready.send()
    ready.step("sending").locator("[data-stop]").evaluate("(button) => button.click()")
    site.heal()
    site.fail(SUBMISSIONS, stored=True)
    held[0].abort("connectionreset")
    expect(ready.step("doubt")).to_be_visible()
    assert len(world.server.submissions) == 1


def test_a_server_that_is_busy_for_a_moment_is_asked_again(
    ready: Reporter, site: WorldSite, world: World
) -> None:
    """Two refusals for the time being, and then it is stored."""
    site.fail(SUBMISSIONS, status=503, times=2)
    ready.send()
    ready.keep_codename()
    assert len(world.server.submissions) == 1


def test_after_a_refusal_the_text_can_be_changed_and_sent(
    ready: Reporter, site: WorldSite, world: World
) -> None:
    """One step back is where it was written."""
    site.fail(SUBMISSIONS, status=507)
    ready.send()
    ready.expect_told("server-full")
    site.heal()
    ready.step("review").get_by_role("button", name="Terug").click()
    expect(ready.step("write")).to_be_visible()
    ready.write("Anders gezegd.")
    ready.send()
    ready.keep_codename()
    anna = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    assert "Anders gezegd." in str(anna.workstation.show(case, day=world.day))


def test_a_page_that_was_opened_without_a_server_works_once_there_is_one(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """What the page could not fetch when it was opened is fetched when something is sent."""
    site.fail("/api/today")
    reporter.begin()
    reporter.expect_told("away", "[data-readiness]")
    site.heal()
    reporter.write()
    reporter.send()
    reporter.keep_codename()
    assert len(world.server.submissions) == 1


def test_a_page_that_sleeps_while_it_seals_goes_on_where_it_was(
    reporter: Reporter, page: Page, site: WorldSite, world: World, tmp_path: Path
) -> None:
    """Nothing of it runs for a while, as in a tab that nobody sees; with a file all sealing is after the ticket."""
    (tmp_path / "brief.txt").write_bytes(bytes(90_000))
    held: list[Route] = []
    site.faults.append(("/api/tickets", lambda route: held.append(route) is None))
    reporter.begin()
    reporter.write(files=[tmp_path / "brief.txt"])
    with page.expect_request("**/api/tickets"):
        reporter.send()
    page.evaluate(SLEEP)
    site.heal()
    site.answer(held[0], held[0].request)
    reporter.keep_codename()
    expect(page.locator("html[data-slept]")).to_have_count(1)
    assert len(world.server.submissions) == 1
