"""Uploads over HTTP, as tus 1.0.0 has them: core, creation, checksum, expiration (docs/protocol.md section 14.1).

Each view parses, asks `server.uploads`, and says how much is durable.
"""

from flask import Blueprint, Response, request
from werkzeug.http import http_date

from crypto.submission import UPLOAD_ID_SIZE
from server.checksum import ALGORITHMS, CheckedBody, parse_checksum
from server.clock import DAY_SECONDS
from server.incoming import UNKNOWN
from server.refusals import Refusal
from server.services import parse_hexadecimal, require_type, services_here, ticket_here
from server.tickets import Ticket

TUS_VERSION = "1.0.0"
TUS_EXTENSIONS = "creation,checksum,expiration"
OFFSET_TYPE = "application/offset+octet-stream"

views = Blueprint("uploads", __name__, url_prefix="/api/uploads")


@views.post("", provide_automatic_options=False)
def post_upload() -> Response:
    """Begin an upload (tus: creation)."""
    _require_tus()
    length, ticket = _whole_number("Upload-Length"), ticket_here()
    named = request.headers.get("Sluis-Upload")
    given = b"" if named is None else parse_hexadecimal(named, size=UPLOAD_ID_SIZE)
    upload_id = services_here().uploads.create(ticket, length=length, upload_id=given)
    return _tus_response(201, ticket, Location=f"/api/uploads/{upload_id.hex()}")


@views.route("", methods=["OPTIONS"], provide_automatic_options=False)
def describe_uploads() -> Response:
    """Say which parts of tus are spoken here."""
    said = {"Tus-Version": TUS_VERSION, "Tus-Extension": TUS_EXTENSIONS}
    return _tus_response(204, **said, **{"Tus-Checksum-Algorithm": ",".join(ALGORITHMS)})


@views.route("/<upload_hex>", methods=["HEAD"], provide_automatic_options=False)
def head_upload(upload_hex: str) -> Response:
    """Say how much of an upload is durable (tus: core)."""
    _require_tus()
    ticket = ticket_here()
    upload = services_here().uploads.find(ticket, _parse_upload_id(upload_hex))
    lengths = {"Upload-Offset": str(upload.received), "Upload-Length": str(upload.length)}
    return _tus_response(200, ticket, **lengths)


@views.patch("/<upload_hex>")
def patch_upload(upload_hex: str) -> Response:
    """Take the next piece of an upload (tus: core, checksum)."""
    _require_tus()
    require_type(OFFSET_TYPE)
    ticket, body = ticket_here(), request.stream
    checksum = request.headers.get("Upload-Checksum")
    received = services_here().uploads.append(
        ticket,
        _parse_upload_id(upload_hex),
        offset=_whole_number("Upload-Offset"),
        body=body if checksum is None else CheckedBody(body, parse_checksum(checksum)),
    )
    return _tus_response(204, ticket, **{"Upload-Offset": str(received)})


@views.after_request
def name_tus_version(response: Response) -> Response:
    """Say the version of tus on every answer of an upload (tus: core)."""
    response.headers["Tus-Resumable"] = TUS_VERSION
    if response.status_code == 412:
        response.headers["Tus-Version"] = TUS_VERSION
    return response


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


def _tus_response(status: int, ticket: Ticket | None = None, /, **headers: str) -> Response:
    """Return an answer without a body; about an upload it says when that ends (tus: expiration)."""
    response = Response(status=status, headers=headers)
    if ticket is not None:
        # The midnight that the ticket itself implies: no time of this upload.
        response.headers["Upload-Expires"] = http_date(ticket.ends * DAY_SECONDS)
    if status != 200:
        response.headers.remove("Content-Type")
    return response
