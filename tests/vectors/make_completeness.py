"""Vectors of the completeness of the drop (docs/protocol.md section 7.4)."""

from typing import Any

from vectors import service
from vectors.kit import Topic, flip
from vectors.service import DAY, PERIOD

from crypto.drop import encode_drop, make_entry
from crypto.errors import (
    Incomplete,
    Malformed,
    Tampered,
)
from crypto.head import Head, head_hash


def make_completeness() -> Topic:
    """Return the vectors of a drop from which nothing may be missing."""
    first, second, third, entries = _chain()
    heads = tuple(service.head_raw(h) for h in (third, service.head(1)))
    today = service.today(heads=heads, period_keys=())
    topic = Topic("completeness", "7.4", blobs={"today": today})
    topic.base = {"today": today, "root": service.root(), "day": DAY}
    whole = _drop(entries)
    topic.ok(
        "every-live-batch",
        "Three of slot 0; slot 1 has none.",
        {"batches": [[0, 0], [0, 1], [0, 2]]},
        drop=whole,
    )
    later = DAY - 5 + 41
    aged = service.today(heads=heads, period_keys=(), period=later // 7)
    topic.ok(
        "a-batch-that-is-too-old-to-be-served",
        "42 days, and one for the server's clock.",
        {"batches": [[0, 1], [0, 2]]},
        today=aged,
        drop=_drop(entries[1:]),
        day=later,
    )
    withheld = [
        ("the-first", 0),
        ("the-middle", 1),
        ("the-newest", 2),
        ("a-head-without-a-batch", 3),
    ]
    for name, place in withheld:
        rest = [entry for i, entry in enumerate(entries) if i != place]
        topic.refuse(
            f"{name}-withheld",
            Incomplete,
            "Every live head is named by the next one.",
            drop=_drop(rest),
        )
    topic.refuse("an-empty-drop", Incomplete, "All are withheld.", drop=_drop([]))
    topic.refuse(
        "the-day-before-it-is-too-old",
        Incomplete,
        "Still live.",
        today=service.today(heads=heads, period_keys=(), period=(later - 1) // 7),
        drop=_drop(entries[1:]),
        day=later - 1,
    )
    start = whole.index(service.batch(0))
    topic.refuse(
        "a-drop-slot-altered", Tampered, "The list names it.", drop=flip(whole, start + 257)
    )
    topic.refuse("a-list-altered", Tampered, "The head names it.", drop=flip(whole, start + 9))
    exchanged = whole.replace(service.batch(0), service.batch(7))
    topic.refuse(
        "another-batch-in-its-place",
        Tampered,
        "Whole, but not the one that was named.",
        drop=exchanged,
    )
    forged = service.head(0, after=first, batch=service.batch(6), day=second.day)
    fork = [entries[0], make_entry(service.head_raw(forged), service.batch(6)), *entries[2:]]
    topic.refuse(
        "a-second-head-in-the-place-of-the-first",
        Incomplete,
        "The third names the other one.",
        drop=_drop(fork),
    )
    _refuse_strays(topic, entries)
    topic.refuse(
        "a-drop-out-of-order",
        Malformed,
        "One form for everybody.",
        drop=b"".join(encode_drop([], period=PERIOD))[:5]
        + b"\0\2"
        + entries[3].frame
        + entries[0].frame
        + entries[0].batch,
    )
    return topic


def _refuse_strays(topic: Topic, entries: list[Any]) -> None:
    """Add chains that lead out of their slot, which only a dishonest confidant can sign."""
    other = entries[3].head
    stray = service.head(0, sequence=1, previous=head_hash(other), previous_day=DAY)
    skipping = service.head(
        0, sequence=5, previous=head_hash(entries[0].head), previous_day=entries[0].head.day
    )
    for name, head in (
        ("a-chain-into-another-slot", stray),
        ("a-chain-that-skips-numbers", skipping),
    ):
        today = service.today(
            heads=(service.head_raw(head), service.head_raw(other)), period_keys=()
        )
        drop = _drop([entries[0], make_entry(service.head_raw(head), b""), entries[3]])
        topic.refuse(name, Tampered, "Of the same slot, one lower.", today=today, drop=drop)


def _chain() -> tuple[Head, Head, Head, list[Any]]:
    first = service.head(0, batch=service.batch(0), day=DAY - 5)
    second = service.head(0, after=first, batch=service.batch(1), day=DAY - 3)
    third = service.head(0, after=second, batch=service.batch(2), day=DAY)
    entries = [
        make_entry(service.head_raw(head), service.batch(number))
        for number, head in enumerate((first, second, third))
    ]
    return first, second, third, [*entries, make_entry(service.head_raw(service.head(1)), b"")]


def _drop(entries: list[Any]) -> bytes:
    return b"".join(encode_drop(entries, period=PERIOD))
