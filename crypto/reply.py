"""Making replies and decoys for the drop (docs/protocol.md section 6.5).

Each drop slot of a reply is a frame whose body is a part of the message, signed
by the slot over (tag, recipient, body) and MACed with the thread key, which
proves that the signer was given the report.
"""

from collections.abc import Iterable
from itertools import count

from crypto import labels
from crypto.frame import MAC_SIZE, SIGNATURE_SIZE, Frame, encode_frame
from crypto.hybrid import Recipient, throwaway_recipient
from crypto.messages import Proposal, Reply, encode_body
from crypto.padding import pad
from crypto.parts import PART_HEADER_SIZE, split
from crypto.randomness import random_bytes
from crypto.sealing import seal_to
from crypto.signing import mac, sign
from crypto.sizes import DROP_TAG_SIZE, LENGTH_SIZE, PADDED_DROP_SLOT_SIZE
from crypto.thread import BatchPlace, tag, tag_key

_FRAME_OVERHEAD = 1 + len(labels.REPLY) + 4 + 1 + (1 + SIGNATURE_SIZE) + 1 + MAC_SIZE
REPLY_ROOM = PADDED_DROP_SLOT_SIZE - LENGTH_SIZE - _FRAME_OVERHEAD
"""Bytes of a drop slot for one part of a reply, part header included."""
HANDOVER_ROOM = PADDED_DROP_SLOT_SIZE - LENGTH_SIZE - (1 + len(labels.HANDOVER_PART) + 4 + 1 + 1)
"""Bytes of a drop slot for one part of a handover, part header included."""


def reply_parts(reply: Reply | Proposal) -> list[bytes]:
    """Return the one to four parts of a reply or a proposal, or raise `ValueError` if it is too long."""
    return split(encode_body(reply), message_id=bytes.fromhex(reply.id), room=REPLY_ROOM)


def free_room(reply: Reply | Proposal) -> int:
    """Return how many bytes may still be added to a reply or a proposal (negative: how many are too many)."""
    return 4 * (REPLY_ROOM - PART_HEADER_SIZE) - len(encode_body(reply))


def reply_context(drop_tag: bytes, recipient: bytes) -> bytes:
    """Return what a reply's signature and MAC cover beside its body: tag (16) || recipient (1216)."""
    return drop_tag + recipient


def seal_reply(
    parts: Iterable[bytes],
    *,
    place: BatchPlace,
    signing_seed: bytes,
    thread_key: bytes,
    recipient: bytes,
) -> list[bytes]:
    """Return the drop slots of 4,096 bytes that carry a reply's parts in this batch."""
    key = tag_key(thread_key)
    drop_slots = []
    for index, part in zip(count(), parts, strict=False):
        drop_tag = tag(key, place, index=index)
        context = reply_context(drop_tag, recipient)
        signature = sign(
            labels.REPLY, part, signer=place.slot, signing_seed=signing_seed, context=context
        )
        proof = mac(labels.REPLY, part, key=thread_key, context=context)
        frame = encode_frame(Frame(labels.REPLY, part, (signature,), proof))
        drop_slots.append(drop_tag + _seal(frame, Recipient(recipient)))
    return drop_slots


def seal_handover_part(part: bytes, *, recipient: bytes) -> bytes:
    """Return a drop slot that carries a part of a handover; its tag is random, since its reader tries them all."""
    frame = encode_frame(Frame(labels.HANDOVER_PART, part))
    return random_bytes(DROP_TAG_SIZE) + _seal(frame, Recipient(recipient))


def decoy_drop_slot() -> bytes:
    """Return a drop slot that nobody can open and nobody can tell from a real one."""
    return random_bytes(DROP_TAG_SIZE) + _seal(b"", throwaway_recipient())


def _seal(content: bytes, recipient: Recipient) -> bytes:
    return seal_to(pad(content, size=PADDED_DROP_SLOT_SIZE), recipient)
