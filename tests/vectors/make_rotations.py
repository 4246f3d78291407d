"""Vectors of a change of root holders (docs/protocol.md section 5.5)."""

from typing import Any

from vectors import service
from vectors.kit import Topic, flip, seed
from vectors.service import ROOTS

from crypto.errors import (
    Malformed,
    OtherService,
    RolledBack,
    Tampered,
    UnknownSigner,
)
from crypto.keyring import Roots, root_of
from crypto.root_rotation import Rotation, rotation_frame
from crypto.signing import verify_key_of

_NEW_ROOTS = [seed(f"new root holder {i}") for i in range(2)]


def _rotated(old: list[bytes], new: list[bytes], signers: tuple[int, ...], **changes: Any) -> bytes:
    """Return a rotation between roots of two needed keys, signed by places among the old and 128 + the new."""
    fields = {"serial": 6, "service": service.SERVICE.hex(), **changes}
    roots = {
        name: Roots([verify_key_of(s).hex() for s in seeds], 2)
        for name, seeds in (("new", new), ("old", old))
    }
    seeds = [*old, *[bytes(32)] * (128 - len(old)), *new, *[service.STRANGER] * 5]
    return service.signed(rotation_frame(Rotation(**{**roots, **fields})), signers, seeds)


def make_rotations() -> Topic:
    """Return the vectors of changes of root holders."""
    newest = [*_NEW_ROOTS[:1], seed("newest root holder")]
    first = _rotated(ROOTS, _NEW_ROOTS, (0, 2, 128, 129))
    second = _rotated(_NEW_ROOTS, newest, (0, 1, 128, 129), serial=9)
    topic = Topic("rotation", "5.5", base={"root": service.root()})
    topic.ok("no-rotation", "Where it was.", {"root": service.root(), "serial": 0}, rotations=[])
    both = {"root": _root(newest), "serial": 9}
    topic.ok("two-links", "Each starts where the last one ended.", both, rotations=[first, second])
    topic.ok(
        "links-before-the-reader-s-root",
        "Passed over.",
        both,
        rotations=[first, second],
        root=_root(_NEW_ROOTS),
    )
    faults: list[
        tuple[
            str,
            type[Malformed]
            | type[Tampered]
            | type[UnknownSigner]
            | type[OtherService]
            | type[RolledBack],
            list[bytes],
            str,
        ]
    ] = [
        (
            "one-old-holder",
            UnknownSigner,
            [_rotated(ROOTS, _NEW_ROOTS, (0, 128, 129))],
            "Two of the old.",
        ),
        (
            "one-new-holder",
            UnknownSigner,
            [_rotated(ROOTS, _NEW_ROOTS, (0, 1, 128))],
            "Two of the new.",
        ),
        (
            "old-holders-only",
            UnknownSigner,
            [_rotated(ROOTS, _NEW_ROOTS, (0, 1))],
            "Two of the new.",
        ),
        (
            "a-signer-in-neither-list",
            UnknownSigner,
            [_rotated(ROOTS, _NEW_ROOTS, (0, 1, 128, 129, 130))],
            "Nothing foreign rides along.",
        ),
        (
            "the-same-roots-on-both-sides",
            UnknownSigner,
            [_rotated(ROOTS, ROOTS, (0, 1, 128, 129))],
            "Nothing changes.",
        ),
        (
            "a-flipped-bit-in-a-signature",
            Tampered,
            [flip(first, -40)],
            "Enough others are not enough.",
        ),
        (
            "another-serial-than-signed",
            Tampered,
            [first.replace(b'"serial":6', b'"serial":7')],
            "Every byte is signed.",
        ),
        (
            "a-link-missing",
            OtherService,
            [first, _rotated(newest, ROOTS, (0, 1, 128, 129), serial=9)],
            "It does not start where the last one ended.",
        ),
        (
            "a-link-twice",
            OtherService,
            [first, first],
            "It does not start where the last one ended.",
        ),
        (
            "of-another-service",
            OtherService,
            [first, _rotated(_NEW_ROOTS, newest, (0, 1, 128, 129), serial=9, service="0" * 32)],
            "One service.",
        ),
        (
            "serials-that-do-not-rise",
            RolledBack,
            [first, _rotated(_NEW_ROOTS, newest, (0, 1, 128, 129))],
            "6 is not above 6.",
        ),
        (
            "roots-that-do-not-add-up",
            Malformed,
            [_rotated(ROOTS, [_NEW_ROOTS[0]], (0, 1, 128))],
            "Two of one.",
        ),
        ("a-byte-behind-the-end", Malformed, [first + b"\0"], "Nothing behind."),
        ("a-keyring-among-rotations", Malformed, [service.keyring_raw()], "A rotation's type."),
    ]
    for name, error, chain, comment in faults:
        topic.refuse(name, error, comment, rotations=chain)
    return topic


def _root(seeds: list[bytes]) -> bytes:
    return root_of(Roots([verify_key_of(s).hex() for s in seeds], 2))
