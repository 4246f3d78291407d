"""A reporter judges the text that would be passed on, or takes the report back: from the desk and back to it."""

import axe
import pytest
from browser.reporter import Reporter
from browser.world_site import WorldSite
from playwright.sync_api import Page, expect
from world import World

TEXT = "Een bestuurder zou een vergunning hebben veranderd."


@pytest.fixture
def shown(reporter: Reporter, world: World) -> str:
    """Give the codename of a reporter to whom Anna's draft is shown."""
    codename = reporter.report()
    anna = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    draft = anna.workstation.draft(
        case, recipient="rijksrecherche", subject="Vergunning", text=TEXT, day=world.day
    )
    anna.workstation.show_draft(case, shown=draft, days=14, day=world.day)
    anna.bring()
    return codename


def send_word(reporter: Reporter, button: str, text: str = "") -> None:
    """Press a button, add something, look at it, and send."""
    reporter.page.get_by_role("button", name=button).last.click()
    reporter.write(text)
    reporter.send()
    expect(reporter.step("done")).to_be_visible()


def stage(world: World) -> str:
    """Return where the reporter stands, as Anna's workstation tells it after the next bundle."""
    anna = world.confidants[0]
    anna.fetch(again=0)
    told: str = anna.workstation.show(anna.cases()[0], day=world.day)["consent"]["stage"]
    return told


def test_a_text_is_shown_as_it_would_be_passed_on(
    reporter: Reporter, page: Page, shown: str
) -> None:
    """With its subject, for whom it is, until when, and three words to choose from; axe finds no fault."""
    reporter.come_back(shown)
    article = page.locator("[data-answers] .reply")
    for part in ("Vergunning", TEXT, "Rijksrecherche", "U kunt antwoorden tot en met"):
        expect(article).to_contain_text(part)
    buttons = ["Dit is goed", "Dit is te herleidbaar", "Ik trek mijn melding in"]
    assert article.get_by_role("button").all_inner_texts() == buttons
    assert not axe.faults(page)


def test_what_is_too_traceable_comes_to_the_desk_with_its_reason(
    reporter: Reporter, page: Page, world: World, shown: str
) -> None:
    """The review says what is sent; files are not offered here."""
    reporter.come_back(shown)
    page.get_by_role("button", name="Dit is te herleidbaar").click()
    expect(page.get_by_label("Waaraan kan iemand u herkennen? (hoeft niet)")).to_be_visible()
    expect(page.locator("#files")).to_be_hidden()
    reporter.write("Alleen ik zag die vergunning.")
    expect(reporter.step("review")).to_contain_text("Geef hem niet door.")
    reporter.send()
    expect(reporter.step("done")).to_be_visible()
    assert stage(world) == "traceable"
    anna = world.confidants[0]
    said = anna.workstation.show(anna.cases()[0], day=world.day)["messages"][-1]
    assert (said["kind"], said["text"]) == ("consent", "Alleen ik zag die vergunning.")


def test_an_agreement_needs_no_words(reporter: Reporter, world: World, shown: str) -> None:
    """An empty text goes."""
    reporter.come_back(shown)
    send_word(reporter, "Dit is goed")
    assert stage(world) == "agreed"


def test_whoever_withdraws_is_told_what_it_does_and_what_it_cannot(
    reporter: Reporter, page: Page, world: World, shown: str
) -> None:
    """Before it is sent; without an answer, too, and looking to the server like anything else."""
    reporter.come_back(shown)
    page.get_by_role("button", name="Ik wil mijn melding intrekken").click()
    write = reporter.step("write")
    expect(page.locator("#text")).to_have_accessible_name("Wilt u er iets bij zeggen? (hoeft niet)")
    expect(write).to_contain_text("kan niemand terughalen")
    expect(write).to_contain_text("bellen is sneller")
    page.get_by_role("button", name="Terug").last.click()
    send_word(reporter, "Ik wil mijn melding intrekken")
    assert stage(world) == "withdrawn"


def test_a_word_looks_like_a_message_to_whoever_watches(
    reporter: Reporter, page: Page, site: WorldSite, shown: str
) -> None:
    """The same requests with the same sizes, whatever is said."""
    traces = []
    for button, text in (
        ("Iets toevoegen of terugschrijven", "Nog iets."),
        ("Dit is goed", ""),
        ("Ik wil mijn melding intrekken", ""),
    ):
        reporter.come_back(shown)
        site.trace.clear()
        send_word(reporter, button, text)
        traces.append(list(site.trace))
    assert traces[0] == traces[1] == traces[2]


def test_what_was_typed_for_one_word_is_not_sent_with_another(
    reporter: Reporter, page: Page, shown: str
) -> None:
    """Each has a field of its own, and gets it back."""
    reporter.come_back(shown)
    page.get_by_role("button", name="Iets toevoegen of terugschrijven").click()
    page.locator("#text").fill("Voor het team.")
    page.get_by_role("button", name="Terug").last.click()
    page.get_by_role("button", name="Dit is goed").click()
    expect(page.locator("#text")).to_have_value("")
    page.locator('[data-step="write"] [data-back]').click()
    page.get_by_role("button", name="Iets toevoegen of terugschrijven").click()
    expect(page.locator("#text")).to_have_value("Voor het team.")
