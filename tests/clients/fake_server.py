"""A reporters' server in memory on a real loopback port, that can be told to misbehave.

It speaks the interface and stores what it is given; it checks what a client
could get wrong (tickets, offsets, sizes), and keeps a list of what was asked.
"""

import json
import re
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from crypto.drop import encode_drop
from crypto.period import period_of
from crypto.sizes import is_stored_attachment_size
from crypto.stored import parse_stored_attachment
from crypto.submission import parse_submission
from tests.tiny_service import SLOTS, TinyService


@dataclass
class Upload:
    """A tus upload: whose it is, how long it will be, what has come."""

    ticket: str
    length: int
    content: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True)
class Fault:
    """What to do instead: cut before or after acting, take a part of the body, or give another answer."""

    kind: str
    status: int = 0
    body: bytes = b""
    taken: int = 0
    headers: tuple[tuple[str, str], ...] = ()


CUT_BEFORE = Fault("before")
CUT_AFTER = Fault("after")


def answer(status: int, body: bytes = b"", **headers: str) -> Fault:
    """Return the fault of answering something else and doing nothing."""
    return Fault("answer", status=status, body=body, headers=tuple(headers.items()))


def cut_inside(taken: int) -> Fault:
    """Return the fault of a line that is cut after so many bytes of an upload's piece were stored."""
    return Fault("inside", taken=taken)


class FakeServer:
    """The state behind the fake's endpoints; a context manager that serves it."""

    def __init__(self, service: TinyService) -> None:
        self.service = service
        self.today = service.today()
        self.drop: bytes | None = None
        self.tickets: list[str] = []
        self.uploads: dict[str, Upload] = {}
        self.submissions: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.user_agents: set[str] = set()
        self.odd_headers: set[str] = set()
        self.before: dict[str, Callable[[], object]] = {}
        self._faults: dict[tuple[str, str], deque[Fault]] = {}

    def misbehave(self, method: str, path: str, *faults: Fault) -> None:
        """Let the next requests of a kind (a path's start) go wrong, one fault each."""
        self._faults[method, path] = deque(faults)

    def next_fault(self, method: str, path: str) -> Fault | None:
        """Return what is to go wrong with this request."""
        for (wanted, start), faults in self._faults.items():
            if wanted == method and path.startswith(start) and faults:
                return faults.popleft()
        return None

    @property
    def only_submission(self) -> bytes:
        """The body of the one submission."""
        (body,) = self.submissions.values()
        return body

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def drop_now(self) -> bytes:
        """Return the drop as published."""
        if self.drop is not None:
            return self.drop
        return b"".join(encode_drop(self.service.entries(), period=period_of(self.service.day)))

    def __enter__(self) -> "FakeServer":
        handler = type("Handler", (_Handler,), {"state": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


class _CutError(Exception):
    """The line is cut here."""


class _Handler(BaseHTTPRequestHandler):
    state: FakeServer
    protocol_version = "HTTP/1.1"
    _fault: Fault | None

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _serve(self) -> None:
        self.state.asked.append(f"{self.command} {self.path}")
        self.state.user_agents.add(self.headers["User-Agent"])
        self.state.odd_headers |= {"Cookie", "Referer", "Authorization"} & set(self.headers)
        self.state.before.pop(f"{self.command} {self.path}", lambda: None)()
        self._fault = self.state.next_fault(self.command, self.path)
        kind = self._fault.kind if self._fault else ""
        try:
            if kind == "before":
                raise _CutError
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if kind == "answer":
                assert self._fault is not None
                self._answer(self._fault.status, self._fault.body, dict(self._fault.headers))
                return
            status, content, headers = self._act(body)
            if kind == "after":
                raise _CutError
            self._answer(status, content, headers)
        except _CutError:
            self.close_connection = True

    do_GET = do_POST = do_HEAD = do_PATCH = _serve  # noqa: N815 - the library's names

    def _answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _act(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        upload = re.fullmatch(r"/api/uploads/([0-9a-f]{32})", self.path)
        if upload:
            return self._upload(upload[1], body)
        return {
            "GET /api/today": lambda _: (200, self.state.today, {}),
            "GET /api/drop": lambda _: (200, self.state.drop_now(), {}),
            "POST /api/tickets": self._ticket,
            "POST /api/uploads": self._create,
            "POST /api/submissions": self._submit,
        }[f"{self.command} {self.path}"](body)

    def _ticket(self, _body: bytes) -> tuple[int, bytes, dict[str, str]]:
        ticket = f"ticket-{len(self.state.tickets):016}"
        self.state.tickets.append(ticket)
        return 201, json.dumps({"ticket": ticket}).encode(), {}

    def _create(self, _body: bytes) -> tuple[int, bytes, dict[str, str]]:
        assert self.headers["Tus-Resumable"] == "1.0.0"
        length = int(self.headers["Upload-Length"])
        assert is_stored_attachment_size(length, slots=SLOTS)
        upload_id = f"{len(self.state.uploads):032x}"
        self.state.uploads[upload_id] = Upload(self.headers["Sluis-Ticket"], length)
        return 201, b"", {"Location": f"/api/uploads/{upload_id}"}

    def _upload(self, upload_id: str, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        upload = self.state.uploads[upload_id]
        assert upload.ticket == self.headers["Sluis-Ticket"]
        if self.command == "PATCH":
            assert self.headers["Content-Type"] == "application/offset+octet-stream"
            if int(self.headers["Upload-Offset"]) != len(upload.content):
                return 409, b'{"error": "conflict", "message": "no"}', {}
            if self._fault and self._fault.kind == "inside":
                upload.content += body[: self._fault.taken]
                raise _CutError
            upload.content += body
        status = 204 if self.command == "PATCH" else 200
        return status, b"", {"Upload-Offset": str(len(upload.content))}

    def _submit(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        ticket = self.headers["Sluis-Ticket"]
        assert ticket in self.state.tickets
        submission, _period = parse_submission(body, slots=SLOTS)
        for upload_id in submission.uploads:
            upload = self.state.uploads[upload_id.hex()]
            assert upload.ticket == ticket
            assert len(upload.content) == upload.length
            parse_stored_attachment(bytes(upload.content), size=upload.length, slots=SLOTS)
        status = 200 if self.state.submissions.get(ticket) == body else 201
        assert self.state.submissions.setdefault(ticket, body) == body
        return status, b'{"stored": true}', {}
