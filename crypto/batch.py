"""Batches: at most one a day from each workstation, always of eight drop slots (docs/protocol.md section 6.2).

    list         bucket bits (1; 0) || 8 * SHA-256 of a drop slot
    drop slot    tag (16) || sealed file with one stanza; 4,096 bytes in all

The list is authentic because the head names its hash. Which of the eight are
real is known only to the workstation that made them and to whoever opens one.
"""

import hashlib
from collections.abc import Sequence

from crypto.errors import Malformed, Tampered
from crypto.sizes import DROP_SLOT_SIZE

BATCH_SLOTS = 8
"""Enough for a day of a small team; a ninth reply waits."""
LIVE_DAYS = 42
"""Six weeks to come back: `BATCH_SLOTS * LIVE_DAYS` slots of 4,096 bytes are 1.3 MiB a workstation."""
LIST_SIZE = 1 + BATCH_SLOTS * 32
BATCH_SIZE = LIST_SIZE + BATCH_SLOTS * DROP_SLOT_SIZE


def encode_batch(drop_slots: Sequence[bytes]) -> bytes:
    """Return a batch, list first, of exactly eight drop slots of 4,096 bytes."""
    if len(drop_slots) != BATCH_SLOTS or any(len(s) != DROP_SLOT_SIZE for s in drop_slots):
        raise ValueError(f"a batch has {BATCH_SLOTS} drop slots of {DROP_SLOT_SIZE} bytes")
    return b"\0" + b"".join(_hashes(drop_slots)) + b"".join(drop_slots)


def batch_hash(batch: bytes) -> bytes:
    """Return the hash of a batch's list, which its head names."""
    return hashlib.sha256(batch[:LIST_SIZE]).digest()


def open_batch(batch: bytes, *, expected_hash: bytes) -> list[bytes]:
    """Return the eight drop slots of the batch that a head names, or raise `Malformed` or `Tampered`."""
    if len(batch) != BATCH_SIZE:
        raise Malformed(f"a batch has {BATCH_SIZE} bytes, not {len(batch)}")
    if batch[0] != 0:
        raise Malformed("a batch has buckets, which this version does not read")
    if batch_hash(batch) != expected_hash:
        raise Tampered("a batch is not the one that its head names")
    drop_slots = [
        batch[at : at + DROP_SLOT_SIZE] for at in range(LIST_SIZE, BATCH_SIZE, DROP_SLOT_SIZE)
    ]
    if b"".join(_hashes(drop_slots)) != batch[1:LIST_SIZE]:
        raise Tampered("a drop slot is not the one that its batch names")
    return drop_slots


def _hashes(drop_slots: Sequence[bytes]) -> list[bytes]:
    return [hashlib.sha256(drop_slot).digest() for drop_slot in drop_slots]
