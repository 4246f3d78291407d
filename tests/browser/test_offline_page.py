"""The offline page from a disk with the line cut: seals what the workstations open, reads answers, asks nobody."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import faults
from browser.conftest import PHONE, WAIT_MS
from browser.offline_page import AtHome, OfflineParts, choose, seal, write_sealed
from browser.prefixes import PATIENT, shift_clock
from browser.reporter import STORY, Reporter
from playwright.sync_api import Browser, expect
from world import World

from submitter_ui.site.settings import SiteSettings

pytestmark = pytest.mark.timeout(300)

READINESS = "[data-readiness]"
PROBLEM = "[data-problem]"
LOOK = '[data-step="look"] [data-notice]'


@pytest.fixture(scope="module")
def parts() -> OfflineParts:
    """The page's script and style, made once."""
    return OfflineParts.made()


@pytest.fixture
def home(chromium: Browser, world: World, parts: OfflineParts, tmp_path: Path) -> Iterator[AtHome]:
    """A phone without a line, on whose disk the page lies."""
    context = chromium.new_context(viewport=PHONE, locale="nl-NL", offline=True)
    context.set_default_timeout(WAIT_MS)
    home = AtHome(context, world, parts, tmp_path)
    yield home
    context.close()
    # Itself, and the worker that it makes of itself.
    assert set(home.asked) <= {"file", "blob"}


def test_a_report_with_a_file_is_opened_and_its_answer_read(home: AtHome, world: World) -> None:
    """Sealed to files, opened on a workstation, answered; the answer is read and answered in turn."""
    photo = home.folder / "foto.bin"
    photo.write_bytes(b"bewijs" * 20_000)
    today, _drop = home.download()
    reporter = home.begin("report", today)
    codename = write_sealed(reporter, STORY, [photo])
    home.send(home.save_all(reporter.page))
    anna = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    shown = anna.workstation.show(case, day=world.day)
    assert STORY in str(shown)
    assert [a["size"] for a in shown["messages"][0]["attachments"]] == [photo.stat().st_size]
    anna.reply(case, "Dank u wel. Bent u veilig?")
    anna.bring()
    today, drop = home.download()
    reporter = home.begin("return", today, [drop])
    reporter.give(codename)
    expect(reporter.step("answers")).to_be_visible()
    assert reporter.answers() == ["Dank u wel. Bent u veilig?"]
    reporter.page.locator("[data-add]").click()
    reporter.write("Ja, ik ben veilig.")
    seal(reporter)
    expect(reporter.step("done")).to_be_visible()
    home.send(home.save_all(reporter.page))
    anna.fetch()
    assert "Ja, ik ben veilig." in str(anna.workstation.show(case, day=world.day))


def test_it_can_be_left_at_once_too(home: AtHome) -> None:
    """By Shift in the middle of a text: the page is empty, its worker ended, and another site asked for."""
    today, _drop = home.download()
    reporter = choose(home.open(before=PATIENT.decode()), "report", today)
    page = reporter.page
    home.context.route("https://**", lambda route: route.fulfill(status=204))
    reporter.choose("integriteit")
    page.locator("#text").fill(STORY)
    with page.expect_request(SiteSettings().leave_to):
        for _ in range(3):
            page.keyboard.press("Shift")
    home.asked.remove("https")
    reporter.has_no_worker()
    assert STORY not in page.content()
    assert page.locator("textarea, input").count() == 0


def test_a_browser_without_workers_does_the_work_in_the_page(home: AtHome, world: World) -> None:
    """Where no worker may be made, the page itself seals."""
    today, _drop = home.download()
    reporter = choose(home.open(before="delete globalThis.Worker;"), "report", today)
    write_sealed(reporter, STORY)
    home.send(home.save_all(reporter.page))
    assert home.asked == ["file"]
    world.confidants[0].fetch()
    assert len(world.confidants[0].cases()) == 1


def test_a_worker_that_may_not_start_is_replaced(home: AtHome) -> None:
    """A browser may refuse only when the worker is to run: what it was asked is asked here again."""
    today, _drop = home.download()
    in_worker = "if(!globalThis.document)throw 1;"
    reporter = choose(home.open(before=in_worker), "report", today)
    expect(reporter.page.locator('input[value="integriteit"]')).to_be_enabled()


