"""What both applications share: headers, JSON refusals, and a log that says nothing about anybody.

An unexpected error is logged as the name of its class and the place in our
code, never with its message, the path, the address or the browser.
"""

import logging
import time
from contextlib import suppress
from pathlib import Path

from flask import Flask, Response, jsonify, request
from gunicorn.http.errors import NoMoreData, ParseException  # type: ignore[import-untyped]
from werkzeug.exceptions import ClientDisconnected, HTTPException, RequestEntityTooLarge

from crypto.errors import Malformed
from crypto.page_headers import API_HEADERS, NEVER, TLS_ONLY
from server.database import DAMAGED, is_damage
from server.headers import add_headers
from server.objects import PIECE
from server.refusals import Refusal, is_outage, refusal_of

_log = logging.getLogger("sluis.server")

LISTENED_TO = 16 * 1024 * 1024
"""Of what is refused, so much more is read: a piece of an upload has four MiB."""
LISTENED_SECONDS = 60
"""And for so long: whoever drips holds no thread for having been refused."""
_FRESH = {"Cache-Control": NEVER}
NOT_UNDERSTOOD = "This request is not understood."
_BROKEN = (NoMoreData, ParseException)
"""What reading a body gives that is not in the form in which its header announced it."""
_HTTP_CODES = {404: "unknown", 405: "malformed", 413: "too-large"}
_HTTP_MESSAGES = {
    404: "There is nothing at this address.",
    405: "This address does not take that kind of request.",
    413: "This is too large; nothing was stored.",
}


def new_app(name: str, *, is_https: bool = False) -> Flask:
    """Return an application without static files, with our headers and refusals."""
    headers = API_HEADERS | (TLS_ONLY if is_https else {})
    app = Flask(name, static_folder=None, template_folder=None)
    app.config["TRAP_HTTP_EXCEPTIONS"] = False
    app.after_request(lambda response: add_headers(response, headers | _FRESH))
    app.register_error_handler(Refusal, _render_refused)
    app.register_error_handler(Malformed, _render_malformed)
    app.register_error_handler(HTTPException, render_http)
    app.register_error_handler(Exception, _render_unexpected)
    return app


def listen_on() -> None:
    """Read on for a while and drop it: whoever cannot finish sending sees a broken line in place of the answer."""
    request.max_content_length, left = None, LISTENED_TO
    end = time.monotonic() + LISTENED_SECONDS
    # What breaks off here was refused already: another kind of end changes nothing.
    with suppress(Exception):
        while left > 0 and time.monotonic() < end:
            piece = request.stream.read(min(PIECE, left))
            if not piece:
                return
            left -= len(piece)


def render_refusal(refusal: Refusal) -> tuple[Response, int]:
    """Return the JSON of a refusal."""
    return jsonify(error=refusal.code, message=refusal.message), refusal.status


def judge(error: Exception) -> Refusal:
    """Return what an error amounts to for whoever asked, and log what somebody here should see to."""
    if isinstance(error, _BROKEN):
        return Refusal("malformed", NOT_UNDERSTOOD)
    refusal = refusal_of(error)
    if refusal is None or is_outage(error):
        log_unexpected(error)
    return refusal or Refusal("internal", "Something went wrong here; try again later.")


def log_unexpected(error: BaseException) -> None:
    """Log what kind of error happened and where, and nothing else."""
    if is_damage(error):
        _log.error("%s", DAMAGED)
    _log.error("%s at %s", type(error).__name__, place_of(error))


def place_of(error: BaseException) -> str:
    """Return file and line where an error was raised, without its message."""
    traceback = error.__traceback__
    if traceback is None:
        return "an unknown place"
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return f"{Path(traceback.tb_frame.f_code.co_filename).name}:{traceback.tb_lineno}"


def render_http(error: HTTPException) -> tuple[Response, int]:
    """Return the JSON of what the framework refused."""
    status = error.code or 500
    listen_on()
    if isinstance(error, ClientDisconnected):
        return render_refusal(Refusal("malformed", "The line was cut before everything was here."))
    if isinstance(error, RequestEntityTooLarge):
        status = 413
    code = _HTTP_CODES.get(status, "malformed" if status < 500 else "internal")
    message = _HTTP_MESSAGES.get(status, NOT_UNDERSTOOD)
    return render_refusal(Refusal(code, message, status=status))


def _render_refused(refusal: Refusal) -> tuple[Response, int]:
    listen_on()
    return render_refusal(refusal)


def _render_malformed(error: Malformed) -> tuple[Response, int]:
    listen_on()
    return render_refusal(Refusal("malformed", f"Refused: {error}."))


def _render_unexpected(error: Exception) -> tuple[Response, int]:
    listen_on()
    return render_refusal(judge(error))
