"""The portal, as calls (docs/protocol.md section 14.2): sign in and out, get an inbound bundle, bring an outbound one.

Bundles stream in both directions: memory is constant whatever their size.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from journalist_ui.courier.errors import CourierError, Nonsense, PortalFailed, SessionEnded
from journalist_ui.courier.wire import Answer, Wire
from journalist_ui.courier.words import counted
from submitter_ui.tor.line import Tor

LEFT_OUT = "Sluis-Left-Out"
"""The header that says how many attachments above the portal's limit are not in a bundle."""
INBOUND_SECONDS = 900
"""The portal reads all that goes into a bundle before it sends the first byte."""
_MAX_JSON = 1 << 16
_MAX_SENTENCE = 300
_TOKEN = re.compile(r"[A-Za-z0-9_.~+/-]{16,512}=*")
TOO_LARGE = 413
_CANNOT = {413: "it is too large", 503: "it is too busy; try again later", 507: "it is full"}


@dataclass(frozen=True, slots=True)
class Credentials:
    """What signing in takes; `repr` shows the name only."""

    name: str
    password: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Brought:
    """The portal's word on a bundle: its slot and number, and whether it had been brought before."""

    slot: int
    sequence: int
    already: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be in an inbound bundle: `again` so many days once more, and `large` attachments too."""

    again: int | None = None
    large: bool = False

    @property
    def query(self) -> str:
        """The query of the request."""
        wishes = [f"again={self.again}"] if self.again is not None else []
        wishes += ["large=1"] if self.large else []
        return "?" + "&".join(wishes) if wishes else ""


@dataclass(frozen=True, slots=True)
class Download:
    """An inbound bundle on its way in: its pieces, and how many larger attachments it leaves out."""

    pieces: Iterator[bytes]
    left_out: int


class PortalApi:
    """Requests to the portal at one address."""

    def __init__(self, url: str, *, tor: Tor | None = None) -> None:
        self._wire = Wire(url, tor=tor)

    def sign_in(self, credentials: Credentials) -> str:
        """Return the token of a new session, or raise `CourierError` with how long to wait."""
        body = json.dumps(
            {
                "name": credentials.name,
                "password": credentials.password,
                "code": credentials.code,
            }
        ).encode()
        headers = {"Content-Type": "application/json"}
        with self._wire.ask("POST", "/api/sessions", headers=headers, body=body) as answer:
            if answer.status == 401:
                raise _not_signed_in(_json_object(answer))
            if answer.status != 201:
                raise _refusal(answer)
            token = _json_object(answer).get("token")
            if not isinstance(token, str) or not _TOKEN.fullmatch(token):
                raise Nonsense
            return token

    def sign_out(self, token: str) -> None:
        """End a session; one that has ended already is fine too."""
        with self._wire.ask("DELETE", "/api/sessions", headers=_bearer(token)) as answer:
            if answer.status not in (200, 204, 401):
                raise _refusal(answer)

    @contextmanager
    def inbound(self, token: str, wish: Wish) -> Iterator[Download]:
        """Give an inbound bundle."""
        path, headers = f"/api/inbound{wish.query}", _bearer(token)
        with self._wire.ask("GET", path, headers=headers, patience=INBOUND_SECONDS) as answer:
            if answer.status != 200:
                raise _refusal(answer)
            yield Download(_pieces(answer), _left_out(answer))

    def bring(self, token: str, bundle: BinaryIO, *, size: int) -> Brought:
        """Send an outbound bundle of `size` bytes and return what became of it."""
        headers = {
            **_bearer(token),
            "Content-Type": "application/x-tar",
            "Content-Length": str(size),
        }
        with self._wire.ask("POST", "/api/outbound", headers=headers, body=bundle) as answer:
            if answer.status != 200:
                raise _refusal(answer)
            return _brought(_json_object(answer))


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _pieces(answer: Answer) -> Iterator[bytes]:
    while piece := answer.read():
        yield piece


def _left_out(answer: Answer) -> int:
    number = answer.headers.get(LEFT_OUT, "0")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Nonsense
    return int(number)


def _json_object(answer: Answer) -> dict[str, object]:
    body = answer.read(_MAX_JSON)
    if not body and answer.status >= 400:
        return {}
    try:
        content: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Nonsense from error
    if not isinstance(content, dict):
        raise Nonsense
    return content


def _not_signed_in(content: Mapping[str, object]) -> CourierError:
    wait = content.get("wait")
    later = f" in {counted(wait, 'second')}" if isinstance(wait, int) and wait > 0 else ""
    # The portal does not say which it was, and must not: docs/protocol.md section 14.2.
    return CourierError(
        "Name, password or code is wrong, or the code was used already: each works once."
        f" Try again{later} with the next code."
    )


def _refusal(answer: Answer) -> CourierError:
    if answer.status == 401:
        return SessionEnded()
    if answer.status == TOO_LARGE and (said := _said(answer)):
        # A server's own words tell which file is too large for it, and what to do.
        return CourierError(f"The portal refused: {_plain(said)}")
    if answer.status in _CANNOT:
        return CourierError(f"The portal cannot take this: {_CANNOT[answer.status]}.")
    if answer.status >= 500:
        # Whatever stands between here and the portal may answer, and then in no form of ours.
        return PortalFailed(answer.status)
    message = _json_object(answer).get("message")
    if answer.status in (400, 403, 404, 409, 422) and isinstance(message, str):
        return CourierError(f"The portal refused: {_plain(message.removeprefix('Refused: '))}")
    return Nonsense()


def _said(answer: Answer) -> str:
    """Return the message of a refusal, or nothing where something else than a portal answered."""
    try:
        message = _json_object(answer).get("message")
    except Nonsense:
        return ""
    return message if isinstance(message, str) else ""


def _plain(sentence: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in sentence[:_MAX_SENTENCE])
    return shown if shown.endswith(".") else f"{shown}."


def _brought(content: Mapping[str, object]) -> Brought:
    slot, sequence, already = (content.get(n) for n in ("slot", "sequence", "already"))
    if not isinstance(slot, int) or not isinstance(sequence, int):
        raise Nonsense
    return Brought(slot, sequence, already is True)
