"""Our own events on their way to the others: which go in the next part, with a body for members only."""

from crypto.event_pack import EventPart, Origin, decoy_event_part, how_many_fit, seal_event_part
from crypto.events import Entry
from crypto.period import period_of
from journalist_ui.workstation import sequences
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.inbound_trust import peer_recipient
from journalist_ui.workstation.shelves import CASES, CHAINS, SENT_EVENTS, TOMBSTONES
from journalist_ui.workstation.shown_days import shown_digests
from journalist_ui.workstation.team_events import (
    case_of_own_event,
    chain_name,
    event_name,
    load_entry,
)


def take_event_pack(desk: Desk, *, sequence: int) -> bytes:
    """Return the event part of every slot for bundle `sequence`, joined, and remember what left."""
    return b"".join(_take_part(desk, slot, sequence) for slot in range(desk.slots))


def unsent(desk: Desk) -> dict[int, int]:
    """Return how many of our events wait for each other manned slot."""
    total = _own_count(desk)
    return {slot: total - _sent(desk, slot) for slot in desk.members_elsewhere}


def has_unsent(desk: Desk, case: bytes) -> bool:
    """Tell whether an event of ours in this case has not left yet for a member who can be reached."""
    members = set(CASES.get(desk.vault, case).members) & set(desk.members_elsewhere)
    count = _own_count(desk)
    first = min((_sent(desk, member) for member in members), default=count)
    return any(
        case_of_own_event(desk, event_name(*desk.place, number)) == case
        for number in range(first, count)
    )


def parts_for(desk: Desk, slot: int) -> list[bytes]:
    """Return all our events for one slot in as many parts as they take; `ValueError` without a key of it."""
    period = period_of(desk.day)
    recipient = peer_recipient(desk, slot, period=period)
    if recipient is None:
        raise ValueError("a slot without a key cannot be sealed to")
    entries = _entries(desk, slot, first=0)
    parts: list[bytes] = []
    while entries or not parts:
        fitting = how_many_fit(entries)
        part = EventPart(
            Origin(*desk.place, len(parts), slot), entries[:fitting], shown_digests(desk)
        )
        parts.append(_seal(desk, part, recipient, period))
        entries = entries[fitting:]
    return parts


def _take_part(desk: Desk, slot: int, sequence: int) -> bytes:
    period = period_of(desk.day)
    recipient = peer_recipient(desk, slot, period=period)
    if recipient is None:
        return decoy_event_part(period)
    first = _sent(desk, slot)
    entries = _entries(desk, slot, first=first)
    fitting = how_many_fit(entries)
    SENT_EVENTS.put(desk.vault, bytes([slot]), sequences.start(first + fitting))
    origin = Origin(*desk.place, sequence, slot)
    part = EventPart(origin, entries[:fitting], shown_digests(desk))
    return _seal(desk, part, recipient, period)


def _seal(desk: Desk, part: EventPart, recipient: bytes, period: int) -> bytes:
    return seal_event_part(part, signing_seed=desk.owner.seed, recipient=recipient, period=period)


def _entries(desk: Desk, slot: int, *, first: int) -> list[Entry]:
    names = [event_name(*desk.place, number) for number in range(first, _own_count(desk))]
    return [
        load_entry(desk, name)
        if slot in _members(desk, case_of_own_event(desk, name))
        else load_entry(desk, name).without_body()
        for name in names
    ]


def _members(desk: Desk, case: bytes) -> list[int]:
    if TOMBSTONES.has(desk.vault, case):
        return TOMBSTONES.get(desk.vault, case).members
    return CASES.get(desk.vault, case).members


def _own_count(desk: Desk) -> int:
    return CHAINS.get_or(desk.vault, chain_name(*desk.place), sequences.start(0)).next


def _sent(desk: Desk, slot: int) -> int:
    return SENT_EVENTS.get_or(desk.vault, bytes([slot]), sequences.start(0)).next
