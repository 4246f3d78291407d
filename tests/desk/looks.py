"""Judging a page as people see it: no fault that axe knows of, nothing wider than the screen.

With SLUIS_PICTURES=FOLDER a picture of each goes there, to be looked at.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import axe
from desk.at_desk import AtDesk
from desk.conftest import desk_of
from playwright.sync_api import Browser, Page
from world import World

WIDTHS = {"narrow": 320, "phone": 390, "desktop": 1280}


def judge(page: Page, name: str, *, schemes: Sequence[str] = ("light", "dark")) -> None:
    """Judge what a page shows now, in both looks (or those named) and at each width."""
    pictures = os.environ.get("SLUIS_PICTURES")
    page.wait_for_load_state()
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        said = axe.faults(page, only_colours=scheme != schemes[0])
        assert not said, f"{name}: {said}"
        for width_name, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} wide on a screen of {width}"
            if pictures and width_name != "narrow":
                Path(pictures).mkdir(parents=True, exist_ok=True)
                path = Path(pictures) / f"desk-{name}-{width_name}-{scheme}.png"
                page.screenshot(path=path, full_page=True)


def look(desk: AtDesk, name: str) -> None:
    """Judge a page in Dutch, then the same in English."""
    judge(desk.page, f"nl-{name}")
    desk.press("English")
    desk.reads("en")
    judge(desk.page, f"en-{name}", schemes=("light",))
    desk.press("Nederlands")
    desk.reads("nl")


@contextmanager
def looking(chromium: Browser, world: World, *names: str) -> Iterator[AtDesk]:
    """Serve vaults at one desk, closed elsewhere, with leave for axe."""
    for somebody in (*world.confidants, *world.recipients.values()):
        somebody.workstation.close()
    with desk_of(chromium, world, *names, bypass_csp=True) as desk:
        yield desk
