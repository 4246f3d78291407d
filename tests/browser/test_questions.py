"""The form of each line: asked only there, answered only by who wants to, and sent as it was shown."""

from typing import Any

import pytest
from browser.conftest import DESKTOP, PHONE
from browser.reporter import Reporter
from playwright.sync_api import Locator, Page, ViewportSize, expect
from world import World

from submitter_ui.form_checks import read_forms
from submitter_ui.line_forms import LineForm

FORMS = {form.line: form for form in read_forms()}
WINDOWS = {"phone": PHONE, "desktop": DESKTOP}


def newest_report(world: World) -> dict[str, Any]:
    """Return what a confidant reads of the only report that was sent."""
    for desk in world.confidants:
        desk.fetch()
        if desk.cases():
            shown = desk.workstation.show(desk.cases()[0], day=world.day)
            report: dict[str, Any] = shown["messages"][0]
            return report
    raise AssertionError("the report reached nobody")


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


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_each_line_asks_its_own_questions_and_sends_what_was_answered(
    reporter: Reporter, page: Page, world: World, form: LineForm, window: str
) -> None:
    """The first choice of every question, and a few words in every text; no other form is in sight."""
    page.set_viewport_size(_size(WINDOWS[window]))
    reporter.begin(form.line)
    asked = [each for each in form.questions if each.when is None]
    expect(page.locator("[data-question]:visible")).to_have_count(len(asked))
    answers = {each.id: each.choices[0].nl if each.choices else "Ja, \nnee." for each in asked}
    for each in asked:
        if each.choices:
            choose(question(page, form.line, each.id), answers[each.id])
        else:
            question(page, form.line, each.id).get_by_role("textbox").fill(answers[each.id])
    reporter.write()
    assert page.locator("[data-preview-answers] dt").all_inner_texts() == [e.ask.nl for e in asked]
    assert page.locator("[data-preview-answers] dd").all_inner_texts() == list(answers.values())
    reporter.send()
    reporter.keep_codename()
    report = newest_report(world)
    assert report["answers"] == {each.id: f"{each.ask.nl}\n{answers[each.id]}" for each in asked}


def _size(window: dict[str, int]) -> ViewportSize:
    return {"width": window["width"], "height": window["height"]}
