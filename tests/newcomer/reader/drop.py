"""Heads, batches and the drop (section 6, but for what is in a drop slot)."""

import hashlib
from typing import Any

from newcomer.reader.encoding import Cursor
from newcomer.reader.frame import Frame
from newcomer.reader.keyring import take_statement, verify_slot
from newcomer.reader.refused import need

DROP_SLOT = 4_096
NUMBERS = ("generation", "sequence", "day", "next_due", "keyring_serial")
HASHES = ("keyring_hash", "period_keys_hash", "batch_hash", "previous")


def take_head(cursor: Cursor) -> tuple[Frame, dict[str, Any]]:
    """Return the head that stands here, if it could be one (6.1)."""
    frame, body = take_statement(cursor, "sluis/v1/head")
    head: dict[str, Any] = {"slot": body.number(1)}
    head |= {name: body.number(4) for name in NUMBERS}
    head |= {name: body.take(32) for name in HASHES}
    head["previous_day"] = body.number(4)
    body.end()
    need(head["day"] < head["next_due"] <= head["day"] + 28, why="next due")
    follows = head["sequence"] > 0
    need(any(head["previous"]) == follows == (head["previous_day"] > 0), why="predecessor")
    need(head["previous_day"] <= head["day"])
    return frame, head


def verify_head(raw: bytes, keyring: dict[str, Any]) -> dict[str, Any]:
    """Return a head that its slot's holder signed (6.1)."""
    cursor = Cursor(raw)
    frame, head = take_head(cursor)
    cursor.end()
    verify_slot(frame, head["slot"], head["generation"], keyring)
    return head


def is_overdue(head: dict[str, Any], day: int) -> bool:
    """Tell whether a head's three days of grace are over (6.1)."""
    return day > head["next_due"] + 3


def take_batch(cursor: Cursor) -> tuple[bytes, list[bytes], list[bytes]]:
    """Return (list, hashes, drop slots) of the batch that stands here (6.2)."""
    start, bits, hashes = cursor.at, cursor.number(1, most=16), []
    for _ in range(8):
        cursor.number(2 if bits else 0, most=(1 << bits) - 1)
        hashes.append(cursor.take(32))
    listed = cursor.raw[start : cursor.at]
    return listed, hashes, [cursor.take(DROP_SLOT) for _ in hashes]


def verify_batch(raw: bytes, expected: bytes) -> list[bytes]:
    """Return the eight drop slots of the batch that a head names (6.2)."""
    cursor = Cursor(raw)
    listed, hashes, slots = take_batch(cursor)
    cursor.end()
    need(hashlib.sha256(listed).digest() == expected, "Tampered", "list")
    need([hashlib.sha256(slot).digest() for slot in slots] == hashes, "Tampered", "drop slot")
    return slots


def parse_drop(raw: bytes) -> list[tuple[bytes, dict[str, Any], bytes]]:
    """Return (frame, head, batch or nothing) of every entry of the drop, unverified (6.4)."""
    cursor, entries = Cursor(raw), []
    need(cursor.number(1) == 1, why="version")
    cursor.number(4)
    for _ in range(cursor.number(2)):
        start, head = cursor.at, take_head(cursor)[1]
        between = cursor.at
        if any(head["batch_hash"]):
            take_batch(cursor)
        entries.append((raw[start:between], head, raw[between : cursor.at]))
    cursor.end()
    places = [(h["slot"], h["generation"], h["sequence"]) for _, h, _ in entries]
    need(places == sorted(set(places)), why="order")
    return entries
