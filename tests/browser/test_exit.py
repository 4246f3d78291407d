"""Leaving at once: from every page, by mouse, keyboard and Shift; nothing stays, and going back shows no form."""

import time

import pytest
from browser.conftest import PHONE, WAIT_MS
from browser.prefixes import PATIENT
from browser.reporter import REPORT, STORY, Reporter
from browser.world_site import ORIGIN, WorldSite
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from submitter_ui.site.settings import SiteSettings

ELSEWHERE = SiteSettings().leave_to
PAGES = (
    *("/nl/", "/nl/uitleg/", "/nl/veilig/", "/nl/toegankelijkheid/", "/nl/melden/"),
    *("/nl/terugkomen/", "/nl/ontvangen/", "/nl/niet-ontvangen/full/", "/404.html", "/en/report/"),
)


@pytest.fixture(autouse=True)
def elsewhere(site: WorldSite) -> None:
    """Let the pages lead to the neutral site."""
    site.elsewhere = ELSEWHERE


@pytest.fixture
def patient(site: WorldSite) -> None:
    """A page that waits for a slow browser's history, and for slow fingers."""
    site.before_scripts = PATIENT


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Whatever the browser asks before a page is left."""
    questions: list[str] = []

    def note(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", note)
    return questions


def test_every_page_can_be_left_with_the_mouse(page: Page, site: WorldSite) -> None:
    """In place of the page: back leads to where one was before it, and nobody learns where one comes from."""
    for address in PAGES:
        page.goto("about:blank")
        page.goto(address)
        page.locator("[data-exit]").click()
        expect(page).to_have_url(ELSEWHERE)
        page.go_back()
        expect(page).to_have_url("about:blank")
    assert [headers.get("referer") for headers in site.left] == [None] * len(PAGES)


@pytest.mark.usefixtures("patient")
def test_a_step_with_a_story_is_left_without_a_question(
    reporter: Reporter, page: Page, asked: list[str]
) -> None:
    """From the middle of a report, and going back leads to the first page, with nothing of it."""
    reporter.begin()
    reporter.write()
    page.locator("[data-exit]").click()
    expect(page).to_have_url(ELSEWHERE)
    assert asked == []
    page.go_back()
    expect(page).to_have_url(f"{ORIGIN}/nl/")
    assert STORY not in page.content()
    page.go_forward()
    expect(page).to_have_url(ELSEWHERE)


@pytest.mark.usefixtures("patient")
def test_the_link_to_the_content_leaves_no_way_back(reporter: Reporter, page: Page) -> None:
    """Whoever works by keyboard takes it: a place in the history more, and none left of the report."""
    page.goto(REPORT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reporter.choose("integriteit")
    reporter.write()
    page.locator("[data-exit]").click()
    expect(page).to_have_url(ELSEWHERE)
    for address in (f"{ORIGIN}/nl/", "about:blank"):
        page.go_back()
        expect(page).to_have_url(address)


@pytest.mark.usefixtures("patient")
def test_the_codename_is_gone_for_whoever_comes_after(
    reporter: Reporter, page: Page, asked: list[str]
) -> None:
    """Left while the words stand there, which nobody can go back to."""
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.step("codename")).to_be_visible()
    words = page.locator("[data-codename] li").all_inner_texts()
    page.locator("[data-exit]").click()
    expect(page).to_have_url(ELSEWHERE)
    assert asked == []
    page.go_back()
    expect(page).to_have_url(f"{ORIGIN}/nl/")
    assert " ".join(words) not in page.locator("body").inner_text()
    assert page.locator("[data-codename]").count() == 0


def test_the_keyboard_reaches_it_first(reporter: Reporter, page: Page) -> None:
    """Behind the way to the content and the word about the history; its name says what it does."""
    page.goto(REPORT)
    for _ in range(3):
        page.keyboard.press("Tab")
    way = page.get_by_role("link", name="Snel weg van deze pagina")
    expect(way).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(ELSEWHERE)


@pytest.mark.usefixtures("patient")
def test_shift_three_times_leaves_from_the_middle_of_a_text(
    reporter: Reporter, page: Page, asked: list[str]
) -> None:
    """It is counted where it can be seen and heard."""
    reporter.begin()
    page.locator("#text").press_sequentially("Een Wethouder")
    counted = page.get_by_role("status").filter(has_text="Shift")
    page.keyboard.press("Shift")
    expect(counted).to_have_text("Nog 2 keer Shift, dan bent u hier weg.")
    page.keyboard.press("Shift")
    expect(counted).to_have_text("Nog 1 keer Shift, dan bent u hier weg.")
    page.keyboard.press("Shift")
    expect(page).to_have_url(ELSEWHERE)
    assert asked == []


def test_capitals_are_no_sign_and_two_presses_are_forgotten(reporter: Reporter, page: Page) -> None:
    """Whoever types in capitals stays; a third press after five seconds is a first."""
    page.clock.install()
    reporter.begin()
    page.clock.pause_at(time.time() + 3_600)
    text = page.locator("#text")
    for letter in ("Shift+A", "Shift+B", "Shift+C", "Shift", "x", "Shift", "Shift"):
        text.press(letter)
    counted = page.locator("[data-presses]")
    expect(counted).to_have_text("Nog 1 keer Shift, dan bent u hier weg.")
    page.clock.run_for(5_100)
    expect(counted).to_have_text("")
    text.press("Shift")
    expect(counted).to_have_text("Nog 2 keer Shift, dan bent u hier weg.")
    expect(text).to_have_value("ABCx")


@pytest.mark.usefixtures("patient")
def test_while_the_other_site_is_awaited_nothing_is_left_of_the_page(
    reporter: Reporter, page: Page, site: WorldSite
) -> None:
    """No text, no field, no title, no worker; brought back from a browser's store it begins anew."""
    site.elsewhere_status = 204
    with page.expect_worker():
        reporter.begin()
    page.locator("#text").fill(STORY)
    assert len(page.workers) == 1
    with page.expect_response(ELSEWHERE):
        page.locator("[data-exit]").click()
    expect(page.locator("body")).to_have_text("Een ogenblik")
    expect(page).to_have_title("Een ogenblik")
    assert page.locator("input, textarea, form").count() == 0
    assert STORY not in page.content()
    reporter.has_no_worker()
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert STORY not in page.content()


def test_the_bar_stays_in_sight_and_hides_no_focus(reporter: Reporter, page: Page) -> None:
    """On a phone, however far one has scrolled; what has the focus is never under it (WCAG 2.4.11)."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto("/nl/veilig/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    bar = page.locator(".exit")
    expect(bar).to_be_in_viewport(ratio=1)
    below = page.evaluate("document.querySelector('.exit').getBoundingClientRect().bottom")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        top, inside = page.evaluate(
            "[document.activeElement.getBoundingClientRect().top,"
            " document.activeElement.closest('.exit, .skip') !== null]"
        )
        assert inside or top >= below


@pytest.fixture
def plain_page(chromium: Browser, site: WorldSite) -> Page:
    """A page on which no script runs."""
    context: BrowserContext = chromium.new_context(
        viewport=PHONE, base_url=ORIGIN, java_script_enabled=False
    )
    context.set_default_timeout(WAIT_MS)
    context.route("**/*", site.handle)
    return context.new_page()


def test_without_scripts_it_is_a_link(plain_page: Page, site: WorldSite) -> None:
    """That tells nobody where one comes from."""
    plain_page.goto("/en/report/")
    plain_page.get_by_role("link", name="Leave now").click()
    expect(plain_page).to_have_url(ELSEWHERE)
    assert [headers.get("referer") for headers in site.left] == [None]
