"""The end of a case: into the queue, held for the law, destroyed."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from journalist_ui.workstation.days import parse_day, write_day
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.pages.exchange_views import throw_own_packs_away
from journalist_ui.workstation.pages.handover_page import PAGES, at_case
from journalist_ui.workstation.pages.handover_words import REASONS
from journalist_ui.workstation.pages.refusing import say
from journalist_ui.workstation.pages.searching import forget_words


@PAGES.post("/cases/<number>/handover/leave")
def leave(number: str) -> AnyResponse:
    """Queue what two have signed; a second click finds it in the queue."""
    at = at_case(number)
    if not at.has_left:
        g.desk.station.hand_over(at.number, day=g.day)
    return redirect(url_for("handover.show", number=at.number), code=303)


@PAGES.route("/cases/<number>/destroy", methods=["GET", "POST"])
def destroy(number: str) -> AnyResponse | str:
    """Say what goes and what stays, and destroy a case once somebody has said that it is meant."""
    at = at_case(number)
    is_unsure = request.method == "POST" and "sure" not in request.form
    if request.method == "POST" and not is_unsure:
        throw_own_packs_away()
        g.desk.station.destroy(at.number, day=g.day)
        forget_words(g.desk, at.number)
        g.keeper.drop_drafts_below(f"/cases/{at.number}/")
        return redirect(url_for("case.show", number=at.number), code=303)
    others = [slot for slot in at.standing.members if slot != at.standing.slot]
    gone = {int(slot): day for slot, day in at.case["destroyed_by"].items()}
    return render_template(
        "handover_destroy.html", at=at, others=others, gone=gone, is_unsure=is_unsure
    )


@PAGES.route("/cases/<number>/hold", methods=["GET", "POST"])
def hold(number: str) -> AnyResponse | str | tuple[str, int]:
    """Ask that a case be kept for the law, or join a colleague who asks it."""
    at, said = at_case(number), None
    if request.method == "POST":
        reason = request.form.get("reason", "")
        try:
            until = parse_day(request.form.get("until", ""))
            known = [
                held for held in at.standing.holds if (held.reason, held.until) == (reason, until)
            ]
            if not known and reason not in REASONS:
                raise BadRequest
            if not any(at.standing.slot in held.slots for held in known):
                g.desk.station.hold(at.number, reason=reason, until=until, day=g.day)
        except Refused as error:
            said = say(error)
        else:
            return redirect(url_for("handover.hold", number=at.number), code=303)
    page = render_template(
        "handover_hold.html",
        at=at,
        reasons=REASONS,
        said=said,
        first=write_day(g.day),
        days={held.until: write_day(held.until) for held in at.standing.holds},
    )
    return (page, 409) if said else page
