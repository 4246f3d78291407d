"""A browser in front of the real server: gunicorn, SQLite and a folder, with the site's own headers."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.conftest import PHONE, WAIT_MS
from browser.reporter import Reporter
from browser.service import everything_kept, running_service
from click.testing import CliRunner
from memory_disk import folder_in_memory
from playwright.sync_api import Browser, Page, expect
from prepared import copy_prepared

from deploy.rehearsal import Rehearsal
from deploy.setting_up import bring, fetch
from submitter_ui.cli import main as report
from submitter_ui.device import SECONDS_A_DAY, Device

pytestmark = pytest.mark.timeout(600)

MARKED_TEXT = "GEMERKT-4409 een wethouder vroeg mij een vergunning te antedateren"
MARKED_NAME = "GEMERKT-4410.txt"
MARKED_FILE = b"GEMERKT-4411 de brief zelf\n" * 20_000
ANSWER = "Dank u wel. Bewaar de brief goed."


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
    """A phone's page on the real site, on which every complaint of the browser counts."""
    context = chromium.new_context(viewport=PHONE, base_url=service.reporters, locale="nl-NL")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    # A policy that forbids something of ours, or a script that fails, is said here and nowhere else.
    assert said == []


@pytest.fixture
def reporter(page: Page) -> Reporter:
    """Somebody in front of the real site."""
    return Reporter(page)


def test_the_whole_way_in_a_browser(
    reporter: Reporter, page: Page, service: Rehearsal, tmp_path: Path
) -> None:
    """Report with a file, open on the workstation, answer, read, follow up; nothing readable at the server."""
    kept_before = everything_kept(service)
    attached = tmp_path / MARKED_NAME
    attached.write_bytes(MARKED_FILE)
    codename = reporter.report(text=MARKED_TEXT, files=[attached])
    anna = service.person("anna")
    fetch(service, anna)
    (case,) = (
        str(each["case"]) for each in json.loads(service.workstation("cases", anna, "--json"))
    )
    saved = service.folder / "saved"
    saved.mkdir()
    assert MARKED_TEXT in service.workstation("show", anna, case)
    service.workstation("show", anna, case, "--attachment", "1", "--save", saved)
    assert next(saved.rglob("*.txt")).read_bytes() == MARKED_FILE
    answer = service.folder / "answer"
    answer.write_text(ANSWER)
    service.workstation("reply", anna, case, "--text", answer)
    bring(service, anna)
    reporter.come_back(codename)
    assert reporter.answers() == [ANSWER]
    page.get_by_role("button", name="Iets toevoegen").click()
    reporter.write("GEMERKT-4412 ik heb er nog een")
    reporter.send()
    expect(reporter.step("done")).to_be_visible()
    fetch(service, anna)
    assert "GEMERKT-4412" in service.workstation("show", anna, case)
    kept = everything_kept(service)
    # Names of lines and accounts are words too.
    secret = [word.encode() for word in codename.split() if len(word) > 6]
    for word in (b"GEMERKT", *(word for word in secret if word not in kept_before)):
        assert word not in kept


def test_the_command_line_reads_what_the_browser_sent_and_the_reverse(
    reporter: Reporter, page: Page, service: Rehearsal
) -> None:
    """One codename works in both."""
    codename = reporter.report(line="bedreiging", text="Uit de browser.")
    file = service.folder / "codename"
    file.write_text(codename)
    assert "geen antwoord" in service.report("check", "--codename-file", file)
    sent = service.report("send", "--line", "bedreiging", "--text", "-", stdin="Van de opdracht.")
    reporter.come_back(sent.strip().splitlines()[-1])
    expect(page.locator("[data-none]")).to_be_visible()


def test_two_reports_in_one_visit_are_two_submissions(
    reporter: Reporter, service: Rehearsal
) -> None:
    """The page begins anew; nothing of the first goes with the second."""
    before = _received(service)
    reporter.report(line="signaal", text="Een.")
    reporter.report(line="signaal", text="Twee.")
    assert _received(service) == before + 2


def test_the_site_is_what_was_signed_and_comes_as_it_should(service: Rehearsal) -> None:
    """Every file of the real site, with every header, by the command that compares them."""
    words = [
        "verify-site",
        "--server",
        service.reporters,
        "--root",
        service.root,
        "--language",
        "en",
    ]
    device = Device(int(time.time()) // SECONDS_A_DAY, wait=lambda _seconds: None)
    result = CliRunner().invoke(report, words, obj=device)
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert "as the root holders signed them" in result.stderr


def _received(service: Rehearsal) -> int:
    state = json.loads(service.run("sluis-server", "state", "--home", service.home, "--json"))
    return int(state["submissions"])