def test_files_that_miss_are_asked_for(home: AtHome) -> None:
    """Nothing begins before what it needs was chosen."""
    today, drop = home.download()
    reporter = home.begin("report", None)
    reporter.expect_told("carry-today", PROBLEM)
    choose(reporter, "return", today)
    reporter.expect_told("carry-drop", PROBLEM)
    huge = home.folder / "huge.bin"
    huge.write_bytes(bytes(1 << 19))
    choose(reporter, "report", huge, [drop])
    reporter.expect_told("carry-size", PROBLEM)


@pytest.mark.parametrize("twist", ["cut", "other", "text"])
def test_a_today_that_is_none_is_refused(home: AtHome, twist: str) -> None:
    """With a sentence that says what to do."""
    today, drop = home.download()
    raw = today.read_bytes()
    today.write_bytes({"cut": raw[:-1], "other": drop.read_bytes(), "text": b"<html>"}[twist])
    reporter = home.begin("report", today)
    reporter.expect_told("away-fault", READINESS)


def test_a_forged_today_is_not_believed(home: AtHome) -> None:
    """One bit of a signature."""
    today, _drop = home.download()
    raw = bytearray(today.read_bytes())
    # The last byte tells whether a head has a MAC; the one before it belongs to a signature.
    raw[-2] ^= 1
    today.write_bytes(raw)
    home.begin("report", today).expect_told("not-genuine", READINESS)


def test_an_older_drop_is_missed(home: AtHome, world: World) -> None:
    """Files from two visits do not belong together."""
    _today, drop = home.download()
    old = drop.read_bytes()
    world.confidants[0].bring()
    today, drop = home.download()
    drop.write_bytes(old)
    reporter = home.begin("return", today, [drop])
    reporter.give(" ".join(world.reporter().codename.words("nl")))
    reporter.expect_told("incomplete", LOOK)


def test_a_drop_in_buckets_is_asked_for_by_name(home: AtHome, world: World) -> None:
    """Lists and bucket, in any order; another bucket is not taken for the one that was named."""
    author, anna, server = world.reporter(), world.confidants[0], world.server
    author.send("x")
    anna.fetch()
    service = server.keyring.service_id
    world.install(world.hold_ceremony(serial=2, service=service, bucket_bits=3))
    anna.fetch()
    anna.reply(anna.cases()[0], "Dank u wel.")
    anna.bring()
    today, _drop = home.download()
    words = " ".join(author.codename.words("nl"))
    assert _look_for_address(home.begin("return", today, [today]), words) == "/api/drop/lists"
    lists = home.keep("lists.bin", server.fetch_lists())
    named = _look_for_address(home.begin("return", today, [lists]), words)
    number = int(named.removeprefix("/api/drop/3/"))
    other = home.keep("other.bin", server.fetch_bucket(bits=3, number=number ^ 1))
    assert _look_for_address(home.begin("return", today, [other, lists]), words) == named
    bucket = home.keep("bucket.bin", server.fetch_bucket(bits=3, number=number))
    reporter = home.begin("return", today, [bucket, lists])
    reporter.give(words)
    expect(reporter.step("answers")).to_be_visible()
    assert reporter.answers() == ["Dank u wel."]


def test_a_clock_that_is_wrong_is_told_with_its_date(home: AtHome) -> None:
    """Before the build: the clock; three weeks on: the clock, or a today.bin that is too old."""
    today, _drop = home.download()
    slow = choose(home.open(before=shift_clock(-3650).decode()), "report", today)
    slow.expect_told("wrong-clock", READINESS)
    fast = choose(home.open(before=shift_clock(21).decode()), "report", today)
    fast.expect_told("clocks-differ", READINESS)


def test_both_languages_are_in_the_one_file(home: AtHome) -> None:
    """Also the words of the codename."""
    today, _drop = home.download()
    reporter = home.open()
    page = reporter.page
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Reporting without internet")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert faults(page) == []
    choose(reporter, "report", today)
    expect(page.locator('input[value="integriteit"]')).to_be_enabled()
    assert faults(page) == []


def test_axe_finds_nothing_when_it_is_done(home: AtHome) -> None:
    """The start, and the step with the files to save."""
    today, _drop = home.download()
    reporter = home.open()
    assert faults(reporter.page) == []
    choose(reporter, "report", today)
    write_sealed(reporter, STORY)
    assert faults(reporter.page) == []


def _look_for_address(reporter: Reporter, codename: str) -> str:
    """Give a codename, and return the address of the file that the page still asks for."""
    reporter.give(codename)
    reporter.expect_told("carry-more", LOOK)
    (address,) = re.findall(r"/api/drop/[a-z0-9/]+", reporter.notice("look"))
    return str(address)
