"""Back, twice, and away: no step is lost, nothing is sent twice, and the page asks before something goes."""

from pathlib import Path

import pytest
from browser.prefixes import QUICK
from browser.reporter import PRESS, REPORT, RETURN, STORY, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import Dialog, Page, expect
from world import World

TELL_OF_ANSWERS = b"""{
const { Worker } = self;
if (self.document) {
  self.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.answer?.tooMany === 0) document.documentElement.dataset.fits += "+";
      });
    }
  };
  document.documentElement.dataset.fits = "";
}
}"""
"""The page notes how often its worker has answered that a text is not too long."""


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the browser asked before it left the page; it leaves."""
    kinds: list[str] = []

    def leave(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    return kinds


def test_the_back_button_goes_a_step_back_and_keeps_what_was_typed(reporter: Reporter) -> None:
    """From the last look to the text, from the text to the choice of a line."""
    reporter.begin()
    reporter.write()
    reporter.page.go_back()
    expect(reporter.step("write")).to_be_visible()
    reporter.page.go_back()
    expect(reporter.step("line")).to_be_visible()
    assert reporter.page.locator("#text").input_value() == STORY


def test_the_forward_button_shows_nothing_that_was_written_before(reporter: Reporter) -> None:
    """What will be sent is seen in the step before; forward it would show the text of then."""
    reporter.begin()
    reporter.write()
    reporter.page.go_back()
    expect(reporter.step("write")).to_be_visible()
    reporter.page.locator("#text").fill("anders")
    # Forward, and back again by the page itself.
    reporter.page.evaluate(PRESS, ["forward", 2])
    reporter.write("anders")
    expect(reporter.page.locator("[data-preview-text]")).to_have_text("anders")
    reporter.page.go_back()
    expect(reporter.step("write")).to_be_visible()


def test_steps_from_before_a_reload_are_not_gone_back_to(reporter: Reporter) -> None:
    """Their text is gone, and an empty report could be sent from there."""
    reporter.begin()
    reporter.write()
    reporter.page.on("dialog", lambda dialog: dialog.accept())
    reporter.page.reload()
    expect(reporter.step("line")).to_be_visible()
    reporter.press_back()
    reporter.choose("integriteit")
    expect(reporter.page.locator("#text")).to_be_empty()


def test_back_while_it_is_sent_changes_nothing(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """What is on its way is stored once, and its codename is shown."""
    site.before_scripts = QUICK
    site.fail("/api/submissions", status=503, times=3)
    reporter.begin()
    reporter.write()
    reporter.send()
    reporter.press_back()
    reporter.keep_codename()
    assert len(world.server.submissions) == 1


def test_back_after_sending_keeps_the_codename_and_sends_nothing_again(
    reporter: Reporter, world: World
) -> None:
    """However often: there is no way back to a step before the sending."""
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.step("codename")).to_be_visible()
    for _ in range(4):
        reporter.press_back()
    reporter.keep_codename()
    reporter.press_back()
    expect(reporter.step("done")).to_be_visible()
    assert len(world.server.submissions) == 1


def test_two_clicks_on_every_button_are_one(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """One report, and one step back for each step."""
    site.before_scripts = TELL_OF_ANSWERS
    reporter.page.goto(REPORT)
    reporter.page.locator('[data-step="line"] input[value="integriteit"]').check()
    _press_twice(reporter, "line")
    expect(reporter.step("write")).to_be_visible()
    reporter.page.locator("#text").fill(STORY)
    _press_twice(reporter, "write")
    expect(reporter.page.locator("html")).to_have_attribute("data-fits", "++")
    expect(reporter.step("review")).to_be_visible()
    reporter.page.go_back()
    expect(reporter.step("write")).to_be_visible()
    reporter.write()
    _press_twice(reporter, "review")
    reporter.keep_codename()
    assert len(world.server.submissions) == 1
    assert sum(asked.path == "/api/submissions" for asked in site.trace) == 1


def test_two_clicks_on_sending_again_are_one(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """The page that does not know whether it arrived asks the server once more, not twice."""
    site.before_scripts = QUICK
    site.fail("/api/submissions", stored=True)
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.step("doubt")).to_be_visible()
    site.heal()
    site.trace.clear()
    reporter.step("doubt").locator("[data-retry]").evaluate("(b) => { b.click(); b.click(); }")
    reporter.keep_codename()
    assert [asked.path for asked in site.trace] == ["/api/submissions"]
    assert len(world.server.submissions) == 1


def test_two_clicks_on_the_buttons_of_the_codename_are_one(
    reporter: Reporter, world: World, asked: list[str]
) -> None:
    """It is shown, hidden and shown again; the last two take it out of the page, and nothing is asked any more."""
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.step("codename")).to_be_visible()
    for button in ("[data-noted]", "[data-again]", "[data-noted]"):
        words = reporter.page.locator("[data-codename] li").all_text_contents()
        reporter.page.locator(button).evaluate("(b) => { b.click(); b.click(); }")
    for field in (1, 2):
        place = int(reporter.page.locator(f'label[for="word-{field}"] [data-place]').inner_text())
        reporter.page.locator(f"#word-{field}").fill(words[place - 1])
    reporter.page.locator("[data-typing] button").first.evaluate("(b) => { b.click(); b.click(); }")
    expect(reporter.step("done")).to_be_visible()
    expect(reporter.page.locator("[data-codename] li")).to_have_count(0)
    reporter.page.goto(RETURN)
    assert asked == []
    assert len(world.server.submissions) == 1


def test_two_clicks_on_looking_are_one(reporter: Reporter, site: WorldSite, world: World) -> None:
    """The drop is fetched once."""
    reporter.page.goto(RETURN)
    words = " ".join(world.reporter().codename.words("nl"))
    reporter.page.locator("#codename").fill(words)
    _press_twice(reporter, "look")
    expect(reporter.step("answers")).to_be_visible()
    assert sum(asked.path == "/api/drop" for asked in site.trace) == 1


def test_leaving_asks_first_once_something_was_typed(reporter: Reporter, asked: list[str]) -> None:
    """The text would be gone."""
    reporter.begin()
    reporter.page.locator("#text").fill("iets")
    reporter.page.reload()
    assert asked == ["beforeunload"]


def test_a_page_that_comes_back_empty_says_what_is_gone(
    reporter: Reporter, asked: list[str]
) -> None:
    """As a phone brings it back that had thrown it away; not on a new visit, and not once one goes on."""
    reporter.begin()
    lost = reporter.page.locator("[data-lost]:visible")
    reporter.page.locator("#text").fill(STORY)
    reporter.page.reload()
    expect(lost).to_contain_text("Dan is er niets verstuurd.")
    expect(reporter.page.locator("#text")).to_have_value("")
    reporter.choose("integriteit")
    expect(lost).to_be_hidden()
    reporter.write()
    reporter.send()
    expect(reporter.step("codename")).to_be_visible()
    reporter.page.reload()
    expect(lost).to_contain_text("Dan is uw bericht misschien al binnen.")
    reporter.page.goto(REPORT)
    expect(reporter.step("line")).to_be_visible()
    expect(lost).to_be_hidden()


def test_leaving_asks_nothing_as_long_as_nothing_was_typed(
    reporter: Reporter, asked: list[str]
) -> None:
    """Also when what was typed was taken away again."""
    reporter.begin()
    reporter.page.locator("#text").fill("iets")
    reporter.page.locator("#text").fill("")
    reporter.page.reload()
    assert asked == []


def test_leaving_asks_first_once_a_file_was_chosen(
    reporter: Reporter, asked: list[str], tmp_path: Path
) -> None:
    """Also without a text; and no more once it was taken off."""
    file = tmp_path / "foto.jpg"
    file.write_bytes(b"x")
    reporter.begin()
    reporter.page.locator("#files").set_input_files([file])
    reporter.page.reload()
    assert asked == ["beforeunload"]
    reporter.choose("integriteit")
    reporter.page.locator("#files").set_input_files([file])
    reporter.page.get_by_role("button", name="foto.jpg").click()
    reporter.page.reload()
    assert asked == ["beforeunload"]


def test_leaving_asks_first_for_what_was_put_aside(
    reporter: Reporter, asked: list[str], world: World
) -> None:
    """A complaint was begun, and then something more in the thread itself."""
    codename = reporter.report()
    anna = world.confidants[0]
    anna.fetch()
    anna.reply(anna.cases()[0], "Gelezen.")
    anna.bring()
    reporter.come_back(codename)
    reporter.page.get_by_role("button", name="klacht").click()
    reporter.page.locator("#text").fill("Een klacht.")
    reporter.page.go_back()
    reporter.page.get_by_role("button", name="Iets toevoegen").click()
    reporter.page.locator("#text").fill("iets")
    reporter.page.locator("#text").fill("")
    reporter.page.reload()
    assert asked == ["beforeunload"]


def test_leaving_asks_first_until_the_codename_was_noted(
    reporter: Reporter, asked: list[str]
) -> None:
    """It is shown nowhere else, and nobody can find it again."""
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.step("codename")).to_be_visible()
    reporter.page.reload()
    assert asked == ["beforeunload"]


def test_leaving_asks_nothing_once_the_codename_was_noted(
    reporter: Reporter, asked: list[str]
) -> None:
    """There is nothing left to lose."""
    reporter.report()
    reporter.page.reload()
    assert asked == []


def test_leaving_asks_first_while_nobody_knows_whether_it_arrived(
    reporter: Reporter, site: WorldSite, asked: list[str]
) -> None:
    """The codename in doubt is on this page only."""
    site.before_scripts = QUICK
    site.fail("/api/submissions")
    reporter.begin()
    reporter.write()
    reporter.send()
    expect(reporter.step("doubt")).to_be_visible()
    reporter.page.reload()
    assert asked == ["beforeunload"]


def _press_twice(reporter: Reporter, step: str) -> None:
    """Click twice on the button of a step, as fast as a mouse can and faster."""
    button = reporter.step(step).locator(".actions button").first
    button.evaluate("(button) => { button.click(); button.click(); }")
