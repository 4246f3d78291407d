"""Before sending, what may betray the writer is marked in the text as it will be sent (decision 0033)."""

from browser.reporter import STORY, Reporter
from playwright.sync_api import Page, expect
from world import World

PREVIEW = "[data-preview-text]"
TELLING = "😀 Ik ben Jan de Vries.\nBel 06-12345678, ik herhaal: 06-12345678.\n\nGroeten, René"
LIST = [
    "zegt iets over uzelf: Verander “Ik ben Jan de Vries”",
    "een telefoonnummer: Verander “06-12345678”",
]
LIST += ["een naam: Verander “Groeten, René”"]


def selected(page: Page) -> str:
    """Return what is selected in the field that has the focus."""
    chosen: str = page.evaluate(
        "() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd); }"
    )
    return chosen


def test_what_may_betray_the_writer_is_marked_and_goes_as_it_was_typed(
    reporter: Reporter, page: Page, world: World
) -> None:
    """Each mark says why, the list names each once, and nothing is held back or changed."""
    reporter.begin()
    reporter.write(TELLING)
    expect(page.locator("[data-traces] li")).to_have_text(LIST)
    marks = page.locator(f"{PREVIEW} mark")
    expect(marks).to_have_count(4)
    expect(marks.nth(1)).to_have_text("06-12345678 (een telefoonnummer)")
    reasons = page.locator(f"{PREVIEW} small")
    reasons.evaluate_all("(all) => all.forEach((reason) => reason.remove())")
    assert page.locator(PREVIEW).text_content() == TELLING
    reporter.send()
    reporter.keep_codename()
    anna = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    assert repr(TELLING) in str(anna.workstation.show(case, day=world.day))


def test_one_press_goes_back_to_the_place_in_the_text(reporter: Reporter, page: Page) -> None:
    """With the keyboard too; after the change the mark is gone, and so is the list."""
    reporter.begin()
    reporter.write(f"😀 e\u0301 {STORY} Bel 06-12345678!")
    page.get_by_role("button", name="Verander “06-12345678”").press("Enter")
    expect(reporter.step("write")).to_be_visible()
    expect(page.locator("#text")).to_be_focused()
    assert selected(page) == "06-12345678"
    page.keyboard.type("maar niet")
    reporter.step("write").get_by_role("button", name="Verder").click()
    expect(page.locator(PREVIEW)).to_have_text(f"😀 e\u0301 {STORY} Bel maar niet!")
    expect(page.locator("[data-traces]")).to_be_hidden()


def test_two_clicks_on_changing_are_one_step_back(reporter: Reporter, page: Page) -> None:
    """Two would be the choice of a line."""
    reporter.begin()
    reporter.write("Bel 06-12345678.")
    page.locator("[data-traces] button").evaluate("(b) => { b.click(); b.click(); }")
    expect(page.locator("#text")).to_be_focused()
    assert selected(page) == "06-12345678"


def test_the_page_says_what_it_cannot_find(reporter: Reporter, page: Page) -> None:
    """Also where it found nothing: no mark is no promise."""
    reporter.begin()
    reporter.write(STORY)
    expect(page.locator("[data-traces]")).to_be_hidden()
    expect(reporter.step("review")).to_contain_text("Wat alleen u kunt weten, vindt het niet.")


def test_the_longest_text_full_of_traces_is_shown(reporter: Reporter, page: Page) -> None:
    """A hundred marks, and the button that sends is there."""
    reporter.begin()
    reporter.write("".join(f"06-1234{number:04} " for number in range(4_500)))
    expect(page.locator(f"{PREVIEW} mark")).to_have_count(100)
    expect(reporter.step("review").get_by_role("button", name="Verstuur")).to_be_enabled()


def test_an_english_page_says_it_in_english(reporter: Reporter, page: Page) -> None:
    """And finds what is written in Dutch as well."""
    page.goto("/en/report/")
    page.locator('[data-step="line"] input[value="integriteit"]').check()
    reporter.step("line").get_by_role("button", name="Continue").click()
    page.locator("#text").fill("My name is John. Ik heet Jan.")
    reporter.step("write").get_by_role("button", name="Continue").click()
    found = page.locator("[data-traces] li")
    expect(found).to_have_text(
        [f"says something about yourself: Change “{words}”" for words in ("My name is", "Ik heet")]
    )


def test_an_answer_in_own_words_is_marked_and_led_back_to(reporter: Reporter, page: Page) -> None:
    """What was chosen from a list is not: those are our words."""
    reporter.begin()
    field = page.locator('[data-form="integriteit"] [data-question="organisatie"] textarea')
    field.fill("  De gemeente, vraag jan@gemeente.example ")
    reporter.write(STORY)
    expect(page.locator("[data-preview-answers] mark")).to_contain_text("jan@gemeente.example")
    page.get_by_role("button", name="Verander “jan@gemeente.example”").click()
    expect(field).to_be_focused()
    assert selected(page) == "jan@gemeente.example"
