"""The list of a site's files: what it says of a file and of an address (docs/protocol.md section 5.6)."""

import hashlib

import msgspec
import pytest

from crypto import labels
from crypto.errors import Malformed
from crypto.frame import encode_frame
from crypto.site_manifest import (
    SiteManifest,
    encode_digests,
    encode_site_manifest,
    holds,
    parse_site_frame,
    parse_site_manifest,
    site_frame,
)

FILES = {"/index.html": b"start", "/404.html": b"missing", "/assets/page.js": b"{}"}
MANIFEST = SiteManifest(
    app="sluis",
    build_day=20_783,
    default_csp="default-src 'none'",
    default_fallback="/404.html",
    default_index="index.html",
    extra_csp={"/api/": "for the api", "/api/form/": "for its form", "/assets/w": "for workers"},
    files=encode_digests(FILES),
    root="0" * 64,
    version="0.1.0",
    wasm=[],
)


def test_a_file_is_what_its_hash_says() -> None:
    """By its own name, and with no other content."""
    assert MANIFEST.digest("/index.html") == hashlib.sha256(b"start").digest()
    assert holds(MANIFEST, "/index.html", b"start")
    assert not holds(MANIFEST, "/index.html", b"missing")
    assert not holds(MANIFEST, "/404.html", b"start")
    with pytest.raises(KeyError):
        holds(MANIFEST, "/nl/index.html", b"start")


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("/", "default-src 'none'"),
        ("/assets/page.js", "default-src 'none'"),
        ("/assets/worker.js", "for workers"),
        ("/api/today", "for the api"),
        ("/api/form/1", "for its form"),
        ("/nl/api/today", "default-src 'none'"),
    ],
)
def test_the_longest_beginning_gives_an_address_its_policy(address: str, policy: str) -> None:
    """And where none is named, that of the site."""
    assert MANIFEST.policy(address) == policy


def test_a_list_that_nobody_has_signed_yet_is_framed_and_read_again() -> None:
    """Byte for byte what was built."""
    body = encode_site_manifest(MANIFEST)
    frame = site_frame(body)
    assert (frame.type, frame.body, frame.signatures) == (labels.SITE, body, ())
    assert parse_site_frame(encode_frame(frame)) == (MANIFEST, frame)


def test_what_is_no_list_is_not_framed() -> None:
    """Nobody is asked to sign what a reader would refuse."""
    climbing = msgspec.structs.replace(MANIFEST, files=encode_digests(FILES | {"/../x": b""}))
    for body in (b"{}", encode_site_manifest(MANIFEST) + b"\n", encode_site_manifest(climbing)):
        with pytest.raises(Malformed):
            site_frame(body)
        with pytest.raises(Malformed):
            parse_site_manifest(body)
