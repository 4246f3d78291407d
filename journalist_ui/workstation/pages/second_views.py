"""The second confidant: reads the new text beside the report, brings the same files, approves or says why not."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import ProtocolError
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.handover_work import Written
from journalist_ui.workstation.pages.draft_views import take_files
from journalist_ui.workstation.pages.handover_page import PAGES, AtCase, at_case
from journalist_ui.workstation.pages.handover_words import (
    CIRCLE_WORDS,
    CONSENT_WORDS,
    FACT_WORDS,
    PLACE_WORDS,
)
from journalist_ui.workstation.pages.refusing import Said, say
from journalist_ui.workstation.pages.searching import forget_words
from journalist_ui.workstation.pages.tickets import has_ticket, new_ticket, spend_tickets
from journalist_ui.workstation.pages.typed import forget_typed, typed


@PAGES.route("/cases/<number>/handover/check", methods=["GET", "POST"])
def check(number: str) -> AnyResponse | str | tuple[str, int]:
    """Show the newest draft to a colleague of its writer, who approves it or says why not."""
    refusals = take_files(at_case(number)) if request.method == "POST" else []
    at, step = at_case(number), request.form.get("step", "")
    done = redirect(url_for("handover.show", number=at.number), code=303)
    if at.draft is None:
        return done
    if step and not refusals:
        refusals = _decide(at, step)
        if not refusals:
            return done
    written = Written(at.draft["recipient"], at.draft["subject"], at.draft["text"])
    page = render_template(
        "handover_check.html",
        at=at,
        findings=at.work.check(at.number, written),
        seen={file.sha256 for file in at.standing.files},
        wanted={file["sha256"] for file in at.draft["files"]},
        why=typed().get("why", ""),
        refusals=refusals,
        places=PLACE_WORDS,
        facts=FACT_WORDS,
        circles=CIRCLE_WORDS,
        consents=CONSENT_WORDS,
        ticket=new_ticket(),
    )
    return (page, 409) if refusals else page


def _decide(at: AtCase, step: str) -> list[Said]:
    """Do what a button says, once; return why not, if so."""
    try:
        shown = bytes.fromhex(request.form.get("shown", ""))
    except ValueError as error:
        raise BadRequest from error
    if not has_ticket():
        # The second of two clicks: the first has done it.
        return []
    try:
        if step == "approve":
            at.work.approve(at.number, shown)
        else:
            at.work.object(at.number, shown=shown, why=typed().get("why", ""))
            forget_typed()
            forget_words(g.desk, at.number)
    except (Refused, ProtocolError) as error:
        return [say(error)]
    spend_tickets()
    return []
