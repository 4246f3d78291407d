"""A real browser on the built site, in front of a world in memory or of the real server."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import axe
import pytest
from browser.reporter import Reporter
from browser.world_site import ORIGIN, PLACEHOLDER, WorldSite
from memory_disk import folder_in_memory
from playwright.sync_api import Browser, BrowserContext, Page
from world import World

from deploy.node import ready_node
from deploy.setting_up import KEPT
from submitter_ui.build import BUILD_DAY
from submitter_ui.site.build import Recipe, build_site
from submitter_ui.site.kept import Kept
from submitter_ui.site.settings import SiteSettings

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
WIDTHS = {"narrow": 320, "phone": 360, "desktop": 1280}
WAIT_MS = 30_000


@pytest.fixture(scope="session")
def site_files() -> dict[str, bytes]:
    """Every file of the site, built once for all tests of this package."""
    node = str(ready_node())
    return build_site(Recipe(PLACEHOLDER, BUILD_DAY, SiteSettings(), node, kept=Kept(KEPT)))


@pytest.fixture
def world() -> Iterator[World]:
    """A service that lives on the machine's own day, as the browser does."""
    with folder_in_memory() as folder:
        world = World(folder, day=int(time.time()) // 86_400)
        yield world
        world.close()


@pytest.fixture
def site(world: World, site_files: dict[str, bytes]) -> WorldSite:
    """The site in front of the world."""
    return WorldSite(world, site_files)


@pytest.fixture
def context(chromium: Browser, site: WorldSite) -> Iterator[BrowserContext]:
    """A fresh visit from a phone: no cookies, no cache, nothing from before."""
    context = chromium.new_context(viewport=PHONE, base_url=ORIGIN, locale="nl-NL")
    context.set_default_timeout(WAIT_MS)
    context.route("**/*", site.handle)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that fails the test if a script of it fails."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    return page


@pytest.fixture
def reporter(page: Page) -> Reporter:
    """Somebody in front of the page."""
    return Reporter(page)


@pytest.fixture
def pictures() -> Path | None:
    """Where pictures of the pages go, if somebody wants to look at them."""
    folder = os.environ.get("SLUIS_PICTURES")
    return Path(folder) if folder else None


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, page: Page) -> str:
    """Both looks."""
    page.emulate_media(color_scheme=request.param)
    return str(request.param)


@pytest.fixture
def look(page: Page, scheme: str, pictures: Path | None) -> Callable[[str], None]:
    """Judge what the page shows now, and take its picture at each width."""

    def judge(name: str) -> None:
        said = axe.faults(page)
        assert not said, f"{name}: {said}"
        before = page.viewport_size
        for width_name, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} wide on a screen of {width}"
            if pictures is not None and width_name != "narrow":
                pictures.mkdir(parents=True, exist_ok=True)
                path = pictures / f"{name}-{width_name}-{scheme}.png"
                page.screenshot(path=path, full_page=True)
        assert before is not None
        page.set_viewport_size(before)

    return judge
