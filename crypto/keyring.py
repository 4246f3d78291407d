"""The keyring: who the service is, signed by its root holders (docs/protocol.md section 5.1).

This module knows the format and the signatures. Whether a keyring is fresh, and
not older than one seen before, is decided in `crypto.trust`.
"""

import hashlib
import re
from typing import Annotated

import msgspec

from crypto import labels
from crypto.buckets import MAX_BITS
from crypto.errors import Malformed, OtherService
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.schema import encode_struct, parse_struct
from crypto.signing import verify_threshold

MAX_KEYRING = 1 << 16
VALID_DAYS = 180
"""Half a year: two ceremonies a year, each with time to be late."""
SERVICE_ID_SIZE = 16
"""The salt of Argon2id (RFC 9106 recommends 16 bytes)."""
LINES = ("afpersing", "bedreiging", "contact", "integriteit", "klacht", "signaal")
"""The six lines of the service, in alphabetical order; a service may have lines of its own beside them."""
LONGEST_LINE = 40
"""Characters of the longest name that a line can have."""
_OWN_LINE = re.compile(r"x_[a-z0-9_]{1,38}")

Day = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]
SlotNumber = Annotated[int, msgspec.Meta(ge=0, le=15)]
Hex16 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Roots(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The root holders' verify keys and how many of them must sign."""

    keys: list[Hex32]
    threshold: int


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A manned slot: which generation of it, and its holder's verify key."""

    generation: Day
    verify_key: Hex32


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The slots that serve a line, and how many of them must be live before anything is sent."""

    minimum: SlotNumber
    slots: list[SlotNumber]


class Drop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers of the drop: slots in a batch, days a batch lives, bits of a bucket, before and since a named day."""

    batch_slots: int
    bucket_bits: int
    bucket_bits_before: int
    bucket_bits_since: Day
    live_days: int

    def bits_on(self, day: int) -> int:
        """Return how many bits name a bucket on `day`; 0 is one file for everybody."""
        return self.bucket_bits if day >= self.bucket_bits_since else self.bucket_bits_before


class Keyring(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="keyring", tag_field="kind"
):
    """The body of a keyring: service, serial, days, roots, slots, lines, and numbers that all must share."""

    drop: Drop
    expires: Day
    issued: Day
    lines: dict[str, Line]
    recipients: Hex32
    roots: Roots
    serial: Day
    service: Hex16
    slots: list[Slot | None]

    @property
    def service_id(self) -> bytes:
        """The 16-byte service id."""
        return bytes.fromhex(self.service)

    def slots_of(self, line: str) -> frozenset[int]:
        """Return the slots that serve `line`; `ValueError` if there is no such line."""
        if line not in self.lines:
            raise ValueError(f"there is no line {line}")
        return frozenset(self.lines[line].slots)

    def holder(self, slot: int) -> Slot | None:
        """Return who holds a slot, None for one that is unmanned or does not exist."""
        return self.slots[slot] if 0 <= slot < len(self.slots) else None


def is_line(name: str) -> bool:
    """Return whether a line can have this name: one of the six, or one of a service's own that begins with `x_`."""
    return name in LINES or _OWN_LINE.fullmatch(name) is not None


def encode_keyring(keyring: Keyring) -> bytes:
    """Return the canonical body that the root holders sign."""
    return encode_struct(keyring)


def parse_keyring(body: bytes) -> Keyring:
    """Return the keyring of a canonical body, or raise `Malformed`."""
    keyring = parse_struct(body, Keyring, limit=MAX_KEYRING, what="a keyring")
    _check_numbers(keyring)
    return keyring


def keyring_frame(keyring: Keyring) -> Frame:
    """Return the frame of a keyring that nobody has signed yet."""
    return Frame(labels.KEYRING, encode_keyring(keyring))


def open_keyring(raw: bytes, *, root: bytes) -> Keyring:
    """Return the keyring in `raw` if enough of the roots behind the 32-byte `root` signed it.

    Raises `Malformed`, `OtherService` if its roots are not the ones this reader
    was made for, `UnknownSigner` or `Tampered`.
    """
    frame = parse_frame(raw, labels.KEYRING)
    keyring = parse_keyring(frame.body)
    if root_of(keyring.roots) != root:
        raise OtherService("this keyring is of another service, or its root holders changed")
    keys = [bytes.fromhex(key) for key in keyring.roots.keys]
    verify_threshold(frame, verify_keys=keys, threshold=keyring.roots.threshold)
    return keyring


def root_of(roots: Roots) -> bytes:
    """Return the 32-byte hash of the roots: what a client has compiled in."""
    return hashlib.sha256(encode_struct(roots)).digest()


def keyring_hash(raw: bytes) -> bytes:
    """Return the hash by which heads name a keyring: of its body, so that signers may differ."""
    return hashlib.sha256(parse_frame(raw, labels.KEYRING).body).digest()


def encode_keyring_frame(frame: Frame) -> bytes:
    """Return a keyring's frame with its signatures in the order of the root holders."""
    ordered = sorted(frame.signatures, key=lambda signature: signature.signer)
    return encode_frame(Frame(frame.type, frame.body, tuple(ordered)))


def check_roots(roots: Roots) -> None:
    """Raise `Malformed` unless the root holders and their threshold add up."""
    if not 1 <= roots.threshold <= len(roots.keys) <= 15 or len(set(roots.keys)) != len(roots.keys):
        raise Malformed("the root holders do not add up")


def _check_numbers(keyring: Keyring) -> None:
    roots = keyring.roots
    check_roots(roots)
    if not keyring.issued < keyring.expires <= keyring.issued + VALID_DAYS:
        raise Malformed(f"a keyring is valid for at most {VALID_DAYS} days")
    if not 1 <= len(keyring.slots) <= 16:
        raise Malformed("a keyring has one to sixteen slots")
    manned = [slot.verify_key for slot in keyring.slots if slot is not None]
    if len(set(manned)) != len(manned) or set(manned) & set(roots.keys):
        raise Malformed("a key stands in a keyring twice")
    for name, line in keyring.lines.items():
        known = [slot for slot in line.slots if keyring.holder(slot) is not None]
        if not is_line(name) or line.slots != sorted(set(known)):
            raise Malformed("a line of a keyring names a slot that is not there")
        if not 1 <= line.minimum <= len(line.slots):
            raise Malformed("a line of a keyring needs more slots than it has")
    drop = keyring.drop
    if drop.batch_slots != 8 or drop.live_days != 42:
        raise Malformed("a keyring has a drop of another size")
    if not all(0 <= bits <= MAX_BITS for bits in (drop.bucket_bits, drop.bucket_bits_before)):
        raise Malformed(f"a bucket of the drop has 0 to {MAX_BITS} bits")
