"""Today: what to do, in steps between the machines; what is due, what waits, what is wrong."""

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
        exported_today=confidant
        and state["last_bundle"] is not None
        and state["last_bundle"]["day"] == state["day"],
        missing={
            place_in_words(place): gap
            for kind in ("event_gaps", "bundle_gaps")
            for place, gap in state.get(kind, {}).items()
        },
        drafts=g.keeper.pages_with_drafts(),
    )
