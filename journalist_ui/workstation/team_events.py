"""The team's events in this vault: writing our own chain, keeping the others' (docs/protocol.md section 11).

Every link is kept for good, so that a gap shows. A body lies under the key of
its case and goes with it; only the word that a case was destroyed outlives it.
"""

from msgspec.structs import replace

from crypto.acts import Act, Destroyed
from crypto.case import Case, fold
from crypto.errors import Malformed
from crypto.events import Entry, EventBody, Link, make_entry, parse_event_body
from crypto.randomness import random_bytes
from journalist_ui.workstation import sequences
from journalist_ui.workstation.days import CLOCK_SLACK_DAYS, write_day
from journalist_ui.workstation.desk import Desk, note_signed_day, raise_alarm
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.records import Event
from journalist_ui.workstation.shelves import BODIES, CHAINS, EVENTS, TOMBSTONES


def chain_name(slot: int, generation: int) -> bytes:
    """Return the name of what belongs to (slot, generation)."""
    return bytes([slot]) + generation.to_bytes(4, "big")


def event_name(slot: int, generation: int, sequence: int) -> bytes:
    """Return the name of an event's records."""
    return chain_name(slot, generation) + sequence.to_bytes(4, "big")


def write_event(desk: Desk, *, case: bytes, act: Act) -> None:
    """Add an event to our own chain; `Refused` if it is too long to travel."""
    slot, generation = desk.place
    count = CHAINS.get_or(desk.vault, chain_name(slot, generation), sequences.start(0)).next
    previous = load_entry(desk, event_name(slot, generation, count - 1)) if count else None
    try:
        entry = make_entry(
            EventBody(act, case.hex(), random_bytes(16).hex()),
            slot=slot,
            generation=generation,
            day=desk.day,
            previous=previous,
            signing_seed=desk.owner.seed,
        )
    except ValueError as error:
        raise Refused(f"this is too long for the others' workstations: {error}") from error
    _keep(desk, entry, case)
    outlives = isinstance(act, Destroyed)
    desk.vault.put(BODIES, _name(entry.link), entry.body, case=b"" if outlives else case)


def keep_entry(desk: Desk, entry: Entry) -> tuple[bool, bytes]:
    """Keep an event of another slot; return whether it is new, and the case it tells of (or nothing)."""
    name = _name(entry.link)
    if EVENTS.has(desk.vault, name):
        return False, _meet_again(desk, entry, EVENTS.get(desk.vault, name))
    if (entry.link.slot, entry.link.generation) == desk.place:
        raise_alarm(
            desk.vault,
            "somebody signed events with this workstation's key that were not written here",
            day=desk.day,
        )
        return False, b""
    case = _keep_body(desk, entry)
    _keep(desk, entry, case)
    _note_day(desk, entry.link)
    return True, case


def read_again(desk: Desk, name: bytes) -> bytes:
    """Read a kept event whose body was not understood before; return its case, or nothing."""
    entry = load_entry(desk, name)
    desk.vault.discard(BODIES, name)
    if case := _keep_body(desk, entry):
        _keep(desk, entry, case)
    return case


def load_entry(desk: Desk, name: bytes) -> Entry:
    """Return a kept event, with its body if it is here and can be read."""
    event = EVENTS.get(desk.vault, name)
    body = desk.vault.get(BODIES, name) if desk.vault.has(BODIES, name) else b""
    return _entry(event, body)


def case_of_own_event(desk: Desk, name: bytes) -> bytes:
    """Return the case of one of our own events."""
    return EVENTS.get(desk.vault, name).case


def fold_case(desk: Desk, case: bytes, members: list[int]) -> Case:
    """Return what the events of a case add up to; only its members have a say in it."""
    entries = [
        _entry(EVENTS.get(desk.vault, name), body)
        for name, body in desk.vault.items(BODIES, case=case)
    ]
    folded = fold(entry for entry in entries if entry.link.slot in members)
    if folded.assigned not in members:
        folded.assigned = None
    return folded


def place_of_chain(name: bytes) -> str:
    """Return a chain's name as it is written: `SLOT-GENERATION`."""
    return f"{name[0]}-{int.from_bytes(name[1:5], 'big')}"


