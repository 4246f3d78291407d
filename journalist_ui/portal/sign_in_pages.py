"""Signing in and out by page. A browser has one session: signing in ends the one before."""

from typing import cast

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from journalist_ui.portal.desk import DeskRefusal
from journalist_ui.portal.door import clear_cookie, require_form_token, set_cookie
from journalist_ui.portal.guarding import guard
from journalist_ui.portal.mounted import (
    cookie_token,
    current_visit,
    render_page,
    small_form,
    the_desk,
    the_mounted,
)
from submitter_ui.speaking.texts import Language

FORGET = {"Clear-Site-Data": '"cache", "cookies", "storage"'}

blueprint = guard(Blueprint("sign-in", __name__, url_prefix="/<any(nl,en):language>"))


@blueprint.get("/sign-in")
def get_sign_in(language: Language) -> AnyResponse:
    """Show the form, and say so if somebody was signed in and no longer is."""
    try:
        current_visit()
    except DeskRefusal:
        had_cookie = cookie_token() != ""
        response = render_page("sign_in.html", ended=had_cookie, wait=None, name="")
        if had_cookie:
            clear_cookie(response, is_https=the_mounted().is_https)
        return response
    return redirect(f"/{language}/", 303)


@blueprint.post("/sign-in")
def post_sign_in(language: Language) -> AnyResponse:
    """Sign in."""
    form = small_form()
    name = form.get("name", "").strip().lower()
    try:
        session = the_desk().begin_visit(
            name=name,
            password=form.get("password", "").strip(),
            code=form.get("code", "").strip(),
        )
    except DeskRefusal as refusal:
        page = render_page("sign_in.html", ended=False, wait=refusal.wait or 0, name=name)
        page.status_code = refusal.status
        return page
    the_desk().end_visit(cookie_token())
    response = cast(Response, redirect(f"/{language}/", 303))
    set_cookie(response, session, is_https=the_mounted().is_https)
    return response


@blueprint.post("/sign-out")
def post_sign_out(language: Language) -> AnyResponse:
    """End the session here and there, and let the browser forget what it saw."""
    visit = current_visit()
    require_form_token(visit.token, small_form().get("token", ""))
    the_desk().end_visit(visit.token)
    response = cast(Response, redirect(f"/{language}/signed-out", 303))
    clear_cookie(response, is_https=the_mounted().is_https)
    response.headers.extend(FORGET)
    return response


@blueprint.get("/signed-out")
def get_signed_out(language: Language) -> AnyResponse:
    """Say that it is over."""
    return render_page("signed_out.html")
