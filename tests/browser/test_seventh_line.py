"""A line more: a file with its form, a line in the keyring, no code; on the page, in a terminal, at the desk."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import world as worlds
from browser.conftest import PHONE, WAIT_MS
from browser.filling_in import fill_in
from browser.reporter import STORY, Reporter
from browser.world_site import ORIGIN, PLACEHOLDER, WorldSite
from click.testing import CliRunner
from desk.conftest import IDLE_SECONDS, PORT, Time, Visitor
from memory_disk import folder_in_memory
from playwright.sync_api import Browser
from world import World

from crypto.keyring import Line
from deploy.node import ready_node
from deploy.setting_up import KEPT
from journalist_ui.workstation.pages.app import Desk, make_app
from journalist_ui.workstation.pages.door import Door
from journalist_ui.workstation.pages.keeper import Keeper
from submitter_ui import form_checks
from submitter_ui.build import BUILD_DAY
from submitter_ui.cli import main
from submitter_ui.device import Device
from submitter_ui.form_checks import read_forms
from submitter_ui.line_forms import FORMS
from submitter_ui.site.build import Recipe, build_site
from submitter_ui.site.kept import Kept
from submitter_ui.site.settings import SiteSettings

LINE = "x_weerbaar"
FORM = """\
line = "x_weerbaar"
place = 7
name.nl = "Onveilig gevoel"
name.en = "Feeling unsafe"
about.nl = "Er is nog niets gebeurd, en toch."
about.en = "Nothing has happened yet, and still."
story.nl = "Wat merkt u?"
story.en = "What do you notice?"

[[questions]]
id = "sinds"
kind = "one"
ask.nl = "Sinds wanneer?"
ask.en = "Since when?"
choices = [
    { id = "kort", nl = "Sinds kort", en = "Lately" },
    { id = "lang", nl = "Al lang", en = "For long" },
]

[[questions]]
id = "waarom_nu"
kind = "text"
when = { question = "sinds", choice = "kort" }
ask.nl = "Waarom nu?"
ask.en = "Why now?"
"""
ANSWERS = {"sinds": "Sinds wanneer?\nSinds kort", "waarom_nu": "Waarom nu?\nEen brief."}


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """The forms of a service with a line of its own."""
    folder = tmp_path / "forms"
    shutil.copytree(FORMS, folder)
    (folder / f"{LINE}.toml").write_text(FORM, "utf-8")
    return folder


@pytest.fixture
def widened(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A service whose root holders signed that line."""
    monkeypatch.setitem(worlds.LINES, LINE, Line(2, [0, 1]))
    with folder_in_memory() as folder:
        world = World(folder, day=int(time.time()) // 86_400)
        yield world
        world.close()


def report_at_desk(world: World) -> str:
    """Return the page of the only case at Anna's desk, after she brought it in."""
    anna = world.confidants[0]
    anna.fetch()
    (case,) = anna.cases()
    for confidant in world.confidants:
        confidant.workstation.close()
    clock = Time(day=world.day)
    keeper = Keeper([world.folder / "anna.vault"], IDLE_SECONDS, clock.seconds, clock.today)
    door = Door(PORT)
    visitor = Visitor(
        make_app(Desk(door, keeper, rehearsal=True)).test_client(), door, keeper, clock
    )
    visitor.enter()
    assert visitor.unlock().status_code == 303
    page = visitor.read(f"/cases/{case}")
    keeper.lock()
    return page


def is_whole(page: str) -> bool:
    """Tell whether a case's page has the line, the questions and the answers."""
    return all(said in page for said in (LINE, "Sinds wanneer?", "Waarom nu?", "Een brief."))


@pytest.mark.slow
def test_a_line_more_works_on_the_page(chromium: Browser, widened: World, forms: Path) -> None:
    """From the choice of the line to the desk."""
    recipe = Recipe(PLACEHOLDER, BUILD_DAY, SiteSettings(), str(ready_node()), forms, Kept(KEPT))
    site = WorldSite(widened, build_site(recipe))
    context = chromium.new_context(viewport=PHONE, base_url=ORIGIN, locale="nl-NL")
    context.set_default_timeout(WAIT_MS)
    context.route("**/*", site.handle)
    reporter = Reporter(context.new_page())
    reporter.begin(LINE)
    form = next(form for form in read_forms(forms) if form.line == LINE)
    assert fill_in(reporter.page, form, choice=0, text="Een brief.").keys() == ANSWERS.keys()
    reporter.write(STORY)
    reporter.send()
    reporter.keep_codename()
    context.close()
    assert is_whole(report_at_desk(widened))


def test_a_line_more_works_in_a_terminal(
    widened: World, forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sealed offline, with answers from a file, and opened at the desk."""
    monkeypatch.setattr(form_checks, "FORMS", forms)
    written = {
        "today": widened.server.fetch_today(),
        "text": STORY.encode(),
        "answers": b'sinds = "kort"\nwaarom_nu = "Een brief."\n',
    }
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)
    files = [part for name in written for part in (f"--{name}", str(tmp_path / name))]
    arguments = ["--root", widened.root.hex(), "--line", LINE, "--out", str(tmp_path / "sealed")]
    result = CliRunner().invoke(main, ["seal", *arguments, *files], obj=Device(widened.day))
    assert result.exit_code == 0, result.stderr
    ticket = widened.server.take_ticket()
    widened.server.submit(ticket, (tmp_path / "sealed").read_bytes())
    assert is_whole(report_at_desk(widened))
