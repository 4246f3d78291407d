"""The form of each line as people see it and go through it: both languages, light and dark, and by keyboard."""

from collections.abc import Callable

import pytest
from browser.reporter import STORY, Reporter
from playwright.sync_api import Page, expect

from submitter_ui.form_checks import read_forms
from submitter_ui.line_forms import Said

ADDRESSES = {"nl": "/nl/melden/", "en": "/en/report/"}
USUAL = Said(nl="Uw verhaal", en="Your story")
"""What the field for the text is called where the form does not say."""


@pytest.mark.parametrize("language", ADDRESSES)
def test_no_form_has_a_fault_that_axe_knows(
    reporter: Reporter, page: Page, look: Callable[[str], None], scheme: str, language: str
) -> None:
    """Every form open, its text under its own name, with every condition met, and what goes along at the end."""
    page.goto(ADDRESSES[language])
    # The colours of one form are those of all: in the dark, the longest is enough.
    for form in read_forms() if scheme == "light" else read_forms()[:1]:
        page.locator(f'[data-step="line"] input[value="{form.line}"]').check()
        reporter.step("line").locator(".actions button").first.click()
        for question in form.questions:
            if question.when is not None:
                at = f'[data-form="{form.line}"] [data-question="{question.when.question}"]'
                _choose(page, at, question.when.choice)
        expect(page.locator("[data-question]:visible")).to_have_count(len(form.questions))
        label = getattr(form.label or USUAL, language)
        expect(page.locator("#text")).to_have_accessible_name(label)
        expect(page.locator('label[for="text"]')).to_have_text(label, use_inner_text=True)
        look(f"form-{language}-{form.line}")
        page.go_back()
    page.locator('[data-step="line"] input[value="integriteit"]').check()
    reporter.step("line").locator(".actions button").first.click()
    _choose(page, '[data-form="integriteit"] [data-question="als_ik_niet_terugkom"]', "doorsturen")
    page.locator("#text").fill(STORY)
    reporter.step("write").locator(".actions button").first.click()
    expect(reporter.step("review")).to_be_visible()
    look(f"form-{language}-review")


def test_a_form_is_filled_in_with_the_keyboard(reporter: Reporter, page: Page) -> None:
    """Tab from the story: a box to tick, a list, a row to choose from, a text; the condition opens on the way."""
    reporter.begin("bedreiging")
    page.locator("#text").focus()
    page.keyboard.type("Kort.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    _tab_to(page, "select")
    page.keyboard.type("Fam")
    _tab_to(page, '[name="bedreiging-familie_weet_het"]')
    page.keyboard.press("ArrowDown")
    _tab_to(page, "#bedreiging-wie_niet")
    page.keyboard.type("Mijn buurman.")
    _tab_to(page, '[data-step="write"] .actions button')
    page.keyboard.press("Enter")
    expect(reporter.step("review")).to_be_visible()
    assert page.locator("[data-preview-answers] dd").all_inner_texts() == [
        "Bedreiging",
        "Familielid van een van hen",
        "Ja",
        "Mijn buurman (zegt iets over uzelf).",
    ]


def _choose(page: Page, at: str, choice: str) -> None:
    select = page.locator(f"{at} select")
    if select.count():
        select.select_option(choice)
    else:
        page.locator(f'{at} input[value="{choice}"]').check()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("found => document.activeElement.matches(found)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")
