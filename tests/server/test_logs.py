"""What is left in the logs of a whole run: nothing about anybody, whatever they sent and however it went wrong."""

import json
import logging
import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crypto.words.english import WORDS
from server.quiet_log import HIDDEN, Discretion, hide
from tests.server.grown import Backing, GrownBacking
from tests.server.running import Running, kill, running, send
from tests.server.s3 import KEY
from tests.server.sent import body_of, pack, seal_attachment, seal_texts
from tests.server.service import TUS, Template, copy_home
from tests.tiny_service import TinyService

BROWSER = "Mozilla/5.0 (marked by a test)"
ADDRESS = "203.0.113.77"
CODENAME = " ".join(WORDS[:8])
OCTETS = "application/octet-stream"


@pytest.mark.parametrize(
    "told",
    [
        "from 203.0.113.77:4711",
        "from [2001:db8::1]:80",
        "from 2001:db8:0:0:0:0:0:1",
        "at ::1",
        "GET /api/uploads/0123456789abcdef0123456789abcdef",
        "upload 0123456789abcdef0123456789abcdef",
        "ticket AAAoLqrvJ3m0Yw9n4sZfQH1kqXo2bq5tq3K8m1cR0dP7uV-_",
        f"Host: {'a' * 56}.onion",
    ],
)
def test_what_could_be_about_somebody_is_hidden(told: str) -> None:
    """Addresses, ids, tickets, paths; the words around them stay."""
    shown = hide(f"Worker said: {told}")
    assert shown.startswith("Worker said:")
    assert HIDDEN in shown
    assert told.rsplit(maxsplit=1)[-1] not in shown


@pytest.mark.parametrize(
    "told", ["Worker (pid:4711) was sent SIGKILL!", "LookupError at uploads.py:117", "OK: 3 of 4"]
)
def test_what_is_about_the_machine_stays(told: str) -> None:
    """Processes, errors, and places in the code."""
    assert hide(told) == told


def test_filter_takes_out_arguments_and_stacks(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever logs an exception with its words logs none of them."""
    record = logging.LogRecord(
        "x", 40, "f", 1, "lost %s", (ADDRESS,), (ValueError, ValueError(CODENAME), None)
    )
    assert Discretion().filter(record)
    assert logging.Formatter().format(record) == f"lost {HIDDEN}"


@pytest.fixture
def server(ready_anywhere: Template, tmp_path: Path) -> Iterator[Running]:
    """Return a running server of one's own, on each backing."""
    home = copy_home(ready_anywhere, tmp_path / "home")
    ready_anywhere.backing.let_in(home)
    with running(home.path) as found:
        yield found


@contextmanager
def without_database(server: Running, backing: Backing) -> Iterator[None]:
    """Take the database away, and put it back."""
    database = server.home / "sluis.db"
    if isinstance(backing, GrownBacking):
        backing.database.stop()
        yield
        backing.database.start()
    else:
        shutil.move(database, server.home / "gone")
        database.mkdir()
        yield
        database.rmdir()
        shutil.move(server.home / "gone", database)


def dial(url: str, raw: bytes) -> None:
    """Send bytes and go."""
    netloc = urlsplit(url)
    with (
        socket.create_connection((netloc.hostname or "", netloc.port or 0), timeout=30) as line,
        suppress(OSError),
    ):
        line.sendall(raw)
        line.shutdown(socket.SHUT_WR)
        line.recv(1_000)


def work_of_a_reporter(server: Running, tiny: TinyService) -> set[str]:
    """Do all that a reporter does, well and badly; return what must not be found."""
    marks = {"User-Agent": BROWSER, "X-Forwarded-For": ADDRESS, "Referer": f"http://x/{CODENAME}"}
    ticket = server.ticket()
    content = seal_attachment(tiny, bytes(200_000), day=tiny.day)
    headers = marks | TUS | {"Sluis-Ticket": ticket, "Upload-Length": str(len(content))}
    location = send(server.reporters, "POST", "/api/uploads", headers=headers).headers["Location"]
    patch = headers | {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    assert send(server.reporters, "PATCH", location, content, patch).status == 204
    assert send(server.reporters, "PATCH", location, content, patch).status == 409
    body = body_of(seal_texts(tiny, day=tiny.day), (bytes.fromhex(location[-32:]),))
    sending = marks | {"Sluis-Ticket": ticket, "Content-Type": OCTETS}
    assert send(server.reporters, "POST", "/api/submissions", body, sending).status == 201
    assert send(server.reporters, "POST", "/api/submissions", b"x", sending).status in (400, 409)
    send(server.reporters, "GET", f"/{CODENAME.replace(' ', '-')}?{ADDRESS}", headers=marks)
    cut = f"PATCH {location} HTTP/1.1\r\nHost: x\r\nSluis-Ticket: {ticket}\r\nContent-Length: 999999\r\n\r\n"
    dial(server.reporters, cut.encode() + b"x" * 10)
    dial(server.reporters, f"{CODENAME} {ADDRESS}\r\n\r\n".encode())
    dial(server.reporters, b"POST /api/submissions HTTP/1.1\r\nContent-Length: x\r\n\r\n")
    dial(server.reporters, b"GET / HTTP/1.1\r\nHost: x\r\n" + ADDRESS.encode() * 5_000)
    dial(server.reporters, b"\x16\x03\x01\x02\x00" + ADDRESS.encode())
    return {ticket, location[-32:]}


def work_of_staff(server: Running, ready: Template, tiny: TinyService) -> set[str]:
    """Sign in, get and bring, and get it wrong; return what must not be found."""
    anna = ready.staff["anna"]
    wrong = {"name": "anna", "password": CODENAME, "code": "000000"}
    headers = server.token(anna)
    send(server.portal, "GET", "/api/inbound", headers=headers)
    send(server.portal, "POST", "/api/outbound", pack(*tiny.bundle(0)), headers)
    send(server.portal, "POST", "/api/outbound", b"x" * 2_000, headers)
    send(server.portal, "POST", "/api/sessions", json.dumps(wrong).encode())
    dial(server.portal, f"GET /nl/{CODENAME} HTTP/1.1\r\nHost: {ADDRESS}\r\n\r\n".encode())
    return {anna.password, headers["Authorization"].split()[1]}


def test_logs_of_a_whole_run_say_nothing_about_anybody(
    server: Running, ready_anywhere: Template, today_tiny: TinyService
) -> None:
    """Good ways, broken requests, cut lines, a killed worker, a database that is gone: every line is looked at."""
    secret = work_of_a_reporter(server, today_tiny)
    secret |= work_of_staff(server, ready_anywhere, today_tiny)
    kill(server.reporters_worker())
    assert server.ticket()
    with without_database(server, ready_anywhere.backing):
        kill(server.reporters_worker())
        time.sleep(3)
    assert server.ticket()
    lines = list(log_lines(server.home))
    assert lines
    for line in lines:
        for word in (*secret, BROWSER, ADDRESS, "anna", "/api/", "Mozilla", KEY, "sluis-pg-"):
            assert word not in line
        if not line.startswith(("Reporters:", "Portal:")):
            assert "127.0.0.1" not in line
        assert not re.search(r"[0-9a-f]{32}", line)
        assert not set(line.split()) >= set(CODENAME.split()[:2])


def log_lines(home: Path) -> Iterator[str]:
    """Yield every line that the server wrote: to its two streams, and to any file that looks like a log."""
    for path in [home.parent / "server.log", *home.rglob("*log*")]:
        if path.is_file():
            yield from path.read_text("utf-8", "replace").splitlines()
