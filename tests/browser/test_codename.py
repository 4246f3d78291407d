"""Keeping a codename: on paper, printed, as a QR code, in a file; what each leaves, and what it does not say."""

import json
import re
import subprocess
from pathlib import Path

import axe
import pytest
from browser.reporter import Reporter
from browser.world_site import WorldSite
from playwright.sync_api import Page, expect

from crypto.codename.codename import parse_codename
from deploy.node import ready_node

READER = Path(__file__).parent / "read_qr.mjs"


@pytest.fixture
def sent(reporter: Reporter) -> list[str]:
    """Give the words of a report that was just sent, on the step of its codename."""
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.step("codename")).to_be_visible()
    reporter.page.locator("summary").get_by_text("Overschrijven lukt niet?").click()
    return reporter.page.locator("[data-codename] li").all_inner_texts()


def test_that_a_codename_can_be_lost_is_said_before_there_is_one(reporter: Reporter) -> None:
    """And, once there is one, what closing the page means."""
    reporter.begin()
    reporter.write()
    expect(reporter.step("review")).to_contain_text("niemand kan ze terughalen")
    reporter.send()
    expect(reporter.step("codename")).to_contain_text("Sluit u deze pagina")


def test_the_file_says_nothing_of_what_it_is(page: Page, sent: list[str], tmp_path: Path) -> None:
    """A neutral name, and eight numbered words that can be pasted as they are."""
    with page.expect_download() as started:
        page.get_by_role("button", name="Bewaar als bestand").click()
    assert started.value.suggested_filename == "woordspel.txt"
    kept = tmp_path / "kept"
    started.value.save_as(kept)
    assert kept.read_text() == "".join(f"{n}. {word}\n" for n, word in enumerate(sent, 1))


def test_a_qr_code_holds_the_words_and_nothing_else(
    page: Page, site: WorldSite, sent: list[str]
) -> None:
    """As another library reads it, and as the page to come back to takes it; fetched only when asked for."""
    site.trace.clear()
    page.get_by_role("button", name="Toon de QR-code").click()
    expect(page.locator("[data-qr]")).to_be_visible()
    path = page.locator("[data-qr] path").get_attribute("d")
    box = page.locator("[data-qr] svg").get_attribute("viewBox")
    assert [asked.path.startswith("/assets/qr.") for asked in site.trace] == [True]
    assert box is not None
    drawn = json.dumps({"side": int(box.split()[-1]), "path": path})
    read = subprocess.run(
        [ready_node(), READER], input=drawn, capture_output=True, text=True, check=True
    )
    assert read.stdout == " ".join(sent).upper()
    assert parse_codename(read.stdout).words("nl") == sent
    assert not axe.faults(page)


def test_a_qr_code_that_cannot_be_fetched_is_said_and_can_be_asked_for_again(
    page: Page, site: WorldSite, sent: list[str]
) -> None:
    """The words are still there."""
    site.fail("/assets/qr.", times=1)
    button = page.get_by_role("button", name="Toon de QR-code")
    button.click()
    expect(page.locator("[data-qr-problem]")).to_contain_text("Schrijf de woorden over")
    assert page.locator("[data-codename] li").all_inner_texts() == sent


def test_only_the_words_are_printed(page: Page, sent: list[str], pictures: Path | None) -> None:
    """No name of the site, no heading, no address; nor in the title, which a printer is given."""
    page.get_by_role("button", name="Toon de QR-code").click()
    expect(page.locator("[data-qr]")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
        assert page.locator("body").inner_text().split() == sent
        if pictures is not None:
            page.screenshot(path=pictures / f"print-codename-{scheme}.png", full_page=True)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.title() == "Woorden"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.title().startswith("Schrijven")


def test_nothing_of_a_codename_stays_once_it_was_typed_back(
    reporter: Reporter, page: Page, site: WorldSite, sent: list[str]
) -> None:
    """Neither words nor code; a word that the page has of its own, in any step, tells nothing."""
    own = set(re.findall(r"\w+", site.files["nl/melden/index.html"].decode().lower()))
    page.get_by_role("button", name="Toon de QR-code").click()
    expect(page.locator("[data-qr]")).to_be_visible()
    reporter.keep_codename()
    assert page.locator("[data-qr] path").get_attribute("d") is None
    shown = set(re.findall(r"\w+", page.locator("body").inner_text().lower()))
    assert not (set(sent) - own) & shown
    assert page.title().startswith("Schrijven")
