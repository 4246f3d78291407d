"""The portal's pages: sign in, see what waits, get a bundle, bring a bundle. They need no script.

They call the same desk as `sluis-courier` does through the interface. Every form
is judged at the door (`door.py`); what a page says of a bundle is decided by
the desk and by the protocol, and only put into words here.
"""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from flask import Blueprint, Flask, Response, current_app, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import Malformed, ProtocolError
from journalist_ui.portal.api import MAX_AGAIN, MAX_BUNDLE, PIECE
from journalist_ui.portal.arriving_form import ArrivingForm
from journalist_ui.portal.desk import Desk, DeskRefusal, Visit
from journalist_ui.portal.door import (
    clear_cookie,
    cookie_name,
    form_token,
    require_form_token,
    require_own_origin,
    set_cookie,
)
from journalist_ui.portal.outcomes import outcome_of_bundle, outcome_of_refusal
from journalist_ui.portal.rendering import Pages
from journalist_ui.portal.texts import LANGUAGES, Language

EXTENSION = "sluis-pages"
BUNDLE = "bundle"
MAX_FORM = 8_192
MAX_UPLOAD = MAX_BUNDLE + MAX_FORM
LISTENED_TO = 16 * 1024 * 1024
"""Of what nobody signed in sends, so much is read and dropped, so that most senders see the answer."""
SOON_DAYS = 7
KEYRING_SOON_DAYS = 28
ASSET_AGE = "public, max-age=31536000, immutable"
SIGNED_OUT = {"Clear-Site-Data": '"cache", "cookies", "storage"'}
_EPOCH = date(1970, 1, 1)

blueprint = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True)
class Mounted:
    """What the views call."""

    desk: Desk
    pages: Pages
    headers: dict[str, str]
    is_https: bool


def add_pages(app: Flask, desk: Desk, *, headers: dict[str, str], is_https: bool) -> None:
    """Give an application the pages, with the headers that each of them carries."""
    app.extensions[EXTENSION] = Mounted(desk, Pages(), headers, is_https)
    app.register_blueprint(blueprint)


@blueprint.before_request
def judge_origin() -> None:
    """Take forms from our own pages only."""
    require_own_origin(request, is_https=_mounted().is_https)


@blueprint.after_request
def add_page_headers(response: Response) -> Response:
    """Give every page its headers, before the application adds its stricter ones."""
    for name, value in _mounted().headers.items():
        response.headers.setdefault(name, value)
    return response


@blueprint.get("/")
def get_start() -> AnyResponse:
    """Lead to the desk, in the browser's language if it is one of ours."""
    language = request.accept_languages.best_match(LANGUAGES, default="nl")
    return redirect(f"/{language}/", 303)


@blueprint.get("/assets/<name>")
def get_asset(name: str) -> Response:
    """Give a style or an icon."""
    asset = _mounted().pages.assets.get(f"/assets/{name}")
    if asset is None:
        return render_missing()
    response = Response(asset.content, content_type=asset.content_type)
    response.headers["Cache-Control"] = ASSET_AGE
    return response


@blueprint.get("/<any(nl,en):language>/")
def get_desk(language: Language) -> AnyResponse:
    """Show the one screen."""
    visit = _visit()
    return _render("desk.html", **_desk_context(visit))


@blueprint.get("/<any(nl,en):language>")
def lead_to_folder(language: Language) -> AnyResponse:
    """Lead on without naming scheme or host, which a proxy in front may have changed."""
    return redirect(f"/{language}/", 308)


@blueprint.get("/<any(nl,en):language>/sign-in")
def get_sign_in(language: Language) -> AnyResponse:
    """Show the form, and say so if somebody was signed in and no longer is."""
    try:
        _visit()
    except DeskRefusal:
        had_cookie = _token() != ""
        response = _render("sign_in.html", ended=had_cookie, wait=None, name="")
        if had_cookie:
            clear_cookie(response, is_https=_mounted().is_https)
        return response
    return redirect(f"/{language}/", 303)


@blueprint.post("/<any(nl,en):language>/sign-in")
def post_sign_in(language: Language) -> AnyResponse:
    """Sign in; whatever was signed in with this browser before is over."""
    form = _small_form()
    name = form.get("name", "").strip().lower()
    try:
        session = _desk().begin_visit(
            name=name,
            password=form.get("password", "").strip(),
            code=form.get("code", "").strip(),
        )
    except DeskRefusal as refusal:
        page = _render("sign_in.html", ended=False, wait=refusal.wait or 0, name=name)
        page.status_code = refusal.status
        return page
    _desk().end_visit(_token())
    response = cast(Response, redirect(f"/{language}/", 303))
    set_cookie(response, session, is_https=_mounted().is_https)
    return response


@blueprint.post("/<any(nl,en):language>/sign-out")
def post_sign_out(language: Language) -> AnyResponse:
    """End the session here and there, and let the browser forget what it saw."""
    visit = _visit()
    require_form_token(visit.token, _small_form().get("token", ""))
    _desk().end_visit(visit.token)
    response = cast(Response, redirect(f"/{language}/signed-out", 303))
    clear_cookie(response, is_https=_mounted().is_https)
    response.headers.extend(SIGNED_OUT)
    return response


