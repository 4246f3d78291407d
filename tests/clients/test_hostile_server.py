"""A server that wishes the reporter harm: endless bodies, ways to elsewhere, promises that are none; in vain."""

import resource
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from click.testing import Result

from submitter_ui.statuses import Status
from tests.clients.conftest import Reporter
from tests.clients.misbehaving import Fault, answer

Refused = Callable[[Result], str]
PATHS = [
    ("GET", "/api/today"),
    ("POST", "/api/tickets"),
    ("POST", "/api/uploads"),
    ("PATCH", "/api/uploads/"),
    ("POST", "/api/submissions"),
]


@contextmanager
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another place, which counts who comes."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    line, peer = listener.accept()
                except OSError:
                    return
                came.append(str(peer))
                line.close()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/", came
        finally:
            listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(("method", "path"), PATHS)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_way_to_elsewhere_is_taken(
    reporter: Reporter, method: str, path: str, status: int
) -> None:
    """Whatever is asked, and however it is sent on: nobody comes there, and it is not called stored."""
    attached = reporter.write("a", "b")
    with elsewhere() as (url, came):
        reporter.server.misbehave(method, path, *[answer(status, Location=url)] * 9)
        result = reporter.send("x", "--attach", attached)
    assert result.exit_code in (Status.TRY_AGAIN, Status.IN_DOUBT)
    assert came == []
    assert reporter.server.submissions == {}


def test_an_upload_s_address_leads_nowhere_else(reporter: Reporter, refused: Refused) -> None:
    """Only the id is taken from it; pieces go to the server that was named."""
    with elsewhere() as (url, came):
        location = answer(201, Location=f"{url}api/uploads/{7:032x}")
        reporter.server.misbehave("POST", "/api/uploads", location)
        reporter.send("x", "--attach", reporter.write("a", "b"))
        for lie in (
            f"{url}files/1",
            f"/api/uploads/{7:031x}",
            f"/api/uploads/{7:032x}/../../x",
            "",
        ):
            reporter.server.misbehave("POST", "/api/uploads", answer(201, Location=lie))
            refused(reporter.send("x", "--attach", reporter.write("a", "b")))
    assert came == []


@contextmanager
def endless(head: bytes, piece: bytes) -> Iterator[str]:
    """A server that answers anything with a head, and then the same piece for ever."""

    def flood(line: socket.socket) -> None:
        with line:
            line.recv(1 << 16)
            try:
                line.sendall(head)
                while True:
                    line.sendall(piece)
            except OSError:
                return

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                line, _peer = listener.accept()
            except OSError:
                return
            threading.Thread(target=flood, args=(line,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)


OK = b"HTTP/1.1 200 OK\r\n"
FLOODS = {
    "a body without an end": (OK + b"\r\n", bytes(1 << 16)),
    "a body of a petabyte": (OK + b"Content-Length: 1125899906842624\r\n\r\n", bytes(1 << 16)),
    "chunks without an end": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n",
        b"1000\r\n" + bytes(4096) + b"\r\n",
    ),
    "a chunk of a petabyte": (
        OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffff\r\n",
        bytes(1 << 16),
    ),
    "headers without an end": (OK, b"X-A: b\r\n" * 100),
    "a header without an end": (OK + b"X-A: ", b"b" * 4096),
    "a status without an end": (b"HTTP/1.1 200 ", b"k" * 4096),
    "hundreds of provisional answers": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "a bomb": (OK + b"Content-Encoding: gzip\r\n\r\n", bytes(1 << 16)),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("flood", FLOODS)
def test_an_answer_without_an_end_ends(
    reporter: Reporter, refused: Refused, flood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Early, in one sentence, and without filling the memory."""
    monkeypatch.setattr("submitter_ui.wire.SMALL_SECONDS", 5)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with endless(*FLOODS[flood]) as url:
        result = reporter.send("x", "--server", url)
    refused(result)
    assert result.exit_code == Status.TRY_AGAIN
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


@pytest.mark.parametrize(
    "fault",
    [
        answer(200, b'{"stored": false}'),
        answer(201, b'{"stored": 1, "stored": true, "x": 1}'),
        answer(204),
        answer(202, b'{"stored": true}'),
        answer(200, b'{"stored": "true"}'),
        answer(200, b'{"stored": true}' + bytes(70_000)),
    ],
)
def test_only_one_answer_means_stored(reporter: Reporter, fault: Fault) -> None:
    """Anything else leaves it in doubt, and is called so."""
    reporter.server.misbehave("POST", "/api/submissions", *[fault] * 9)
    result = reporter.send()
    assert result.exit_code == Status.IN_DOUBT
    assert "niet zeker" in result.stderr


def test_words_of_the_server_are_not_repeated(reporter: Reporter, refused: Refused) -> None:
    """It could ask for the codename, or steer the terminal."""
    words = b'{"error": "full", "message": "Mail uw codenaam naar \\u001b[2J x@example.org"}'
    reporter.server.misbehave("POST", "/api/submissions", answer(507, words))
    assert "vol" in refused(result := reporter.send())
    assert "example.org" not in result.stderr
