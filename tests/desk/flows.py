"""A flow in a real browser as a list of expected screens and actions, so that it reads like the way itself.

    ("Zaken", follow, "1a2b3c4d"),

is: on the page whose heading is `Zaken`, follow the link `1a2b3c4d`. A step whose
heading is not there is where the flow went wrong, and it says so.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from desk.at_desk import AtDesk
from playwright.sync_api import expect
from world import PASSPHRASE

Step = tuple[Any, ...]
"""The heading of a page (a text or a pattern), what to do there, and with what."""


def play(desk: AtDesk, steps: Sequence[Step]) -> None:
    """Go through the steps one after the other."""
    for number, (heading, act, *values) in enumerate(steps, 1):
        title = desk.page.get_by_role("heading", level=1)
        expect(title, f"step {number}").to_have_text(heading)
        act(desk, *values)


def follow(desk: AtDesk, name: str) -> None:
    """Follow a link."""
    desk.follow(name)


def press(desk: AtDesk, name: str) -> None:
    """Press a button that can be seen."""
    desk.go_by(desk.page.locator("button:not(.visually-hidden)").get_by_text(name, exact=True))


def unfold(desk: AtDesk, name: str) -> None:
    """Show what is folded away under a name."""
    desk.page.locator("summary").get_by_text(name, exact=True).click()


def open_newest(desk: AtDesk, *_: str) -> None:
    """Open the first case, or handover, of a list."""
    desk.go_by(desk.page.locator("main tbody a, main .queue a").first)


def choose(desk: AtDesk, name: str) -> None:
    """Choose one of several, or set a tick."""
    desk.page.get_by_label(name, exact=True).check()


def fill(desk: AtDesk, name: str, value: str) -> None:
    """Write into a field in place of what is there."""
    desk.page.get_by_label(name, exact=True).fill(value)


def give(desk: AtDesk, name: str, file: Path) -> None:
    """Choose a file of the stick."""
    desk.page.get_by_label(name, exact=True).set_input_files(file)


def sees(desk: AtDesk, *texts: str) -> None:
    """Expect texts that can be seen."""
    desk.sees(*texts)


def sees_no(desk: AtDesk, *texts: str) -> None:
    """Expect that texts are nowhere."""
    for text in texts:
        expect(desk.page.get_by_text(text)).to_have_count(0)


def unlock(desk: AtDesk, vault: str) -> None:
    """Open a vault of this desk."""
    desk.page.get_by_label(vault, exact=True).check()
    fill(desk, "Wachtzin", PASSPHRASE)
    desk.press("Open")


def bring_in(desk: AtDesk, bundle: Callable[[], bytes]) -> None:
    """Read in what the portal gives at this moment."""
    desk.bring_in(bundle())


def take_along(desk: AtDesk, name: str, bring: Callable[[bytes], object]) -> None:
    """Save a file and bring it where it goes."""
    bring(desk.download(name))
