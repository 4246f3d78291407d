"""Today: what to do, in steps between the machines; what is due, what waits, what is wrong."""

from typing import Any

from flask import Blueprint, g, render_template

from journalist_ui.workstation.desk import CONFIDANT
from journalist_ui.workstation.pages.due import find_due
from journalist_ui.workstation.state_words import place_in_words

PAGES = Blueprint("today", __name__)
MOST_URGENT = 10


@PAGES.get("/")
def show() -> str:
    """Show the day."""
    station = g.desk.station
    state = station.state(day=g.day)
    confidant = state["role"] == CONFIDANT
    due = find_due(station.cases(day=g.day), today=g.day) if confidant else []
    return render_template(
        "today.html",
        state=state,
        due=due[:MOST_URGENT],
        more_due=max(0, len(due) - MOST_URGENT),
        imported_today=any(last == state["day"] for _first, last in state["imported"]),
        exported_today=confidant and _is_all_out(state),
        missing={
            place_in_words(place): gap
            for kind in ("event_gaps", "bundle_gaps")
            for place, gap in state.get(kind, {}).items()
        },
        drafts=g.keeper.pages_with_drafts(),
    )


def _is_all_out(state: dict[str, Any]) -> bool:
    """Tell whether a bundle was made on this day, and no answer waits that another could carry."""
    last = state["last_bundle"]
    can_leave = state["messages_waiting"] and state["next_batch"] == state["day"]
    return last is not None and last["day"] == state["day"] and not can_leave
