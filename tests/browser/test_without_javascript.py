"""JavaScript off, in front of the real server: the pages read, a sealed file goes in, the drop comes out."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.conftest import PHONE, WAIT_MS
from browser.offline_page import choose, write_sealed
from browser.reporter import Reporter
from browser.service import running_service
from memory_disk import folder_in_memory
from playwright.sync_api import Browser, Page, expect
from prepared import copy_prepared

from crypto.drop import parse_drop
from deploy.rehearsal import Rehearsal
from deploy.setting_up import fetch
from submitter_ui.site.pages import OFFLINE

pytestmark = pytest.mark.timeout(600)

OFFLINE_TEXT = "Geschreven in de pagina om te bewaren."
TEXT = "Verzegeld op een andere computer."


@pytest.fixture(scope="module")
def service(prepared_service: Path) -> Iterator[Rehearsal]:
    """A running service with its people."""
    with (
        folder_in_memory() as folder,
        running_service(copy_prepared(prepared_service, folder / "service")) as rehearsal,
    ):
        yield rehearsal


@pytest.fixture
def page(chromium: Browser, service: Rehearsal) -> Iterator[Page]:
    """A phone's page on which no script runs."""
    context = chromium.new_context(
        viewport=PHONE, base_url=service.reporters, java_script_enabled=False
    )
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


def test_what_needs_scripts_says_so_and_gives_the_phone(page: Page) -> None:
    """No step stands there that would do nothing."""
    for address in ("/nl/melden/", "/nl/terugkomen/", "/en/report/", "/en/return/"):
        page.goto(address)
        expect(page.locator(".notice.warn").first).to_be_visible()
        expect(page.get_by_role("link", name="0800 2800 200").first).to_be_visible()
        expect(page.locator("[data-page]")).to_be_hidden()


def test_a_sealed_file_goes_in_by_the_form(page: Page, service: Rehearsal, tmp_path: Path) -> None:
    """Made offline by the command line, sent by a form, opened on a workstation."""
    page.goto("/nl/terugkomen/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="today.bin").click()
    today = tmp_path / "today.bin"
    coming.value.save_as(today)
    sealed = tmp_path / "bericht.bin"
    service.run(
        *("sluis-report", "seal", "--root", service.root, "--line", "integriteit"),
        *("--text", "-", "--today", today, "--out", sealed),
        stdin=TEXT,
    )
    page.goto("/nl/melden/")
    page.locator("#sealed").set_input_files(sealed)
    page.get_by_role("button", name="Verstuur alles samen").click()
    expect(page.locator("h1")).to_contain_text("binnen")
    anna = service.person("anna")
    fetch(service, anna)
    assert TEXT in service.workstation("show", anna, _newest_case(service))


def test_the_offline_page_seals_what_the_form_takes(
    page: Page, chromium: Browser, service: Rehearsal, tmp_path: Path
) -> None:
    """Both downloaded without JavaScript; sealed on a computer without a line; sent by the form, with a file."""
    page.goto("/nl/uitleg/")
    digest = hashlib.sha256((service.site / OFFLINE).read_bytes()).hexdigest()
    expect(page.get_by_text(digest)).to_have_count(1)
    kept, today = (_save(page, name, tmp_path) for name in (OFFLINE, "today.bin"))
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == digest
    photo = tmp_path / "foto.jpg.bin"
    photo.write_bytes(b"bewijs")
    attachment, message = _seal_offline(chromium, kept, today, photo, tmp_path)
    page.locator("#attachments").set_input_files(attachment)
    page.locator("#sealed").set_input_files(message)
    page.get_by_role("button", name="Verstuur alles samen").click()
    expect(page.locator("h1")).to_contain_text("binnen")
    anna = service.person("anna")
    fetch(service, anna)
    cases = json.loads(service.workstation("cases", anna, "--json"))
    shown = [service.workstation("show", anna, str(each["case"])) for each in cases]
    (mine,) = (case for case in shown if OFFLINE_TEXT in case)
    assert photo.name in mine


def test_the_drop_comes_out_whole(page: Page, tmp_path: Path) -> None:
    """The same file as everybody's."""
    page.goto("/nl/terugkomen/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="drop.bin").click()
    drop = tmp_path / "drop.bin"
    coming.value.save_as(drop)
    assert parse_drop(drop.read_bytes())


def _save(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    coming.value.save_as(folder / name)
    return folder / name


def _seal_offline(
    chromium: Browser, kept: Path, today: Path, photo: Path, folder: Path
) -> list[Path]:
    context = chromium.new_context(viewport=PHONE, offline=True)
    context.set_default_timeout(WAIT_MS)
    try:
        tab = context.new_page()
        tab.goto(kept.as_uri())
        write_sealed(choose(Reporter(tab), "report", today), OFFLINE_TEXT, [photo])
        saved = []
        for link in tab.locator("[data-sealed] a").all():
            with tab.expect_download() as coming:
                link.click()
            saved.append(folder / coming.value.suggested_filename)
            coming.value.save_as(saved[-1])
        return saved
    finally:
        context.close()


def _newest_case(service: Rehearsal) -> str:
    listed = service.workstation("cases", service.person("anna"), "--json")
    return str(json.loads(listed)[-1]["case"])
