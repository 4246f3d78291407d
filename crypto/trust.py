"""Every trust rule of a reader, in one place (docs/protocol.md section 7).

Touches neither disk nor network, and the day is an argument. A reader knows a
32-byte root and the day it was built, and remembers nothing else; all that the
server says is judged against those two and the reader's own clock.
"""

from dataclasses import dataclass

from crypto.batch import LIVE_DAYS, open_batch
from crypto.drop import Entry, parse_drop
from crypto.drop_buckets import drop_slots_of, parse_bucket, parse_lists
from crypto.errors import (
    Expired,
    Incomplete,
    Malformed,
    NotYetValid,
    OtherService,
    Overdue,
    RolledBack,
    Tampered,
    TooFewMembers,
    WrongClock,
)
from crypto.head import Head, head_hash, open_head
from crypto.keyring import Keyring, keyring_hash, open_keyring
from crypto.period import client_window
from crypto.root_rotation import follow_rotations
from crypto.slot_statements import open_period_key, open_revocation
from crypto.thread import BatchPlace
from crypto.today import Today, parse_today

CLOCK_SLACK_DAYS = 1
"""Nothing signed may be more than a day ahead of the reader: time zones, a clock slightly off."""


@dataclass(frozen=True, slots=True)
class LiveBatch:
    """A verified batch: its place and day, and its eight drop slots (fewer from a bucket)."""

    place: BatchPlace
    day: int
    drop_slots: list[bytes]


@dataclass(frozen=True, slots=True)
class Trusted:
    """What a reader may believe on `day`: the keyring, each slot's recipient of the period, the newest heads."""

    day: int
    period: int
    keyring: Keyring
    recipients: dict[int, bytes]
    heads: dict[int, Head]

    def members(self, line: str, *, excluded: frozenset[int] = frozenset()) -> frozenset[int]:
        """Return the slots of a line that can be sealed to, or raise `TooFewMembers` (section 4.4)."""
        live = (self.keyring.slots_of(line) & self.recipients.keys()) - excluded
        if len(live) < self.keyring.lines[line].minimum:
            raise TooFewMembers(
                f"{len(live)} confidants of this line can be reached today;"
                f" {self.keyring.lines[line].minimum} are needed"
            )
        return live

    def require_fresh(self, line: str) -> None:
        """Raise `Overdue` unless a live slot of the line has a head that is not overdue (section 7.3)."""
        slots = self.keyring.slots_of(line) & self.recipients.keys()
        if not any(slot in self.heads and not self.heads[slot].overdue(self.day) for slot in slots):
            raise Overdue("no confidant of this line has been heard of as lately as should be")

    def silent_slots(self) -> frozenset[int]:
        """Return the manned slots whose head is missing or overdue: their answers may be missing."""
        manned = {slot for slot, holder in enumerate(self.keyring.slots) if holder is not None}
        heard = {slot for slot, head in self.heads.items() if not head.overdue(self.day)}
        return frozenset(manned - heard)

    def live_batches(self, raw_drop: bytes) -> list[LiveBatch]:
        """Return every live batch that the newest heads name, or raise (section 7.4).

        `Incomplete` if one is missing, `Tampered` if one is not what was named.
        Entries of slots that nobody vouches for are passed over.
        """
        return [
            _live(entry, open_batch(entry.batch, expected_hash=entry.head.batch_hash))
            for entry in self._live_entries(parse_drop(raw_drop))
        ]

    def live_batches_in_bucket(
        self, raw_lists: bytes, raw_bucket: bytes, *, number: int
    ) -> list[LiveBatch]:
        """Return of every live batch the drop slots that belong in the bucket asked for (section 6.6).

        Raises as `live_batches` does, and `Malformed` for another bucket than
        number `number` of today's bits.
        """
        bucket = parse_bucket(raw_bucket)
        if (bucket.bits, bucket.number) != (self.keyring.drop.bits_on(self.day), number):
            raise Malformed("the server shows another bucket of the drop than was asked for")
        entries = self._live_entries(parse_lists(raw_lists))
        return [_live(entry, drop_slots_of(entry, bucket)) for entry in entries]

    def _live_entries(self, served: list[Entry]) -> list[Entry]:
        entries = {head_hash(e.head): e for e in served if e.head.slot in self.heads}
        return [
            entry
            for newest in self.heads.values()
            for entry in self._chain(newest, entries)
            if entry.head.has_batch
        ]

    def _chain(self, newest: Head, entries: dict[bytes, Entry]) -> list[Entry]:
        # Linked by hash from a signed head, every older head is as authentic as the newest.
        oldest_day = self.day - LIVE_DAYS + 1 + CLOCK_SLACK_DAYS
        chain: list[Entry] = []
        wanted, day, sequence = head_hash(newest), newest.day, newest.sequence
        while day >= oldest_day:
            if wanted not in entries:
                raise Incomplete("the server does not show every answer that it should")
            head = entries[wanted].head
            if (head.slot, head.generation) != (newest.slot, newest.generation) or (
                head.sequence != sequence
            ):
                raise Tampered("a confidant's chain of heads leads somewhere else")
            chain.append(entries[wanted])
            wanted, day, sequence = head.previous, head.previous_day, sequence - 1
        return chain


