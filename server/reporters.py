"""The reporters' application: what of today can be trusted, the drop, and the way in.

It keeps no session, sets no cookie, asks for no name, and holds nothing that
could open what it stores.
"""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from werkzeug.http import http_date

from crypto.submission import UPLOAD_ID_SIZE
from server import forms
from server.checksum import ALGORITHMS, CheckedBody, parse_checksum
from server.clock import DAY_SECONDS, Clock, SystemClock
from server.database import Database
from server.incoming import UNKNOWN
from server.public_files import PublicFile
from server.publication import Publisher
from server.refusals import Refusal
from server.room import Room
from server.settings import Home, open_home
from server.site import Site, load_site
from server.site_views import Shown, add_site
from server.stores import open_stores
from server.submissions import MAX_BODY, Submissions
from server.tickets import Ticket, TicketOffice
from server.uploads import Uploads
from server.web import new_app

TUS_VERSION = "1.0.0"
TUS_EXTENSIONS = "creation,checksum,expiration"
OFFSET_TYPE = "application/offset+octet-stream"
OCTETS = "application/octet-stream"

views = Blueprint("reporters", __name__, url_prefix="/api")


@dataclass(frozen=True, slots=True)
class Services:
    """What the views call."""

    clock: Clock
    publisher: Publisher
    today: PublicFile
    drop: PublicFile
    tickets: TicketOffice
    uploads: Uploads
    submissions: Submissions
    by_form: Submissions


def create_app(home_path: str | Path, *, clock: Clock | None = None) -> Flask:
    """Return the application on a server's home; raise `WrongHome` or `WrongSchema`."""
    home = open_home(Path(home_path))
    app = new_app("sluis-reporters", is_https=home.settings.https)
    services = _make_services(home, clock or SystemClock())
    app.extensions["sluis"] = services
    app.register_blueprint(views)
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
        clock=services.clock, tickets=services.tickets, submissions=services.by_form
    )
    app.register_blueprint(forms.views)


def _make_services(home: Home, clock: Clock) -> Services:
    database = Database(home.database_url)
    database.require_schema()
    room = Room(home)
    publisher = Publisher(home, database, clock)
    arriving = Uploads(home, database, open_stores(home, database).incoming, room, clock)
    submissions = partial(Submissions, database=database, arriving=arriving, clock=clock)
    return Services(
        clock=clock,
        publisher=publisher,
        today=PublicFile(publisher.today),
        drop=PublicFile(publisher.drop),
        tickets=TicketOffice(home.secret("ticket")),
        uploads=arriving,
        submissions=submissions(room=room),
        by_form=submissions(room=Room(home, by_form=True)),
    )


@views.get("/today")
def get_today() -> Response:
    """Give the keyring, this period's keys and the heads."""
    services = _services()
    services.publisher.publish_if_stale()
    return services.today.respond()


@views.get("/drop")
def get_drop() -> Response:
    """Give every live batch."""
    services = _services()
    services.publisher.publish_if_stale()
    return services.drop.respond()


@views.get("/drop/lists")
def get_drop_lists() -> Response:
    """Give the lists of every live batch, where the drop is in buckets."""
    services = _services()
    services.publisher.publish_if_stale()
    return PublicFile(services.publisher.buckets / "lists").respond()


@views.get("/drop/<int(max=16):bits>/<int(max=65535):number>")
def get_drop_bucket(bits: int, number: int) -> Response:
    """Give a bucket of the drop."""
    services = _services()
    services.publisher.publish_if_stale()
    return PublicFile(services.publisher.buckets / str(bits) / str(number)).respond()


@views.post("/tickets")
def post_ticket() -> tuple[Response, int]:
    """Give a ticket to whoever asks."""
    services = _services()
    return jsonify(ticket=services.tickets.issue(services.clock.today())), 201


@views.post("/submissions")
def post_submission() -> tuple[Response, int]:
    """Store a submission."""
    _require_type(OCTETS)
    is_new = _services().submissions.store(_ticket(), _read_body(MAX_BODY))
    return jsonify(stored=True), 201 if is_new else 200


