"""Team events: what confidants tell each other, in a signed chain per slot (docs/protocol.md section 11).

    entry   event frame || body length (4) || body (absent for who is not a member of the case)
    event   slot (1) || generation (4) || sequence (4) || day (4) || previous (32) || body hash (32)

Every confidant gets every link, so that a gap shows; only the members of a case
get its body. The body holds a random id, so its hash tells nothing.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from crypto import labels
from crypto.acts import Act
from crypto.errors import Malformed, Tampered
from crypto.frame import Frame, Reader, encode_frame, parse_frame
from crypto.head import NOTHING
from crypto.keyring import Hex16, Keyring
from crypto.schema import encode_struct, parse_struct
from crypto.signing import sign
from crypto.slot_statements import verify_holder

MAX_EVENT = 1 << 15
"""Half an event part: the longest draft takes a third of it."""
_SOME_ID = "0" * 32


class EventBody(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="event", tag_field="kind"
):
    """What happened in a case; the random id makes the hash of the body say nothing."""

    act: Act
    case: Hex16
    id: Hex16


@dataclass(frozen=True, slots=True)
class Link:
    """The signed part of an event: its place in a slot's chain, its day, the hashes before and within."""

    slot: int
    generation: int
    sequence: int
    day: int
    previous: bytes
    body_hash: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it travels: the signed frame with what it says, and the body or nothing."""

    frame: bytes
    link: Link
    body: bytes

    @property
    def hash(self) -> bytes:
        """The hash by which the next event of the chain names this one."""
        return hashlib.sha256(_encode_link(self.link)).digest()

    def without_body(self) -> "Entry":
        """Return the entry for somebody who is not a member of its case."""
        return Entry(self.frame, self.link, b"")


def make_entry(
    body: EventBody,
    *,
    slot: int,
    generation: int,
    day: int,
    previous: Entry | None,
    signing_seed: bytes,
) -> Entry:
    """Return the next event of a slot's chain, signed; `ValueError` if it is too long to travel."""
    raw = encode_struct(body)
    if len(raw) > MAX_EVENT:
        raise ValueError(f"an event is {len(raw) - MAX_EVENT} bytes too long")
    link = Link(
        slot=slot,
        generation=generation,
        sequence=previous.link.sequence + 1 if previous else 0,
        day=day,
        previous=previous.hash if previous else NOTHING,
        body_hash=hashlib.sha256(raw).digest(),
    )
    encoded = _encode_link(link)
    signature = sign(labels.EVENT, encoded, signer=slot, signing_seed=signing_seed)
    return Entry(encode_frame(Frame(labels.EVENT, encoded, (signature,))), link, raw)


def free_room(act: Act) -> int:
    """Return how many bytes an event that says this leaves free; below zero it is too long to travel."""
    return MAX_EVENT - len(encode_struct(EventBody(act, _SOME_ID, _SOME_ID)))


def encode_entry(entry: Entry) -> bytes:
    """Return the bytes of an event as it travels."""
    return entry.frame + len(entry.body).to_bytes(4, "big") + entry.body


def parse_entries(reader: Reader, *, keyring: Keyring) -> list[Entry]:
    """Return the events that `encode_entries` wrote, each signed by the holder of its slot, or raise."""
    return [parse_entry(reader, keyring=keyring) for _ in range(reader.integer(2))]


def parse_entry(reader: Reader, *, keyring: Keyring) -> Entry:
    """Return the event that stands next, signed by the holder of its slot, or raise."""
    frame = reader.raw_frame(labels.EVENT)
    length = reader.integer(4)
    if length > MAX_EVENT:
        raise Malformed("the body of an event is too long")
    return _open_entry(frame, reader.take(length), keyring)


def encode_entries(entries: Iterable[Entry]) -> bytes:
    """Return a count of two bytes, and the entries."""
    encoded = [encode_entry(entry) for entry in entries]
    return len(encoded).to_bytes(2, "big") + b"".join(encoded)


def parse_event_body(raw: bytes) -> EventBody:
    """Return what an event says, or raise `Malformed`."""
    return parse_struct(raw, EventBody, limit=MAX_EVENT, what="an event that this version knows")


def _open_entry(frame_bytes: bytes, body: bytes, keyring: Keyring) -> Entry:
    frame = parse_frame(frame_bytes, labels.EVENT)
    reader = Reader(frame.body)
    link = Link(
        slot=reader.integer(1),
        generation=reader.integer(4),
        sequence=reader.integer(4),
        day=reader.integer(4),
        previous=reader.take(32),
        body_hash=reader.take(32),
    )
    reader.end()
    verify_holder(frame, keyring=keyring, slot=link.slot, generation=link.generation)
    if (link.sequence == 0) != (link.previous == NOTHING):
        raise Malformed("an event's place in its chain is impossible")
    if body and hashlib.sha256(body).digest() != link.body_hash:
        raise Tampered("the body of an event is not the one that was signed")
    return Entry(frame_bytes, link, body)


def _encode_link(link: Link) -> bytes:
    return (
        link.slot.to_bytes(1, "big")
        + link.generation.to_bytes(4, "big")
        + link.sequence.to_bytes(4, "big")
        + link.day.to_bytes(4, "big")
        + link.previous
        + link.body_hash
    )
