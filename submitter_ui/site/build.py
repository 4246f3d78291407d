"""The build: from sources, root and settings to a folder that a server serves as it is.

Reproducible: no hour, no path of this machine and no order of a directory gets
into a byte. `manifest.json` names every file with its SHA-256; a server serves
what stands there and nothing else.
"""

import hashlib
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote

import brotli  # type: ignore[import-untyped]
import zopfli.gzip  # type: ignore[import-untyped]

from crypto.page_policy import POLICIES, SITE_POLICY
from crypto.site_manifest import SiteManifest, encode_digests, encode_site_manifest
from submitter_ui.build import VERSION
from submitter_ui.form_checks import read_forms
from submitter_ui.line_forms import FORMS
from submitter_ui.looks.sheet import ICON
from submitter_ui.site.kept import Kept
from submitter_ui.site.offline import render_offline
from submitter_ui.site.pages import OFFLINE
from submitter_ui.site.render import Assets, render_pages
from submitter_ui.site.scripts import Bundler, name_with_hash
from submitter_ui.site.settings import SiteSettings
from submitter_ui.site.style import bundle_style

MANIFEST = "manifest.json"
FALLBACK = "404.html"
COMPRESSED = (".css", ".html", ".js", ".txt")
PACKING_ROUNDS = 5
"""Ten more save a thousandth."""
ICON_SAFE = "/:;,= '"
"""What of an SVG may stand in an address, within quotes, as it is."""
ROBOTS = b"User-agent: *\nDisallow: /api/\n"


class CannotWrite(Exception):
    """The site cannot be written where it was asked for; nothing there was changed."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What makes one site differ from another: a 32-byte root, a day, settings, forms; and the program `node`."""

    root: bytes
    build_day: int
    settings: SiteSettings
    node: str
    forms: Path = FORMS
    kept: Kept = field(default_factory=Kept)


def build_site(recipe: Recipe) -> dict[str, bytes]:
    """Return every file of the site by its name, the manifest among them; or raise `WrongForm` or `CannotBundle`."""
    forms = read_forms(recipe.forms)
    style = bundle_style(recipe.node, recipe.kept)
    bundler = Bundler(recipe.node, recipe.root, recipe.build_day, recipe.kept)
    with ThreadPoolExecutor() as pool:
        offline = pool.submit(bundler.offline)
        scripts = bundler.scripts()
    files = {f"assets/{name}": content for name, content in scripts.files.items()}
    files[OFFLINE] = render_offline(
        recipe.root, recipe.settings, style=style.decode(), offline=offline.result(), forms=forms
    )
    assets = Assets(
        style=_add_hashed(files, "site.css", style),
        icon=read_icon(),
        pages={language: f"/assets/{name}" for language, name in scripts.pages.items()},
        worker=f"/assets/{scripts.worker}",
        offline=hashlib.sha256(files[OFFLINE]).digest(),
    )
    files.update(render_pages(recipe.root, recipe.settings, assets, forms))
    files["robots.txt"] = ROBOTS
    files.update(_compress(files, recipe.kept))
    files[MANIFEST] = _encode_manifest(recipe, files)
    return files


def read_icon() -> str:
    """Return the icon as an address that holds it: a request for so small a file would be five times its size."""
    drawing = ICON.read_text("utf-8").strip().replace('"', "'")
    return f"data:image/svg+xml,{quote(drawing, safe=ICON_SAFE)}"


def require_place(out: Path) -> Path:
    """Return the whole path of a folder that may become a site, or raise `CannotWrite`."""
    if out.exists() and not _is_site(out):
        raise CannotWrite(f"{out} is not empty and holds no site; name another folder")
    return out.resolve()


def write_site(files: dict[str, bytes], out: Path) -> None:
    """Write a site into a new folder, or in place of an older site; raise `CannotWrite`."""
    out = require_place(out)
    new, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    try:
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if out.exists():
            out.rename(old)
        new.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise CannotWrite(f"{out} cannot be written: {error.strerror}") from error


def _add_hashed(files: dict[str, bytes], name: str, content: bytes) -> str:
    """Add a file under a name with its hash and return its address."""
    hashed = f"assets/{name_with_hash(name, content)}"
    files[hashed] = content
    return f"/{hashed}"


def _compress(files: dict[str, bytes], kept: Kept) -> dict[str, bytes]:
    """Return each text's gzip and brotli: Firefox takes no brotli from an onion service without TLS."""
    texts = {name: text for name, text in files.items() if name.endswith(COMPRESSED)}
    packed = {}
    with ThreadPoolExecutor() as pool:
        for suffix, pack in PACKERS.items():
            made = pool.map(partial(_pack, kept, suffix, pack), texts.values())
            packed.update(
                {f"{name}.{suffix}": text for name, text in zip(texts, made, strict=True)}
            )
    return packed


def _pack(kept: Kept, suffix: str, pack: Callable[[bytes], bytes], text: bytes) -> bytes:
    return kept.get((suffix.encode(), text), lambda: pack(text))


def pack_gzip(text: bytes) -> bytes:
    """Return a gzip file without a time; not Python's own, whose bytes are those of the machine's zlib."""
    packed: bytes = zopfli.gzip.compress(text, numiterations=PACKING_ROUNDS)
    return packed


def pack_brotli(text: bytes) -> bytes:
    """Return a text packed with brotli as tightly as it goes."""
    packed: bytes = brotli.compress(text)
    return packed


PACKERS = {"gz": pack_gzip, "br": pack_brotli}


def _encode_manifest(recipe: Recipe, files: dict[str, bytes]) -> bytes:
    manifest = SiteManifest(
        app="sluis",
        build_day=recipe.build_day,
        default_csp=SITE_POLICY,
        default_fallback=f"/{FALLBACK}",
        default_index="index.html",
        extra_csp=POLICIES,
        files=encode_digests({f"/{name}": content for name, content in files.items()}),
        root=recipe.root.hex(),
        version=VERSION,
        wasm=[],
    )
    return encode_site_manifest(manifest)


def _is_site(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))
