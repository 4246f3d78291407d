"""What is made ahead of sending: while the reporter reads and writes, without a word to anybody."""

import pytest
from browser.prefixes import QUICK
from browser.reporter import REPORT, RETURN, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import expect
from world import World

TELL_WHEN_DRAWN = b"""{
const { Worker } = self;
if (self.document) {
  self.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.number === -1) document.documentElement.dataset.drawn = data.progress;
      });
    }
  };
} else {
  const draw = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = (bytes) => {
    if (bytes.length === 11) self.postMessage({ number: -1, progress: "codename" });
    return draw(bytes);
  };
}
}"""
"""The worker tells the page when eleven random bytes are drawn, which are a codename's."""

DRAWN = 'html[data-drawn="codename"]'


@pytest.fixture
def telling(site: WorldSite) -> None:
    """A worker that tells when it draws a codename."""
    site.before_scripts = TELL_WHEN_DRAWN


@pytest.mark.usefixtures("telling")
def test_a_codename_is_made_before_anything_was_chosen(reporter: Reporter, site: WorldSite) -> None:
    """And nothing was asked of the server but what everybody asks."""
    reporter.page.goto(REPORT)
    expect(reporter.page.locator(DRAWN)).to_have_count(1)
    assert [asked.path for asked in site.trace if "/api/" in asked.path] == ["/api/today"]


@pytest.mark.usefixtures("telling")
def test_whoever_comes_back_has_a_codename_already(reporter: Reporter, world: World) -> None:
    """None is made on the page that asks for it."""
    reporter.come_back(" ".join(world.reporter().codename.words("nl")))
    assert reporter.page.url.endswith(RETURN)
    expect(reporter.page.locator(DRAWN)).to_have_count(0)


def test_a_codename_that_may_have_been_sent_is_not_sent_again(
    reporter: Reporter, site: WorldSite, world: World
) -> None:
    """A server that keeps what it refuses does not learn, and no confidant sees, that both are from one person."""
    site.before_scripts = QUICK
    site.fail("/api/submissions", status=507, times=1, stored=True)
    reporter.begin()
    reporter.write()
    reporter.send()
    reporter.expect_told("server-full")
    reporter.send()
    reporter.keep_codename()
    anna = world.confidants[0]
    anna.fetch()
    assert len(anna.cases()) == 2
