"""The portal's application: staff sign in, get inbound bundles, bring outbound ones.

It holds accounts and moves what is sealed; what a bundle may do is decided by
the signatures in it, not by who is signed in.
"""

import os
from pathlib import Path

from argon2 import PasswordHasher
from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from journalist_ui.portal.api import EXTENSION, blueprint
from journalist_ui.portal.guarding import render_missing
from journalist_ui.portal.pages import add_pages
from server.clock import Clock, SystemClock
from server.database import Database
from server.desk import ServerDesk
from server.headers import PORTAL_HEADERS
from server.inbound import InboundDesk
from server.outbound import OutboundDesk
from server.overview import OverviewDesk
from server.publication import Publisher
from server.register_pages import RegisterDesk
from server.room import Room
from server.sessions import Sessions
from server.settings import Home, open_home
from server.sign_in import SignInDesk
from server.stores import open_stores
from server.web import new_app, render_http


def create_app(
    home_path: str | Path, *, clock: Clock | None = None, hasher: PasswordHasher | None = None
) -> Flask:
    """Return the application on a server's home; raise `WrongHome` or `WrongSchema`."""
    home = open_home(Path(home_path))
    app = new_app("sluis-portal", is_https=home.settings.portal_https)
    desk = _make_desk(home, clock or SystemClock(), hasher or PasswordHasher())
    app.extensions[EXTENSION] = desk
    app.register_blueprint(blueprint)
    add_pages(app, desk, headers=PORTAL_HEADERS, is_https=home.settings.portal_https)
    # Doubled slashes would be led on to an absolute address.
    app.url_map.merge_slashes = False
    app.register_error_handler(NotFound, _render_missing)
    return app


def application() -> Flask:
    """Return the application on the home that the environment variable SLUIS_HOME names."""
    return create_app(os.environ["SLUIS_HOME"])


def _render_missing(error: NotFound) -> ResponseReturnValue:
    """Say that there is nothing: in JSON to programs, with a page to people."""
    return render_http(error) if request.path.startswith("/api/") else render_missing()


def _make_desk(home: Home, clock: Clock, hasher: PasswordHasher) -> ServerDesk:
    database = Database(home.database_url)
    database.require_schema()
    publisher = Publisher(home, database, clock)
    objects = open_stores(home, database).objects
    return ServerDesk(
        sign_ins=SignInDesk(database, clock, home.secret("totp"), hasher),
        sessions=Sessions(database, clock, home.settings),
        inbound=InboundDesk(
            database=database,
            objects=objects,
            publisher=publisher,
            settings=home.settings,
            clock=clock,
        ),
        outbound=OutboundDesk(
            home=home,
            database=database,
            objects=objects,
            room=Room(home),
            clock=clock,
        ),
        overviews=OverviewDesk(home, database, clock),
        registers=RegisterDesk(database),
        publisher=publisher,
    )
