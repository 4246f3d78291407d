"""Writing in a case: an answer that is looked at before it is queued, and a note for the team."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from crypto.batch import BATCH_SLOTS
from journalist_ui.workstation.pages.composing import compose, read_text
from journalist_ui.workstation.pages.keeper import Keeper
from journalist_ui.workstation.pages.searching import forget_words
from journalist_ui.workstation.pages.tickets import new_ticket

PAGES = Blueprint("write", __name__)
WRITING = frozenset({"write.answer", "write.note"})


def keep_what_was_typed(keeper: Keeper) -> None:
    """Keep a letter that comes while the vault is locked: whoever unlocks it again goes on with it."""
    if request.method == "POST" and request.endpoint in WRITING:
        keeper.keep_draft(request.path, read_text(request.form.get("text", "")))


@PAGES.route("/cases/<number>/answer", methods=["GET", "POST"])
def answer(number: str) -> AnyResponse | str:
    """Write an answer; look at it as the reporter will; queue it."""
    g.desk.require_confidant()
    case = g.desk.station.show(number, day=g.day)
    if case.get("destroyed"):
        return render_template("gone.html", case=case["case"], gone=case["destroyed"])
    composed = compose(case, g.keeper.draft(request.path))
    step = request.form.get("step", "write")
    if step == "queue" and request.form.get("ticket") in g.desk.tickets and composed.can_leave:
        g.desk.tickets.clear()
        queued = g.desk.station.reply(case["case"], text=composed.text, day=g.day)
        g.desk.queued = (case["case"], queued)
        g.keeper.drop_draft(request.path)
        forget_words(g.desk, case["case"])
        return redirect(url_for("write.show_queued"), code=303)
    if step == "queue" and g.desk.queued is not None and g.desk.queued[0] == case["case"]:
        # The second of two clicks: the first has queued it.
        g.keeper.drop_draft(request.path)
        return redirect(url_for("write.show_queued"), code=303)
    if step == "look" and composed.can_leave:
        ticket = new_ticket()
        return render_template("preview.html", case=case, composed=composed, ticket=ticket)
    return render_template("answer.html", case=case, composed=composed, step=step)


@PAGES.get("/queued")
def show_queued() -> AnyResponse | str:
    """Say when the answer that was queued last can leave."""
    if g.desk.queued is None:
        return redirect(url_for("today.show"), code=303)
    case, queued = g.desk.queued
    return render_template(
        "queued.html", case=case, queued=queued, today=g.day, all_slots=BATCH_SLOTS
    )


@PAGES.route("/cases/<number>/note", methods=["GET", "POST"])
def note(number: str) -> AnyResponse | str:
    """Write something down for the other members of a case."""
    g.desk.require_confidant()
    case = g.desk.station.show(number, day=g.day)
    if case.get("destroyed"):
        return render_template("gone.html", case=case["case"], gone=case["destroyed"])
    if request.method == "POST":
        written = g.keeper.draft(request.path)
        if request.form.get("ticket") in g.desk.tickets:
            g.desk.station.note(case["case"], text=written, day=g.day)
            g.desk.tickets.clear()
            g.desk.noted = (case["case"], written)
            forget_words(g.desk, case["case"])
        if g.desk.noted == (case["case"], written):
            g.keeper.drop_draft(request.path)
            return redirect(url_for("case.show", number=case["case"]), code=303)
    return render_template(
        "note.html", case=case, written=g.keeper.draft(request.path), ticket=new_ticket()
    )
