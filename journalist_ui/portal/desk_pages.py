"""The one screen, and its two forms: get an inbound bundle, bring an outbound one.

They call the same desk as `sluis-courier` does through the interface; what a
page says of a bundle is decided there, and only put into words here.
"""

import io
from datetime import date, timedelta

from flask import Blueprint, Response, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import ProtocolError
from journalist_ui.portal.api import MAX_AGAIN, MAX_BUNDLE, PIECE
from journalist_ui.portal.arriving_form import ArrivingForm
from journalist_ui.portal.desk import DeskRefusal, Visit
from journalist_ui.portal.door import form_token, require_form_token
from journalist_ui.portal.guarding import guard
from journalist_ui.portal.mounted import (
    MAX_FORM,
    current_visit,
    render_outcome,
    render_page,
    small_form,
    the_desk,
)
from journalist_ui.portal.outcomes import outcome_of_bundle
from submitter_ui.speaking.texts import Language

BUNDLE = "bundle"
MAX_UPLOAD = MAX_BUNDLE + MAX_FORM
SOON_DAYS = 7
KEYRING_SOON_DAYS = 28
"""As `sluis-server state` warns."""
_EPOCH = date(1970, 1, 1)

blueprint = guard(Blueprint("desk", __name__, url_prefix="/<any(nl,en):language>"))


@blueprint.get("/")
def get_desk(language: Language) -> AnyResponse:
    """Show the one screen."""
    visit = current_visit()
    return render_page("desk.html", **_desk_context(visit))


@blueprint.get("")
@blueprint.get("/inbound")
@blueprint.get("/outbound")
@blueprint.get("/sign-out")
def lead_to_desk(language: Language) -> AnyResponse:
    """Lead whoever opens the address of a form to the page with the form."""
    # Without scheme and host, which a proxy in front may have changed.
    return redirect(f"/{language}/", 303)


@blueprint.post("/inbound")
def post_inbound(language: Language) -> AnyResponse:
    """Give the inbound bundle as a file. A POST, because getting moves the account's cursor."""
    visit = current_visit()
    form = small_form()
    require_form_token(visit.token, form.get("token", ""))
    again, large = _parse_again(form), form.get("large") == "1"
    download = the_desk().inbound(visit.account, again=again, large=large)
    response = Response(download.pieces, mimetype="application/x-tar")
    response.content_length = download.size
    day = _EPOCH + timedelta(days=download.through)
    response.headers["Content-Disposition"] = f'attachment; filename="sluis-inbound-{day}.tar"'
    return response


@blueprint.post("/outbound")
def post_outbound(language: Language) -> AnyResponse:
    """Take an outbound bundle after a fresh code, and say what came of it."""
    visit = current_visit()
    request.max_content_length = MAX_UPLOAD
    arriving = ArrivingForm(request.stream, _boundary(), file_field=BUNDLE)
    try:
        fields = arriving.read_fields()
        require_form_token(visit.token, fields.get("token", ""))
        if not arriving.has_file:
            raise DeskRefusal("no-file", "No file was chosen.", status=400)
        the_desk().confirm(visit, fields.get("code", ""))
        receipt = the_desk().bring(visit.account, io.BufferedReader(arriving, PIECE))
    except ProtocolError as error:
        return render_outcome(*outcome_of_bundle(error))
    finally:
        arriving.drain(MAX_UPLOAD)
    return render_page("brought.html", visit=visit, token=form_token(visit.token), receipt=receipt)


def _boundary() -> bytes:
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        raise DeskRefusal("malformed", "This is no form with a file.", status=400)
    return boundary.encode()


def _parse_again(form: MultiDict[str, str]) -> int | None:
    text = form.get("again", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= MAX_AGAIN):
        raise DeskRefusal("days", f"Ask for the last 1 to {MAX_AGAIN} days.", status=400)
    return int(text)


def _desk_context(visit: Visit) -> dict[str, object]:
    shown = the_desk().overview(visit.account)
    own = (head for head in shown.heads if head.slot == visit.account.slot)
    return {
        "visit": visit,
        "token": form_token(visit.token),
        "shown": shown,
        "soon": shown.day + SOON_DAYS,
        "keyring_soon": shown.day + KEYRING_SOON_DAYS,
        "own_head": next(own, None),
        "max_again": MAX_AGAIN,
    }
