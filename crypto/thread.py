"""What a thread key derives: the thread's name, and the tags of its replies (docs/protocol.md section 6.5)."""

import hashlib
import hmac
from dataclasses import dataclass

from crypto.labels import PSEUDONYM_LABEL, TAG_KEY_LABEL, THREAD_LABEL
from crypto.sizes import DROP_TAG_SIZE

THREAD_ID_SIZE = 16
MAX_REPLY_SLOTS = 4
"""A reply may take four of a batch's eight drop slots."""


@dataclass(frozen=True, slots=True)
class BatchPlace:
    """Which batch: of which slot and generation, and its number there.

    The generation belongs to it, because a new one begins its numbers anew and no
    tag may be published twice.
    """

    slot: int
    generation: int
    number: int


def thread_id(thread_key: bytes) -> bytes:
    """Return the 16 bytes by which confidants and follow-ups name a thread."""
    return hmac.digest(thread_key, THREAD_LABEL, hashlib.sha256)[:THREAD_ID_SIZE]


def tag_key(thread_key: bytes) -> bytes:
    """Return the 32-byte key of a thread's tags."""
    return hmac.digest(thread_key, TAG_KEY_LABEL, hashlib.sha256)


def tag(tag_key: bytes, place: BatchPlace, *, index: int) -> bytes:
    """Return the 16-byte tag of the `index`-th drop slot (0 to 3) for this thread in a batch."""
    fields = ((place.slot, 1), (place.generation, 4), (place.number, 4), (index, 1))
    message = b"".join(number.to_bytes(width, "big") for number, width in fields)
    return hmac.digest(tag_key, message, hashlib.sha256)[:DROP_TAG_SIZE]


def pseudonym(thread_key: bytes, *, recipient_id: str) -> bytes:
    """Return the 8 bytes by which one recipient knows a case: another one knows it by others."""
    message = PSEUDONYM_LABEL + b"\0" + recipient_id.encode("ascii")
    return hmac.digest(thread_key, message, hashlib.sha256)[:8]