@blueprint.get("/<any(nl,en):language>/signed-out")
def get_signed_out(language: Language) -> AnyResponse:
    """Say that it is over."""
    return _render("signed_out.html")


@blueprint.get("/<any(nl,en):language>/inbound")
@blueprint.get("/<any(nl,en):language>/outbound")
@blueprint.get("/<any(nl,en):language>/sign-out")
def lead_to_desk(language: Language) -> AnyResponse:
    """Lead whoever opens the address of a form to the page with the form."""
    return redirect(f"/{language}/", 303)


@blueprint.post("/<any(nl,en):language>/inbound")
def post_inbound(language: Language) -> AnyResponse:
    """Give the inbound bundle as a file. A POST, because getting moves the account's cursor."""
    visit = _visit()
    form = _small_form()
    require_form_token(visit.token, form.get("token", ""))
    download = _desk().inbound(
        visit.account, again=_parse_again(form), large=form.get("large") == "1"
    )
    response = Response(download.pieces, mimetype="application/x-tar")
    response.content_length = download.size
    day = _EPOCH + timedelta(days=download.through)
    response.headers["Content-Disposition"] = f'attachment; filename="sluis-inbound-{day}.tar"'
    return response


@blueprint.post("/<any(nl,en):language>/outbound")
def post_outbound(language: Language) -> AnyResponse:
    """Take an outbound bundle after a fresh code, and say what came of it."""
    visit = _visit()
    request.max_content_length = MAX_UPLOAD
    arriving = ArrivingForm(request.stream, _boundary(), file_field=BUNDLE)
    try:
        fields = arriving.read_fields()
        require_form_token(visit.token, fields.get("token", ""))
        if not arriving.has_file:
            raise DeskRefusal("no-file", "No file was chosen.", status=400)
        _desk().confirm(visit, fields.get("code", ""))
        receipt = _desk().bring(visit.account, io.BufferedReader(arriving, PIECE))
    except ProtocolError as error:
        outcome, status = outcome_of_bundle(error)
        return _render_outcome(outcome, status)
    finally:
        arriving.drain(MAX_UPLOAD)
    return _render("brought.html", visit=visit, token=form_token(visit.token), receipt=receipt)


@blueprint.errorhandler(DeskRefusal)
def render_refusal(refusal: DeskRefusal) -> AnyResponse:
    """Say why not; whoever is not signed in is led to where they can."""
    _drain_unread()
    if refusal.code == "ended":
        return redirect(f"/{_language()}/sign-in", 303)
    return _render_outcome(outcome_of_refusal(refusal), refusal.status, wait=refusal.wait)


@blueprint.errorhandler(Exception)
def render_error(error: Exception) -> AnyResponse:
    """Say that something else went wrong, as far as the desk can tell what."""
    if isinstance(error, HTTPException):
        _drain_unread()
        status = error.code or 500
        return _render_outcome("too-large" if status == 413 else "malformed", status)
    if isinstance(error, Malformed):
        return _render_outcome("malformed", 400)
    refusal = _desk().explain(error)
    return _render_outcome(outcome_of_refusal(refusal), refusal.status)


def render_missing() -> Response:
    """Say that there is nothing at an address."""
    return add_page_headers(_render_outcome("missing", 404))


def _mounted() -> Mounted:
    return cast(Mounted, current_app.extensions[EXTENSION])


def _desk() -> Desk:
    return _mounted().desk


def _language() -> Language:
    """Return the page's language from its address, also where no view was reached."""
    return "en" if request.path.startswith("/en/") else "nl"


def _token() -> str:
    return request.cookies.get(cookie_name(is_https=_mounted().is_https), "")


def _visit() -> Visit:
    return _desk().visit(_token())


def _small_form() -> MultiDict[str, str]:
    request.max_content_length = MAX_FORM
    return request.form


def _boundary() -> bytes:
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        raise DeskRefusal("malformed", "This is no form with a file.", status=400)
    return boundary.encode()


def _parse_again(form: MultiDict[str, str]) -> int | None:
    text = form.get("again", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:4]) <= MAX_AGAIN):
        raise DeskRefusal("days", f"Ask for the last 1 to {MAX_AGAIN} days.", status=400)
    return int(text)


def _drain_unread() -> None:
    stream, left = request.environ["wsgi.input"], min(request.content_length or 0, LISTENED_TO)
    while left > 0 and (piece := stream.read(min(PIECE, left))):
        left -= len(piece)


def _desk_context(visit: Visit) -> dict[str, object]:
    overview = _desk().overview(visit.account)
    return {
        "visit": visit,
        "token": form_token(visit.token),
        "shown": overview,
        "soon": overview.day + SOON_DAYS,
        "keyring_soon": overview.day + KEYRING_SOON_DAYS,
        "own_head": next(
            (head for head in overview.heads if head.slot == visit.account.slot), None
        ),
        "max_again": MAX_AGAIN,
    }


def _render_outcome(outcome: str, status: int, *, wait: int | None = None) -> Response:
    page = _render("outcome.html", outcome=outcome, wait=wait, max_again=MAX_AGAIN)
    page.status_code = status
    return page


def _render(template: str, **context: object) -> Response:
    path = request.path.partition("/")[2].partition("/")[2]
    html = _mounted().pages.render(template, _language(), path=path, **context)
    return Response(html, content_type="text/html; charset=utf-8")
