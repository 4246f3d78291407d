"""Cases: the list, searched by words, a case, one message whole, and what waits for the next batch.

Words that are looked for stand in no address: a browser keeps those in its history.
"""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

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
    if g.desk.role != CONFIDANT:
        handovers = g.desk.station.cases(day=g.day)
        return render_template("handovers.html", handovers=handovers)
    return _list(words="")


@PAGES.post("/found")
def search() -> AnyResponse:
    """Keep the words that are looked for until the next search or the lock, and lead to what they find."""
    g.desk.require_confidant()
    g.desk.sought = request.form.get("words", "").strip()[:MAX_WORDS]
    page = "case.show_found" if g.desk.sought else "case.show_list"
    return redirect(url_for(page, show=request.form.get("show") or None), code=303)


@PAGES.get("/found")
def show_found() -> str:
    """List the cases in which the words of the last search occur."""
    g.desk.require_confidant()
    return _list(words=g.desk.sought)


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


def _list(*, words: str) -> str:
    cases = g.desk.station.cases(day=g.day)
    kind = request.args.get("show", "")
    if kind not in KINDS:
        raise NotFound
    chosen = [case for case in cases if is_of_kind(case, kind, own_slot=g.desk.slot)]
    found = find_cases(g.desk, chosen, words=words, day=g.day) if words else chosen
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
