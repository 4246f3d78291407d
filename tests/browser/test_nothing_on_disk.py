"""What is typed reaches no file of the browser: there is nothing to restore, and nothing to find."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.reporter import Reporter
from browser.world_site import ORIGIN, WorldSite
from playwright.sync_api import Browser, BrowserContext, expect

from deploy.programs import CHROMIUM, ready

TYPED = b"MERKTEKST-anjerveld"
OPEN = b"MERKTEKST-zonnebloem"
OTHER_FORM = """(text, typed) => {
    const form = document.createElement("form");
    const field = document.createElement("textarea");
    field.value = typed;
    form.append(field);
    document.body.append(form);
    field.scrollIntoView();
}"""
"""A field beside the page's own, closed to nothing."""
PATIENCE_S = 60
"""Chromium notes its tabs every few seconds."""


@pytest.fixture
def profile(chromium: Browser, site: WorldSite, tmp_path: Path) -> Iterator[BrowserContext]:
    """The whole Chromium, with a profile on the disk as people have one."""
    context = chromium.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=str(ready(CHROMIUM)),
        args=["--no-sandbox"] if os.geteuid() == 0 else [],
        base_url=ORIGIN,
    )
    context.route("**/*", site.handle)
    yield context
    context.close()


def test_what_is_typed_is_in_no_file_of_the_browser(
    profile: BrowserContext, tmp_path: Path
) -> None:
    """Neither while the page is open nor after it was closed; a form that was open to restoring would be there."""
    reporter = Reporter(profile.pages[0])
    text = reporter.page.locator("#text")
    reporter.begin()
    text.fill(TYPED.decode())
    reporter.page.reload()
    reporter.choose("integriteit")
    expect(text).to_have_value("")
    text.fill(TYPED.decode())
    text.evaluate(OTHER_FORM, OPEN.decode())
    _wait_for(OPEN, tmp_path)
    assert _holding(tmp_path, TYPED) == []
    profile.close()
    assert _holding(tmp_path, OPEN)
    assert _holding(tmp_path, TYPED) == []


def test_no_title_in_a_browser_s_history_tells_that_something_was_sent(
    profile: BrowserContext, tmp_path: Path
) -> None:
    """Its list shows titles; and a place in it says how many steps there were, and of none which."""
    reporter = Reporter(profile.pages[0])
    reporter.report()
    assert set(reporter.page.evaluate("history.state")) == {"depth", "visit"}
    _wait_for(b"depth", tmp_path / "Default" / "Sessions")
    profile.close()
    for told in (b"Woorden", b"codename", b"sending"):
        assert _holding(tmp_path, told) == []


def _wait_for(text: bytes, profile: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while not _holding(profile, text):
        if time.monotonic() > until:
            pytest.fail("the browser notes nothing at all")
        time.sleep(0.5)


def _holding(profile: Path, text: bytes) -> list[Path]:
    wide = text.decode().encode("utf-16-le")
    # The browser removes folders meanwhile, at which only this way of walking does not stop.
    files = [Path(folder, name) for folder, _folders, names in os.walk(profile) for name in names]
    return [path for path in files if any(each in _read(path) for each in (text, wide))]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
