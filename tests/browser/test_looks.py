"""Every page and step as people see it: no fault that axe knows of, nothing wider than the screen.

With SLUIS_PICTURES=FOLDER a picture of each goes there, to be looked at.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.reporter import Reporter
from browser.world_site import WorldSite
from PIL import Image
from playwright.sync_api import Page, expect
from world import World

from submitter_ui.site.pages import PAGES
from submitter_ui.speaking.texts import LANGUAGES, Language

ANSWER = """\
Dank u wel voor uw melding. Die is goed aangekomen. U heeft niets verkeerd gedaan.

Weet u of dit vaker is gebeurd? Schrijf niets op uw werkcomputer.
"""
ALIKE = {"refused-busy", "refused-internal", "refused-malformed", "refused-period"}
"""They differ from another page by one sentence."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_as_it_opens(
    page: Page, look: Callable[[str], None], language: Language
) -> None:
    """Before anything was typed, in both languages."""
    for each in PAGES:
        if each.name not in ALIKE:
            page.goto(each.paths[language])
            look(f"{language}-{each.name}")


def test_where_a_story_belongs_all_open(page: Page, look: Callable[[str], None]) -> None:
    """Every question and every answer at once."""
    page.goto("/nl/")
    page.evaluate("document.querySelectorAll('details').forEach(fold => (fold.open = true))")
    look("nl-home-open")


def test_each_step_of_reporting(
    reporter: Reporter, page: Page, look: Callable[[str], None], tmp_path: Path
) -> None:
    """From the choice of a line to the last word."""
    photo, unknown = tmp_path / "foto van de brief.jpg", tmp_path / "brief.odt"
    Image.new("RGB", (64, 48)).save(photo)
    unknown.write_bytes(bytes(90_000))
    page.goto("/nl/melden/")
    reporter.step("line").get_by_role("button", name="Verder").click()
    look("report-1-line-missing")
    reporter.choose("integriteit")
    page.locator("#text").fill("Een korte tekst.")
    page.locator("#files").set_input_files([photo, unknown])
    reporter.step("write").get_by_role("button", name="Verder").click()
    reporter.expect_told("file-undecided", '[data-step="write"] [data-files-problem]')
    expect(page.locator("[data-files] li > p").first).to_contain_text("foto-1.jpg")
    look("report-2-write")
    reporter.write(
        "Ik ben wethouder. Bel mij op 06-12345678 of mail jan@gemeente.example.\n\nGroeten, Jan"
    )
    look("report-3-review")
    reporter.send()
    expect(reporter.step("codename")).to_be_visible()
    look("report-4-codename")
    page.get_by_role("button", name="Ik heb de woorden opgeschreven").click()
    page.locator("#word-1").fill("nee")
    page.get_by_role("button", name="Klaar").click()
    look("report-5-typed-wrong")
    page.get_by_role("button", name="Toon de codenaam nog een keer").click()
    reporter.keep_codename()
    look("report-6-done")


def test_each_step_of_coming_back(
    reporter: Reporter, page: Page, world: World, look: Callable[[str], None]
) -> None:
    """No answer, a typing mistake, an answer, writing back."""
    codename = reporter.report()
    reporter.come_back(codename)
    look("return-1-no-answer")
    page.get_by_role("button", name="Iets toevoegen").click()
    look("return-2-write-before-answer")
    anna = world.confidants[0]
    anna.fetch()
    anna.reply(anna.cases()[0], ANSWER)
    anna.bring()
    page.goto("/nl/terugkomen/")
    words = codename.split()
    reporter.give(" ".join([words[0][:-1] + "x", *words[1:]]))
    reporter.notice("look")
    look("return-3-near-miss")
    reporter.come_back(codename)
    look("return-4-answer")
    page.get_by_role("button", name="Iets toevoegen").click()
    reporter.write("Ja, in juli ook.")
    look("return-5-review")
    reporter.send()
    expect(reporter.step("done")).to_be_visible()
    look("return-6-done")


def test_each_refusal(
    reporter: Reporter, page: Page, site: WorldSite, world: World, look: Callable[[str], None]
) -> None:
    """The server is away at the start; full at the end; away at the very end."""
    site.fail("/api/today", status=404)
    page.goto("/nl/melden/")
    expect(page.locator("[data-readiness]")).to_be_visible()
    look("refused-1-service")
    site.heal()
    site.fail("/api/submissions", status=507)
    reporter.begin()
    reporter.write()
    reporter.send()
    reporter.notice("review")
    look("refused-2-full")
    site.heal()
    site.before_scripts = (
        b"{const s=self.setTimeout;self.setTimeout=(f,t,...a)=>s(f,t>60000?t:0,...a)}"
    )
    site.fail("/api/submissions")
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.step("doubt")).to_be_visible()
    look("refused-3-doubt")
