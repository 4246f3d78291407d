"""Searching the drop on the device: replies by their tags, handovers by trying (docs/protocol.md section 6.5)."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from crypto import labels
from crypto.errors import Malformed, ProtocolError, UnknownSigner
from crypto.frame import parse_frame
from crypto.keyring import Keyring
from crypto.messages import Proposal, Reply, parse_answer
from crypto.opening.identity import Identity
from crypto.opening.sealed_file import open_single
from crypto.padding import unpad
from crypto.parts import Part, join, parse_part
from crypto.reply import reply_context
from crypto.signing import verify, verify_mac
from crypto.sizes import DROP_TAG_SIZE
from crypto.thread import MAX_REPLY_SLOTS, tag, tag_key
from crypto.trust import LiveBatch


@dataclass(frozen=True, slots=True)
class FoundReply:
    """A verified reply or proposal, and the slot, the batch and the day that it came from."""

    slot: int
    batch: int
    day: int
    reply: Reply | Proposal


@dataclass(frozen=True, slots=True)
class Replies:
    """What a search found: verified replies, and how many messages for this thread did not verify."""

    found: list[FoundReply]
    damaged: int


@dataclass(frozen=True, slots=True)
class Handovers:
    """Frames of handovers, not yet verified, and how many messages for this recipient are not whole."""

    found: list[bytes]
    damaged: int


def find_replies(
    batches: Iterable[LiveBatch], *, identity: Identity, thread_key: bytes, keyring: Keyring
) -> Replies:
    """Search live batches for the replies to one thread; a damaged one is counted, never dropped in silence."""
    key = tag_key(thread_key)
    found: list[FoundReply] = []
    damaged = 0
    for batch in batches:
        messages: dict[bytes, list[Part]] = {}
        for drop_slot in _tagged(batch, key):
            try:
                part = _open_part(drop_slot, batch.place.slot, identity, thread_key, keyring)
            except ProtocolError:
                damaged += 1
            else:
                messages.setdefault(part.message_id, []).append(part)
        for parts in messages.values():
            try:
                found.append(
                    FoundReply(
                        batch.place.slot, batch.place.number, batch.day, _join_reply(parts, keyring)
                    )
                )
            except Malformed:
                damaged += 1
    return Replies(found, damaged)


def find_handovers(batches: Iterable[LiveBatch], *, identity: Identity) -> Handovers:
    """Return what opens with a recipient's identity, for `crypto.handover.open_handover` to verify.

    A recipient has no tag to look for, so every drop slot is tried: a thousand
    take a quarter of a second.
    """
    found: list[bytes] = []
    damaged = 0
    for batch in batches:
        messages: dict[bytes, list[Part]] = {}
        for drop_slot in batch.drop_slots:
            try:
                content = unpad(open_single(drop_slot[DROP_TAG_SIZE:], identity=identity))
            except ProtocolError:
                continue
            try:
                part = _parse_handover_part(content)
            except Malformed:
                damaged += 1
            else:
                messages.setdefault(part.message_id, []).append(part)
        for parts in messages.values():
            try:
                found.append(join(parts)[1])
            except Malformed:
                damaged += 1
    return Handovers(found, damaged)


def _parse_handover_part(content: bytes) -> Part:
    frame = parse_frame(content, labels.HANDOVER_PART)
    if frame.signatures or frame.mac:
        raise Malformed("a part of a handover has neither signature nor MAC")
    return parse_part(frame.body)


def _tagged(batch: LiveBatch, key: bytes) -> list[bytes]:
    tags = [tag(key, batch.place, index=index) for index in range(MAX_REPLY_SLOTS)]
    # A batch is shuffled; by their tags the replies come in the order in which they were written.
    return [
        drop_slot
        for wanted in tags
        for drop_slot in batch.drop_slots
        if hmac.compare_digest(drop_slot[:DROP_TAG_SIZE], wanted)
    ]


def _open_part(
    drop_slot: bytes, slot: int, identity: Identity, thread_key: bytes, keyring: Keyring
) -> Part:
    drop_tag, sealed = drop_slot[:DROP_TAG_SIZE], drop_slot[DROP_TAG_SIZE:]
    frame = parse_frame(unpad(open_single(sealed, identity=identity)), labels.REPLY)
    context = reply_context(drop_tag, identity.recipient.raw)
    holder = keyring.holder(slot)
    if holder is None or len(frame.signatures) != 1:
        raise UnknownSigner("a reply must be signed by the confidant who published it")
    verify(frame, signer=slot, verify_key=bytes.fromhex(holder.verify_key), context=context)
    verify_mac(frame, key=thread_key, context=context)
    return parse_part(frame.body)


def _join_reply(parts: list[Part], keyring: Keyring) -> Reply | Proposal:
    message_id, body = join(parts)
    reply = parse_answer(body)
    if reply.id != message_id.hex():
        raise Malformed("a reply has another id than its parts")
    line = keyring.lines.get(reply.line)
    if line is None or not set(reply.members) <= set(line.slots):
        raise Malformed("a reply names members who do not serve its line")
    return reply
