"""Batches: at most one a day from each workstation, always of eight drop slots (docs/protocol.md section 6.2).

    list         bucket bits (1) || 8 * (label (2; absent for 0 bits) || SHA-256 of a drop slot)
    drop slot    tag (16) || sealed file with one stanza; 4,096 bytes in all

The list is authentic because the head names its hash. Which of the eight are
real is known only to the workstation that made them and to whoever opens one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from crypto.buckets import MAX_BITS
from crypto.errors import Malformed, Tampered
from crypto.frame import Reader
from crypto.sizes import DROP_SLOT_SIZE

BATCH_SLOTS = 8
"""Enough for a day of a small team; a ninth reply waits."""
LIVE_DAYS = 42
"""Six weeks to come back: `BATCH_SLOTS * LIVE_DAYS` slots of 4,096 bytes are 1.3 MiB a workstation."""
LABEL_SIZE = 2
HASH_SIZE = 32


@dataclass(frozen=True, slots=True)
class BatchList:
    """What the head of a batch names: bits of a bucket, and each drop slot's label and hash."""

    bits: int
    labels: tuple[int, ...]
    hashes: tuple[bytes, ...]


def list_size(bits: int) -> int:
    """Return the size in bytes of a list (257 without buckets, 273 with)."""
    return 1 + BATCH_SLOTS * ((LABEL_SIZE if bits else 0) + HASH_SIZE)


def batch_size(bits: int) -> int:
    """Return the size in bytes of a batch: its list and eight drop slots."""
    return list_size(bits) + BATCH_SLOTS * DROP_SLOT_SIZE


def encode_batch(
    drop_slots: Sequence[bytes], *, bits: int = 0, labels: Sequence[int] = (0,) * BATCH_SLOTS
) -> bytes:
    """Return a batch, list first, of exactly eight drop slots of 4,096 bytes; labels are of `bits` bits."""
    if len(drop_slots) != BATCH_SLOTS or any(len(s) != DROP_SLOT_SIZE for s in drop_slots):
        raise ValueError(f"a batch has {BATCH_SLOTS} drop slots of {DROP_SLOT_SIZE} bytes")
    if len(labels) != BATCH_SLOTS or any(not 0 <= label < 1 << bits for label in labels):
        raise ValueError(f"a batch has {BATCH_SLOTS} labels of {bits} bits")
    lines = [
        (label.to_bytes(LABEL_SIZE, "big") if bits else b"") + hashlib.sha256(drop_slot).digest()
        for label, drop_slot in zip(labels, drop_slots, strict=True)
    ]
    return bytes([bits]) + b"".join(lines) + b"".join(drop_slots)


def parse_list(raw: bytes) -> BatchList:
    """Return the list that fills `raw`, or raise `Malformed`."""
    reader = Reader(raw)
    bits = reader.integer(1)
    if bits > MAX_BITS:
        raise Malformed(f"a bucket of the drop has 0 to {MAX_BITS} bits")
    lines = [
        (reader.integer(LABEL_SIZE) if bits else 0, reader.take(HASH_SIZE))
        for _ in range(BATCH_SLOTS)
    ]
    reader.end()
    if any(label >> bits for label, _ in lines):
        raise Malformed("a label has more bits than its batch says")
    return BatchList(bits, tuple(label for label, _ in lines), tuple(hash_ for _, hash_ in lines))


def take_list(reader: Reader) -> bytes:
    """Return the bytes of the list that stands next in `reader`, whatever its bits."""
    start = reader.take(1)
    return start + reader.take(list_size(start[0]) - 1)


def batch_hash(batch: bytes) -> bytes:
    """Return the hash of a batch's list, which its head names."""
    return hashlib.sha256(batch[: list_size(batch[0])]).digest() if batch else bytes(HASH_SIZE)


def open_list(raw: bytes, *, expected_hash: bytes) -> BatchList:
    """Return the list that a head names by its hash, or raise `Malformed` or `Tampered`."""
    parsed = parse_list(raw)
    if hashlib.sha256(raw).digest() != expected_hash:
        raise Tampered("a batch is not the one that its head names")
    return parsed


def open_batch(batch: bytes, *, expected_hash: bytes) -> list[bytes]:
    """Return the eight drop slots of the batch that a head names, or raise `Malformed` or `Tampered`."""
    reader = Reader(batch)
    listed = open_list(take_list(reader), expected_hash=expected_hash)
    drop_slots = [reader.take(DROP_SLOT_SIZE) for _ in range(BATCH_SLOTS)]
    reader.end()
    for drop_slot, expected in zip(drop_slots, listed.hashes, strict=True):
        verify_drop_slot(drop_slot, expected=expected)
    return drop_slots


def verify_drop_slot(drop_slot: bytes, *, expected: bytes) -> None:
    """Raise `Tampered` unless a drop slot has the hash that its list names."""
    if hashlib.sha256(drop_slot).digest() != expected:
        raise Tampered("a drop slot is not the one that its batch names")
