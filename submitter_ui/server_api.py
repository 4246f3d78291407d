"""The reporters' server, as calls (docs/protocol.md section 14.1): what to ask, and what each answer must look like.

Nothing here is trusted: `submitter_ui.trusted` judges what comes back. Three
things can go wrong, and they stay apart because the caller acts on them
differently: no answer (`Unreachable`), a refusal (`Refused`), and an answer
that this interface does not have (`Nonsense`).
"""

import base64
import json
import re
from collections.abc import Callable, Mapping
from hashlib import sha256

from crypto.drop import MAX_DROP
from crypto.today import MAX_TODAY
from submitter_ui.progress import Meter, unseen
from submitter_ui.tor.line import Tor
from submitter_ui.wire import Answer, TooLong, Wire

_BINARY = "application/octet-stream"
_OFFSET = "application/offset+octet-stream"
_TUS = {"Tus-Resumable": "1.0.0"}
_MAX_JSON = 1 << 16
_TICKET = re.compile(r"[A-Za-z0-9_-]{16,256}=*")
_LOCATION = re.compile(r"(?:.*/)?api/uploads/([0-9a-f]{32})")
_CODES = {
    400: "malformed",
    403: "ticket",
    404: "unknown",
    409: "conflict",
    413: "too-large",
    422: "period",
    460: "checksum",
    500: "internal",
    502: "internal",
    503: "busy",
    504: "internal",
    507: "full",
}


class Refused(Exception):
    """The server refused, with one of the codes of section 14."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Nonsense(Exception):
    """The server answered something that a server of ours does not answer."""


class ServerApi:
    """One reporter's visit to one server."""

    def __init__(self, url: str, *, tor: Tor | None = None, meter: Meter = unseen) -> None:
        self._wire = Wire(url, tor=tor)
        self._meter = meter

    def fetch_today(self) -> bytes:
        """Return the bytes of `today`, not verified."""
        return self._ask("GET", "/api/today", expect={200}, limit=MAX_TODAY).body

    def fetch_drop(self) -> bytes:
        """Return the bytes of the whole drop, not verified."""
        return self._ask("GET", "/api/drop", expect={200}, limit=MAX_DROP, large=True).body

    def fetch_lists(self) -> bytes:
        """Return the bytes of the lists that all buckets of the drop share, not verified."""
        return self._ask("GET", "/api/drop/lists", expect={200}, limit=MAX_DROP, large=True).body

    def fetch_bucket(self, *, bits: int, number: int) -> bytes:
        """Return the bytes of one bucket of the drop, not verified."""
        path = f"/api/drop/{bits}/{number}"
        return self._ask("GET", path, expect={200}, limit=MAX_DROP, large=True).body

    def take_ticket(self, *, sealed: bytes | None = None) -> str:
        """Return a fresh ticket, or the one of a message that was sealed before: again the same for the same one."""
        headers = {} if sealed is None else {"Sluis-Sealed": sha256(sealed).hexdigest()}
        answer = self._ask("POST", "/api/tickets", expect={201}, headers=headers, body=b"")
        ticket = _json_object(answer).get("ticket")
        if not isinstance(ticket, str) or not _TICKET.fullmatch(ticket):
            raise Nonsense("this is no ticket")
        return ticket

    def create_upload(self, ticket: str, *, size: int, wanted: bytes | None = None) -> bytes:
        """Return the 16-byte id of a new upload of `size` bytes in all; `wanted` is the one to have, begun or not."""
        headers = {**_TUS, "Sluis-Ticket": ticket, "Upload-Length": str(size)}
        if wanted is not None:
            headers["Sluis-Upload"] = wanted.hex()
        answer = self._ask("POST", "/api/uploads", expect={201}, headers=headers, body=b"")
        location = _LOCATION.fullmatch(answer.headers.get("Location", ""))
        if location is None:
            raise Nonsense("an upload has no address")
        upload_id = bytes.fromhex(location[1])
        if wanted not in (None, upload_id):
            raise Nonsense("an upload has another id than was wanted")
        return upload_id

    def upload_offset(self, ticket: str, upload_id: bytes) -> int:
        """Return how many bytes of an upload the server has."""
        headers = {**_TUS, "Sluis-Ticket": ticket}
        path = f"/api/uploads/{upload_id.hex()}"
        return _offset(self._ask("HEAD", path, expect={200, 204}, headers=headers))

    def append(self, ticket: str, upload_id: bytes, *, offset: int, piece: bytes) -> int:
        """Append a piece at `offset` and return how many bytes the server has then.

        The server keeps a piece as it left here, or nothing of it (tus: checksum).
        """
        headers = {
            **_TUS,
            "Sluis-Ticket": ticket,
            "Content-Type": _OFFSET,
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {base64.b64encode(sha256(piece).digest()).decode()}",
        }
        path = f"/api/uploads/{upload_id.hex()}"
        return _offset(
            self._ask("PATCH", path, expect={204}, headers=headers, body=piece, large=True)
        )

    def submit(self, ticket: str, body: bytes) -> None:
        """Submit; returns only when the server says that everything is stored."""
        headers = {"Sluis-Ticket": ticket, "Content-Type": _BINARY}
        answer = self._ask(
            "POST", "/api/submissions", expect={200, 201}, headers=headers, body=body
        )
        if _json_object(answer) != {"stored": True}:
            raise Nonsense("the server did not say that it stored anything")

    def _ask(
        self,
        method: str,
        path: str,
        *,
        expect: set[int],
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        limit: int = _MAX_JSON,
        large: bool = False,
    ) -> Answer:
        try:
            answer = self._wire.request(
                method,
                path,
                limit=limit,
                headers=headers,
                body=body,
                large=large,
                meter=self._meter if large and method == "GET" else unseen,
            )
        except TooLong as error:
            raise Nonsense("the answer is too long") from error
        if answer.status in expect:
            return answer
        if answer.status in _CODES:
            raise Refused(_CODES[answer.status])
        raise Nonsense(f"status {answer.status}")


def _offset(answer: Answer) -> int:
    text = answer.headers.get("Upload-Offset", "")
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise Nonsense("an upload has no offset")
    return int(text)


def _json_object(answer: Answer) -> dict[str, object]:
    parse: Callable[[bytes], object] = json.loads
    try:
        value = parse(answer.body)
    except (ValueError, RecursionError) as error:
        raise Nonsense("the answer is not JSON") from error
    if not isinstance(value, dict):
        raise Nonsense("the answer is not an object")
    return value
