"""The start page: whether the phone is answered now, and where a story belongs; nothing is asked of anybody."""

from datetime import datetime

import pytest
from browser.keys import tab_to
from browser.world_site import WorldSite
from playwright.sync_api import Browser, Page, expect

NIGHT = datetime.fromisoformat("2026-07-01T21:30:00+02:00")
DAY = datetime.fromisoformat("2026-07-01T12:00:00+02:00")


@pytest.mark.parametrize(
    ("address", "at", "said"),
    [
        ("/nl/", DAY, "Nu open, tot 17.00 uur."),
        ("/nl/", NIGHT, "Nu gesloten. Weer open: morgen om 10.00 uur."),
        ("/en/", DAY, "Open now, until 17.00."),
        ("/en/about/", NIGHT, "Closed now. Open again tomorrow at 10.00."),
    ],
)
def test_it_says_whether_the_phone_is_answered_now(
    page: Page, address: str, at: datetime, said: str
) -> None:
    """In every place, and anew when the hour has come."""
    page.clock.install(time=at)
    page.goto(address)
    for place in page.locator(".now").all():
        expect(place).to_have_text(said)
    page.clock.fast_forward("12:31:00")
    expect(page.locator(".now").last).not_to_have_text(said)


def test_without_scripts_it_says_the_hours(chromium: Browser, site: WorldSite) -> None:
    """And does not pretend to know the time."""
    context = chromium.new_context(base_url="https://sluis.test", java_script_enabled=False)
    context.route("**/*", site.handle)
    page = context.new_page()
    page.goto("/nl/")
    expect(page.locator(".calls")).to_contain_text("Elke dag van 10.00 tot 17.00 uur.")
    expect(page.locator(".now").first).to_be_empty()
    page.get_by_text("Waar hoort mijn verhaal?").click()
    page.get_by_text("Ik weet wie een misdaad pleegt").click()
    expect(page.get_by_role("link", name="0800-7000")).to_be_visible()
    context.close()


def test_where_a_story_belongs_is_found_with_the_keyboard_and_asked_of_nobody(
    page: Page, site: WorldSite
) -> None:
    """Three questions open one by one; no request is made, and the address stays what it was."""
    page.goto("/nl/", wait_until="networkidle")
    site.trace.clear()
    before = page.url, page.evaluate("history.length")
    for fold in (".where", ".where > details", ".where > details > details"):
        tab_to(page, f"{fold} > summary")
        page.keyboard.press("Enter")
    tab_to(page, '.where a[href="/nl/melden/"]')
    expect(page.get_by_text("Kies “Bedreiging of intimidatie”")).to_be_visible()
    assert (page.url, page.evaluate("history.length")) == before
    assert site.trace == []
