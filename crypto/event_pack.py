"""Event packs: one part of 64 KiB for each slot in every outbound bundle (docs/protocol.md section 11.2).

    slot (1) || generation (4) || sequence (4) || for slot (1)
    || day count (1) || count * (day (4) || digest of what was seen of it (32))
    || event count (2) || entries

That is the body of a frame which the giver's slot signs, so that nobody else can
put a part in its place. The size is the same whether there was news or not. A
slot without a period key gets a part that nobody can open; what does not fit
waits for the next bundle. The digests let two confidants notice that a server
shows them different things.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crypto import labels
from crypto.errors import Malformed, Tampered
from crypto.events import Entry, encode_entries, encode_entry, parse_entries
from crypto.frame import SIGNATURE_SIZE, Frame, Reader, encode_frame, parse_frame
from crypto.hybrid import Recipient, throwaway_recipient
from crypto.keyring import Keyring
from crypto.padding import pad
from crypto.sealing import seal_to
from crypto.signing import sign
from crypto.sizes import LENGTH_SIZE, PADDED_EVENT_PART_SIZE
from crypto.slot_statements import verify_holder
from crypto.stored import encode_prefix

MAX_SEEN_DAYS = 42
"""As long as anything that was seen can still be compared: the server keeps five to six weeks."""
SEEN_SIZE = 4 + 32
_ORIGIN_SIZE = 1 + 4 + 4 + 1
_FRAME_OVERHEAD = 1 + len(labels.EVENT_PART) + 4 + 1 + (1 + SIGNATURE_SIZE) + 1
_FRONT_SIZE = _FRAME_OVERHEAD + _ORIGIN_SIZE + 1 + MAX_SEEN_DAYS * SEEN_SIZE + 2
ROOM = PADDED_EVENT_PART_SIZE - LENGTH_SIZE - _FRONT_SIZE
"""Bytes for the entries of one part, whatever stands in front of them."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose part it is: giver's slot, generation and bundle number (in an exchange: which part), and for whom."""

    slot: int
    generation: int
    sequence: int
    for_slot: int


@dataclass(frozen=True, slots=True)
class EventPart:
    """What one workstation tells another: its events, and by day the digest of the submissions it was shown."""

    origin: Origin
    entries: Sequence[Entry]
    seen: Mapping[int, bytes] = field(default_factory=dict)


def seen_digest(submission_ids: Collection[bytes]) -> bytes:
    """Return the 32-byte digest of a day's submissions: SHA-256 over their sorted 16-byte ids."""
    return hashlib.sha256(b"".join(sorted(submission_ids))).digest()


def how_many_fit(entries: Sequence[Entry]) -> int:
    """Return how many of these events, in order, go in one part."""
    used = 0
    for number, entry in enumerate(entries):
        used += len(encode_entry(entry))
        if used > ROOM:
            return number
    return len(entries)


def encode_event_part(part: EventPart, *, signing_seed: bytes) -> bytes:
    """Return the signed content of an event part; `ValueError` for more days than it may hold."""
    if len(part.seen) > MAX_SEEN_DAYS:
        raise ValueError(f"an event part tells of at most {MAX_SEEN_DAYS} days")
    origin = part.origin
    seen = b"".join(day.to_bytes(4, "big") + part.seen[day] for day in sorted(part.seen))
    body = (
        origin.slot.to_bytes(1, "big")
        + origin.generation.to_bytes(4, "big")
        + origin.sequence.to_bytes(4, "big")
        + origin.for_slot.to_bytes(1, "big")
        + bytes([len(part.seen)])
        + seen
        + encode_entries(part.entries)
    )
    signature = sign(labels.EVENT_PART, body, signer=origin.slot, signing_seed=signing_seed)
    return encode_frame(Frame(labels.EVENT_PART, body, (signature,)))


def parse_event_part(raw: bytes, *, keyring: Keyring, origin: Origin) -> EventPart:
    """Return what an opened event part tells, if it is the one of this origin.

    It and every event in it must be signed by who holds the slot; raises
    `UnknownSigner`, `Tampered` or `Malformed`.
    """
    frame = parse_frame(raw, labels.EVENT_PART)
    reader = Reader(frame.body)
    named = Origin(reader.integer(1), reader.integer(4), reader.integer(4), reader.integer(1))
    if named != origin:
        raise Tampered("this event part is another one than its name says")
    verify_holder(frame, keyring=keyring, slot=origin.slot, generation=origin.generation)
    seen = _parse_seen(reader)
    entries = parse_entries(reader, keyring=keyring)
    reader.end()
    return EventPart(origin, entries, seen)


def seal_event_part(
    part: EventPart, *, signing_seed: bytes, recipient: bytes, period: int
) -> bytes:
    """Return the 65,536 bytes of a slot's part, sealed to its recipient of `period`."""
    return _seal(encode_event_part(part, signing_seed=signing_seed), Recipient(recipient), period)


def decoy_event_part(period: int) -> bytes:
    """Return the part of a slot without a key: nobody can open it, and it looks like any other."""
    return _seal(b"", throwaway_recipient(), period)


def _parse_seen(reader: Reader) -> dict[int, bytes]:
    count = reader.integer(1)
    if count > MAX_SEEN_DAYS:
        raise Malformed("an event part tells of too many days")
    seen = [(reader.integer(4), reader.take(32)) for _ in range(count)]
    if any(first[0] >= second[0] for first, second in pairwise(seen)):
        raise Malformed("the days in an event part are not in order")
    return dict(seen)


def _seal(content: bytes, recipient: Recipient, period: int) -> bytes:
    return encode_prefix(period) + seal_to(pad(content, size=PADDED_EVENT_PART_SIZE), recipient)
