"""New root holders, vouched for by enough of the old and enough of the new (docs/protocol.md section 5.5).

A client has one root compiled in. It follows a chain of rotations from there to
the root that signs today, each link signed by both sides, so that an old client
goes on working and nobody else can move it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from crypto import labels
from crypto.errors import OtherService, RolledBack, UnknownSigner
from crypto.frame import Frame, Signature, parse_frame
from crypto.keyring import MAX_KEYRING, Day, Hex16, Roots, check_roots, root_of
from crypto.schema import encode_struct, parse_struct
from crypto.signing import sign, verify_threshold

NEW = 128
"""A new root holder signs as 128 + their place, an old one as their place: two lists, one frame."""


class Rotation(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="rotation", tag_field="kind"
):
    """From which roots to which, and from which keyring serial on."""

    new: Roots
    old: Roots
    serial: Day
    service: Hex16


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a chain led: the root that must have signed the keyring, its service, and since which serial."""

    root: bytes
    service: str | None
    serial: int


def rotation_frame(rotation: Rotation) -> Frame:
    """Return the frame of a rotation that nobody has signed yet."""
    return Frame(labels.ROTATION, encode_struct(rotation))


def sign_rotation(frame: Frame, *, place: int, new: bool, signing_seed: bytes) -> Signature:
    """Return the signature of the root holder at this place in the old or the new list."""
    signer = place + (NEW if new else 0)
    return sign(frame.type, frame.body, signer=signer, signing_seed=signing_seed)


def open_rotation(raw: bytes) -> Rotation:
    """Return the rotation in `raw` if enough of its old and enough of its new roots signed it."""
    frame = parse_frame(raw, labels.ROTATION)
    rotation = parse_struct(frame.body, Rotation, limit=MAX_KEYRING, what="a rotation of roots")
    check_roots(rotation.old)
    check_roots(rotation.new)
    if rotation.old == rotation.new:
        raise UnknownSigner("a rotation must lead to other root holders")
    old = tuple(s for s in frame.signatures if s.signer < NEW)
    new = tuple(Signature(s.signer - NEW, s.value) for s in frame.signatures if s.signer >= NEW)
    for roots, signatures in ((rotation.old, old), (rotation.new, new)):
        verify_threshold(
            Frame(frame.type, frame.body, signatures),
            verify_keys=[bytes.fromhex(key) for key in roots.keys],
            threshold=roots.threshold,
        )
    return rotation


def follow_rotations(chain: Iterable[bytes], *, root: bytes) -> Followed:
    """Return where a chain of rotations leads from `root`; links before it are passed over.

    Raises `OtherService` if a link does not start where the last one ended or is
    of another service, `RolledBack` if serials do not rise.
    """
    followed = Followed(root, None, 0)
    for raw in chain:
        rotation = open_rotation(raw)
        if root_of(rotation.old) != followed.root:
            if followed.service is None:
                continue
            raise OtherService("a change of root holders does not follow the one before it")
        if followed.service not in (None, rotation.service):
            raise OtherService("a change of root holders is of another service")
        if rotation.serial <= followed.serial:
            raise RolledBack("the changes of root holders are not in order")
        followed = Followed(root_of(rotation.new), rotation.service, rotation.serial)
    return followed
