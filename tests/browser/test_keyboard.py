"""Everything with the keyboard alone: no step needs a mouse, and the focus is where one reads on."""

import pytest
from browser.keys import tab_to
from browser.reporter import STORY, Reporter
from playwright.sync_api import Page, expect
from world import World

from submitter_ui.texts import Language

IN_DUTCH = (
    "/nl/melden/",
    ["Naar de inhoud", "Vertel wat er aan de hand is", "Dit wordt verstuurd", "Uw codenaam"],
)
IN_ENGLISH = (
    "/en/report/",
    ["Skip to the content", "Tell us what is going on", "This will be sent", "Your codename"],
)
"""The page of a language, and what has the focus there, one step after the other."""


def focused_text(page: Page) -> str:
    """Return the text of what has the focus."""
    return str(page.evaluate("document.activeElement.textContent")).strip()


@pytest.mark.parametrize(("address", "read"), [IN_DUTCH, IN_ENGLISH], ids=["nl", "en"])
def test_a_report_is_sent_with_the_keyboard(
    reporter: Reporter, page: Page, world: World, address: str, read: list[str]
) -> None:
    """From the skip link to the last word, in each language."""
    skip, write, review, codename = read
    page.goto(address)
    page.keyboard.press("Tab")
    assert focused_text(page) == skip
    page.keyboard.press("Enter")
    tab_to(page, 'input[name="line"]')
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(reporter.step("write")).to_be_visible()
    assert focused_text(page) == write
    tab_to(page, "textarea")
    page.keyboard.type(STORY)
    tab_to(page, '[data-step="write"] .actions button')
    page.keyboard.press("Enter")
    expect(reporter.step("review")).to_be_visible()
    assert focused_text(page) == review
    tab_to(page, '[data-step="review"] .actions button')
    page.keyboard.press("Enter")
    expect(reporter.step("codename")).to_be_visible()
    assert focused_text(page) == codename
    words = page.locator("[data-codename] li").all_inner_texts()
    tab_to(page, "[data-noted]")
    page.keyboard.press("Enter")
    for field in (1, 2):
        place = int(page.locator(f'label[for="word-{field}"] [data-place]').inner_text())
        page.keyboard.type(words[place - 1])
        page.keyboard.press("Tab" if field == 1 else "Enter")
    expect(reporter.step("done")).to_be_visible()
    assert len(world.server.submissions) == 1


@pytest.mark.parametrize(
    ("language", "address", "found", "added"),
    [
        ("nl", "/nl/terugkomen/", "Antwoorden", "Uw bericht is veilig opgeslagen"),
        ("en", "/en/return/", "Answers", "Your message is stored safely"),
    ],
    ids=["nl", "en"],
)
def test_an_answer_is_read_and_added_to_with_the_keyboard(
    reporter: Reporter,
    page: Page,
    world: World,
    language: Language,
    address: str,
    found: str,
    added: str,
) -> None:
    """Enter looks for it, though the codename stands in a field of two lines; in each language."""
    author = world.reporter()
    author.send("x")
    anna = world.confidants[0]
    anna.fetch()
    anna.reply(anna.cases()[0], "Gelezen.")
    anna.bring()
    page.goto(address)
    tab_to(page, "#codename")
    page.keyboard.type(" ".join(author.codename.words(language)))
    page.keyboard.press("Enter")
    expect(reporter.step("answers")).to_be_visible()
    assert focused_text(page) == found
    assert reporter.answers() == ["Gelezen."]
    tab_to(page, "[data-add]")
    page.keyboard.press("Enter")
    tab_to(page, "#text")
    page.keyboard.type(STORY)
    tab_to(page, '[data-step="write"] .actions button')
    page.keyboard.press("Enter")
    expect(reporter.step("review")).to_be_visible()
    tab_to(page, '[data-step="review"] .actions button')
    page.keyboard.press("Enter")
    expect(reporter.step("done")).to_be_visible()
    assert focused_text(page) == added
    assert anna.fetch().followups == 1
