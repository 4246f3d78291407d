"""Cases: the list, searched by words, a case, one message whole, and what waits for the next batch."""

from typing import Any

from flask import Blueprint, g, render_template, request
from werkzeug.exceptions import NotFound

from journalist_ui.workstation.desk import CONFIDANT
from journalist_ui.workstation.outbox import waiting
from journalist_ui.workstation.pages.choosing import KINDS, is_of_kind
from journalist_ui.workstation.pages.due import find_due
from journalist_ui.workstation.pages.searching import find_cases
from journalist_ui.workstation.pages.thread import thread_of
from journalist_ui.workstation.pages.words import STATES, stage_of, status_of

PAGES = Blueprint("case", __name__)
ON_A_PAGE = 100
MAX_WORDS = 200


@PAGES.get("/cases")
def show_list() -> str:
    """List the cases, or on a recipient's workstation the handovers."""
    station = g.desk.station
    cases = station.cases(day=g.day)
    if g.desk.role != CONFIDANT:
        return render_template("handovers.html", handovers=cases)
    words, kind = request.args.get("words", "")[:MAX_WORDS], request.args.get("show", "")
    if kind not in KINDS:
        raise NotFound
    chosen = [case for case in cases if is_of_kind(case, kind, own_slot=g.desk.slot)]
    found = find_cases(g.desk, chosen, words=words, day=g.day) if words.strip() else chosen
    page = max(1, request.args.get("page", 1, type=int))
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return render_template(
        "cases.html",
        cases=shown,
        count=len(found),
        all_count=len(cases),
        words=words,
        kind=kind,
        kinds=KINDS,
        page=page,
        has_more=len(found) > page * ON_A_PAGE,
        statuses=[status_of(case) for case in shown],
        stages=[stage_of(case) for case in shown],
        due={due.case: due for due in find_due(shown, today=g.day)},
    )


@PAGES.get("/cases/<number>")
def show(number: str) -> str:
    """Show a case, or a handover."""
    case = g.desk.station.show(number, day=g.day)
    if "signed_by" in case:
        return render_template("handover.html", handover=case)
    if case.get("destroyed"):
        return render_template("gone.html", case=case["case"], gone=case["destroyed"])
    return render_template("case.html", case=case, thread=thread_of(case), states=STATES)


@PAGES.get("/cases/<number>/messages/<message>")
def show_message(number: str, message: str) -> str:
    """Show one message of a case whole, however long."""
    case = g.desk.station.show(number, day=g.day)
    found: list[dict[str, Any]] = [m for m in case.get("messages", []) if m["id"] == message]
    if not found:
        raise NotFound
    return render_template("message.html", case=case["case"], message=found[0])


@PAGES.get("/queue")
def show_queue() -> str:
    """Show what waits for a batch, in the order in which it leaves."""
    g.desk.require_confidant()
    state = g.desk.station.state(day=g.day)
    with g.desk.vault.transaction():
        queued = [
            {"kind": outgoing.kind, "case": outgoing.case.hex(), "slots": len(outgoing.parts)}
            for _name, outgoing in waiting(g.desk.vault)
        ]
    return render_template("queue.html", state=state, queued=queued)
