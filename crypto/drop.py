"""The drop: every live batch behind its head, one file for all (docs/protocol.md section 6.4).

    version (1) || period (4) || count (2) || count * (head || batch, if the head names one)

Entries stand in the order of (slot, generation, sequence).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crypto import labels
from crypto.batch import BATCH_SLOTS, take_list
from crypto.errors import Malformed
from crypto.frame import Reader
from crypto.head import Head, parse_head_frame
from crypto.sizes import DROP_SLOT_SIZE, PREFIX_SIZE
from crypto.stored import encode_prefix, parse_prefix

MAX_DROP = 64 * 1024 * 1024
"""Sixteen slots with a batch a day are 22 MiB; beyond that the drop goes in buckets."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A head's frame with what it says, and its batch (empty where the head names none); not verified."""

    frame: bytes
    head: Head
    batch: bytes


def make_entry(frame: bytes, batch: bytes) -> Entry:
    """Return the entry of an encoded head and its batch, or raise `Malformed`."""
    head = parse_head_frame(frame)
    if head.has_batch != bool(batch):
        raise Malformed("a head and its batch do not belong together")
    if batch:
        reader = Reader(batch)
        take_batch(reader)
        reader.end()
    return Entry(frame, head, batch)


def encode_drop(entries: Sequence[Entry], *, period: int) -> Iterable[bytes]:
    """Yield the bytes of the drop piece by piece; the entries are put in order."""
    yield encode_prefix(period) + len(entries).to_bytes(2, "big")
    for entry in sorted(entries, key=place_of):
        yield entry.frame
        yield entry.batch


def parse_drop(raw: bytes) -> list[Entry]:
    """Return the entries of the drop, or raise `Malformed`."""
    return parse_entries(raw, take_batch=take_batch)


def parse_entries(raw: bytes, *, take_batch: Callable[[Reader], bytes]) -> list[Entry]:
    """Return the entries in `raw`, of whose batches `take_batch` takes what stands there, or raise `Malformed`."""
    if len(raw) > MAX_DROP:
        raise Malformed("the drop is too long to be that")
    parse_prefix(raw)
    reader = Reader(raw[PREFIX_SIZE:])
    entries = []
    for _ in range(reader.integer(2)):
        frame = reader.raw_frame(labels.HEAD)
        head = parse_head_frame(frame)
        entries.append(Entry(frame, head, take_batch(reader) if head.has_batch else b""))
    reader.end()
    if any(place_of(a) >= place_of(b) for a, b in pairwise(entries)):
        raise Malformed("the drop is not in order")
    return entries


def place_of(entry: Entry) -> tuple[int, int, int]:
    """Return (slot, generation, sequence): the order of the drop, in which each place stands once."""
    return entry.head.slot, entry.head.generation, entry.head.sequence


def take_batch(reader: Reader) -> bytes:
    """Return the bytes of the batch that stands next in `reader`."""
    return take_list(reader) + reader.take(BATCH_SLOTS * DROP_SLOT_SIZE)
