"""The site's addresses, and what is said about the service as a whole.

Each file has a route of its own; anything else is the site's page for what is
not there.
"""

import time
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, current_app, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from server.clock import DAY_SECONDS, Clock
from server.site import Site
from server.web import render_http

EXTENSION = "sluis-site"
CONTACT_DAYS = 180
"""RFC 9116 advises less than a year."""
MISSING = {"nl": "/404.html", "en": "/en/404.html"}


@dataclass(frozen=True, slots=True)
class Shown:
    """The site, and what security.txt is made of."""

    site: Site
    contact: str
    clock: Clock


def add_site(app: Flask, shown: Shown) -> None:
    """Give an application every address of a site."""
    views = Blueprint("site", __name__)
    for address in shown.site.addresses:
        views.add_url_rule(address, endpoint="file", view_func=get_file)
        if address.endswith("/") and address != "/":
            views.add_url_rule(address[:-1], endpoint="folder", view_func=lead_to_folder)
    if shown.contact:
        views.add_url_rule("/.well-known/security.txt", view_func=get_security_contact)
    app.extensions[EXTENSION] = shown
    # Doubled slashes would be led on to an absolute address.
    app.url_map.merge_slashes = False
    app.register_blueprint(views)
    app.register_error_handler(NotFound, render_missing)


def get_file() -> Response:
    """Give a file of the site."""
    return the_site().file(request.path).respond()


def lead_to_folder() -> AnyResponse:
    """Lead on without naming scheme or host, which a proxy in front may have changed."""
    return redirect(f"{request.path}/", 308)


def get_security_contact() -> Response:
    """Say whom to tell about a hole (RFC 9116)."""
    shown: Shown = current_app.extensions[EXTENSION]
    last = time.gmtime((shown.clock.today() + CONTACT_DAYS) * DAY_SECONDS)
    lines = (
        f"Contact: {shown.contact}",
        f"Expires: {time.strftime('%Y-%m-%dT00:00:00Z', last)}",
        "Preferred-Languages: nl, en",
    )
    return Response("\n".join((*lines, "")), content_type="text/plain; charset=utf-8")


def render_missing(error: NotFound) -> tuple[Response, int] | Response:
    """Say that there is nothing: in JSON to programs, with a page to people."""
    if request.path.startswith("/api/"):
        return render_http(error)
    language = "en" if request.path.startswith("/en/") else "nl"
    return the_site().file(MISSING[language]).respond(status=404)


def the_site() -> Site:
    """Return the site of the application at hand."""
    shown: Shown = current_app.extensions[EXTENSION]
    return shown.site
