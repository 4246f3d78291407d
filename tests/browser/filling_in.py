"""Filling in the form of a line on the page, by what its choices say."""

from playwright.sync_api import Locator, Page

from submitter_ui.line_forms import LineForm, Question


def question(page: Page, line: str, name: str) -> Locator:
    """Return a question of a line's form."""
    return page.locator(f'[data-form="{line}"] [data-question="{name}"]')


def choose(asked: Locator, label: str) -> None:
    """Choose an answer by what it says."""
    select = asked.locator("select")
    if select.count():
        select.select_option(label=label)
    else:
        asked.get_by_label(label, exact=True).check()


def fill_in(page: Page, form: LineForm, *, choice: int, text: str) -> dict[str, str]:
    """Answer every question that is shown, by the place of its choice or with a text; return what was answered."""
    answered = {}
    for each in form.questions:
        asked = question(page, form.line, each.id)
        if asked.is_visible():
            answered[each.id] = _answer(asked, each, choice, text)
    return answered


def _answer(asked: Locator, each: Question, choice: int, text: str) -> str:
    if each.choices:
        choose(asked, each.choices[choice].nl)
        return each.choices[choice].nl
    asked.get_by_role("textbox").fill(text)
    return text
