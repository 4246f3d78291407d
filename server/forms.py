"""A sealed submission that comes by form, without JavaScript (docs/protocol.md section 14.1).

The files were sealed elsewhere; their names are not looked at, and none is spooled:
the message stays in memory, attachments go where all uploads go. There is no ticket:
the same message gets the same id, so a second click stores nothing more. Whoever sent
it is answered with a page of the site.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import Malformed
from crypto.submission import MAX_ATTACHMENTS
from server.clock import Clock
from server.form_parts import read_files
from server.form_uploads import FormUploads
from server.refusals import Refusal
from server.site_views import the_site
from server.submissions import MAX_BODY, Submissions
from server.tickets import Ticket, TicketOffice
from server.web import judge, listen_on

EXTENSION = "sluis-forms"
FIELD = "sealed"
ATTACHED = "attachments"
MAX_PARTS = MAX_ATTACHMENTS + 2
RECEIVED = {"nl": "/nl/ontvangen/", "en": "/en/received/"}
REFUSED = {"nl": "/nl/niet-ontvangen/", "en": "/en/not-received/"}
OWN_PAGES = ("busy", "full", "internal", "period")
PAGE_OF = {"conflict": "busy"}
"""A second click while the first one still hangs in the server."""
"""Codes of refusals with a page of their own; after any other the file itself is wrong."""

views = Blueprint("forms", __name__, url_prefix="/api/form")


@dataclass(frozen=True, slots=True)
class Forms:
    """What the views call."""

    clock: Clock
    tickets: TicketOffice
    submissions: Submissions
    arriving: FormUploads


@views.post("/submissions")
def post_submission() -> AnyResponse:
    """Store a submission and lead to the page that says so."""
    forms: Forms = current_app.extensions[EXTENSION]
    visit = forms.arriving.begin()
    ticket = visit
    try:
        body = _receive(forms.arriving, visit)
        ticket = forms.tickets.derive(body, day=forms.clock.today())
        forms.arriving.hand_over(visit, to=ticket)
        forms.submissions.store(ticket, body)
    except Exception:
        forms.arriving.forget(visit, ticket)
        listen_on()
        raise
    return redirect(RECEIVED[_language()], 303)


@views.errorhandler(Exception)
def render_refused(error: Exception) -> Response:
    """Answer with the page that says what to do next."""
    refusal = _refusal(error)
    code = PAGE_OF.get(refusal.code, refusal.code)
    reason = code if code in OWN_PAGES else "malformed"
    page = the_site().file(f"{REFUSED[_language()]}{reason}/")
    return page.respond(status=refusal.status)


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Malformed):
        return Refusal("malformed", "This is no sealed submission.")
    if isinstance(error, RequestEntityTooLarge):
        return Refusal("too-large", "No submission is that large.")
    return judge(error)


def _language() -> str:
    """Return the form's language: from its address, which is there even where its body is refused."""
    return "en" if request.args.get("language") == "en" else "nl"


def _receive(arriving: FormUploads, visit: Ticket) -> bytes:
    """Take the attachments of the form at hand, and return its message; or refuse."""
    bodies = []
    for file in read_files(most=MAX_PARTS):
        if file.field == ATTACHED and file.is_chosen:
            arriving.take(visit, file)
        elif file.field == FIELD:
            bodies.append(file.read_exactly(MAX_BODY + 1))
    if len(bodies) != 1:
        raise Refusal("malformed", "A form holds one sealed file.")
    if len(bodies[0]) > MAX_BODY:
        raise Refusal("too-large", "No submission is that large.")
    return bodies[0]
