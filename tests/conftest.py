"""What all tests share: how many examples Hypothesis tries, and a world for those that live in one."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from world import Desk, World
    from world_copies import Worlds

WAIT_MS = 30_000
"""How long a test waits for what a page must show."""

_TESTS = Path(__file__).parent
_FIRST = ("story", "workstation", "server", "sandbox", "desk", "browser")
"""The folders with which a run begins. The first builds the site and prepares a service, which takes a minute; the
next need neither, so that a process beside it does not wait. What ends a run are folders of small files."""

# Sealing takes milliseconds and machines are shared: a deadline would test the machine.
settings.register_profile(
    "default",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "exhaustive",
    settings.get_profile("default"),
    derandomize=False,
    max_examples=500,
    print_blob=True,
)
settings.load_profile("default")


def pytest_configure() -> None:
    """Keep what tests write off the disk, where there is room in memory."""
    from memory_disk import prefer_memory  # noqa: PLC0415

    prefer_memory()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the folders in their order, and mark what is slow.

    Looks come in two colours and two languages: quick are light in Dutch, the others slow.
    """
    items.sort(key=_place)
    for item in items:
        given = (
            item.callspec.params
            if isinstance(item, pytest.Function) and hasattr(item, "callspec")
            else {}
        )
        dark, english = given.get("scheme") == "dark", given.get("language") == "en"
        if item.path.stem.endswith("looks") and (dark or english):
            item.add_marker(pytest.mark.slow)


def _place(item: pytest.Item) -> int:
    folder = item.path.relative_to(_TESTS).parts[0]
    return _FIRST.index(folder) if folder in _FIRST else len(_FIRST)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """A Chromium of the machine's own, without a window: one for all tests of a process, which can drive no second."""
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415

    from deploy.programs import HEADLESS, ready  # noqa: PLC0415

    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        # Everything runs as root in some places, where Chromium has no sandbox to offer.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        program = str(ready(HEADLESS))
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def prepared_service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a service that was never served, the same for all processes of a run: for `copy_prepared`."""
    from prepared import prepare_once  # noqa: PLC0415

    folder = tmp_path_factory.getbasetemp()
    of_the_run = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    return prepare_once(of_the_run / "prepared-service")


@pytest.fixture(scope="session")
def worlds() -> Iterator["Worlds"]:
    """Services on their first day, to be copied."""
    # Imported here, because tests of one package must not load all the others.
    from memory_disk import folder_in_memory  # noqa: PLC0415
    from world_copies import Worlds  # noqa: PLC0415

    with folder_in_memory() as folder:
        yield Worlds(folder)


@pytest.fixture
def world(worlds: "Worlds") -> Iterator["World"]:
    """A service on its first day."""
    from memory_disk import folder_in_memory  # noqa: PLC0415

    with folder_in_memory() as folder:
        world = worlds.copy(folder)
        yield world
        world.close()


@pytest.fixture
def anna(world: "World") -> "Desk":
    """The confidant in slot 0."""
    return world.confidants[0]


@pytest.fixture
def bram(world: "World") -> "Desk":
    """The confidant in slot 1."""
    return world.confidants[1]


@pytest.fixture
def chris(world: "World") -> "Desk":
    """The confidant in slot 2, who serves `klacht` and `integriteit` only."""
    return world.confidants[2]
