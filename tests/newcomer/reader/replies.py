"""Replies: from a batch's drop slots to what they say (section 6.5)."""

from collections.abc import Sequence
from typing import Any

from newcomer.reader.codename import Reporter
from newcomer.reader.drop import DROP_SLOT
from newcomer.reader.frame import parse_frame
from newcomer.reader.messages import parse_answer
from newcomer.reader.refused import Refused, need
from newcomer.reader.sealed_file import open_sealed
from newcomer.reader.stanza import recipient_of
from newcomer.reader.stored import Part, join_parts, parse_part, unpad


def read_replies(
    reporter: Reporter, drop_slots: Sequence[bytes], head: dict[str, Any], keyring: dict[str, Any]
) -> tuple[list[dict[str, Any]], int]:
    """Return (replies, number of damaged) of the batch that a head names (6.5)."""
    slot, tags = head["slot"], reporter.tags(head["slot"], head["generation"], head["sequence"])
    key = bytes.fromhex(keyring["slots"][slot]["verify_key"])
    parts: dict[bytes, list[Part]] = {}
    found, damaged = [], 0
    for drop_slot in drop_slots:
        if drop_slot[:16] in tags:
            try:
                part = read_reply_part(reporter, drop_slot, slot, key)
                parts.setdefault(part.message_id, []).append(part)
            except Refused:
                damaged += 1
    for group in parts.values():
        try:
            found.append(read_reply(group, keyring))
        except Refused:
            damaged += 1
    return found, damaged


def read_reply_part(reporter: Reporter, drop_slot: bytes, slot: int, verify_key: bytes) -> Part:
    """Open one drop slot whose tag is the reporter's (6.5)."""
    need(len(drop_slot) == DROP_SLOT)
    frame = parse_frame(unpad(open_sealed(reporter.identity, drop_slot[16:])), "sluis/v1/reply")
    context = drop_slot[:16] + recipient_of(reporter.identity)
    need(set(frame.signatures) == {slot}, "UnknownSigner")
    frame.verify(slot, verify_key, context)
    frame.verify_mac(reporter.thread_key, context)
    return parse_part(frame.body)


def read_reply(parts: Sequence[Part], keyring: dict[str, Any]) -> dict[str, Any]:
    """Return the reply that these parts are of (6.5)."""
    message_id, message = join_parts(parts)
    reply = parse_answer(message)
    need(reply["id"] == message_id.hex(), why="another id")
    serving = keyring["lines"].get(reply["line"], {"slots": []})["slots"]
    need(set(reply["members"]) <= set(serving), why="a member outside the line")
    return reply
