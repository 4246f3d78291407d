"""Around every view of the pages: forms from our own pages only, the headers, and refusals in words."""

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from journalist_ui.portal.desk import DeskRefusal
from journalist_ui.portal.door import require_own_origin
from journalist_ui.portal.mounted import (
    drain_unread,
    page_language,
    render_outcome,
    the_desk,
    the_mounted,
)
from journalist_ui.portal.outcomes import outcome_of_refusal


def guard(blueprint: Blueprint) -> Blueprint:
    """Return a blueprint of pages with all of this around its views."""
    blueprint.before_request(judge_origin)
    blueprint.after_request(add_page_headers)
    blueprint.register_error_handler(DeskRefusal, render_refusal)
    blueprint.register_error_handler(HTTPException, render_http)
    blueprint.register_error_handler(Exception, render_error)
    return blueprint


def judge_origin() -> None:
    """Take forms from our own pages only."""
    require_own_origin(request, is_https=the_mounted().is_https)


def add_page_headers(response: Response) -> Response:
    """Give a page its headers, before the application adds its stricter ones."""
    for name, value in the_mounted().headers.items():
        response.headers.setdefault(name, value)
    return response


def render_refusal(refusal: DeskRefusal) -> AnyResponse:
    """Say why not; whoever is not signed in is led to where they can."""
    drain_unread()
    if refusal.code == "ended":
        return redirect(f"/{page_language()}/sign-in", 303)
    return render_outcome(outcome_of_refusal(refusal), refusal.status, wait=refusal.wait)


def render_http(error: HTTPException) -> AnyResponse:
    """Say that a form could not be read, or was too large."""
    drain_unread()
    status = error.code or 500
    return render_outcome("too-large" if status == 413 else "malformed", status)


def render_error(error: Exception) -> AnyResponse:
    """Say that something else went wrong, as far as the desk can tell what."""
    refusal = the_desk().explain(error)
    return render_outcome(outcome_of_refusal(refusal), refusal.status)


def render_missing() -> Response:
    """Say that there is nothing at an address."""
    return add_page_headers(render_outcome("missing", 404))
