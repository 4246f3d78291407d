"""Vectors of batches and of the drop file, where nothing is opened (docs/protocol.md sections 6.2 and 6.4)."""

import hashlib
from typing import Any

from vectors import service
from vectors.kit import Topic, flip, seed
from vectors.service import PERIOD

from crypto.errors import Malformed, Tampered
from crypto.frame import Frame, encode_frame
from crypto.stored import encode_prefix

_LIST = 257
_SLOT = 4_096
_LABEL_1 = b"\0\1"


def make_batches() -> Topic:
    """Return the vectors of batches."""
    good = service.batch(0)
    named = hashlib.sha256(good[:_LIST]).digest()
    drop_slots = [good[at : at + _SLOT] for at in range(_LIST, len(good), _SLOT)]
    topic = Topic("batch", "6.2", base={"expected_hash": named})
    topic.ok("eight-drop-slots", "As the head names them.", {"drop_slots": drop_slots}, batch=good)
    exchanged = good[:_LIST] + b"".join([drop_slots[1], drop_slots[0], *drop_slots[2:]])
    labelled = b"\1" + b"".join(_LABEL_1 + good[at : at + 32] for at in range(1, _LIST, 32))
    malformed = [
        ("nothing-at-all", b"", "33,025 bytes."),
        ("a-byte-missing", good[:-1], "33,025 bytes."),
        ("a-byte-behind-the-end", good + b"\0", "33,025 bytes."),
        ("seven-drop-slots", good[:-_SLOT], "Always eight."),
        ("the-list-alone", good[:_LIST], "The slots come with it."),
        ("bits-without-labels", b"\1" + good[1:], "It ends early."),
    ]
    for name, raw, comment in malformed:
        topic.refuse(name, Malformed, comment, batch=raw)
    _add_labels(topic, labelled, b"".join(drop_slots))
    tampered = [
        ("another-batch", service.batch(1), "Whole, but not the one that the head names."),
        ("an-altered-hash-in-the-list", flip(good, 40), "The head names the list."),
        ("an-altered-first-drop-slot", flip(good, _LIST), "The list names the drop slots."),
        ("an-altered-last-drop-slot", flip(good, -1), "The list names the drop slots."),
        ("two-drop-slots-exchanged", exchanged, "In the order of the list."),
    ]
    for name, raw, comment in tampered:
        topic.refuse(name, Tampered, comment, batch=raw)
    return topic


def _add_labels(topic: Topic, labelled: bytes, drop_slots: bytes) -> None:
    """Add batches whose lists say in which bucket each drop slot goes; hashed as they stand."""
    parts = [drop_slots[at : at + _SLOT] for at in range(0, len(drop_slots), _SLOT)]
    lists = {
        "labels-of-one-bit": labelled,
        "a-label-of-two-bits-where-one-is-said": labelled.replace(_LABEL_1, b"\0\2", 1),
        "labels-of-seventeen-bits": b"\x11" + labelled[1:],
        "labels-that-nobody-said-are-there": b"\0" + labelled[1:],
    }
    for name, raw in lists.items():
        listed = raw if raw[0] else raw[:_LIST]
        given: dict[str, Any] = {
            "batch": raw + drop_slots,
            "expected_hash": hashlib.sha256(listed).digest(),
        }
        if raw is labelled:
            topic.ok(name, "The list is 16 bytes longer.", {"drop_slots": parts}, **given)
        else:
            topic.refuse(name, Malformed, "The list and its bits do not agree.", **given)
    topic.refuse(
        "another-label-than-named",
        Tampered,
        "The head names the list.",
        batch=flip(labelled, 2) + drop_slots,
        expected_hash=hashlib.sha256(labelled).digest(),
    )


def make_drops() -> Topic:
    """Return the vectors of the drop file."""
    topic = Topic("drop", "6.4")
    with_batch = service.head(0, batch=service.batch(0))
    second = service.head(0, after=with_batch)
    other = service.head(1)
    entries = [
        service.head_raw(with_batch) + service.batch(0),
        service.head_raw(second),
        service.head_raw(other),
    ]
    places = [(0, 0, 33_025), (0, 1, 0), (1, 0, 0)]
    listed = [
        {"slot": slot, "generation": 1, "sequence": sequence, "batch_bytes": size}
        for slot, sequence, size in places
    ]
    topic.ok("two-slots", "With a batch and without.", {"entries": listed}, drop=_drop(entries))
    topic.ok("nothing-published-yet", "An empty drop is one.", {"entries": []}, drop=_drop([]))
    for name, raw, comment in _wrong_drops(entries):
        topic.refuse(name, Malformed, comment, drop=raw)
    return topic


def _drop(entries: list[bytes], *, count: int | None = None, prefix: bytes = b"") -> bytes:
    counted = len(entries) if count is None else count
    return (prefix or encode_prefix(PERIOD)) + counted.to_bytes(2, "big") + b"".join(entries)


def _wrong_drops(entries: list[bytes]) -> list[tuple[str, bytes, str]]:
    first, second, other = entries
    frame, batch = first[: len(second)], first[len(second) :]
    stranger = encode_frame(Frame("sluis/v1/event", bytes(77)))
    impossible = service.head_raw(service.head(2, next_due=service.DAY), by=seed("anybody"))
    return [
        ("nothing-at-all", b"", "No version."),
        ("another-version", _drop(entries, prefix=bytes(5)), "1 is the only one."),
        ("no-count", encode_prefix(PERIOD), "Two bytes."),
        ("a-count-too-high", _drop(entries, count=4), "It ends early."),
        ("a-count-too-low", _drop(entries, count=2), "Bytes behind the end."),
        ("a-count-of-65535", _drop(entries, count=65_535), "It ends early."),
        ("a-byte-missing", _drop(entries)[:-1], "It ends early."),
        ("a-byte-behind-the-end", _drop(entries) + b"\0", "Nothing behind."),
        ("a-batch-cut-off", _drop([first[:-1]]), "33,025 bytes."),
        ("a-batch-missing", _drop([frame, second, other]), "The head names one."),
        (
            "a-batch-that-no-head-names",
            _drop([first, second + batch, other]),
            "Its head has zeros.",
        ),
        ("slots-out-of-order", _drop([other, first, second]), "By slot first."),
        ("sequences-out-of-order", _drop([second, first, other]), "By sequence last."),
        ("an-entry-twice", _drop([first, second, second, other]), "Each place once."),
        ("an-event-among-heads", _drop([stranger]), "Heads only."),
        ("a-head-that-cannot-be", _drop([impossible]), "Every head is parsed."),
    ]
