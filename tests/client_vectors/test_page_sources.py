"""The page, its worker and the script for files: typed, storing nothing, and making no HTML out of text."""

import re
from pathlib import Path

import pytest
from client_vectors.sources import LOOSE, code_of

from deploy.node import ROOT

CLIENT = ROOT / "submitter_ui/client"
SOURCES = sorted(
    path for part in ("page", "worker", "files") for path in (CLIENT / part).rglob("*.ts")
)
ONE_CAST = {"desk.ts": 1}
"""The worker answers each question with the answer that belongs to it, which no type can say."""
STORAGE = "localStorage|sessionStorage|indexedDB|caches|cookie|serviceWorker|console|sendBeacon"
MARKUP = "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|eval|Function\\("
IN_WORKER = "document|window|HTMLElement"


def name_of(path: Path) -> str:
    """Return the name of a source, with its folder."""
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
@pytest.mark.parametrize("loose", LOOSE)
def test_no_type_is_claimed_that_was_not_shown(path: Path, loose: str) -> None:
    """But for one cast, which says why."""
    allowed = ONE_CAST.get(path.name, 0) if loose == "a cast" else 0
    assert len(re.findall(LOOSE[loose], code_of(path))) == allowed


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_nothing_is_stored_and_no_text_becomes_markup(path: Path) -> None:
    """No cookie, no storage of any kind, no log, and text stays text."""
    assert not re.findall(rf"\b(?:{STORAGE}|{MARKUP})", code_of(path))


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if "page" not in path.parts], ids=name_of
)
def test_the_worker_knows_no_page(path: Path) -> None:
    """It could be started by any."""
    assert not re.findall(rf"\b(?:{IN_WORKER})\b", code_of(path))
