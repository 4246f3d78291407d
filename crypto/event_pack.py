"""Event packs: one part of 64 KiB for each slot in every outbound bundle (docs/protocol.md section 11.2).

The size is the same whether there was news or not. A slot without a period key
gets a part that nobody can open; what does not fit waits for the next bundle.
"""

from collections.abc import Sequence

from crypto.events import Entry, encode_entries, encode_entry
from crypto.hybrid import Recipient, throwaway_recipient
from crypto.padding import pad
from crypto.sealing import seal_to
from crypto.sizes import LENGTH_SIZE, PADDED_EVENT_PART_SIZE
from crypto.stored import encode_prefix

ROOM = PADDED_EVENT_PART_SIZE - LENGTH_SIZE - 2
"""Bytes for the entries of one part, after the length and the count."""


def how_many_fit(entries: Sequence[Entry]) -> int:
    """Return how many of these events, in order, go in one part."""
    used = 0
    for number, entry in enumerate(entries):
        used += len(encode_entry(entry))
        if used > ROOM:
            return number
    return len(entries)


def seal_event_part(entries: Sequence[Entry], *, recipient: bytes | None, period: int) -> bytes:
    """Return the 65,536 bytes of a slot's part, to its recipient of `period` or, without one, to nobody."""
    content = encode_entries(entries if recipient is not None else ())
    sealed = seal_to(
        pad(content, size=PADDED_EVENT_PART_SIZE),
        Recipient(recipient) if recipient is not None else throwaway_recipient(),
    )
    return encode_prefix(period) + sealed
