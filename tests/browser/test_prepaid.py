"""Whoever pays by the byte is told beforehand what a check costs, by a request that everybody makes anyway."""

from browser.reporter import RETURN, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import Page, expect
from world import World


def test_the_size_of_a_check_is_told_before_it_and_counted_during_it(
    reporter: Reporter, page: Page, site: WorldSite, world: World
) -> None:
    """As large as the drop is; and nothing more is asked for than without."""
    world.confidants[0].bring()
    page.goto(RETURN)
    size = f"{round(len(world.server.fetch_drop()) / 1000)} kB"
    expect(page.locator("[data-returning-size]")).to_have_text(size)
    codename = reporter.report()
    site.trace.clear()
    reporter.come_back(codename)
    asked = [request.path for request in site.trace if "/api/" in request.path]
    assert asked == ["/api/today", "/api/drop"]
    counted = page.locator("[data-amount]").text_content() or ""
    assert counted == "" or counted.endswith(f"van {size}")


def test_without_a_word_of_the_server_the_most_is_said(page: Page, site: WorldSite) -> None:
    """A cache that drops the header takes nothing else away."""
    site.silent_of_sizes = True
    page.goto(RETURN)
    expect(page.locator('[data-step="look"]')).to_be_visible()
    expect(page.locator("[data-returning-size]")).to_have_text("hoogstens 4 MB")
