"""Heads: what a workstation last said, so that staleness can be seen (docs/protocol.md section 6.1).

slot (1) || generation (4) || sequence (4) || day (4) || next due (4)
|| keyring serial (4) || keyring hash (32) || period keys hash (32)
|| batch hash (32; zeros without a batch) || previous head's hash (32; zeros for the first)
|| previous head's day (4; zero for the first)
"""

import hashlib
from dataclasses import dataclass

from crypto import labels
from crypto.errors import Malformed
from crypto.frame import Frame, Reader, encode_frame, parse_frame
from crypto.keyring import Keyring
from crypto.signing import sign
from crypto.slot_statements import verify_holder

DUE_DAYS = 7
"""A workstation brings a head every week."""
GRACE_DAYS = 3
"""A weekend and a holiday: only then is a head overdue."""
MAX_ABSENCE_DAYS = 28
"""The longest absence that a head may announce, while two others of the line are live."""
NOTHING = bytes(32)
"""Stands for no batch, and for no previous head."""


@dataclass(frozen=True, slots=True)
class Head:
    """One link of a slot's chain of heads; hashes are SHA-256, days count from 1970-01-01."""

    slot: int
    generation: int
    sequence: int
    day: int
    next_due: int
    keyring_serial: int
    keyring_hash: bytes
    period_keys_hash: bytes
    batch_hash: bytes
    previous: bytes
    previous_day: int

    @property
    def has_batch(self) -> bool:
        """Whether a batch was published with this head."""
        return self.batch_hash != NOTHING

    def overdue(self, day: int) -> bool:
        """Tell whether the next head should have been here before `day`."""
        return day > self.next_due + GRACE_DAYS


def encode_head(head: Head) -> bytes:
    """Return the 153 bytes of a head's body."""
    numbers = (head.generation, head.sequence, head.day, head.next_due, head.keyring_serial)
    return (
        head.slot.to_bytes(1, "big")
        + b"".join(number.to_bytes(4, "big") for number in numbers)
        + head.keyring_hash
        + head.period_keys_hash
        + head.batch_hash
        + head.previous
        + head.previous_day.to_bytes(4, "big")
    )


def parse_head(body: bytes) -> Head:
    """Return the head of a body, or raise `Malformed`."""
    reader = Reader(body)
    head = Head(
        slot=reader.integer(1),
        generation=reader.integer(4),
        sequence=reader.integer(4),
        day=reader.integer(4),
        next_due=reader.integer(4),
        keyring_serial=reader.integer(4),
        keyring_hash=reader.take(32),
        period_keys_hash=reader.take(32),
        batch_hash=reader.take(32),
        previous=reader.take(32),
        previous_day=reader.integer(4),
    )
    reader.end()
    if not head.day < head.next_due <= head.day + MAX_ABSENCE_DAYS:
        raise Malformed("a head announces an absence that is too long")
    first = (head.previous == NOTHING, head.previous_day == 0)
    if any((head.sequence == 0) != is_nothing for is_nothing in first) or (
        head.previous_day > head.day
    ):
        raise Malformed("a head's place in its chain is impossible")
    return head


def parse_head_frame(raw: bytes) -> Head:
    """Return the head of an encoded frame, or raise `Malformed`; the signature is not looked at (`open_head` does)."""
    return parse_head(parse_frame(raw, labels.HEAD).body)


def sign_head(head: Head, *, signing_seed: bytes) -> bytes:
    """Return the signed frame of a head."""
    body = encode_head(head)
    signature = sign(labels.HEAD, body, signer=head.slot, signing_seed=signing_seed)
    return encode_frame(Frame(labels.HEAD, body, (signature,)))


def open_head(raw: bytes, *, keyring: Keyring) -> Head:
    """Return the head in `raw` if the slot's holder in `keyring` signed it."""
    frame = parse_frame(raw, labels.HEAD)
    head = parse_head(frame.body)
    verify_holder(frame, keyring=keyring, slot=head.slot, generation=head.generation)
    return head


def head_hash(head: Head) -> bytes:
    """Return the hash by which the next head names this one."""
    return hashlib.sha256(encode_head(head)).digest()


def period_keys_hash(statements: list[bytes]) -> bytes:
    """Return the hash over a slot's published period keys, in the order of their periods."""
    return hashlib.sha256(b"".join(hashlib.sha256(raw).digest() for raw in statements)).digest()