def open_today(raw: bytes, *, root: bytes, day: int, build_day: int = 0) -> Trusted:
    """Return what a reader may believe of `today`, or raise what is wrong with it (sections 7.1 to 7.3).

    `root` is the 32-byte hash of the roots, `day` the reader's own, `build_day`
    the day on which the reader was built: no clock is before it.
    """
    today = parse_today(raw)
    if day < build_day:
        raise WrongClock("the clock of this device is behind")
    keyring = open_rotated_keyring(today, root=root)
    check_keyring_days(keyring, day)
    if not client_window(today.period).holds(day):
        raise WrongClock("the server's keys are of another week than the clock of this device")
    revoked = {
        (revocation.slot, revocation.generation)
        for revocation in (open_revocation(r, keyring=keyring) for r in today.revocations)
    }
    return Trusted(
        day=day,
        period=today.period,
        keyring=keyring,
        recipients=_recipients(today, keyring, revoked),
        heads=_heads(today, keyring, revoked, day),
    )


def open_rotated_keyring(today: Today, *, root: bytes) -> Keyring:
    """Return the keyring of `today`, signed by the roots to which its rotations lead from `root` (section 5.5)."""
    followed = follow_rotations(today.rotations, root=root)
    keyring = open_keyring(today.keyring, root=followed.root)
    if followed.service not in (None, keyring.service):
        raise OtherService("the root holders changed to those of another service")
    if keyring.serial < followed.serial:
        raise RolledBack("the keyring is older than the change of its root holders")
    return keyring


def check_keyring_days(keyring: Keyring, day: int) -> None:
    """Raise `NotYetValid` or `Expired` unless the keyring is valid on `day` (section 7.1)."""
    if day < keyring.issued - CLOCK_SLACK_DAYS:
        raise NotYetValid("the keyring is not valid yet, by the clock of this device")
    if day > keyring.expires:
        raise Expired("the keyring of this service has expired")


def check_not_older(keyring: Keyring, *, newest_serial: int) -> None:
    """Raise `RolledBack` if a reader that remembers has seen a newer keyring (section 7.1)."""
    if keyring.serial < newest_serial:
        raise RolledBack("an older keyring was offered than one seen before")


def _recipients(today: Today, keyring: Keyring, revoked: set[tuple[int, int]]) -> dict[int, bytes]:
    recipients: dict[int, bytes] = {}
    for raw in today.period_keys:
        key = open_period_key(raw, keyring=keyring)
        if key.period != today.period:
            raise Malformed("a period key of another period stands in today's file")
        if key.slot in recipients:
            raise Tampered("a slot has two period keys for one period")
        if (key.slot, key.generation) not in revoked:
            recipients[key.slot] = key.recipient
    return recipients


def _heads(
    today: Today, keyring: Keyring, revoked: set[tuple[int, int]], day: int
) -> dict[int, Head]:
    heads: dict[int, Head] = {}
    for raw in today.heads:
        head = open_head(raw, keyring=keyring)
        if (head.slot, head.generation) in revoked:
            continue
        if head.slot in heads:
            raise Tampered("a slot has two newest heads")
        check_head_against_keyring(head, keyring, keyring_hash(today.keyring))
        if head.day > day + CLOCK_SLACK_DAYS:
            raise WrongClock("a confidant's word is of a later day than the clock of this device")
        heads[head.slot] = head
    return heads


def check_head_against_keyring(head: Head, keyring: Keyring, served_hash: bytes) -> None:
    """Raise if a head names a newer keyring than the one served, or another one of its serial (section 7.3)."""
    if head.keyring_serial > keyring.serial:
        raise RolledBack("the server shows an older keyring than the confidants know")
    if head.keyring_serial == keyring.serial and head.keyring_hash != served_hash:
        raise Tampered("the server shows another keyring than the confidants know")


def _live(entry: Entry, drop_slots: list[bytes]) -> LiveBatch:
    head = entry.head
    place = BatchPlace(head.slot, head.generation, head.sequence)
    return LiveBatch(place, head.day, drop_slots)
