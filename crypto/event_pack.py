"""Event packs: one part of 64 KiB for each slot in every outbound bundle (docs/protocol.md section 11.2).

    day count (1) || count * (day (4) || digest of what was seen of it (32))
    || event count (2) || entries

The size is the same whether there was news or not. A slot without a period key
gets a part that nobody can open; what does not fit waits for the next bundle.
The digests let two confidants notice that a server shows them different things.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crypto.errors import Malformed
from crypto.events import Entry, encode_entries, encode_entry, parse_entries
from crypto.frame import Reader
from crypto.hybrid import Recipient, throwaway_recipient
from crypto.keyring import Keyring
from crypto.padding import pad
from crypto.sealing import seal_to
from crypto.sizes import LENGTH_SIZE, PADDED_EVENT_PART_SIZE
from crypto.stored import encode_prefix

MAX_SEEN_DAYS = 42
"""As long as anything that was seen can still be compared: the server keeps five to six weeks."""
SEEN_SIZE = 4 + 32
ROOM = PADDED_EVENT_PART_SIZE - LENGTH_SIZE - 1 - MAX_SEEN_DAYS * SEEN_SIZE - 2
"""Bytes for the entries of one part, whatever stands in front of them."""


@dataclass(frozen=True, slots=True)
class EventPart:
    """What one workstation tells another: its events, and by day the digest of the submissions it was shown."""

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


def encode_event_part(part: EventPart) -> bytes:
    """Return the content of an event part; `ValueError` for more days than it may hold."""
    if len(part.seen) > MAX_SEEN_DAYS:
        raise ValueError(f"an event part tells of at most {MAX_SEEN_DAYS} days")
    seen = b"".join(day.to_bytes(4, "big") + part.seen[day] for day in sorted(part.seen))
    return bytes([len(part.seen)]) + seen + encode_entries(part.entries)


def parse_event_part(raw: bytes, *, keyring: Keyring) -> EventPart:
    """Return what an opened event part tells, every event signed by the holder of its slot, or raise."""
    reader = Reader(raw)
    count = reader.integer(1)
    if count > MAX_SEEN_DAYS:
        raise Malformed("an event part tells of too many days")
    seen = [(reader.integer(4), reader.take(32)) for _ in range(count)]
    if any(first[0] >= second[0] for first, second in pairwise(seen)):
        raise Malformed("the days in an event part are not in order")
    entries = parse_entries(reader, keyring=keyring)
    reader.end()
    return EventPart(entries, dict(seen))


def seal_event_part(part: EventPart, *, recipient: bytes | None, period: int) -> bytes:
    """Return the 65,536 bytes of a slot's part, to its recipient of `period` or, without one, to nobody."""
    content = encode_event_part(part if recipient is not None else EventPart(()))
    sealed = seal_to(
        pad(content, size=PADDED_EVENT_PART_SIZE),
        Recipient(recipient) if recipient is not None else throwaway_recipient(),
    )
    return encode_prefix(period) + sealed
