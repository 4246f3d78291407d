"""Outbound bundles of a fixed workstation, for vectors: the first and the one after it, in all their wrong forms."""

import hashlib
from typing import Any

from vectors import service
from vectors.make_inbound import line_of, member, tar
from vectors.service import DAY, PERIOD, SERVICE, SLOTS

from crypto.canonical import encode
from crypto.frame import Frame, encode_frame
from crypto.head import Head
from crypto.signing import sign
from crypto.stored import encode_prefix

_PARTS = 4
EVENTS = (encode_prefix(PERIOD) + bytes(65_531)) * _PARTS
NOTHING_KNOWN: dict[str, Any] = {
    "last_head": b"",
    "last_manifest_hash": bytes(32),
    "last_batch_day": None,
    "period_keys": [],
}


class OutgoingBundle:
    """A bundle of slot 0, of which single things can be replaced before it is signed."""

    def __init__(self, head: Head, batch: bytes = b"", period_keys: bytes = b"") -> None:
        self.files = {"head": service.head_raw(head)}
        if batch:
            self.files["batch"] = batch
        self.files |= {"events": EVENTS, "period-keys": period_keys}
        self.fields: dict[str, Any] = {
            "day": head.day,
            "generation": head.generation,
            "kind": "outbound",
            "previous": "0" * 64,
            "sequence": head.sequence,
            "service": SERVICE.hex(),
            "slot": head.slot,
        }
        self.by, self.signer = SLOTS[0], 0
        self.listed: list[dict[str, Any]] = []
        """Lines of the manifest for files that are not there."""

    @property
    def body(self) -> bytes:
        """The manifest's canonical body."""
        files = [line_of(name, content) for name, content in self.files.items()]
        return encode({**self.fields, "files": [*files, *self.listed]})

    @property
    def hash(self) -> bytes:
        """The hash by which the next manifest names this one."""
        return hashlib.sha256(self.body).digest()

    def manifest(self) -> bytes:
        """Return the signed manifest."""
        frame_type = "sluis/v1/outbound"
        signature = sign(frame_type, self.body, signer=self.signer, signing_seed=self.by)
        return encode_frame(Frame(frame_type, self.body, (signature,)))

    def tar(self) -> bytes:
        """Return the bundle."""
        members = [member(name, content) for name, content in self.files.items()]
        return tar(member("manifest", self.manifest()), *members)


def first_bundle(**changes: Any) -> OutgoingBundle:
    """Return the first bundle, with a batch and a period key."""
    batch = service.batch(0)
    return OutgoingBundle(service.head(0, batch=batch, **changes), batch, service.period_key(0))


def second_bundle(**changes: Any) -> OutgoingBundle:
    """Return the bundle after the first, of the next day, without a batch."""
    before = service.head(0, batch=service.batch(0))
    made = OutgoingBundle(service.head(0, after=before, **{"day": DAY + 1, **changes}))
    made.fields["previous"] = first_bundle().hash.hex()
    return made


def changed_bundle(
    bundle: OutgoingBundle, *, by: bytes | None = None, signer: int = 0, **fields: Any
) -> bytes:
    """Return a bundle with fields of its manifest changed, signed by another seed or under another number."""
    bundle.fields.update(fields)
    bundle.by, bundle.signer = by or SLOTS[0], signer
    return bundle.tar()


def bundle_with(**files: bytes | None) -> bytes:
    """Return the first bundle with files replaced, or left out, before it is signed."""
    made = first_bundle()
    for name, content in files.items():
        if content is None:
            del made.files[name.replace("_", "-")]
        else:
            made.files[name.replace("_", "-")] = content
    return made.tar()
