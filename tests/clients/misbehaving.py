"""A server on a real loopback port that can be told to misbehave, and remembers what it was asked."""

import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


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
    """Return the fault of a line that is cut after so many bytes of the body, or of the answer."""
    return Fault("inside", taken=taken)


@dataclass(frozen=True)
class Request:
    """A request with its whole body, and how much of it to take before the line is cut (None: all)."""

    method: str
    path: str
    headers: Message
    body: bytes
    taken: int | None


@dataclass(frozen=True)
class Answer:
    """A status, a body, headers."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class CutError(Exception):
    """The line is cut here."""


class MisbehavingServer(ABC):
    """Serves what `act` answers while it is entered, except for the faults that it was told."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.header_names: set[str] = set()
        self.user_agents: set[str] = set()
        self.before: dict[str, Callable[[], object]] = {}
        self._faults: dict[tuple[str, str], deque[Fault]] = {}

    @abstractmethod
    def act(self, request: Request) -> Answer:
        """Do what is asked and return the answer; `CutError` cuts the line."""

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
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"state": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    state: MisbehavingServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _serve(self) -> None:
        self.state.asked.append(f"{self.command} {self.path}")
        self.state.user_agents.add(self.headers["User-Agent"])
        self.state.header_names |= set(self.headers)
        self.state.before.pop(f"{self.command} {self.path}", lambda: None)()
        fault = self.state.next_fault(self.command, self.path) or Fault("none")
        try:
            self._answer(self._outcome(fault), fault)
        except (CutError, ConnectionError):
            self.close_connection = True

    do_GET = do_POST = do_HEAD = do_PATCH = do_DELETE = _serve  # noqa: N815 - the library's names

    def _outcome(self, fault: Fault) -> Answer:
        if fault.kind == "before":
            raise CutError
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if fault.kind == "answer":
            return Answer(fault.status, fault.body, fault.headers)
        taken = fault.taken if fault.kind == "inside" else None
        outcome = self.state.act(Request(self.command, self.path, self.headers, body, taken))
        if fault.kind == "after":
            raise CutError
        return outcome

    def _answer(self, outcome: Answer, fault: Fault) -> None:
        self.send_response(outcome.status)
        for name, value in outcome.headers:
            self.send_header(name, value)
        if outcome.status != 204:
            self.send_header("Content-Length", str(len(outcome.body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if fault.kind == "inside":
            self.wfile.write(outcome.body[: fault.taken])
            raise CutError
        self.wfile.write(outcome.body)


def interrupt(_seconds: float) -> None:
    """Press Ctrl-C instead of waiting."""
    raise KeyboardInterrupt
