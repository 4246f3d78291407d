"""What an observer sees, and what stays behind: the same for everybody, and nothing."""

from pathlib import Path

import pytest
from browser.filling_in import fill_in
from browser.reporter import RETURN, STORY, Reporter
from browser.world_site import Asked, WorldSite
from playwright.sync_api import BrowserContext, Page, expect
from world import LINES, World

from submitter_ui.form_checks import read_forms

MARKED_FILE = "MERKNAAM-narcis.txt"
MARKED_CONTENT = b"MERKINHOUD-hyacint " * 4_000
STORED = """async () => ({
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    name: window.name,
})"""
NOTHING = {
    "cookie": "",
    "local": 0,
    "session": 0,
    "databases": 0,
    "caches": 0,
    "workers": 0,
    "name": "",
}


@pytest.fixture
def answered(world: World) -> str:
    """A codename for which there is an answer."""
    author = world.reporter()
    author.send("x")
    anna = world.confidants[0]
    anna.fetch()
    anna.reply(anna.cases()[0], "antwoord")
    anna.bring()
    return " ".join(author.codename.words("nl"))


def test_all_six_lines_ask_the_same_of_the_server(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """Method, path and size of every request, in order."""
    traces: dict[str, tuple[Asked, ...]] = {}
    for line in LINES:
        site.trace.clear()
        reporter.report(line, f"Over {line}: {STORY}")
        traces[line] = tuple(site.trace)
    assert len(LINES) == 6
    assert len(world.server.submissions) == 6
    assert len(set(traces.values())) == 1, traces


@pytest.mark.slow
def test_whatever_is_answered_in_a_form_asks_the_same_of_the_server(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """Nothing at all, the first of every choice, the last of every choice and long texts, on every line."""
    ways = {
        f"{form.line} {name}": (form, choice)
        for form in read_forms()
        for name, choice in (("nothing", None), ("first", 0), ("last", -1))
        if name == "last" or form.line == "integriteit"
    }
    traces: dict[str, tuple[Asked, ...]] = {}
    for way, (form, choice) in ways.items():
        site.trace.clear()
        reporter.begin(form.line)
        if choice is not None:
            fill_in(
                reporter.page, form, choice=choice, text="kort" if choice == 0 else "lang " * 900
            )
        reporter.write()
        reporter.send()
        reporter.keep_codename()
        traces[way] = tuple(site.trace)
    assert len(world.server.submissions) == len(ways) == 8
    assert len(set(traces.values())) == 1, traces


def test_an_answer_no_answer_and_an_unknown_codename_ask_the_same(
    reporter: Reporter, site: WorldSite, world: World, answered: str
) -> None:
    """Nobody on the way can tell them apart."""
    traces = [_trace_of(reporter, site, name) for name in (answered, *_without_answer(world))]
    assert traces[0]
    assert traces[1:] == [traces[0], traces[0]]


def test_without_an_answer_and_unknown_the_page_says_the_same(
    reporter: Reporter, world: World, answered: str
) -> None:
    """Whoever finds a codename and tries it learns nothing, not even that it is one."""
    shown = []
    for name in _without_answer(world):
        reporter.come_back(name)
        shown.append(reporter.step("answers").inner_text())
    assert shown[0] == shown[1]
    reporter.come_back(answered)
    assert reporter.step("answers").inner_text() != shown[0]


def test_both_languages_ask_the_same_after_the_page_itself(
    reporter: Reporter, site: WorldSite, page: Page
) -> None:
    """Dutch and English readers cannot be told apart by what their pages do."""
    reporter.report()
    dutch = _shared(site)
    site.trace.clear()
    page.goto("/en/report/")
    page.locator('input[value="integriteit"]').check()
    page.locator('[data-step="line"] .actions button').first.click()
    page.locator("#text").fill(STORY)
    page.locator('[data-step="write"] .actions button').first.click()
    page.locator('[data-step="review"] .actions button').first.click()
    expect(reporter.step("codename")).to_be_visible()
    assert _shared(site) == dutch


def test_an_english_page_gives_english_words(reporter: Reporter, page: Page, world: World) -> None:
    """And an English codename opens on the English page."""
    author = world.reporter()
    page.goto("/en/return/")
    page.locator("#codename").fill(" ".join(author.codename.words("en")))
    page.locator('[data-step="look"] .actions button').first.click()
    expect(reporter.step("answers")).to_be_visible()
    expect(page.locator("[data-none]")).to_contain_text("no answer")


def test_nothing_stays_behind_in_the_browser(
    reporter: Reporter, context: BrowserContext, tmp_path: Path
) -> None:
    """No cookie, no storage of any kind, no worker that outlives the page: after a report and a look."""
    codename = reporter.report(files=[_marked(tmp_path)])
    reporter.come_back(codename)
    assert reporter.page.evaluate(STORED) == NOTHING
    assert context.cookies() == []
    assert context.storage_state() == {"cookies": [], "origins": []}
    assert reporter.page.url.endswith(RETURN)


def test_nothing_that_was_typed_or_chosen_is_in_what_the_browser_sent(
    reporter: Reporter, site: WorldSite, world: World, tmp_path: Path
) -> None:
    """Neither text, file, its name, the line, nor a word of the codename: not in a body, a header or an address."""
    codename = reporter.report(files=[_marked(tmp_path)])
    reporter.come_back(codename)
    sent = b"\0".join(site.sent).lower()
    marks = ["merkwoord", "wethouder", "merknaam", "merkinhoud", "integriteit"]
    assert [mark for mark in marks if mark.encode() in sent] == []
    held = world.server.everything().lower()
    assert [mark for mark in marks[:-1] if mark.encode() in held] == []
    assert codename.encode() not in sent
    # A single short word may stand in some bytes by chance; two of the longer ones do not.
    long_words = [word for word in codename.split() if len(word) >= 5]
    assert sum(word.encode() in sent for word in long_words) <= 1


def _without_answer(world: World) -> tuple[str, str]:
    """Return the codename of a report that has no answer, and one that nobody ever had."""
    waiting, unknown = world.reporter(), world.reporter()
    waiting.send("y")
    return " ".join(waiting.codename.words("nl")), " ".join(unknown.codename.words("nl"))


def _trace_of(reporter: Reporter, site: WorldSite, codename: str) -> list[Asked]:
    site.trace.clear()
    reporter.come_back(codename)
    return list(site.trace)


def _marked(folder: Path) -> Path:
    file = folder / MARKED_FILE
    file.write_bytes(MARKED_CONTENT)
    return file


def _shared(site: WorldSite) -> list[Asked]:
    """Return what was asked for beside a page and its own script, which both have a language."""
    return [
        asked
        for asked in site.trace
        if not asked.path.endswith("/") and not asked.path.startswith("/assets/page.")
    ]
