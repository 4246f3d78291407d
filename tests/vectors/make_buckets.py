"""Vectors of the drop in buckets (docs/protocol.md section 6.6)."""

from typing import Any

from vectors import service
from vectors.kit import Topic, flip
from vectors.service import DAY, PERIOD

from crypto.batch import encode_batch
from crypto.errors import Incomplete, Malformed, ProtocolError, Tampered
from crypto.head import Head
from crypto.keyring import Drop, keyring_hash
from crypto.sizes import DROP_SLOT_SIZE
from crypto.stored import encode_prefix

_LABELS = (0, 1, 1, 0, 0, 0, 1, 0)
_MINE = (1, 2, 6)
_PREFIX = encode_prefix(PERIOD)


def _drop_slot(number: int) -> bytes:
    return bytes([number]) * DROP_SLOT_SIZE


def _place(sequence: int, index: int) -> bytes:
    return b"\0\0\0\0\1" + sequence.to_bytes(4, "big") + bytes([index])


def _bucket(places: list[tuple[int, int]], *, number: int = 1, bits: int = 1) -> bytes:
    """Return a bucket of these (sequence, index); the drop slots of the second batch are 8 to 15."""
    stored = [_place(s, i) + _drop_slot(8 * s + i) for s, i in places]
    head = bytes([bits]) + number.to_bytes(2, "big") + len(places).to_bytes(4, "big")
    return _PREFIX + head + b"".join(stored)


def make_buckets() -> Topic:
    """Return the vectors of a bucket and the common lists."""
    drop = Drop(
        batch_slots=8, bucket_bits=1, bucket_bits_before=0, bucket_bits_since=DAY, live_days=42
    )
    ring = service.keyring_raw(drop=drop)
    named: dict[str, Any] = {"keyring_hash": keyring_hash(ring)}
    plain = encode_batch([_drop_slot(i) for i in range(8)])
    labelled = encode_batch([_drop_slot(8 + i) for i in range(8)], bits=1, labels=_LABELS)
    first = service.head(0, batch=plain, day=DAY - 5, **named)
    second = service.head(0, after=first, batch=labelled, **named)
    heads = [service.head_raw(first) + plain[:257], service.head_raw(second) + labelled[:273]]
    today = service.today(keyring=ring, heads=(service.head_raw(second),), period_keys=())
    lists = _PREFIX + b"\0\2" + b"".join(heads)
    topic = Topic("buckets", "6.6", blobs={"today": today, "lists": lists})
    mine = [*[(0, i) for i in range(8)], *[(1, i) for i in _MINE]]
    topic.base = {"today": today, "root": service.root(), "day": DAY, "number": 1, "lists": lists}
    topic.base["bucket"] = _bucket(mine)
    both = [
        {"slot": 0, "number": 1, "drop_slots": [_drop_slot(8 + i) for i in _MINE]},
        {"slot": 0, "number": 0, "drop_slots": [_drop_slot(i) for i in range(8)]},
    ]
    topic.ok(
        "unlabelled-ones-and-those-of-the-bucket",
        "From before the change and after it.",
        {"batches": both[::-1]},
    )
    for name, error, changes, comment in [*_buckets(mine), *_lists(first, heads)]:
        topic.refuse(name, error, comment, **changes)
    return topic


Fault = tuple[str, type[ProtocolError], dict[str, Any], str]


def _buckets(mine: list[tuple[int, int]]) -> list[Fault]:
    good = _bucket(mine)
    faults: list[tuple[str, type[ProtocolError], bytes, str]] = [
        (
            "a-drop-slot-withheld",
            Incomplete,
            _bucket(mine[:-1]),
            "The list names it for this bucket.",
        ),
        (
            "an-unlabelled-drop-slot-withheld",
            Incomplete,
            _bucket(mine[1:]),
            "It goes in every bucket.",
        ),
        ("an-empty-bucket", Incomplete, _bucket([]), "All are withheld."),
        ("a-drop-slot-altered", Tampered, flip(good, -1), "The list names its hash."),
        (
            "another-bucket-than-asked-for",
            Malformed,
            _bucket(mine, number=0),
            "It would tell nothing of mine.",
        ),
        ("other-bits-than-today-s", Malformed, _bucket(mine, bits=2), "The keyring says one."),
        (
            "a-number-beyond-the-bits",
            Malformed,
            _bucket(mine, number=2),
            "One bit has two numbers.",
        ),
        ("seventeen-bits", Malformed, _bucket(mine, bits=17), "Sixteen at most."),
        (
            "places-out-of-order",
            Malformed,
            _bucket([*mine[1:], mine[0]]),
            "In the order of places.",
        ),
        ("a-place-twice", Malformed, _bucket([mine[0], *mine]), "Each once."),
        ("a-bucket-cut-off", Malformed, good[:-1], "It ends early."),
        ("a-byte-behind-the-bucket", Malformed, good + b"\0", "Nothing behind."),
        ("a-bucket-of-another-version", Malformed, b"\0" + good[1:], "1 is the only one."),
    ]
    return [(name, error, {"bucket": raw}, comment) for name, error, raw, comment in faults]


def _lists(first: Head, heads: list[bytes]) -> list[Fault]:
    good = _PREFIX + b"\0\2" + b"".join(heads)
    bare = service.head_raw(first)
    faults: list[tuple[str, type[ProtocolError], bytes, str]] = [
        (
            "a-list-withheld-with-its-head",
            Incomplete,
            _PREFIX + b"\0\1" + heads[1],
            "The newest head leads to it.",
        ),
        ("a-list-altered", Tampered, flip(good, -1), "The head names it."),
        ("a-label-altered", Tampered, flip(good, -33), "Else a drop slot could be moved away."),
        (
            "lists-out-of-order",
            Malformed,
            _PREFIX + b"\0\2" + heads[1] + heads[0],
            "In the order of the drop.",
        ),
        (
            "a-list-missing-behind-its-head",
            Malformed,
            _PREFIX + b"\0\2" + bare + heads[1],
            "The head names one.",
        ),
        ("lists-cut-off", Malformed, good[:-1], "It ends early."),
        ("a-byte-behind-the-lists", Malformed, good + b"\0", "Nothing behind."),
    ]
    return [(name, error, {"lists": raw}, comment) for name, error, raw, comment in faults]
