"""How a workstation stands, in words: alarms first, then who, what is due, what waits, what is missing.

Whatever a person outside wrote is made safe for a terminal by the caller.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from journalist_ui.workstation.counting import count_of

NONE = "none"
EMPTY_PARTS = "event parts empty for this workstation (usual: sealed before its keys were known)"
"""Decoys, sealed by a colleague who had no key of this workstation for that week."""


def state_in_words(state: Mapping[str, Any]) -> list[str]:
    """Return the lines that say what the object of `Workstation.state` says."""
    lines = [f"ALARM: {alarm}" for alarm in state["alarms"]]
    lines += _everybody(state)
    lines += _confidant(state) if "slot" in state else _recipient(state)
    return lines + _damaged(state["damaged"])


def place_in_words(place: str) -> str:
    """Return `SLOT-GENERATION` in words."""
    slot, generation = place.split("-")
    return f"slot {slot}, generation {generation}"


def _everybody(state: Mapping[str, Any]) -> list[str]:
    keyring = state["keyring"]
    until = f"until {keyring['expires']}"
    if keyring["expired"]:
        until = f"expired on {keyring['expires']}, ask the root holders for a new one"
    file = "of this keyring"
    if not keyring["recipients_file_current"]:
        file = "of another keyring, bring the new one and run enrol"
    spans = [since if since == last else f"{since} to {last}" for since, last in state["imported"]]
    return [
        f"workstation: {state['name']}, a {state['role']}'s",
        f"day: {state['day']}",
        f"service: {state['service']}",
        f"keyring: number {keyring['serial']}, {until}",
        f"recipients' file: {file}",
        f"imported from the portal: {_list(spans, 'nothing yet')}",
    ]


def _confidant(state: Mapping[str, Any]) -> list[str]:
    weeks = state["period_keys"]
    return [
        f"slot: {state['slot']}, generation {state['generation']}",
        f"colleagues: {_list((f'slot {slot}' for slot in state['colleagues']), NONE)}",
        f"cases: {state['cases']}, destroyed here: {state['destroyed_cases']}",
        f"last bundle: {_bundle(state['last_bundle'])}",
        f"bundles kept until the portal shows them: {_list(map(str, state['bundles_kept']), NONE)}",
        f"replies and handovers to leave: {_leaving(state)}",
        f"files of handovers to leave: {state['files_waiting'] or NONE}",
        f"events to leave: {_events(state['events_waiting'], 'for slot {}')}",
        f"events missing: {_missing(state['event_gaps'])}",
        f"bundles missing: {_missing(state['bundle_gaps'])}",
        f"events of a kind not known here: {state['unknown_events'] or NONE}",
        f"{EMPTY_PARTS}: {state['closed_event_parts'] or NONE}",
        f"attachments to fetch at the portal: {state['attachments_awaited'] or NONE}",
        f"attachments that no message names yet: {state['attachments_without_message'] or NONE}",
        f"keys: of {count_of(len(weeks), 'week')}{_span(weeks)}",
    ]


def _recipient(state: Mapping[str, Any]) -> list[str]:
    files = (f"{count} {how}" for how, count in state["files"].items() if count)
    return [
        f"recipient: {state['authority']}",
        f"handovers: {state['handovers'] or NONE}",
        f"files of handovers: {_list(files, NONE)}",
    ]


def _damaged(records: list[Mapping[str, Any]]) -> list[str]:
    if not records:
        return [f"damaged: {NONE}"]
    return [
        f"damaged: {len(records)}; fetch what is damaged again, and an intact copy takes its place",
        *(f"  {r['what']} {r['id'][:8]}, {r['day']}: {r['reason']}" for r in records),
    ]


def _bundle(bundle: Mapping[str, Any] | None) -> str:
    if bundle is None:
        return "none yet, run export"
    return (
        f"number {bundle['sequence']} of {bundle['day']}, the next is due by {bundle['next_due']}"
    )


def _leaving(state: Mapping[str, Any]) -> str:
    if not state["messages_waiting"]:
        return NONE
    slots = count_of(state["drop_slots_waiting"], "drop slot")
    return f"{state['messages_waiting']}, {slots}, from the export of {state['next_batch']} on"


def _events(counts: Mapping[str, int], whose: str) -> str:
    return _list((f"{n} {whose.format(slot)}" for slot, n in counts.items() if n), NONE)


def _missing(gaps: Mapping[str, int]) -> str:
    return _list((f"{n} of {place_in_words(place)}" for place, n in gaps.items()), NONE, "; ")


def _span(days: list[str]) -> str:
    if not days:
        return ""
    return f", that begin on {days[0]} to {days[-1]}" if len(days) > 1 else f", from {days[0]} on"


def _list(items: Iterable[str], nothing: str, between: str = ", ") -> str:
    return between.join(items) or nothing
