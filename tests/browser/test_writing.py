"""Whatever is typed or pasted: judged before anything is sent, and on the workstation as it was written."""

from browser.reporter import REPORT, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import expect
from world import World

PROBLEM = '[data-step="write"] [data-problem]'


def _put(reporter: Reporter, script: str) -> None:
    """Put into the text field what a JavaScript expression amounts to, as pasting does."""
    reporter.page.locator("#text").evaluate(
        f"(field) => {{ field.value = {script}; field.dispatchEvent(new Event('input')); }}"
    )


def _go_on(reporter: Reporter) -> None:
    reporter.step("write").get_by_role("button", name="Verder").click()


def _surplus(reporter: Reporter) -> int:
    """Return by how many characters the page says that the text is too long."""
    expect(reporter.page.locator(PROBLEM)).to_have_text(reporter.sentence("text-too-long"))
    return int("".join(c for c in reporter.page.locator(PROBLEM).inner_text() if c.isdigit()))


def test_without_a_line_nothing_goes_on(reporter: Reporter) -> None:
    """The page says what to choose first."""
    reporter.page.goto(REPORT)
    reporter.step("line").get_by_role("button", name="Verder").click()
    reporter.expect_told("line-missing", '[data-step="line"] [data-problem]')


def test_a_text_of_blanks_is_no_text(reporter: Reporter, site: WorldSite) -> None:
    """Nothing is asked of the server for it."""
    with reporter.page.expect_response("**/api/today"):
        reporter.begin()
    site.trace.clear()
    _put(reporter, "' \\n\\t '")
    _go_on(reporter)
    reporter.expect_told("text-empty", PROBLEM)
    expect(reporter.page.locator("#text")).to_have_attribute("aria-invalid", "true")
    assert site.trace == []


def test_a_pasted_book_is_too_long_by_exactly_what_the_page_says(
    reporter: Reporter, world: World
) -> None:
    """One character less would not do; what is left is read on the workstation to its last character."""
    reporter.begin()
    _put(reporter, "'é'.repeat(1_000_000)")
    _go_on(reporter)
    fits = 1_000_000 - _surplus(reporter)
    _put(reporter, f"'é'.repeat({fits + 1})")
    _go_on(reporter)
    assert _surplus(reporter) == 1
    _put(reporter, f"'é'.repeat({fits - 1}) + 'x'")
    _go_on(reporter)
    reporter.send()
    reporter.keep_codename()
    anna = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    assert "é" * (fits - 1) + "x" in str(anna.workstation.show(case, day=world.day))


def test_half_a_character_is_replaced_and_the_rest_is_read(
    reporter: Reporter, world: World
) -> None:
    """No encoding can carry it, and it may cost nobody the report."""
    reporter.begin()
    _put(reporter, "'voor \\ud800 na 😀'")
    _go_on(reporter)
    expect(reporter.step("review")).to_be_visible()
    reporter.send()
    reporter.keep_codename()
    anna = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    assert "voor \ufffd na 😀" in str(anna.workstation.show(case, day=world.day))


def test_a_text_that_is_code_is_shown_as_it_was_typed(reporter: Reporter) -> None:
    """The step before sending shows text, never what a browser would make of it."""
    typed = "<img src=x onerror=alert(1)> {phone} &amp;"
    reporter.begin()
    reporter.write(typed)
    expect(reporter.page.locator("[data-preview-text]")).to_have_text(typed)


def test_a_wrong_word_of_the_codename_is_no_end(reporter: Reporter) -> None:
    """The page says so, shows the words once more if asked, and goes on with the right ones."""
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.step("codename")).to_be_visible()
    reporter.page.get_by_role("button", name="Ik heb de woorden opgeschreven").click()
    reporter.page.locator("#word-1").fill("onzin")
    reporter.page.locator("#word-2").fill("onzin")
    reporter.page.get_by_role("button", name="Klaar").click()
    reporter.expect_told("codename-not-that-word", "[data-codename-problem]")
    expect(reporter.page.locator("#word-1")).to_have_attribute("aria-invalid", "true")
    reporter.page.get_by_role("button", name="Toon de codenaam nog een keer").click()
    reporter.page.get_by_role("button", name="Ik heb de woorden opgeschreven").click()
    expect(reporter.page.locator("#word-1")).to_have_attribute("aria-invalid", "false")
    reporter.page.get_by_role("button", name="Toon de codenaam nog een keer").click()
    reporter.keep_codename()
