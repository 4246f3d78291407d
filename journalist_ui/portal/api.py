"""The portal's interface for `sluis-courier` (docs/protocol.md section 14.2): sign in, get, bring.

Views parse, call the desk and render. Nothing here can open what it moves.
"""

import io
from contextlib import suppress
from typing import BinaryIO, cast

import msgspec
from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

from crypto.errors import Gap, Malformed, ProtocolError, Replayed, RolledBack, Tampered
from crypto.outbound_attachments import MAX_BUNDLE_ATTACHMENTS
from journalist_ui.portal.desk import Account, Desk, DeskRefusal, Session

EXTENSION = "sluis-desk"
"""Where the application that mounts this blueprint keeps its desk."""
MAX_SIGN_IN = 4_096
MAX_BUNDLE = MAX_BUNDLE_ATTACHMENTS + 8 * 1024 * 1024
"""Files of handovers, and beside them 1.2 MiB of batch, head, event pack and period keys."""
PIECE = 1 << 16
MAX_AGAIN = 90
LEFT_OUT = "Sluis-Left-Out"
"""How many attachments above the server's limit are not in a bundle."""
_CONFLICTS = (Replayed, RolledBack, Gap)
_MALFORMED = (Malformed, Tampered)

blueprint = Blueprint("portal", __name__, url_prefix="/api")


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    """The body of a sign-in."""

    name: str
    password: str
    code: str


@blueprint.post("/sessions")
def post_session() -> tuple[Response, int]:
    """Sign in."""
    request.max_content_length = MAX_SIGN_IN
    try:
        asked = msgspec.json.decode(request.get_data(cache=False), type=SignIn)
    except msgspec.MsgspecError:
        message = "A sign-in has a name, a password and a code."
        raise DeskRefusal("malformed", message, status=400) from None
    session = _desk().sign_in(name=asked.name, password=asked.password, code=asked.code)
    return _render_session(session), 201


@blueprint.delete("/sessions")
def delete_session() -> tuple[str, int]:
    """Sign out."""
    _desk().sign_out(_token())
    return "", 204


@blueprint.get("/inbound")
def get_inbound() -> Response:
    """Give the inbound bundle."""
    account = _account()
    large = request.args.get("large") == "1"
    download = _desk().inbound(account, again=_parse_again(), large=large)
    response = Response(download.pieces, mimetype="application/x-tar")
    response.content_length = download.size
    response.headers[LEFT_OUT] = str(download.left_out)
    return response


@blueprint.post("/outbound")
def post_outbound() -> Response:
    """Apply an outbound bundle."""
    account = _account()
    request.max_content_length = MAX_BUNDLE
    # Buffered, since a read from the line may give fewer bytes than were asked for.
    bundle = io.BufferedReader(cast(io.RawIOBase, request.stream), PIECE)
    try:
        receipt = _desk().bring(account, bundle)
    finally:
        _read_to_end(bundle)
    place = {"slot": receipt.slot, "sequence": receipt.sequence, "day": receipt.day}
    return jsonify(place | ({"already": True} if receipt.already else {}))


@blueprint.errorhandler(DeskRefusal)
def render_desk_refusal(refusal: DeskRefusal) -> tuple[Response, int]:
    """Return the JSON of a refusal."""
    wait = {} if refusal.wait is None else {"wait": refusal.wait}
    return jsonify(error=refusal.code, message=refusal.message, **wait), refusal.status


@blueprint.errorhandler(ProtocolError)
def render_protocol_error(error: ProtocolError) -> tuple[Response, int]:
    """Return the JSON of a bundle that cannot be applied."""
    code, status = "untrusted", 403
    if isinstance(error, _CONFLICTS):
        code, status = "conflict", 409
    elif isinstance(error, _MALFORMED):
        code, status = "malformed", 400
    return jsonify(error=code, message=f"Refused: {error}."), status


def _read_to_end(bundle: BinaryIO) -> None:
    """Read what a refusal left unread: whoever still sends would never see the answer."""
    with suppress(OSError, HTTPException):
        while bundle.read(PIECE):
            pass


def _desk() -> Desk:
    return cast(Desk, current_app.extensions[EXTENSION])


def _account() -> Account:
    return _desk().account(_token())


def _token() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Bearer" else ""


def _parse_again() -> int | None:
    text = request.args.get("again")
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= MAX_AGAIN):
        message = f"Ask for the last 1 to {MAX_AGAIN} days."
        raise DeskRefusal("malformed", message, status=400)
    return int(text)


def _render_session(session: Session) -> Response:
    return jsonify(
        token=session.token,
        idle_seconds=session.idle_seconds,
        absolute_seconds=session.absolute_seconds,
    )
