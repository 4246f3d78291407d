"""The form of each line: asked only there, answered only by who wants to, and sent as it was shown."""

from typing import Any

import pytest
from browser.conftest import DESKTOP, PHONE
from browser.filling_in import choose, fill_in, question
from browser.reporter import Reporter
from playwright.sync_api import Page, ViewportSize, expect
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
    answers = fill_in(page, form, choice=0, text="Ja, \nnee.")
    assert list(answers) == [each.id for each in asked]
    reporter.write()
    assert page.locator("[data-preview-answers] dt").all_inner_texts() == [e.ask.nl for e in asked]
    assert page.locator("[data-preview-answers] dd").all_inner_texts() == list(answers.values())
    reporter.send()
    reporter.keep_codename()
    report = newest_report(world)
    assert report["answers"] == {each.id: f"{each.ask.nl}\n{answers[each.id]}" for each in asked}


def test_a_question_that_is_not_shown_is_not_sent_and_not_forgotten(
    reporter: Reporter, page: Page, world: World
) -> None:
    """Its condition is taken away and comes back: so does what was filled in."""
    reporter.begin("integriteit")
    other = question(page, "integriteit", "onderwerp_anders")
    expect(other).to_be_hidden()
    choose(question(page, "integriteit", "onderwerp"), "Iets anders")
    other.get_by_role("textbox").fill("Een tuinfeest.")
    question(page, "integriteit", "onderwerp").get_by_label("Iets anders").uncheck()
    expect(other).to_be_hidden()
    reporter.write()
    expect(page.locator("[data-with-answers]")).to_be_hidden()
    page.go_back()
    choose(question(page, "integriteit", "onderwerp"), "Iets anders")
    expect(other.get_by_role("textbox")).to_have_value("Een tuinfeest.")
    question(page, "integriteit", "onderwerp").get_by_label("Iets anders").uncheck()
    reporter.write()
    reporter.send()
    reporter.keep_codename()
    assert newest_report(world)["answers"] == {}


def test_another_line_has_its_own_answers_and_keeps_none_of_the_others(
    reporter: Reporter, page: Page, world: World
) -> None:
    """Whoever changes their mind about the line sends what that line asks; going back, the answers stand there."""
    reporter.begin("afpersing")
    fill_in(page, FORMS["afpersing"], choice=0, text="De buurman.")
    page.go_back()
    reporter.choose("signaal")
    choose(question(page, "signaal", "soort"), "Bedreiging")
    page.go_back()
    reporter.choose("afpersing")
    text = question(page, "afpersing", "wie_niet").get_by_role("textbox")
    expect(text).to_have_value("De buurman.")
    page.go_back()
    reporter.choose("signaal")
    reporter.write()
    reporter.send()
    reporter.keep_codename()
    report = newest_report(world)
    assert report["answers"] == {"soort": "Wat voor signaal is het?\nBedreiging"}
    assert report["consents"] == []


def test_a_consent_goes_along_with_the_answer_that_gives_it(
    reporter: Reporter, page: Page, world: World
) -> None:
    """And stands in what is shown before sending; taken back, it is gone."""
    reporter.begin("integriteit")
    choose(question(page, "integriteit", "deskundige"), "Ja, zonder mijn naam")
    silence = question(page, "integriteit", "als_ik_niet_terugkom")
    choose(silence, "Doorgeven, zonder wat naar mij wijst")
    reporter.write()
    expect(page.locator("[data-preview-consents]")).to_have_text(
        "Doorgeven, zonder wat naar mij wijst; Ja, zonder mijn naam"
    )
    page.go_back()
    choose(question(page, "integriteit", "deskundige"), "Sla ik over")
    reporter.write()
    reporter.send()
    reporter.keep_codename()
    assert newest_report(world)["consents"] == ["doorsturen_als_ik_zwijg"]


def test_too_long_counts_the_answers_and_keeps_them(reporter: Reporter, page: Page) -> None:
    """The complaint is true to the character, and nothing that was typed is lost."""
    reporter.begin("klacht")
    text = question(page, "klacht", "wie_niet").get_by_role("textbox")
    text.fill("b" * 3000)
    page.locator("#text").fill("a" * 62_000)
    reporter.step("write").get_by_role("button", name="Verder").click()
    problem = page.locator("#text-problem")
    expect(problem).to_be_visible()
    (number,) = [int(word) for word in problem.inner_text().split() if word.isdigit()]
    page.locator("#text").fill("a" * (62_000 - number + 1))
    reporter.step("write").get_by_role("button", name="Verder").click()
    expect(problem).to_contain_text(" 1 tekens")
    page.locator("#text").fill("a" * (62_000 - number))
    reporter.step("write").get_by_role("button", name="Verder").click()
    expect(reporter.step("review")).to_be_visible()
    page.go_back()
    expect(text).to_have_value("b" * 3000)


def test_leaving_asks_first_once_a_question_was_answered(reporter: Reporter, page: Page) -> None:
    """An answer is work too; back to nothing, nothing would be lost."""
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    reporter.begin("signaal")
    choose(question(page, "signaal", "soort"), "Bedreiging")
    choose(question(page, "signaal", "soort"), "Sla ik over")
    page.reload()
    assert asked == []
    reporter.choose("signaal")
    choose(question(page, "signaal", "soort"), "Bedreiging")
    page.reload()
    assert asked == ["beforeunload"]


def test_a_complaint_about_an_answer_is_asked_what_a_complaint_is_asked(
    reporter: Reporter, page: Page, world: World
) -> None:
    """Coming back, only there: what is added to a thread has no form."""
    codename = reporter.report()
    anna = world.confidants[0]
    anna.fetch()
    anna.reply(anna.cases()[0], "Gelezen.")
    anna.bring()
    reporter.come_back(codename)
    page.get_by_role("button", name="klacht").click()
    choose(question(page, "klacht", "waarover"), "Een gesprek")
    page.go_back()
    page.get_by_role("button", name="Iets toevoegen").click()
    expect(page.locator("[data-question]:visible")).to_have_count(0)
    page.go_back()
    page.get_by_role("button", name="klacht").click()
    reporter.write("Het was niet aardig.")
    reporter.send()
    reporter.keep_codename()
    chris = world.confidants[2]
    chris.fetch()
    (complaint,) = [
        line["case"] for line in chris.workstation.cases(day=world.day) if line["line"] == "klacht"
    ]
    report = chris.workstation.show(str(complaint), day=world.day)["messages"][0]
    assert report["answers"] == {"waarover": "Waar gaat uw klacht over?\nEen gesprek"}


def _size(window: dict[str, int]) -> ViewportSize:
    return {"width": window["width"], "height": window["height"]}
