"""The walls that import-linter cannot see; pyproject.toml holds those it can.

Import-linter reads which of our modules import which. Here: what crypto/ takes
from the standard library and from others, what really is loaded once an
application runs, and that the workstation lives without the online parts.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CRYPTO = ROOT / "crypto"
CRYPTO_FILES = sorted(CRYPTO.rglob("*.py"))

PURE = frozenset(
    {
        "__future__",
        "base64",
        "binascii",
        "collections",
        "dataclasses",
        "enum",
        "functools",
        "hashlib",
        "hmac",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "struct",
        "tarfile",
        "typing",
        "unicodedata",
    }
)
"""The standard library that computes: no clock, no file, no network, no log, no chance."""
LIBRARIES = frozenset({"cryptography", "msgspec", "nacl"})
REACHES_OUT = frozenset({"__import__", "breakpoint", "eval", "exec", "input", "open", "print"})
"""Builtins that read, write, or run what no reader of an import list would see."""

OPENS = ("crypto.opening", "crypto.codename")
HPKE = "cryptography.hazmat.primitives.hpke"


def imported_names(source: Path) -> Iterator[str]:
    """Yield every module or name that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def called_names(source: Path) -> Iterator[str]:
    """Yield every plain name that a file calls."""
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


@cache
def loaded_by(statement: str) -> frozenset[str]:
    """Return the modules that a fresh Python has loaded after a statement."""
    program = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return frozenset(done.stdout.split())


def loaded_under(modules: frozenset[str], *packages: str) -> list[str]:
    """Return those of the modules that are one of the packages or stand in one."""
    return sorted(m for m in modules for p in packages if m == p or m.startswith(p + "."))


@pytest.mark.parametrize("source", CRYPTO_FILES, ids=lambda path: str(path.relative_to(CRYPTO)))
def test_crypto_takes_only_what_computes(source: Path) -> None:
    """No clock, no file, no network, no log: only pure modules and the three libraries."""
    allowed = PURE | LIBRARIES | {"crypto"}
    if source.parent.name == "codename":
        allowed |= {"argon2"}
    assert {name.split(".")[0] for name in imported_names(source)} <= allowed


@pytest.mark.parametrize("source", CRYPTO_FILES, ids=lambda path: str(path.relative_to(CRYPTO)))
def test_crypto_calls_nothing_that_reaches_out(source: Path) -> None:
    """Neither a file nor the terminal nor hidden code is reached by a builtin."""
    assert not REACHES_OUT & set(called_names(source))


def test_private_hybrid_keys_are_made_only_where_is_opened() -> None:
    """The class that opens a stanza is imported by crypto/opening/ and by nothing else."""
    importers = {
        source.relative_to(CRYPTO).parts[0]
        for source in CRYPTO_FILES
        for name in imported_names(source)
        if name == f"{HPKE}.MLKEM768X25519PrivateKey"
    }
    assert importers == {"opening"}


def test_packages_of_crypto_export_nothing() -> None:
    """A re-export in an `__init__.py` would pull the opening code into the online side unseen."""
    filled = [path for path in CRYPTO.rglob("__init__.py") if path.read_bytes()]
    assert filled == []


def test_tests_are_no_packages() -> None:
    """An `__init__.py` in tests/crypto/ would shadow crypto itself."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize("application", ["server.reporters", "server.portal"])
def test_what_serves_cannot_read(application: str) -> None:
    """Neither online application has loaded anything that opens, seals, or knows a codename."""
    loaded = loaded_by(f"import {application}")
    assert application in loaded
    assert loaded_under(loaded, *OPENS, HPKE) == []


def test_only_the_command_that_restores_can_read() -> None:
    """Every other command of the server, the host of both applications too, has loaded nothing that opens."""
    for module in ("server.cli", "server.host"):
        loaded = loaded_by(f"import {module}")
        assert loaded_under(loaded, *OPENS, "server.restoring") == []
    assert loaded_under(loaded_by("import server.host"), HPKE) == []
    assert "crypto.opening.identity" in loaded_by("import server.restoring.cli")


def test_reporters_application_stays_small() -> None:
    """Password hashing, second factors, migrations, other stores and the portal stay out of its memory."""
    loaded = loaded_by("import server.reporters")
    left_out = (
        "argon2",
        "pyotp",
        "alembic",
        "psycopg",
        "obstore",
        "server.bucket",
        "journalist_ui",
    )
    assert loaded_under(loaded, *left_out) == []


def test_courier_cannot_read() -> None:
    """The confidant's online desk moves bundles and has loaded nothing that opens them."""
    loaded = loaded_by("import journalist_ui.courier.cli")
    assert loaded_under(loaded, *OPENS) == []


ALONE = """
import sys
blocked = {"alembic", "flask", "gunicorn", "server", "sqlalchemy", "submitter_ui", "urllib3"}
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in blocked:
            raise ImportError(f"{name} is not on an offline machine")
sys.meta_path.insert(0, Blocker())
import journalist_ui.workstation.cli
"""


def test_workstation_lives_without_the_online_parts() -> None:
    """Its command line loads where neither server, reporter's code, nor their libraries exist."""
    loaded = loaded_by(ALONE)
    assert "journalist_ui.workstation.cli" in loaded
    assert loaded_under(loaded, "journalist_ui.portal", "journalist_ui.courier") == []


def test_workstation_loads_no_network() -> None:
    """Nothing that can open a connection is loaded by the offline command line."""
    loaded = loaded_by("import journalist_ui.workstation.cli")
    assert loaded_under(loaded, "socket", "ssl", "http.client", "urllib.request", "asyncio") == []


def test_no_test_file_imports_another() -> None:
    """What two of them use stands in a module of its own: a fixture or a test must not run in two places."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    assert len(files) > 100
    borrowed = {
        file.name: name
        for file in files
        for name in imported_names(file)
        if any(part.startswith("test_") for part in name.split(".")[:-1])
    }
    assert borrowed == {}
