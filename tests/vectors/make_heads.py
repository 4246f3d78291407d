"""Vectors of heads (docs/protocol.md section 6.1)."""

from typing import Any

from vectors import service
from vectors.kit import Topic, flip
from vectors.service import DAY, SLOTS, STRANGER

from crypto.errors import (
    Malformed,
    ProtocolError,
    Tampered,
    UnknownSigner,
)
from crypto.head import Head, head_hash


def make_heads() -> Topic:
    """Return the vectors of a head by itself."""
    first = service.head(0, batch=service.batch(0))
    second = service.head(0, after=first, day=DAY, next_due=DAY + 28)
    topic = Topic("head", "6.1", base={**service.trust(), "day": DAY + 10})
    topic.blobs = {"keyring": service.keyring_raw()}
    topic.ok(
        "the-first-head-with-a-batch",
        "On the last day of grace.",
        _read(first),
        head=service.head_raw(first),
    )
    topic.ok(
        "a-second-head-before-a-long-absence",
        "28 days at most.",
        _read(second),
        head=service.head_raw(second),
    )
    topic.ok(
        "an-overdue-head",
        "It is genuine, and tells that others may be missing.",
        {**_read(first), "overdue": True},
        head=service.head_raw(first),
        day=DAY + 11,
    )
    changes: list[tuple[str, Head, str]] = [
        ("an-absence-of-29-days", service.head(0, next_due=DAY + 29), "28 at most."),
        ("due-on-its-own-day", service.head(0, next_due=DAY), "Later."),
        ("due-in-the-past", service.head(0, next_due=DAY - 1), "Later."),
        (
            "a-first-head-with-a-predecessor",
            service.head(0, previous=head_hash(first), previous_day=DAY),
            "Nothing is before the first.",
        ),
        (
            "a-first-head-with-a-predecessor-s-day",
            service.head(0, previous_day=DAY),
            "Nothing is before the first.",
        ),
        (
            "a-second-head-without-a-predecessor",
            service.head(0, sequence=1),
            "The first is before it.",
        ),
        (
            "a-second-head-without-a-predecessor-s-day",
            service.head(0, after=first, previous_day=0),
            "The first had a day.",
        ),
        (
            "older-than-its-predecessor",
            service.head(0, after=first, previous_day=DAY + 1),
            "Days do not fall.",
        ),
    ]
    for name, head, comment in changes:
        topic.refuse(name, Malformed, comment, head=service.head_raw(head))
    good = service.head_raw(first)
    faults: list[tuple[str, type[ProtocolError], bytes, str]] = [
        (
            "signed-by-another-slot-s-key",
            Tampered,
            service.head_raw(first, by=SLOTS[1]),
            "In slot 0's name.",
        ),
        (
            "of-an-unmanned-slot",
            UnknownSigner,
            service.head_raw(service.head(3), by=STRANGER),
            "Nobody is there.",
        ),
        (
            "of-another-generation",
            UnknownSigner,
            service.head_raw(service.head(0, generation=2)),
            "The keyring does not have it.",
        ),
        ("a-flipped-bit-in-the-batch-hash", Tampered, flip(good, -140), "Every byte is signed."),
        ("a-flipped-bit-in-the-signature", Tampered, flip(good, -10), "Another signature."),
        ("without-a-signature", Malformed, good[:-66] + b"\0\0", "Exactly one."),
        ("cut-off", Malformed, good[:-1], "It ends early."),
        ("a-byte-behind-the-end", Malformed, good + b"\0", "Nothing behind."),
    ]
    for name, error, raw, comment in faults:
        topic.refuse(name, error, comment, head=raw)
    return topic


def _read(head: Head) -> dict[str, Any]:
    return {
        "slot": head.slot,
        "generation": head.generation,
        "sequence": head.sequence,
        "day": head.day,
        "has_batch": head.has_batch,
        "overdue": False,
    }
