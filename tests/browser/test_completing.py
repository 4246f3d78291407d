"""Words of a codename completed while typing: by keyboard, by touch, said aloud, and asking nobody."""

import axe
import pytest
from browser.reporter import RETURN, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import Locator, Page, expect

from crypto.words import dutch

BEGINNING = "bo"
WORDS = [word for word in dutch.WORDS if word.startswith(BEGINNING)][:6]


@pytest.fixture
def field(page: Page) -> Locator:
    """Give the field of the codename, with two letters typed into it, on a page that has asked what it asks."""
    with page.expect_response("**/api/today"):
        page.goto(RETURN)
    field = page.locator("#codename")
    field.press_sequentially(BEGINNING)
    return field


def test_the_words_that_begin_so_are_offered_and_counted_aloud(page: Page, field: Locator) -> None:
    """Six at most, in their order; axe finds no fault."""
    expect(field).to_be_visible()
    expect(page.get_by_role("option")).to_have_text(WORDS)
    expect(page.locator("[data-completions-told]")).to_contain_text(f"beginnen: {len(WORDS)}")
    assert not axe.faults(page)


def test_arrows_and_enter_choose_a_word_and_do_not_look_for_the_codename(
    page: Page, field: Locator, site: WorldSite
) -> None:
    """The field says which one is meant; nothing is asked of anybody."""
    site.trace.clear()
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = page.locator('[role="option"][aria-selected="true"]')
    expect(chosen).to_have_text(WORDS[1])
    expect(chosen).to_have_id(field.get_attribute("aria-activedescendant") or "none")
    field.press("Enter")
    expect(field).to_have_value(f"{WORDS[1]} ")
    expect(page.locator("[data-completions]")).to_be_hidden()
    assert site.trace == []


def test_a_touch_chooses_and_typing_goes_on(page: Page, field: Locator) -> None:
    """Behind the word, with a blank between."""
    page.get_by_role("option", name=WORDS[2]).click()
    field.press_sequentially("x")
    expect(field).to_have_value(f"{WORDS[2]} x")


def test_escape_takes_the_list_away_and_enter_then_looks(
    reporter: Reporter, page: Page, field: Locator
) -> None:
    """As without a list."""
    field.press("Escape")
    expect(page.locator("[data-completions]")).to_be_hidden()
    field.press("Enter")
    assert "acht woorden" in reporter.notice("look")


def test_inside_a_word_and_for_a_whole_one_nothing_is_offered(page: Page, field: Locator) -> None:
    """Only the end of what is being typed can be completed; capitals and accents do not matter."""
    field.fill("")
    field.press_sequentially(f"{WORDS[0]}s")
    field.press("ArrowLeft")
    field.press("ArrowLeft")
    field.press_sequentially("z")
    expect(page.locator("[data-completions]")).to_be_hidden()
    field.fill("")
    field.press_sequentially("BÖ")
    expect(page.get_by_role("option")).to_have_count(len(WORDS))
