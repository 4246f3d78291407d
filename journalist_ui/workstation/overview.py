"""How a workstation stands: what it is, what is due, what waits, what is missing or wrong."""

from operator import itemgetter
from typing import Any

from crypto.recipients import recipients_hash
from journalist_ui.workstation import sequences
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.desk import CONFIDANT, Desk
from journalist_ui.workstation.event_packing import unsent
from journalist_ui.workstation.exporting import published_head
from journalist_ui.workstation.handed_files import count_files
from journalist_ui.workstation.kept_bundles import kept_numbers
from journalist_ui.workstation.leaving_files import waiting_files
from journalist_ui.workstation.outbox import next_batch_day, waiting
from journalist_ui.workstation.period_keys import alive
from journalist_ui.workstation.records import Coverage
from journalist_ui.workstation.shelves import (
    ALARMS,
    AWAITED_HEADERS,
    CLOSED_PARTS,
    COVERAGE,
    DAMAGED,
    HANDOVERS,
    PARTS_SEEN,
    SUMMARIES,
    TOMBSTONES,
    WAITING_ATTACHMENTS,
)
from journalist_ui.workstation.team_events import gaps, place_of_chain
from journalist_ui.workstation.unknown_events import count_unknown


def overview(desk: Desk) -> dict[str, Any]:
    """Return the state of an enrolled vault as an object for the screen or for `--json`."""
    state: dict[str, Any] = {
        "role": desk.owner.role,
        "name": desk.owner.name,
        "day": write_day(desk.day),
        "service": desk.keyring.service,
        "keyring": {
            "serial": desk.keyring.serial,
            "expires": write_day(desk.keyring.expires),
            "expired": desk.day > desk.keyring.expires,
            "recipients_file_current": recipients_hash(desk.service.recipients)
            == desk.keyring.recipients,
        },
        "imported": [
            [write_day(since), write_day(through)]
            for since, through in COVERAGE.get_or(desk.vault, b"", Coverage()).spans
        ],
        "damaged": [_damaged(name, record) for name, record in DAMAGED.items(desk.vault)],
        "alarms": [alarm.text for _, alarm in ALARMS.items(desk.vault)],
    }
    return state | (_confidant(desk) if desk.owner.role == CONFIDANT else _recipient(desk))


def _confidant(desk: Desk) -> dict[str, Any]:
    head = published_head(desk.vault)
    outgoing = waiting(desk.vault)
    return {
        "slot": desk.slot,
        "generation": desk.service.generation,
        "colleagues": desk.members_elsewhere,
        "cases": SUMMARIES.count(desk.vault),
        "destroyed_cases": TOMBSTONES.count(desk.vault),
        "last_bundle": None
        if head is None
        else {
            "sequence": head.sequence,
            "day": write_day(head.day),
            "next_due": write_day(head.next_due),
        },
        "bundles_kept": kept_numbers(desk.vault),
        "messages_waiting": len(outgoing),
        "files_waiting": len(waiting_files(desk.vault)),
        "next_batch": write_day(next_batch_day(desk)),
        "drop_slots_waiting": sum(len(item.parts) for _, item in outgoing),
        "events_waiting": {str(slot): count for slot, count in unsent(desk).items()},
        "event_gaps": gaps(desk),
        "bundle_gaps": {
            place_of_chain(name): sequences.missing(seen)
            for name, seen in sorted(PARTS_SEEN.items(desk.vault), key=itemgetter(0))
            if sequences.missing(seen)
        },
        "unknown_events": count_unknown(desk),
        "closed_event_parts": desk.vault.count(CLOSED_PARTS),
        "attachments_awaited": desk.vault.count(AWAITED_HEADERS),
        "attachments_without_message": WAITING_ATTACHMENTS.count(desk.vault),
        "period_keys": [write_day(period * 7) for period in alive(desk)],
    }


def _recipient(desk: Desk) -> dict[str, Any]:
    return {
        "authority": desk.service.authority,
        "handovers": HANDOVERS.count(desk.vault),
        "files": count_files(desk),
    }


def _damaged(_name: bytes, record: Any) -> dict[str, Any]:
    return {
        "what": record.what,
        "id": record.name,
        "reason": record.reason,
        "day": write_day(record.day),
    }
