"""Vectors of the site's manifest (docs/protocol.md section 5.6)."""

from typing import Any

import msgspec
from vectors import service
from vectors.kit import Topic, flip, seed
from vectors.service import ROOTS, STRANGER

from crypto.errors import Malformed, OtherService, ProtocolError, Tampered, UnknownSigner
from crypto.frame import Frame
from crypto.labels import KEYRING, SITE
from crypto.site_manifest import SiteManifest, encode_digests, encode_site_manifest

FILES = {"/index.html": b"start", "/404.html": b"missing", "/assets/page.0123.js": b"{}"}


def manifest(**changes: Any) -> SiteManifest:
    """Return a manifest, with some of its fields changed."""
    whole = SiteManifest(
        app="sluis",
        build_day=service.DAY,
        default_csp="default-src 'none'",
        default_fallback="/404.html",
        default_index="index.html",
        extra_csp={"/api/": "default-src 'none'"},
        files=encode_digests(FILES),
        root=service.root().hex(),
        version="0.1.0",
        wasm=[],
    )
    return msgspec.structs.replace(whole, **changes)


def _signed(*signers: int, seeds: list[bytes] = ROOTS, **changes: Any) -> bytes:
    body = encode_site_manifest(manifest(**changes))
    return service.signed(Frame(SITE, body), signers or (0, 1), seeds)


def _named(**files: str) -> dict[str, str]:
    return encode_digests(FILES) | files


def make_sites() -> Topic:
    """Return the vectors of signed manifests."""
    good = _signed()
    blobs = {"keyring": service.keyring_raw(), "good": good}
    topic = Topic("site", "5.6", base=service.trust(), blobs=blobs)
    told = {"build_day": service.DAY, "files": encode_digests(FILES)}
    topic.ok("signed-by-two-of-three", "The threshold.", told, site=good)
    topic.ok("signed-by-all-three", "More than enough.", told, site=_signed(0, 1, 2))
    for name, changes in _wrong_fields().items():
        topic.refuse(name, Malformed, "Not of this format.", site=_signed(**changes))
    for name, error, raw, comment in _wrong_frames(good):
        topic.refuse(name, error, comment, site=raw)
    return topic


def _wrong_fields() -> dict[str, dict[str, Any]]:
    digest = encode_digests(FILES)["/index.html"]
    return {
        "a-name-without-its-slash": {"files": _named(**{"index.html": digest})},
        "a-name-that-climbs": {"files": _named(**{"/../index.html": digest})},
        "a-name-with-an-empty-step": {"files": _named(**{"//index.html": digest})},
        "a-digest-with-padding": {"files": _named(**{"/a.txt": digest + "="})},
        "a-digest-of-31-bytes": {"files": _named(**{"/a.txt": digest[:-1]})},
        "a-digest-with-loose-bits": {"files": _named(**{"/a.txt": "A" * 42 + "B"})},
        "an-index-that-is-missing": {"default_index": "start.html"},
        "a-fallback-that-is-missing": {"default_fallback": "/500.html"},
        "a-module-of-webassembly": {"wasm": ["A" * 43]},
        "a-root-in-capitals": {"root": service.root().hex().upper()},
    }


def _wrong_frames(good: bytes) -> list[tuple[str, type[ProtocolError], bytes, str]]:
    digest = encode_digests(FILES)["/index.html"]
    stranger = [ROOTS[0], STRANGER, ROOTS[2]]
    body = encode_site_manifest(manifest())
    return [
        ("signed-by-one", UnknownSigner, _signed(0), "Two are needed."),
        ("signed-by-nobody", UnknownSigner, service.signed(Frame(SITE, body), ()), "Two."),
        (
            "signed-by-a-fourth",
            UnknownSigner,
            _signed(0, 1, 3, seeds=[*ROOTS, STRANGER]),
            "Nothing foreign rides along.",
        ),
        ("signed-by-a-stranger", Tampered, _signed(0, 1, seeds=stranger), "In holder 1's name."),
        ("a-changed-file", Tampered, good.replace(digest.encode(), b"A" * 43), "Every byte."),
        ("a-flipped-bit-in-a-signature", Tampered, flip(good, -40), "Both must be right."),
        (
            "built-for-another-root",
            OtherService,
            _signed(root=seed("another root").hex()),
            "Its scripts would believe another keyring.",
        ),
        (
            "of-another-type",
            Malformed,
            service.signed(Frame(KEYRING, body), (0, 1)),
            "A type of its own.",
        ),
        ("a-byte-behind-the-end", Malformed, good + b"\0", "Nothing behind."),
        ("a-blank-in-the-body", Malformed, _with_blank(), "One encoding."),
    ]


def _with_blank() -> bytes:
    body = encode_site_manifest(manifest()).replace(b":", b": ", 1)
    return service.signed(Frame(SITE, body), (0, 1))
