"""Real lines that break their word: bodies shorter and longer than declared, and uploads that stop in the middle."""

import resource
import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.server.running import OCTETS, Running, memory, send
from tests.server.sent import report, seal_attachment
from tests.server.service import TUS
from tests.tiny_service import TinyService


@pytest.fixture
def host(served: Running) -> Running:
    """Return a running server."""
    return served


def line_to(host: Running) -> socket.socket:
    """Return a fresh line to the reporters' application."""
    place = urlsplit(host.reporters)
    return socket.create_connection((place.hostname or "", place.port or 0), timeout=60)


def head(method: str, path: str, length: int, headers: dict[str, str]) -> bytes:
    """Return the first lines of a request that declares a length."""
    lines = {"Host": "x", "Content-Length": str(length), "Connection": "close", **headers}
    said = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{said}\r\n".encode()


def status_of(line: socket.socket) -> int:
    """Return the status of the answer."""
    return int(line.makefile("rb").readline().split()[1])


def begin(host: Running, content: bytes) -> tuple[str, dict[str, str]]:
    """Begin an upload; return its address, and the headers of its first piece."""
    ticket = {"Sluis-Ticket": host.ticket()}
    headers = TUS | ticket | {"Upload-Length": str(len(content))}
    location = send(host.reporters, "POST", "/api/uploads", headers=headers).headers["Location"]
    kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    return location, TUS | ticket | kind


@pytest.mark.parametrize("declared", [-1_000, 1_000])
def test_report_of_another_length_than_declared_is_not_stored(
    host: Running, today_tiny: TinyService, declared: int
) -> None:
    """Longer is cut off where it said it ends, shorter never ends: both are refused, and the whole is taken after."""
    body, ticket = report(today_tiny, day=today_tiny.day), host.ticket()
    headers = {"Sluis-Ticket": ticket, "Content-Type": OCTETS}
    with line_to(host) as line:
        line.sendall(head("POST", "/api/submissions", len(body) + declared, headers) + body)
        line.shutdown(socket.SHUT_WR)
        assert status_of(line) == 400
    assert host.submit(body, ticket) == 201


def test_piece_that_is_longer_than_declared_counts_as_far_as_it_was_declared(
    host: Running, today_tiny: TinyService
) -> None:
    """What follows is no request of ours, and changes nothing."""
    content = seal_attachment(today_tiny, b"x", day=today_tiny.day)
    location, headers = begin(host, content)
    with line_to(host) as line:
        line.sendall(head("PATCH", location, 50_000, headers) + content[:60_000])
        assert status_of(line) == 204
    found = send(host.reporters, "HEAD", location, headers=headers).headers["Upload-Offset"]
    assert found == "50000"


@pytest.mark.parametrize("number", [200])
def test_uploads_that_stop_in_the_middle_take_bounded_memory(
    host: Running, today_tiny: TinyService, number: int
) -> None:
    """However many wait unfinished, a worker stays below seventy mebibytes and takes the next report."""
    content = seal_attachment(today_tiny, b"x", day=today_tiny.day)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    worker = host.reporters_worker()
    try:
        with ExitStack() as lines:
            for _ in range(number):
                location, headers = begin(host, content)
                line = lines.enter_context(line_to(host))
                line.sendall(head("PATCH", location, 60_000, headers) + content[:100])
                line.shutdown(socket.SHUT_WR)
            assert memory(worker) < 70
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert host.submit(report(today_tiny, day=today_tiny.day)) == 201
    assert host.reporters_worker() == worker
