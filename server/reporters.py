"""The reporters' application: what of today can be trusted, the drop, and the way in.

It keeps no session, sets no cookie, asks for no name, and holds nothing that
could open what it stores.
"""

import os
from pathlib import Path

from flask import Blueprint, Flask, Response, jsonify, request

from server import forms, tus
from server.clock import Clock, SystemClock
from server.refusals import Refusal
from server.services import (
    EXTENSION,
    Services,
    make_services,
    parse_hexadecimal,
    require_type,
    services_here,
    ticket_here,
)
from server.settings import open_home
from server.site import Site, load_site
from server.site_views import Shown, add_site
from server.submissions import MAX_BODY
from server.web import new_app

OCTETS = "application/octet-stream"
DIGEST_SIZE = 32
RETURNING_SIZE = "Sluis-Returning-Size"
"""How many bytes somebody who comes back will fetch; the same for everybody (docs/protocol.md section 14.1)."""

views = Blueprint("reporters", __name__, url_prefix="/api")


def create_app(home_path: str | Path, *, clock: Clock | None = None) -> Flask:
    """Return the application on a server's home; raise `WrongHome` or `WrongSchema`."""
    home = open_home(Path(home_path))
    app = new_app("sluis-reporters", is_https=home.settings.https)
    services = make_services(home, clock or SystemClock())
    app.extensions[EXTENSION] = services
    app.register_blueprint(views)
    app.register_blueprint(tus.views)
    if home.site is not None:
        _add_pages(app, load_site(home.site), services, contact=home.settings.security_contact)
    return app


def application() -> Flask:
    """Return the application on the home that the environment variable SLUIS_HOME names."""
    return create_app(os.environ["SLUIS_HOME"])


def _add_pages(app: Flask, site: Site, services: Services, *, contact: str) -> None:
    """Add the site, and the form that leads back to its pages."""
    add_site(app, Shown(site, contact=contact, clock=services.clock))
    app.extensions[forms.EXTENSION] = forms.Forms(
        clock=services.clock,
        tickets=services.tickets,
        submissions=services.by_form,
        arriving=services.form_uploads,
    )
    app.register_blueprint(forms.views)


@views.get("/today")
def get_today() -> Response:
    """Give the keyring, this period's keys and the heads."""
    services = services_here()
    services.publisher.publish_if_stale()
    response = services.today.respond()
    response.headers[RETURNING_SIZE] = str(services.publisher.returning_size())
    return response


@views.get("/drop")
def get_drop() -> Response:
    """Give every live batch."""
    services = services_here()
    services.publisher.publish_if_stale()
    return services.drop.respond()


@views.get("/drop/lists")
def get_drop_lists() -> Response:
    """Give the lists of every live batch, where the drop is in buckets."""
    services = services_here()
    services.publisher.publish_if_stale()
    return services.buckets.respond("lists")


@views.get("/drop/<int(max=16):bits>/<int(max=65535):number>")
def get_drop_bucket(bits: int, number: int) -> Response:
    """Give a bucket of the drop."""
    services = services_here()
    services.publisher.publish_if_stale()
    return services.buckets.respond(f"{bits}/{number}")


@views.post("/tickets")
def post_ticket() -> tuple[Response, int]:
    """Give a ticket to whoever asks, the same one again for the same sealed file."""
    services = services_here()
    named = request.headers.get("Sluis-Sealed")
    digest = None if named is None else parse_hexadecimal(named, size=DIGEST_SIZE)
    return jsonify(ticket=services.tickets.issue(services.clock.today(), digest=digest)), 201


@views.post("/submissions")
def post_submission() -> tuple[Response, int]:
    """Store a submission."""
    require_type(OCTETS)
    is_new = services_here().submissions.store(ticket_here(), _read_body(MAX_BODY))
    return jsonify(stored=True), 201 if is_new else 200


def _read_body(limit: int) -> bytes:
    request.max_content_length = limit
    body = request.get_data(cache=False)
    # A line that is cut gives gunicorn no error: the body just ends.
    if request.content_length is not None and len(body) != request.content_length:
        raise Refusal("malformed", "The line was cut before everything was here; send it again.")
    return body