@views.post("/uploads", provide_automatic_options=False)
def post_upload() -> Response:
    """Begin an upload (tus: creation)."""
    _require_tus()
    length, ticket = _whole_number("Upload-Length"), _ticket()
    upload_id = _services().uploads.create(ticket, length=length)
    return _tus_response(201, ticket, Location=f"/api/uploads/{upload_id.hex()}")


@views.route("/uploads", methods=["OPTIONS"], provide_automatic_options=False)
def describe_uploads() -> Response:
    """Say which parts of tus are spoken here."""
    said = {"Tus-Version": TUS_VERSION, "Tus-Extension": TUS_EXTENSIONS}
    return _tus_response(204, **said, **{"Tus-Checksum-Algorithm": ",".join(ALGORITHMS)})


@views.route("/uploads/<upload_hex>", methods=["HEAD"], provide_automatic_options=False)
def head_upload(upload_hex: str) -> Response:
    """Say how much of an upload is durable (tus: core)."""
    _require_tus()
    ticket = _ticket()
    upload = _services().uploads.find(ticket, _parse_upload_id(upload_hex))
    lengths = {"Upload-Offset": str(upload.received), "Upload-Length": str(upload.length)}
    return _tus_response(200, ticket, **lengths)


@views.patch("/uploads/<upload_hex>")
def patch_upload(upload_hex: str) -> Response:
    """Take the next piece of an upload (tus: core, checksum)."""
    _require_tus()
    _require_type(OFFSET_TYPE)
    ticket, body = _ticket(), request.stream
    checksum = request.headers.get("Upload-Checksum")
    received = _services().uploads.append(
        ticket,
        _parse_upload_id(upload_hex),
        offset=_whole_number("Upload-Offset"),
        body=body if checksum is None else CheckedBody(body, parse_checksum(checksum)),
    )
    return _tus_response(204, ticket, **{"Upload-Offset": str(received)})


@views.after_request
def name_tus_version(response: Response) -> Response:
    """Say the version of tus on every answer of an upload (tus: core)."""
    if request.path.startswith("/api/uploads"):
        response.headers["Tus-Resumable"] = TUS_VERSION
    if response.status_code == 412:
        response.headers["Tus-Version"] = TUS_VERSION
    return response


def _services() -> Services:
    services: Services = current_app.extensions["sluis"]
    return services


def _ticket() -> Ticket:
    services = _services()
    return services.tickets.check(request.headers.get("Sluis-Ticket"), day=services.clock.today())


def _require_type(expected: str) -> None:
    if request.mimetype != expected:
        raise Refusal("malformed", f"The body must be of type {expected}.", status=415)


def _require_tus() -> None:
    if request.headers.get("Tus-Resumable") != TUS_VERSION:
        raise Refusal("malformed", f"This server speaks tus {TUS_VERSION}.", status=412)


def _whole_number(header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):
        raise Refusal("malformed", f"The header {header} must be a whole number.")
    return int(text)


def _parse_upload_id(text: str) -> bytes:
    if len(text) != 2 * UPLOAD_ID_SIZE or not set(text) <= set("0123456789abcdef"):
        raise Refusal("unknown", UNKNOWN)
    return bytes.fromhex(text)


def _read_body(limit: int) -> bytes:
    request.max_content_length = limit
    body = request.get_data(cache=False)
    # A line that is cut gives gunicorn no error: the body just ends.
    if request.content_length is not None and len(body) != request.content_length:
        raise Refusal("malformed", "The line was cut before everything was here; send it again.")
    return body


def _tus_response(status: int, ticket: Ticket | None = None, /, **headers: str) -> Response:
    """Return an answer without a body; about an upload it says when that ends (tus: expiration)."""
    response = Response(status=status, headers=headers)
    if ticket is not None:
        # The midnight that the ticket itself implies: no time of this upload.
        response.headers["Upload-Expires"] = http_date(ticket.ends * DAY_SECONDS)
    if status != 200:
        response.headers.remove("Content-Type")
    return response
