"""The site's manifest: every file that reporters are served, signed by root holders (docs/protocol.md section 5.6).

Its body is, but for three fields, a manifest as WEBCAT has it: names as addresses,
hashes in base64url. The root in it is the one compiled into the site's scripts.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping

import msgspec

from crypto import labels
from crypto.errors import Malformed, OtherService
from crypto.frame import Frame, parse_frame
from crypto.keyring import Day, Hex32, Keyring, root_of
from crypto.schema import encode_struct, parse_struct
from crypto.signing import verify_threshold

MAX_SITE = 1 << 18
"""Some two thousand files."""
_NAME = re.compile(r"(/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)+")
_DIGEST = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
"""32 bytes in base64url without padding: the last letter has four bits of them."""


class SiteManifest(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="site", tag_field="kind"
):
    """What a site consists of: the SHA-256 of each file by its address, the policies, the root compiled in."""

    app: str
    build_day: Day
    default_csp: str
    default_fallback: str
    default_index: str
    extra_csp: dict[str, str]
    files: dict[str, str]
    root: Hex32
    version: str
    wasm: list[str]

    def digest(self, name: str) -> bytes:
        """Return the 32-byte SHA-256 of the file of this name; `KeyError` if the site has none."""
        return base64.urlsafe_b64decode(self.files[name] + "=")

    def policy(self, address: str) -> str:
        """Return the policy (CSP) with which an address is sent: the one of the longest beginning that is named."""
        begins = [begin for begin in self.extra_csp if address.startswith(begin)]
        return self.extra_csp[max(begins, key=len)] if begins else self.default_csp


def encode_digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what a manifest says of files, given by their addresses."""
    return {name: _encode(hashlib.sha256(content).digest()) for name, content in files.items()}


def holds(manifest: SiteManifest, name: str, content: bytes) -> bool:
    """Tell whether a content is that of the file of this name: no secret, and no verdict on a key."""
    return hmac.compare_digest(manifest.digest(name), hashlib.sha256(content).digest())


def encode_site_manifest(manifest: SiteManifest) -> bytes:
    """Return the canonical body, as it is served and signed."""
    return encode_struct(manifest)


def parse_site_manifest(body: bytes) -> SiteManifest:
    """Return the manifest of a canonical body, or raise `Malformed`."""
    manifest = parse_struct(body, SiteManifest, limit=MAX_SITE, what="a manifest of a site")
    for name, digest in manifest.files.items():
        if _NAME.fullmatch(name) is None or _DIGEST.fullmatch(digest) is None:
            raise Malformed("a manifest of a site names files by address and SHA-256")
    for name in (f"/{manifest.default_index}", manifest.default_fallback):
        if name not in manifest.files:
            raise Malformed("a manifest of a site names a page that the site does not have")
    if manifest.wasm:
        raise Malformed("the site has no WebAssembly")
    return manifest


def site_frame(body: bytes) -> Frame:
    """Return the frame of a manifest that nobody has signed yet; `Malformed` if it is none."""
    parse_site_manifest(body)
    return Frame(labels.SITE, body)


def parse_site_frame(raw: bytes) -> tuple[SiteManifest, Frame]:
    """Return the manifest in a frame, whoever signed it, or raise `Malformed`."""
    frame = parse_frame(raw, labels.SITE)
    return parse_site_manifest(frame.body), frame


def open_site(raw: bytes, *, keyring: Keyring, root: bytes) -> SiteManifest:
    """Return the manifest in `raw` if enough root holders of the keyring signed it.

    `root` is the 32-byte root of the reader: a site may have it compiled in, or the
    root of the keyring to which it led. Raises `Malformed`, `OtherService`,
    `UnknownSigner` or `Tampered`.
    """
    manifest, frame = parse_site_frame(raw)
    roots = keyring.roots
    if bytes.fromhex(manifest.root) not in (root, root_of(roots)):
        raise OtherService("this site was built for another service")
    keys = [bytes.fromhex(key) for key in roots.keys]
    verify_threshold(frame, verify_keys=keys, threshold=roots.threshold)
    return manifest


def _encode(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
