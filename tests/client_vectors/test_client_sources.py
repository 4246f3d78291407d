"""The browser's protocol layer keeps to its walls: typed, pure, small names shared with Python."""

import re
import subprocess
from pathlib import Path

import pytest
from client_vectors.sources import LOOSE, code_of

from crypto import labels
from deploy.node import ROOT, ready_node

CRYPTO = ROOT / "submitter_ui/client/crypto"
SOURCES = sorted(CRYPTO.rglob("*.ts"))
OUTSIDE = (
    "Date|fetch|XMLHttpRequest|WebSocket|document|window|navigator|location|localStorage"
    "|sessionStorage|indexedDB|caches|console|setTimeout|setInterval|Math\\.random|process|Buffer"
)
MAY_IMPORT = {
    "@noble/curves",
    "@noble/hashes",
    "@noble/hashes-argon2",
    "@scure/base",
    "age-encryption",
    "sluis-words",
}
RANDOM = re.compile(r"getRandomValues|randomBytes|randomUUID")


def ids(path: Path) -> str:
    """Return the name of a source."""
    return str(path.relative_to(CRYPTO))


@pytest.mark.parametrize("path", SOURCES, ids=ids)
@pytest.mark.parametrize("loose", LOOSE)
def test_no_type_is_claimed_that_was_not_shown(path: Path, loose: str) -> None:
    """Every value from outside passes a guard."""
    assert not re.findall(LOOSE[loose], code_of(path))


@pytest.mark.parametrize("path", SOURCES, ids=ids)
def test_no_module_reaches_for_clock_network_page_or_storage(path: Path) -> None:
    """The day is an argument, and bytes are too."""
    assert not re.findall(rf"(?<![\w.])(?:{OUTSIDE})\b", code_of(path))


@pytest.mark.parametrize("path", SOURCES, ids=ids)
def test_a_module_imports_its_own_folder_and_four_libraries(path: Path) -> None:
    """One of them in two releases; and the words, which are made."""
    named = re.findall(r'(?:from|import) "([^"]+)";', path.read_text())
    foreign = [name for name in named if not name.startswith("./") and not name.startswith("../")]
    assert {"/".join(name.split("/")[: 1 + name.startswith("@")]) for name in foreign} <= MAY_IMPORT
    for name in set(named) - set(foreign):
        assert CRYPTO in (path.parent / name).resolve().parents


@pytest.mark.parametrize("path", SOURCES, ids=ids)
def test_no_module_reads_the_words_of_an_error(path: Path) -> None:
    """The site's build leaves them out: an outcome goes by its class."""
    assert not re.findall(r"\b(?:error|fault|reason)\.message\b", code_of(path))


def test_random_bytes_are_drawn_in_one_file() -> None:
    """The others ask it."""
    drawing = {ids(path) for path in SOURCES if RANDOM.search(code_of(path))}
    assert drawing == {"randomness.ts", "codename/codename.ts"}
    assert "getRandomValues" not in (CRYPTO / "codename/codename.ts").read_text()


def test_every_label_is_pythons() -> None:
    """By its name and its value."""
    written = re.findall(r'export const (\w+) = "([^"]+)";', (CRYPTO / "labels.ts").read_text())
    assert len(written) > 10
    for name, value in written:
        known = getattr(labels, name)
        assert value == (known.decode() if isinstance(known, bytes) else known)


@pytest.mark.parametrize("project", ["submitter_ui/client", "tests/client_vectors"])
def test_the_types_hold(project: str) -> None:
    """By the compiler, as in `make lint`."""
    compiler = ROOT / "node_modules/typescript/bin/tsc"
    command = [ready_node(), compiler, "--project", project]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0
