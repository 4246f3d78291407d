"""What a check for replies costs as a service grows, on lists, batches and buckets that are really made.

The fullest service that the formats allow has 16 slots, a batch of each on every
day, and buckets. Its heads are signed and its lists and buckets are encoded by
the protocol's own code; what stands in a drop slot does not matter to its size.
From that, by arithmetic: services side by side for up to 10^7 live replies, and
what one single service of that size would have cost.
"""

import os
import random
from collections.abc import Iterator

from benchmarks.measure import MIB, Result, at_most
from crypto.batch import BATCH_SLOTS, LIVE_DAYS, batch_hash, encode_batch
from crypto.drop import Entry, encode_drop, make_entry
from crypto.drop_buckets import encode_bucket, encode_lists
from crypto.head import NOTHING, Head, head_hash, sign_head
from crypto.period import period_of
from crypto.signing import new_signing_seed
from crypto.sizes import DROP_SLOT_SIZE

MOST_SLOTS = 16
FIRST_DAY = 20_780
BITS = 3
"""Eight buckets."""
LIMIT = 4
FILLED = 0.5
"""Of the drop slots of live batches, so many are replies in the arithmetic; the others are decoys."""


def measure() -> Iterator[Result]:
    """Make the fullest service, and count on from there."""
    team = _sizes(_entries(slots=3, bits=0), bits=0)
    yield at_most("a check: team of three, one file", team / MIB, "MiB", LIMIT)
    entries = _entries(slots=MOST_SLOTS, bits=BITS)
    period = period_of(FIRST_DAY)
    whole = sum(map(len, encode_drop(entries, period=period)))
    yield Result("the fullest service as one file", whole / MIB, "MiB")
    check = _sizes(entries, bits=BITS)
    yield at_most(
        f"a check there: lists and the largest of {1 << BITS} buckets", check / MIB, "MiB", LIMIT
    )
    lists = sum(map(len, encode_lists(entries, period=period)))
    slots = MOST_SLOTS * LIVE_DAYS * BATCH_SLOTS
    yield Result("common lists, for each drop slot", lists / slots, "bytes")
    yield from _grown(check, slots=slots, list_bytes=lists / slots)


def _grown(check: int, *, slots: int, list_bytes: float) -> Iterator[Result]:
    for exponent in range(8):
        replies = 10**exponent
        services = -(-replies // int(slots * FILLED))
        # Every service is the fullest one: the largest check that anybody makes.
        yield at_most(
            f"10^{exponent} live replies: services {services:,}, a check", check / MIB, "MiB", LIMIT
        )
    alone = 10**7 / FILLED * list_bytes
    yield Result("10^7 in one service without limits: its lists alone", alone / MIB, "MiB")
    fits = (LIMIT * MIB - 64 * DROP_SLOT_SIZE) / list_bytes * FILLED
    yield Result("so one such service would stay below 4 MiB up to", fits, "replies")


def _sizes(entries: list[Entry], *, bits: int) -> int:
    """Return the bytes of a check, in the largest bucket."""
    period = period_of(FIRST_DAY)
    if not bits:
        return sum(map(len, encode_drop(entries, period=period)))
    lists = sum(map(len, encode_lists(entries, period=period)))
    return lists + max(
        sum(map(len, encode_bucket(entries, bits=bits, number=number, period=period)))
        for number in range(1 << bits)
    )


def _entries(*, slots: int, bits: int) -> list[Entry]:
    """Return the live entries of a service: a head and a batch of every slot on every day."""
    return [entry for slot in range(slots) for entry in _entries_of(slot, bits)]


def _entries_of(slot: int, bits: int) -> Iterator[Entry]:
    seed = new_signing_seed()
    last: Head | None = None
    for sequence in range(LIVE_DAYS):
        drop_slots = [os.urandom(DROP_SLOT_SIZE) for _ in range(BATCH_SLOTS)]
        labels = [random.randrange(1 << bits) for _ in range(BATCH_SLOTS)]  # noqa: S311 (as chance has it)
        batch = encode_batch(drop_slots, bits=bits, labels=labels)
        head = Head(
            slot=slot,
            generation=1,
            sequence=sequence,
            day=FIRST_DAY + sequence,
            next_due=FIRST_DAY + sequence + 7,
            keyring_serial=1,
            keyring_hash=bytes(32),
            period_keys_hash=bytes(32),
            batch_hash=batch_hash(batch),
            previous=NOTHING if last is None else head_hash(last),
            previous_day=0 if last is None else last.day,
        )
        last = head
        yield make_entry(sign_head(head, signing_seed=seed), batch)
