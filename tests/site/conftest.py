"""The site of a made-up service, built once."""

import shutil
from pathlib import Path

import pytest

from deploy.bootstrap import ROOT, Refusal
from deploy.node import ready_node
from deploy.setting_up import KEPT
from submitter_ui.build import BUILD_DAY
from submitter_ui.site.build import Recipe, build_site
from submitter_ui.site.kept import Kept
from submitter_ui.site.pages import OFFLINE
from submitter_ui.site.settings import SiteSettings
from tests.site.reading import Pages, read_page


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    """Return what the site is built from."""
    try:
        node = ready_node()
    except Refusal as refusal:
        pytest.fail(str(refusal))
    return Recipe(bytes(range(32)), BUILD_DAY, SiteSettings(), str(node), kept=Kept(KEPT))


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sources as they are when the site is built."""
    copy = tmp_path_factory.mktemp("a folder") / "copy"
    for name in ("crypto", "submitter_ui"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    return copy


@pytest.fixture(scope="session")
def built(recipe: Recipe, sources: Path) -> dict[str, bytes]:
    """Return every file of the site by its name, never to be changed."""
    return build_site(recipe)


@pytest.fixture(scope="session")
def pages(built: dict[str, bytes]) -> Pages:
    """Return every page of the site by its file name, read; the offline page is none that is shown there."""
    return {
        name: read_page(content.decode())
        for name, content in built.items()
        if name.endswith(".html") and name != OFFLINE
    }
