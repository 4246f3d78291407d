"""A real browser on the built site, in front of a world in memory or of the real server."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.reporter import Reporter
from browser.world_site import ORIGIN, PLACEHOLDER, WorldSite
from memory_disk import folder_in_memory
from playwright.sync_api import Browser, BrowserContext, Page
from world import World

from deploy.node import ready_node
from submitter_ui.build import BUILD_DAY
from submitter_ui.site.build import Recipe, build_site
from submitter_ui.site.settings import SiteSettings

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
WAIT_MS = 30_000


@pytest.fixture(scope="session")
def site_files() -> dict[str, bytes]:
    """Every file of the site, built once for all tests of this package."""
    node = str(ready_node())
    return build_site(Recipe(PLACEHOLDER, BUILD_DAY, SiteSettings(), node))


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