def gaps(desk: Desk) -> dict[str, int]:
    """Return how many events of each slot and generation are missing before the last one that is here."""
    counted = {name: sequences.missing(chain) for name, chain in CHAINS.items(desk.vault)}
    return {place_of_chain(name): count for name, count in sorted(counted.items()) if count}


def _keep(desk: Desk, entry: Entry, case: bytes) -> None:
    link = entry.link
    event = Event(
        entry.frame,
        link.slot,
        link.generation,
        link.sequence,
        link.day,
        link.previous,
        link.body_hash,
        case,
    )
    EVENTS.put(desk.vault, _name(link), event)
    chain = chain_name(link.slot, link.generation)
    known = CHAINS.get_or(desk.vault, chain, sequences.start(0))
    CHAINS.put(desk.vault, chain, sequences.with_number(known, link.sequence))
    _check_neighbours(desk, entry)


def _note_day(desk: Desk, link: Link) -> None:
    """Let an event's day move the clock of this vault, unless that day has not come."""
    if link.day <= desk.day + CLOCK_SLACK_DAYS:
        note_signed_day(desk.vault, link.day)
        return
    # Believed, one slip of a colleague's would silence this workstation until that day as well.
    raise_alarm(
        desk.vault,
        f"slot {link.slot} signed an event of {write_day(link.day)}, a day to come; call that confidant",
        day=desk.day,
    )


def _check_neighbours(desk: Desk, entry: Entry) -> None:
    link = entry.link
    before = event_name(link.slot, link.generation, max(0, link.sequence - 1))
    after = event_name(link.slot, link.generation, link.sequence + 1)
    broken = (
        link.sequence > 0
        and EVENTS.has(desk.vault, before)
        and load_entry(desk, before).hash != link.previous
    ) or (EVENTS.has(desk.vault, after) and EVENTS.get(desk.vault, after).previous != entry.hash)
    if broken:
        _alarm_two_histories(desk, link)


def _meet_again(desk: Desk, entry: Entry, known: Event) -> bytes:
    if _entry(known, b"").hash != entry.hash:
        _alarm_two_histories(desk, entry.link)
        return b""
    if desk.vault.has(BODIES, _name(entry.link)) or known.case:
        return b""
    case = _keep_body(desk, entry)
    if case:
        _keep(desk, entry, case)
    return case


def _keep_body(desk: Desk, entry: Entry) -> bytes:
    """Keep an event's body under the key of its case; return the case, or nothing if it tells of none."""
    if not entry.body:
        return b""
    try:
        body = parse_event_body(entry.body)
    except Malformed:
        desk.vault.put(BODIES, _name(entry.link), entry.body)
        return b""
    case = bytes.fromhex(body.case)
    if TOMBSTONES.has(desk.vault, case):
        if isinstance(body.act, Destroyed):
            _note_destroyed(desk, case, entry.link)
        return case
    if not desk.vault.has_case_key(case):
        desk.vault.add_case_key(case)
    desk.vault.put(BODIES, _name(entry.link), entry.body, case=case)
    return case


def _note_destroyed(desk: Desk, case: bytes, link: Link) -> None:
    tombstone = TOMBSTONES.get(desk.vault, case)
    if link.slot in tombstone.members and link.slot not in tombstone.destroyed:
        destroyed = {**tombstone.destroyed, link.slot: link.day}
        TOMBSTONES.put(desk.vault, case, replace(tombstone, destroyed=destroyed))


def _alarm_two_histories(desk: Desk, link: Link) -> None:
    raise_alarm(
        desk.vault,
        f"slot {link.slot} signed two different histories, at its event {link.sequence};"
        " call that confidant: the workstation was copied, or its key was stolen",
        day=desk.day,
    )


def _entry(event: Event, body: bytes) -> Entry:
    link = Link(
        event.slot,
        event.generation,
        event.sequence,
        event.day,
        event.previous,
        event.body_hash,
    )
    return Entry(event.frame, link, body)


def _name(link: Link) -> bytes:
    return event_name(link.slot, link.generation, link.sequence)
