"""Today: what to do, in steps between the machines; what is due, what waits, what is wrong."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, g, render_template

from journalist_ui.workstation.days import parse_day
from journalist_ui.workstation.desk import CONFIDANT
from journalist_ui.workstation.pages.due import find_due
from journalist_ui.workstation.state_words import place_in_words

PAGES = Blueprint("today", __name__)
MOST_URGENT = 10
KEYRING_DAYS = 30
"""So long before its end a keyring is spoken of: a ceremony takes people who must come together."""
SERVER_DAYS = 42
"""What the server still has: a week, and the 35 days after it (docs/protocol.md section 3.1)."""


@PAGES.get("/")
def show() -> str:
    """Show the day."""
    station = g.desk.station
    state = station.state(day=g.day)
    confidant = state["role"] == CONFIDANT
    cases = station.cases(day=g.day) if confidant else []
    due = find_due(cases, today=g.day)
    return render_template(
        "today.html",
        state=state,
        due=due[:MOST_URGENT],
        more_due=max(0, len(due) - MOST_URGENT),
        assigned={case["case"]: case["assigned"] for case in cases if not case["destroyed"]},
        to_destroy=[case for case in cases if case.get("must_be_destroyed")],
        imported_today=any(last == state["day"] for _first, last in state["imported"]),
        exported_today=confidant and _is_all_out(state),
        head_is_late=confidant and _is_late(state["last_bundle"], g.day),
        keyring_ends_soon=parse_day(state["keyring"]["expires"]) - g.day <= KEYRING_DAYS,
        events_waiting=max(state.get("events_waiting", {}).values(), default=0),
        again_days=days_again(state["damaged"], today=g.day),
        server_days=SERVER_DAYS,
        missing={
            place_in_words(place): gap
            for kind in ("event_gaps", "bundle_gaps")
            for place, gap in state.get(kind, {}).items()
        },
        drafts=g.keeper.pages_with_drafts(),
    )


def days_again(damaged: Iterable[Mapping[str, Any]], *, today: int) -> int:
    """Return how many days to get again for intact copies of what was damaged, as far as the server has them."""
    first = min((parse_day(record["day"]) for record in damaged), default=today)
    return min(max(today - first, 0) + 1, SERVER_DAYS)


def _is_all_out(state: dict[str, Any]) -> bool:
    """Tell whether a bundle was made on this day, and no answer waits that another could carry."""
    last = state["last_bundle"]
    can_leave = state["messages_waiting"] and state["next_batch"] == state["day"]
    return last is not None and last["day"] == state["day"] and not can_leave


def _is_late(bundle: Mapping[str, Any] | None, today: int) -> bool:
    return bundle is not None and parse_day(bundle["next_due"]) < today
