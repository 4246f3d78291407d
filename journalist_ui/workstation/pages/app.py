"""The desk as a Flask application: for one person, in one browser, on one machine without a network.

What it guarantees: no page without the session's cookie, none of a case while
the vault is locked, none at all when the machine has got a network (unless this
is a rehearsal); no script, nothing from elsewhere, nothing kept by the browser.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, Response, g, redirect, render_template, request, url_for
from jinja2 import FileSystemLoader, StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import ProtocolError
from journalist_ui.workstation.errors import NoSuchCase, Refused
from journalist_ui.workstation.pages import (
    attachment_views,
    case_views,
    door_views,
    exchange_views,
    handover,
    received_views,
    standing_views,
    stick_views,
    today_views,
    typed,
    write_views,
)
from journalist_ui.workstation.pages.door import Door, TurnedAway
from journalist_ui.workstation.pages.filters import install_filters
from journalist_ui.workstation.pages.headers import FORGET, HEADERS
from journalist_ui.workstation.pages.keeper import Keeper, Locked
from journalist_ui.workstation.pages.networks import Kernel
from journalist_ui.workstation.pages.refusing import say
from journalist_ui.workstation.pages.sealed_spool import SpoolingRequest
from journalist_ui.workstation.pages.standing_alone import Connected, check_alone
from journalist_ui.workstation.pages.sticks import Sticks
from journalist_ui.workstation.pages.texts import TEXTS
from submitter_ui.looks.sheet import TEMPLATES

EXTENSION = "sluis-desk"
MAX_FORM = 1 << 20
"""Bytes of what is typed; a bundle goes to a file as it comes, whatever its size."""
OPEN_TO_ALL = frozenset({"door.style", "door.icon"})
OPEN_WHILE_LOCKED = OPEN_TO_ALL | {"door.unlock", "door.speak"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What one run of the desk is made of; `rehearsal` does without the check for networks."""

    door: Door
    keeper: Keeper
    rehearsal: bool = False
    kernel: Kernel = field(default_factory=Kernel)
    sticks: Sticks = field(default_factory=Sticks)


def make_app(desk: Desk) -> Flask:
    """Return the application of one run."""
    app = Flask("journalist_ui.workstation.pages", static_folder=None)
    app.request_class = SpoolingRequest
    app.extensions[EXTENSION] = desk
    app.config.update(MAX_FORM_MEMORY_SIZE=MAX_FORM, MAX_FORM_PARTS=20, TRAP_HTTP_EXCEPTIONS=False)
    app.jinja_loader = FileSystemLoader([TEXTS.templates, TEMPLATES])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    install_filters(app, desk.keeper)
    for views in (
        door_views,
        today_views,
        stick_views,
        case_views,
        attachment_views,
        standing_views,
        write_views,
    ):
        app.register_blueprint(views.PAGES)
    for views in (handover, exchange_views, received_views):
        app.register_blueprint(views.PAGES)
    app.before_request(_guarding(desk))
    app.after_request(_add_headers)
    _refuse_in_words(app)
    return app


def _guarding(desk: Desk) -> Callable[[], None]:
    def guard() -> None:
        g.keeper, g.door, g.rehearsal = desk.keeper, desk.door, desk.rehearsal
        g.sticks = desk.sticks
        desk.door.check_host(request.headers)
        if request.endpoint == "door.enter":
            return
        desk.door.check_page(request.method, request.headers)
        if request.endpoint in OPEN_TO_ALL:
            return
        desk.door.check_session(request.cookies.get(desk.door.cookie))
        g.inside = True
        if not desk.rehearsal:
            try:
                check_alone(desk.kernel)
            except Connected:
                desk.keeper.lock_for_network()
                raise
        if request.endpoint not in OPEN_WHILE_LOCKED:
            write_views.keep_what_was_typed(desk.keeper)
            typed.keep_what_was_typed(desk.keeper)
            g.desk = desk.keeper.require_open()
            g.day = desk.keeper.day()

    return guard


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if not g.keeper.is_open:
        response.headers.update(FORGET)
    elif (
        request.endpoint not in {*write_views.WRITING, *typed.FIELDS}
        and "Refresh" not in response.headers
    ):
        # Without a script: the page itself asks again once nobody has worked, and finds the lock.
        seconds = int(g.keeper.idle_seconds) + 5
        response.headers["Refresh"] = f"{seconds}; url={url_for('today.show')}"
    return response


def _refuse_in_words(app: Flask) -> None:
    """Answer each kind of refusal with a page that says what to do."""

    @app.errorhandler(Locked)
    def locked(_error: Locked) -> AnyResponse:
        return redirect(url_for("door.unlock"), code=303)

    @app.errorhandler(TurnedAway)
    def turned_away(error: TurnedAway) -> tuple[str, int]:
        return render_template("turned_away.html", reason=str(error)), 403

    @app.errorhandler(Connected)
    def connected(error: Connected) -> tuple[str, int]:
        return render_template("connected.html", connections=error.connections), 403

    @app.errorhandler(Refused)
    @app.errorhandler(ProtocolError)
    def refused(error: Refused | ProtocolError) -> tuple[str, int]:
        status = 404 if isinstance(error, NoSuchCase) else 409
        return render_template("refused.html", said=say(error)), status

    @app.errorhandler(HTTPException)
    def missing(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        return render_template("missing.html", code=code), code
