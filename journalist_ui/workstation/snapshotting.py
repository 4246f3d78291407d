"""Giving open cases to a colleague's replaced workstation (docs/protocol.md section 11.3).

What goes along: of each case of which that slot is a member, the reporter's
messages that name the slot, the team's events, and attachments as headers
written anew; their payloads come from the portal again. What does not: a case
that must be destroyed, and events of slots whose key is not in the keyring any
more, which nobody could verify.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crypto.bundle import Inbound, Member, bundle_chunks, encode_inbound, file_of
from crypto.bundle_contents import SNAPSHOT
from crypto.events import Entry
from crypto.fingerprint import key_fingerprint
from crypto.period import period_of
from crypto.snapshot import MAX_SNAPSHOT, Giving, Snapshot, seal_snapshot
from journalist_ui.workstation import records
from journalist_ui.workstation.casebook import CaseView, view_case
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.inbound_trust import peer_recipient
from journalist_ui.workstation.shelves import CASES, EVENTS
from journalist_ui.workstation.snapshot_portions import Portion, Taker, portion_of
from journalist_ui.workstation.team_events import load_entry


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Bundles for the replaced workstation, mostly one, and what is in them or had to be left out."""

    bundles: list[bytes]
    cases: int
    attachments: int
    events_left_out: int


def find_taker(desk: Desk, slot: int) -> Taker:
    """Return to whom a snapshot for `slot` would go, or `Refused`."""
    desk.require_may_publish()
    holder = desk.keyring.holder(slot)
    if holder is None or slot == desk.slot:
        raise Refused("that slot is not a colleague's; state shows the slots")
    recipient = peer_recipient(desk, slot, period=period_of(desk.day))
    if recipient is None:
        raise Refused(
            f"there is no key of slot {slot} for this week yet; import the newest bundle first"
        )
    words = " ".join(key_fingerprint(bytes.fromhex(holder.verify_key)))
    return Taker(slot, holder.generation, words, recipient)


def make_snapshots(desk: Desk, *, slot: int, largest: int = MAX_SNAPSHOT) -> Snapshots:
    """Return the open cases of a slot for its new workstation, in bundles of at most `largest` bytes or so."""
    taker = find_taker(desk, slot)
    events = _events_by_case(desk)
    portions = [
        portion_of(desk, view, taker, events.get(view.id, [])) for view in _open_cases(desk, slot)
    ]
    if not portions:
        raise Refused(
            f"there is no open case here of which slot {slot} is a member; ask another colleague"
        )
    chain_links = _links(desk, taker)
    bundles = []
    for number, group in enumerate(_grouped(portions, largest)):
        given = {entry.frame for portion in group for entry in portion.events}
        links = [] if number else [link for link in chain_links if link.frame not in given]
        bundles.append(_bundle(desk, taker, _snapshot(group, links)))
    return Snapshots(
        bundles,
        cases=len(portions),
        attachments=sum(len(portion.attachments) for portion in portions),
        events_left_out=_left_out(desk, {portion.case for portion in portions}),
    )


def _open_cases(desk: Desk, slot: int) -> Iterator[CaseView]:
    for case, file in CASES.items(desk.vault):
        if slot in file.members and desk.slot in file.members:
            view = view_case(desk, case)
            if not view.team.must_be_destroyed(desk.day):
                yield view


def _events_by_case(desk: Desk) -> dict[bytes, list[bytes]]:
    """Return the names of the events that can be verified, by their case, each chain in order."""
    names: dict[bytes, list[bytes]] = {}
    for name, event in sorted(EVENTS.items(desk.vault), key=lambda item: item[0]):
        if event.case and _is_verifiable(desk, event):
            names.setdefault(event.case, []).append(name)
    return names


def _links(desk: Desk, taker: Taker) -> list[Entry]:
    """Return every link that can be verified, without its body, so that no gap shows where there is none."""
    return [
        load_entry(desk, name).without_body()
        for name, event in sorted(EVENTS.items(desk.vault), key=lambda item: item[0])
        if _is_verifiable(desk, event) and event.slot != taker.slot
    ]


def _left_out(desk: Desk, cases: set[bytes]) -> int:
    return sum(
        event.case in cases and not _is_verifiable(desk, event)
        for _name, event in EVENTS.items(desk.vault)
    )


def _is_verifiable(desk: Desk, event: records.Event) -> bool:
    holder = desk.keyring.holder(event.slot)
    return holder is not None and holder.generation == event.generation


def _grouped(portions: Iterable[Portion], largest: int) -> Iterator[list[Portion]]:
    # Half of a snapshot is left for the links, which stand in the first one.
    group: list[Portion] = []
    size = 0
    for portion in portions:
        if group and size + portion.size > largest // 2:
            yield group
            group, size = [], 0
        group.append(portion)
        size += portion.size
    yield group


def _snapshot(group: list[Portion], links: list[Entry]) -> Snapshot:
    return Snapshot(
        [message for portion in group for message in portion.messages],
        [*links, *(entry for portion in group for entry in portion.events)],
        [header for portion in group for header in portion.attachments],
    )


def _bundle(desk: Desk, taker: Taker, snapshot: Snapshot) -> bytes:
    try:
        sealed = seal_snapshot(
            snapshot,
            Giving(desk.place, (taker.slot, taker.generation), desk.day),
            signing_seed=desk.owner.seed,
            recipient=taker.recipient,
            period=period_of(desk.day),
        )
    except ValueError as error:
        raise Refused(f"{error}; hand over and destroy what is done first") from error
    manifest = Inbound(
        [file_of(SNAPSHOT, sealed)], "workstation", desk.keyring.service, desk.day, desk.day
    )
    return b"".join(
        bundle_chunks(encode_inbound(manifest), [Member(SNAPSHOT, len(sealed), [sealed])])
    )
