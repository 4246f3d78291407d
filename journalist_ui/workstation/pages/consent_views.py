"""Showing a draft to the reporter: what they will see, and how long they have."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.pages.handover_page import PAGES, at_case
from journalist_ui.workstation.pages.refusing import say
from journalist_ui.workstation.pages.searching import forget_words
from journalist_ui.workstation.proposing import ANSWER_DAYS


@PAGES.route("/cases/<number>/handover/proposal", methods=["GET", "POST"])
def proposal(number: str) -> AnyResponse | str | tuple[str, int]:
    """Put the newest draft in the queue for the reporter; a second click finds it there."""
    at, said = at_case(number), None
    done = redirect(url_for("handover.show", number=at.number), code=303)
    if at.draft is None or at.case["consent"]["stage"] != "not-shown":
        return done
    days = request.form.get("days", ANSWER_DAYS[0], type=int)
    if request.method == "POST":
        try:
            shown = bytes.fromhex(request.form.get("shown", ""))
            g.desk.station.show_draft(at.number, shown=shown, days=days, day=g.day)
        except ValueError:
            # Nothing that a page of ours sends: shown again.
            pass
        except Refused as error:
            said = say(error)
        else:
            forget_words(g.desk, at.number)
            return done
    page = render_template(
        "handover_proposal.html", at=at, said=said, days=ANSWER_DAYS, chosen=days
    )
    return (page, 409) if said else page
