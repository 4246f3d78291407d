"""The drop split in buckets: common lists, and one file for each bucket (docs/protocol.md section 6.6).

    lists     version (1) || period (4) || count (2) || count * (head || list, if the head names one)
    bucket    version (1) || period (4) || bits (1) || bucket (2) || count (4)
              || count * (slot (1) || generation (4) || sequence (4) || index (1) || drop slot)

The lists are the same for everybody, so a drop slot that a bucket leaves out is missed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crypto.batch import BATCH_SLOTS, LABEL_SIZE, open_list, parse_list, take_list, verify_drop_slot
from crypto.buckets import MAX_BITS, belongs
from crypto.drop import MAX_DROP, Entry, parse_entries, place_of
from crypto.errors import Incomplete, Malformed
from crypto.frame import Reader
from crypto.head import Head
from crypto.sizes import DROP_SLOT_SIZE, PREFIX_SIZE
from crypto.stored import encode_prefix, parse_prefix


@dataclass(frozen=True, slots=True)
class Place:
    """Where a drop slot stands: its slot, generation and batch, and its index there."""

    slot: int
    generation: int
    sequence: int
    index: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket file: its bits and number, and its drop slots by place; not verified."""

    bits: int
    number: int
    drop_slots: dict[Place, bytes]


def encode_lists(entries: Sequence[Entry], *, period: int) -> Iterator[bytes]:
    """Yield the bytes of the common lists: every head, and of its batch the list only."""
    yield encode_prefix(period) + len(entries).to_bytes(2, "big")
    for entry in sorted(entries, key=place_of):
        yield entry.frame
        if entry.batch:
            yield take_list(Reader(entry.batch))


def parse_lists(raw: bytes) -> list[Entry]:
    """Return the entries of the common lists, each with its list for a batch, or raise `Malformed`."""
    return parse_entries(raw, take_batch=take_list)


def encode_bucket(
    entries: Iterable[Entry], *, bits: int, number: int, period: int
) -> Iterator[bytes]:
    """Yield the bytes of one bucket: the drop slots of live batches that belong there."""
    chosen = [
        (place, entry.batch[-(BATCH_SLOTS - place.index) * DROP_SLOT_SIZE :][:DROP_SLOT_SIZE])
        for entry in sorted(entries, key=place_of)
        if entry.batch
        for place in _places(entry.head, take_list(Reader(entry.batch)), bits, number)
    ]
    head = bytes([bits]) + number.to_bytes(LABEL_SIZE, "big") + len(chosen).to_bytes(4, "big")
    yield encode_prefix(period) + head
    for place, drop_slot in chosen:
        yield _encode_place(place) + drop_slot


def parse_bucket(raw: bytes) -> Bucket:
    """Return a bucket file, or raise `Malformed`."""
    if len(raw) > MAX_DROP:
        raise Malformed("a bucket of the drop is too long to be that")
    parse_prefix(raw)
    reader = Reader(raw[PREFIX_SIZE:])
    bits, number = reader.integer(1), reader.integer(LABEL_SIZE)
    if bits > MAX_BITS or number >> bits:
        raise Malformed("a bucket of the drop has an impossible number")
    drop_slots = {}
    places = []
    for _ in range(reader.integer(4)):
        place = Place(reader.integer(1), reader.integer(4), reader.integer(4), reader.integer(1))
        places.append(place)
        drop_slots[place] = reader.take(DROP_SLOT_SIZE)
    reader.end()
    if any(_encode_place(a) >= _encode_place(b) for a, b in pairwise(places)):
        raise Malformed("a bucket of the drop is not in order")
    return Bucket(bits, number, drop_slots)


def drop_slots_of(entry: Entry, bucket: Bucket) -> list[bytes]:
    """Return the drop slots of one batch that belong in a bucket, each verified.

    `entry.batch` is the list. Raises `Incomplete` if one is missing, `Tampered`
    if the list or a drop slot is not what was named.
    """
    open_list(entry.batch, expected_hash=entry.head.batch_hash)
    hashes = parse_list(entry.batch).hashes
    drop_slots = []
    for place in _places(entry.head, entry.batch, bucket.bits, bucket.number):
        if place not in bucket.drop_slots:
            raise Incomplete("the server does not show every answer that it should")
        verify_drop_slot(bucket.drop_slots[place], expected=hashes[place.index])
        drop_slots.append(bucket.drop_slots[place])
    return drop_slots


def _places(head: Head, raw_list: bytes, bits: int, number: int) -> list[Place]:
    listed = parse_list(raw_list)
    return [
        Place(head.slot, head.generation, head.sequence, index)
        for index, label in enumerate(listed.labels)
        if belongs(label=label, bits=listed.bits, bucket=number, bucket_bits=bits)
    ]


def _encode_place(place: Place) -> bytes:
    return (
        place.slot.to_bytes(1, "big")
        + place.generation.to_bytes(4, "big")
        + place.sequence.to_bytes(4, "big")
        + place.index.to_bytes(1, "big")
    )
