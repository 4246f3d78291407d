"""A real server under gunicorn on loopback, and a small HTTP client."""

import http.client
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen
from urllib.parse import urlsplit

import pyotp

from server.accounts import Credentials
from tests.server.sent import open_bundle

ROOT = Path(__file__).resolve().parents[2]
OCTETS = "application/octet-stream"
PATIENCE_SECONDS = 60
"""For a server to begin, and to end."""
FRESH_SECONDS = 300
"""Long before a session has been idle for too long, and longer than a code is good."""


@dataclass
class Answer:
    """A response, read whole."""

    status: int
    headers: http.client.HTTPMessage
    data: bytes

    def json(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.data)
        return found


@dataclass
class Running:
    """`sluis-server serve` as a process of its own."""

    process: Popen[bytes]
    home: Path
    reporters: str
    portal: str
    tokens: dict[str, tuple[float, str]] = field(default_factory=dict)
    """For each account when somebody signed in, and the token."""

    def workers(self, name: str = "") -> list[int]:
        """Return the ids of the workers that live, of one application or of both."""
        masters = self.masters(name)
        return [pid for master in masters for pid in _children(master) if is_alive(pid)]

    def masters(self, name: str = "") -> list[int]:
        """Return the ids of the gunicorns themselves, likewise."""
        children = _children(self.process.pid)
        return [pid for pid in children if name in Path(f"/proc/{pid}/cmdline").read_text()]

    def reporters_worker(self) -> int:
        """Return the id of the reporters' worker, once there is one."""
        while not (workers := self.workers("reporters")):
            time.sleep(0.02)
        return workers[0]

    def submit(self, body: bytes, ticket: str | None = None) -> int:
        headers = {"Sluis-Ticket": ticket or self.ticket(), "Content-Type": OCTETS}
        return send(self.reporters, "POST", "/api/submissions", body, headers).status

    def ticket(self) -> str:
        return send(self.reporters, "POST", "/api/tickets").json()["ticket"]

    def inbound(self, staff: Credentials) -> dict[str, bytes]:
        """Sign in and return the files of an inbound bundle."""
        headers = self.token(staff)
        return open_bundle(send(self.portal, "GET", "/api/inbound", headers=headers).data)[1]

    def token(self, staff: Credentials) -> dict[str, str]:
        """Sign in, once in a while for each account because a code serves once, and return the header."""
        now = time.monotonic()
        if staff.name not in self.tokens or now - self.tokens[staff.name][0] > FRESH_SECONDS:
            self.tokens[staff.name] = now, self._sign_in(staff)
        return {"Authorization": f"Bearer {self.tokens[staff.name][1]}"}

    def _sign_in(self, staff: Credentials) -> str:
        asked = {"name": staff.name, "password": staff.password}
        asked["code"] = pyotp.TOTP(staff.totp_secret).now()
        signed_in = send(self.portal, "POST", "/api/sessions", json.dumps(asked).encode())
        assert signed_in.status == 201
        return signed_in.json()["token"]


@contextmanager
def running(
    home: Path, *options: str, environment: dict[str, str] | None = None
) -> Iterator[Running]:
    """Serve a home on two free ports until the block ends, perhaps in an environment of its own."""
    # What a server that was killed left behind says nothing of this one.
    (home / "run" / "endpoints.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "server", "serve", "--home", str(home)]
    command += ["--reporters", "127.0.0.1:0", "--portal", "127.0.0.1:0", *options]
    with (home.parent / "server.log").open("ab") as log:
        process = Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment)
    try:
        urls = _wait_for(home / "run" / "endpoints.json", process)
        yield Running(process, home, urls["reporters"], urls["portal"])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)


def begin(home: Path, *words: str, environment: dict[str, str] | None = None) -> Popen[str]:
    """Begin another command of the server on a home."""
    command = [sys.executable, "-m", "server", *words, "--home", str(home)]
    return Popen(command, cwd=ROOT, stdout=PIPE, stderr=PIPE, text=True, env=environment)


def send(
    url: str,
    method: str,
    path: str,
    body: bytes | Iterator[bytes] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Send a request and return the whole answer."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.msg, response.read())
    finally:
        connection.close()


def _wait_for(endpoints: Path, process: Popen[bytes]) -> dict[str, str]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if endpoints.exists():
            urls: dict[str, str] = json.loads(endpoints.read_text())
            return urls
        time.sleep(0.05)
    raise AssertionError("the server did not start")


def until(what: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return sorted(map(int, path.read_text().split())) if path.exists() else []


def kill(pid: int) -> None:
    """Kill a process with -9 and wait until it is gone."""
    os.kill(pid, signal.SIGKILL)
    while is_alive(pid):
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    """Tell whether a process is there and not just waiting to be collected."""
    try:
        os.kill(pid, 0)
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


def memory(pid: int) -> float:
    """Return the most memory that a process has had, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
