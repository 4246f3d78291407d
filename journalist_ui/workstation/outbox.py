"""What waits for a batch, and how a batch is packed (docs/protocol.md section 6.2).

A message goes whole into one batch, and one thread gets at most four of its
eight drop slots, because there are four tags. The oldest that fits goes first,
so nothing waits for ever; decoys fill the rest, in random order. A reply carries the
label of its thread's bucket (section 6.6), everything else a random one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from secrets import SystemRandom

from crypto.batch import BATCH_SLOTS, encode_batch
from crypto.buckets import bucket_value, label_of
from crypto.reply import decoy_drop_slot, seal_handover_part, seal_reply
from crypto.thread import MAX_REPLY_SLOTS, BatchPlace, tag_key
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.handover_records import Outgoing
from journalist_ui.workstation.shelves import OUTBOX, PUBLISHED
from journalist_ui.workstation.vault import Vault

REPLY, HANDOVER = "reply", "handover"
_COUNTER = "outbox-counter"
_RANDOM = SystemRandom()


@dataclass(frozen=True, slots=True)
class Queued:
    """What a message takes: its drop slots, and the first day whose batch can carry all of it."""

    slots: int
    day: int


def queue(desk: Desk, messages: Iterable[Outgoing]) -> Queued:
    """Put messages at the end of the queue; return what they take together."""
    names, slots = set(), 0
    for outgoing in messages:
        name = _next_number(desk.vault).to_bytes(8, "big")
        OUTBOX.put(desk.vault, name, outgoing, case=outgoing.case)
        names.add(name)
        slots += len(outgoing.parts)
    return Queued(slots, _leaving_day(desk, names))


def next_batch_day(desk: Desk) -> int:
    """Return the first day on which an export can have a batch: one a day is the most (section 10.3)."""
    last = PUBLISHED.get(desk.vault).last_batch_day if PUBLISHED.has(desk.vault, b"") else None
    return desk.day if last is None else max(desk.day, last + 1)


def waiting(vault: Vault, *, case: bytes | None = None) -> list[tuple[bytes, Outgoing]]:
    """Return what waits, oldest first, of one case if it is named."""
    return sorted(OUTBOX.items(vault, case=case), key=lambda item: item[0])


def take_batch(desk: Desk, *, number: int) -> bytes:
    """Return batch `number`, encoded, and take what it carries off the queue."""
    bits = desk.keyring.drop.bits_on(desk.day)
    chosen = _choose(waiting(desk.vault))
    labelled = [*_replies(desk, chosen, number, bits), *_handovers(chosen, bits)]
    labelled += [
        (decoy_drop_slot(), _RANDOM.randrange(1 << bits))
        for _ in range(BATCH_SLOTS - len(labelled))
    ]
    _RANDOM.shuffle(labelled)
    for name, _outgoing in chosen:
        OUTBOX.discard(desk.vault, name)
    drop_slots, labels = zip(*labelled, strict=True)
    return encode_batch(drop_slots, bits=bits, labels=labels)


def _leaving_day(desk: Desk, names: set[bytes]) -> int:
    """Return the day of the batch with which the last of these leaves, if every day has its export."""
    day, queued = next_batch_day(desk), waiting(desk.vault)
    while chosen := {name for name, _outgoing in _choose(queued)}:
        if not (names := names - chosen):
            return day
        day, queued = day + 1, [item for item in queued if item[0] not in chosen]
    raise ValueError("a message that fits in no batch was queued")


def _choose(queued: Iterable[tuple[bytes, Outgoing]]) -> list[tuple[bytes, Outgoing]]:
    chosen: list[tuple[bytes, Outgoing]] = []
    room, of_thread = BATCH_SLOTS, Counter[bytes]()
    for name, outgoing in queued:
        size = len(outgoing.parts)
        thread_full = outgoing.kind == REPLY and of_thread[outgoing.case] + size > MAX_REPLY_SLOTS
        if size <= room and not thread_full:
            chosen.append((name, outgoing))
            room -= size
            if outgoing.kind == REPLY:
                of_thread[outgoing.case] += size
    return chosen


def _replies(
    desk: Desk, chosen: list[tuple[bytes, Outgoing]], number: int, bits: int
) -> list[tuple[bytes, int]]:
    threads: dict[bytes, list[Outgoing]] = {}
    for _name, outgoing in chosen:
        if outgoing.kind == REPLY:
            threads.setdefault(outgoing.case, []).append(outgoing)
    labelled = []
    for replies in threads.values():
        thread_key = replies[0].thread_key
        # All parts for one thread together, so that each takes a tag of its own.
        drop_slots = seal_reply(
            [part for reply in replies for part in reply.parts],
            place=BatchPlace(*desk.place, number),
            signing_seed=desk.owner.seed,
            thread_key=thread_key,
            recipient=replies[0].recipient,
        )
        label = label_of(bucket_value(tag_key(thread_key)), bits=bits)
        labelled += [(drop_slot, label) for drop_slot in drop_slots]
    return labelled


def _handovers(chosen: list[tuple[bytes, Outgoing]], bits: int) -> list[tuple[bytes, int]]:
    return [
        (seal_handover_part(part, recipient=outgoing.recipient), _RANDOM.randrange(1 << bits))
        for _name, outgoing in chosen
        if outgoing.kind == HANDOVER
        for part in outgoing.parts
    ]


def _next_number(vault: Vault) -> int:
    number = int.from_bytes(vault.get(_COUNTER, b""), "big") if vault.has(_COUNTER, b"") else 0
    vault.put(_COUNTER, b"", (number + 1).to_bytes(8, "big"))
    return number
