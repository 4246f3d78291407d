"""The reporters' site on its way from root holder to root holder, to be signed (docs/protocol.md section 5.6).

The file that is carried holds the keyring, which says who the root holders are, and
the site's manifest with as many signatures as it has; every one is checked whenever
it is read. What leaves the ceremony is the frame that the server serves.
"""

import base64
import binascii
from collections.abc import Sequence
from typing import Literal

import msgspec

from crypto import labels
from crypto.canonical import encode, parse_object
from crypto.errors import Malformed, OtherService, Tampered, UnknownSigner
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.keyring import (
    MAX_KEYRING,
    Keyring,
    encode_keyring_frame,
    open_keyring,
    parse_keyring,
    root_of,
)
from crypto.signing import sign, verify_key_of, verify_threshold
from crypto.site_manifest import (
    MAX_SITE,
    SiteManifest,
    open_site,
    parse_site_frame,
    site_frame,
)

MAX_SITE_DRAFT = 2 * (MAX_SITE + MAX_KEYRING)


class SiteDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the root holders sign, in base64: the frame of the site; beside it that of their keyring."""

    keyring: str
    kind: Literal["site-ceremony"]
    site: str

    @property
    def holders(self) -> Keyring:
        """The keyring whose root holders sign."""
        return _open_keyring(_bytes(self.keyring))

    @property
    def frame(self) -> Frame:
        """The site's frame with the signatures that it has."""
        return parse_site_frame(_bytes(self.site))[1]

    @property
    def manifest(self) -> SiteManifest:
        """What is to be signed."""
        return parse_site_frame(_bytes(self.site))[0]


def make_site_draft(manifest: bytes, *, keyring: bytes) -> SiteDraft:
    """Return an unsigned draft of a built site's manifest, for the root holders of a keyring."""
    frame = site_frame(manifest)
    draft = SiteDraft(_text(keyring), "site-ceremony", _text(encode_frame(frame)))
    if bytes.fromhex(draft.manifest.root) != root_of(draft.holders.roots):
        raise OtherService("this site was built for other root holders; build it with their root")
    return draft


def is_site_draft(raw: bytes) -> bool:
    """Tell whether a carried file says that it is the draft of a site."""
    return b'"kind":"site-ceremony"' in raw


def encode_site_draft(draft: SiteDraft) -> bytes:
    """Return the canonical bytes of a draft."""
    return encode(msgspec.to_builtins(draft))


def parse_site_draft(raw: bytes) -> SiteDraft:
    """Return the draft in `raw`, every signature in it checked, or raise `Malformed`, `Tampered`, `UnknownSigner`."""
    try:
        draft = msgspec.convert(parse_object(raw, limit=MAX_SITE_DRAFT), SiteDraft)
    except msgspec.ValidationError as error:
        raise Malformed("this is not the draft of a site") from error
    keys = [bytes.fromhex(key) for key in draft.holders.roots.keys]
    verify_threshold(draft.frame, verify_keys=keys, threshold=0)
    return draft


def sign_site(draft: SiteDraft, *, signing_seed: bytes) -> SiteDraft:
    """Return the draft with one more holder's signature."""
    key, frame = verify_key_of(signing_seed).hex(), draft.frame
    if key not in draft.holders.roots.keys:
        raise UnknownSigner("this key is not one of the root holders of this site")
    signer = draft.holders.roots.keys.index(key)
    if signer in {signature.signer for signature in frame.signatures}:
        raise UnknownSigner("this root holder has signed the site already; pass it on")
    signature = sign(frame.type, frame.body, signer=signer, signing_seed=signing_seed)
    return _with(draft, Frame(frame.type, frame.body, (*frame.signatures, signature)))


def finish_site(copies: Sequence[SiteDraft]) -> bytes:
    """Return the signed frame from copies of a draft, or raise `UnknownSigner` while too few have signed."""
    first = copies[0]
    if any((c.keyring, c.frame.body) != (first.keyring, first.frame.body) for c in copies):
        raise Tampered("these are not copies of the same draft of a site")
    signatures = {s.signer: s for copy in copies for s in copy.frame.signatures}
    merged = _with(first, Frame(first.frame.type, first.frame.body, tuple(signatures.values())))
    raw = _bytes(merged.site)
    open_site(raw, keyring=first.holders, root=root_of(first.holders.roots))
    return raw


def _with(draft: SiteDraft, frame: Frame) -> SiteDraft:
    return SiteDraft(draft.keyring, draft.kind, _text(encode_keyring_frame(frame)))


def _open_keyring(raw: bytes) -> Keyring:
    """Return a keyring that enough of its own root holders signed; who they are is compared in words."""
    roots = parse_keyring(parse_frame(raw, labels.KEYRING).body).roots
    return open_keyring(raw, root=root_of(roots))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Malformed("this is not the draft of a site") from error
