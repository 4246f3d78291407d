"""What every view of the pages needs: the desk, whose visit it is, the page in its language."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, Response, current_app, request
from werkzeug.datastructures import MultiDict

from journalist_ui.portal.api import MAX_AGAIN, PIECE
from journalist_ui.portal.desk import Desk, Visit
from journalist_ui.portal.door import cookie_name
from journalist_ui.portal.rendering import Pages
from submitter_ui.speaking.texts import Language

EXTENSION = "sluis-pages"
MAX_FORM = 8_192
LISTENED_TO = 16 * 1024 * 1024
"""Of what nobody signed in sends, so much is read and dropped, so that most senders see the answer."""


@dataclass(frozen=True, slots=True)
class Mounted:
    """What the views call."""

    desk: Desk
    pages: Pages
    headers: dict[str, str]
    is_https: bool


def mount(app: Flask, mounted: Mounted) -> None:
    """Give an application what its views call."""
    app.extensions[EXTENSION] = mounted


def the_mounted() -> Mounted:
    """Return what the application at hand was given."""
    return cast(Mounted, current_app.extensions[EXTENSION])


def the_desk() -> Desk:
    """Return the desk of the application at hand."""
    return the_mounted().desk


def page_language() -> Language:
    """Return the page's language from its address, also where no view was reached."""
    return "en" if request.path.startswith("/en/") else "nl"


def cookie_token() -> str:
    """Return what the browser's cookie holds, empty without one."""
    return request.cookies.get(cookie_name(is_https=the_mounted().is_https), "")


def current_visit() -> Visit:
    """Return who is signed in, or raise `DeskRefusal`."""
    return the_desk().visit(cookie_token())


def small_form() -> MultiDict[str, str]:
    """Return the fields of a form without a file."""
    request.max_content_length = MAX_FORM
    return request.form


def drain_unread() -> None:
    """Read and drop what a refusal left on the line: whoever still sends would never see the answer."""
    stream, left = request.environ["wsgi.input"], min(request.content_length or 0, LISTENED_TO)
    while left > 0 and (piece := stream.read(min(PIECE, left))):
        left -= len(piece)


def render_page(template: str, /, **context: object) -> Response:
    """Return a page in the language of its address."""
    path = request.path.partition("/")[2].partition("/")[2]
    html = the_mounted().pages.render(template, page_language(), path=path, **context)
    return Response(html, content_type="text/html; charset=utf-8")


def render_outcome(outcome: str, status: int, *, wait: int | None = None) -> Response:
    """Return the page that says what did not work, and what to do next."""
    page = render_page("outcome.html", outcome=outcome, wait=wait, max_again=MAX_AGAIN)
    page.status_code = status
    return page
