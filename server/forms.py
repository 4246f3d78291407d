"""A sealed submission that comes by form, without JavaScript (docs/protocol.md section 14.1).

The file was sealed elsewhere; its name is not looked at, its bytes stay in
memory and are never spooled to a disk. There is no ticket: the same bytes get
the same id, so a second click stores nothing more. Whoever sent it is answered
with a page of the site.
"""

from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import Malformed
from server.clock import Clock
from server.objects import PIECE
from server.refusals import Refusal
from server.site_views import the_site
from server.submissions import MAX_BODY, Submissions
from server.tickets import TicketOffice
from server.web import judge

EXTENSION = "sluis-forms"
FIELD = "sealed"
MAX_FORM = MAX_BODY + 4096
"""With room for the boundaries and headers of a form with one file."""
LISTENED_TO = 16 * 1024 * 1024
"""Of a file that is too large, so much is read and dropped: a browser that cannot finish
sending shows a broken connection in place of the answer."""
RECEIVED = {"nl": "/nl/ontvangen/", "en": "/en/received/"}
REFUSED = {"nl": "/nl/niet-ontvangen/", "en": "/en/not-received/"}
OWN_PAGES = ("busy", "full", "internal", "period")
"""Codes of refusals with a page of their own; after any other the file itself is wrong."""

views = Blueprint("forms", __name__, url_prefix="/api/form")


@dataclass(frozen=True, slots=True)
class Forms:
    """What the views call."""

    clock: Clock
    tickets: TicketOffice
    submissions: Submissions


@views.post("/submissions")
def post_submission() -> AnyResponse:
    """Store a submission and lead to the page that says so."""
    forms: Forms = current_app.extensions[EXTENSION]
    body = _read_file()
    forms.submissions.store(forms.tickets.derive(body, day=forms.clock.today()), body)
    return redirect(RECEIVED[_language()], 303)


@views.errorhandler(Exception)
def render_refused(error: Exception) -> Response:
    """Answer with the page that says what to do next."""
    refusal = _refusal(error)
    reason = refusal.code if refusal.code in OWN_PAGES else "malformed"
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


def _read_file() -> bytes:
    """Return the one file of the form at hand, or refuse."""
    _refuse_too_large()
    request.max_content_length = MAX_FORM
    parser = FormDataParser(_in_memory, max_form_memory_size=MAX_FORM, max_form_parts=2)
    _rest, _fields, files = parser.parse(
        request.stream, request.mimetype, request.content_length, request.mimetype_params
    )
    sent = files.getlist(FIELD)
    if len(sent) != 1:
        raise Refusal("malformed", "A form holds one sealed file.")
    return sent[0].stream.read()


def _refuse_too_large() -> None:
    length = request.content_length or 0
    if length <= MAX_FORM:
        return
    stream, missing = request.environ["wsgi.input"], min(length, LISTENED_TO)
    while missing > 0 and (piece := stream.read(min(PIECE, missing))):
        missing -= len(piece)
    raise Refusal("too-large", "No submission is that large.")


def _in_memory(
    total_content_length: int | None,
    content_type: str | None,
    filename: str | None,
    content_length: int | None = None,
) -> BytesIO:
    """Return where a file of the form goes; werkzeug's own choice may be a temporary file."""
    return BytesIO()
