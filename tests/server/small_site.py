"""A site of a few lines in the form that `make site` gives it, for tests that need no Node."""

import gzip
from pathlib import Path

import brotli

from crypto.site_manifest import SiteManifest, encode_digests, encode_site_manifest
from server.forms import OWN_PAGES, RECEIVED, REFUSED
from server.site_views import MISSING

STYLE = "assets/site.0123456789ab.css"
ROBOTS = "robots.txt"


def small_files() -> dict[str, bytes]:
    """Return the files of a site, without its manifest."""
    pages = {
        "index.html": b"start",
        "nl/uitleg/index.html": b"uitleg " * 100,
        STYLE: b"body{}" * 50,
        ROBOTS: b"User-agent: *",
    }
    for language in ("nl", "en"):
        pages[MISSING[language].removeprefix("/")] = f"missing {language}".encode()
        pages[f"{RECEIVED[language].removeprefix('/')}index.html"] = f"received {language}".encode()
        for reason in (*OWN_PAGES, "malformed"):
            name = f"{REFUSED[language].removeprefix('/')}{reason}/index.html"
            pages[name] = f"{reason} {language}".encode()
    packed = {f"{name}.gz": gzip.compress(text, mtime=0) for name, text in pages.items()}
    return pages | packed | {f"{name}.br": brotli.compress(text) for name, text in pages.items()}


def write_small_site(folder: Path) -> Path:
    """Write a site with its manifest and return its folder."""
    files = small_files()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    write_manifest(folder, files)
    return folder


def write_manifest(folder: Path, files: dict[str, bytes]) -> None:
    """Write a manifest that names these files."""
    (folder / "manifest.json").write_bytes(small_manifest(files))


def small_manifest(files: dict[str, bytes], root: bytes = bytes(32)) -> bytes:
    """Return a manifest that names these files, and what every site has."""
    named = encode_digests({f"/{name}": content for name, content in files.items()})
    named |= {"/index.html": named.get("/index.html", "A" * 43)}
    return encode_site_manifest(
        SiteManifest(
            app="sluis",
            build_day=20_800,
            default_csp="default-src 'none'",
            default_fallback="/index.html",
            default_index="index.html",
            extra_csp={},
            files=named,
            root=root.hex(),
            version="0",
            wasm=[],
        )
    )
