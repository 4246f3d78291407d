"""Visitors who are slow and those who pretend to be: real sockets in front of the real gunicorn."""

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from server.worker import BUSY, HEADER_SECONDS, SMALL_BODY, TOO_LONG
from tests.server.running import Running, memory, running, send, until
from tests.server.sent import body_of, seal_attachment, seal_texts
from tests.server.service import TUS, Template, copy_home
from tests.tiny_service import TinyService

OFFSET = "application/offset+octet-stream"


@pytest.fixture(scope="module")
def server(ready: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a running server with four threads, of which three take large bodies."""
    home = copy_home(ready, tmp_path_factory.mktemp("slow") / "home")
    with running(home.path, "--threads", "4") as found:
        yield found


def dial(server: Running, first: bytes = b"") -> socket.socket:
    """Open a line to the reporters' application and send what comes first."""
    netloc = urlsplit(server.reporters)
    line = socket.create_connection((netloc.hostname or "", netloc.port or 0), timeout=60)
    line.sendall(first)
    return line


@contextmanager
def crowd(server: Running, number: int, first: bytes) -> Iterator[list[socket.socket]]:
    """Hold many lines open."""
    with ExitStack() as stack:
        yield [stack.enter_context(dial(server, first)) for _ in range(number)]


def head_of(method: str, path: str, **fields: object) -> bytes:
    """Return the header of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: x"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def path_of(head: bytes) -> str:
    """Return where a request goes."""
    return head.split(b" ", 2)[1].decode()


def begin_upload(server: Running, tiny: TinyService) -> tuple[bytes, bytes]:
    """Return the header of a PATCH and the content of an upload that is large."""
    content = seal_attachment(tiny, bytes(200_000), day=tiny.day)
    assert len(content) > SMALL_BODY
    headers = TUS | {"Sluis-Ticket": server.ticket(), "Upload-Length": str(len(content))}
    location = send(server.reporters, "POST", "/api/uploads", headers=headers).headers["Location"]
    fields = {"Content_Type": OFFSET, "Content_Length": len(content), "Upload_Offset": 0}
    named = {"Sluis_Ticket": headers["Sluis-Ticket"], "Tus_Resumable": "1.0.0"}
    return head_of("PATCH", location, **fields, **named), content


def report(server: Running, tiny: TinyService) -> int:
    """Send a report and return the status."""
    return server.submit(body_of(seal_texts(tiny, day=tiny.day)))


@pytest.mark.parametrize("first", [b"", b"GET /api/today HTTP/1.1\r\nHost: ", b"\x16\x03\x01"])
def test_half_open_lines_hold_no_thread(
    server: Running, today_tiny: TinyService, first: bytes
) -> None:
    """Two hundred lines that send nothing, or half a header, and a report gets through at once."""
    with crowd(server, 200, first):
        began = time.monotonic()
        assert report(server, today_tiny) == 201
        # One that holds a thread holds it until the time for its header is over.
        assert time.monotonic() - began < HEADER_SECONDS / 2


def test_small_bodies_that_drip_hold_no_thread(server: Running, today_tiny: TinyService) -> None:
    """Also those of which the header and a part of the body are here."""
    head = head_of("POST", "/api/submissions", Content_Length=100_000)
    with crowd(server, 50, head + b"x" * 1_000) as lines:
        for line in lines:
            line.sendall(b"y")
        assert report(server, today_tiny) == 201


def test_slow_report_gets_through(server: Running, today_tiny: TinyService) -> None:
    """A whole report in small pieces with pauses is taken like any other."""
    body = body_of(seal_texts(today_tiny, day=today_tiny.day))
    fields = {"Content_Type": "application/octet-stream", "Content_Length": len(body)}
    raw = head_of("POST", "/api/submissions", Sluis_Ticket=server.ticket(), **fields) + body
    with dial(server) as line:
        for at in range(0, len(raw), 3_000):
            line.sendall(raw[at : at + 3_000])
            time.sleep(0.1)
        assert line.recv(1_000).startswith(b"HTTP/1.1 201")


def test_dripping_upload_lives_and_its_bytes_are_kept(
    server: Running, today_tiny: TinyService
) -> None:
    """A large body a byte at a time is not cut; when its line ends, what had arrived counts."""
    head, content = begin_upload(server, today_tiny)
    with dial(server, head + content[:100_000]) as line:
        for at in range(100_000, 100_020):
            line.sendall(content[at : at + 1])
            time.sleep(0.05)
        location = path_of(head)
        ticket = head.split(b"Sluis-Ticket: ")[1].split(b"\r\n")[0].decode()
    headers = TUS | {"Sluis-Ticket": ticket}
    deadline = time.monotonic() + 30
    kept = ""
    while kept != "100020" and time.monotonic() < deadline:
        kept = send(server.reporters, "HEAD", location, headers=headers).headers["Upload-Offset"]
        time.sleep(0.05)
    assert kept == "100020"


def test_large_bodies_leave_a_thread_to_reports(server: Running, today_tiny: TinyService) -> None:
    """The fourth large upload is told to wait, a report is not; afterwards there is room again."""
    begun = [begin_upload(server, today_tiny) for _ in range(4)]
    with ExitStack() as stack:
        for head, content in begun[:3]:
            stack.enter_context(dial(server, head + content[:50_000]))
        until(lambda: all(has_a_thread(server, head) for head, _content in begun[:3]))
        fourth = stack.enter_context(dial(server, begun[3][0]))
        assert fourth.recv(4_096) == BUSY
        assert report(server, today_tiny) == 201
    until(lambda: is_taken(server, b"".join(begun[3])))


def has_a_thread(server: Running, head: bytes) -> bool:
    """Tell whether the server has begun to write down what comes of an upload."""
    return (server.home / "incoming" / path_of(head)[-32:]).exists()


def is_taken(server: Running, raw: bytes) -> bool:
    """Send a whole piece, and tell whether it is taken; it may be told to wait, by a line that is cut."""
    try:
        with dial(server, raw) as line:
            said = line.recv(4_096)
    except (BrokenPipeError, ConnectionResetError):
        return False
    assert said == BUSY or said.startswith(b"HTTP/1.1 204"), said
    return said != BUSY


def test_header_of_a_megabyte_is_refused(server: Running, today_tiny: TinyService) -> None:
    """Nobody waits for its end."""
    with dial(server, b"GET / HTTP/1.1\r\nHost: x\r\n") as line:
        try:
            for _ in range(16):
                line.sendall(b"X-Long: " + b"x" * 65_000 + b"\r\n")
                time.sleep(0.01)
            assert line.recv(4_096) == TOO_LONG
        except (BrokenPipeError, ConnectionResetError):
            pass
    assert report(server, today_tiny) == 201


def test_second_request_on_a_kept_line_waits_like_the_first(
    server: Running, today_tiny: TinyService
) -> None:
    """A line that was answered and then drips holds no thread either; a whole one is answered again."""
    whole = head_of("HEAD", "/api/today")
    with crowd(server, 20, whole) as lines:
        for line in lines:
            assert line.recv(4_096).startswith(b"HTTP/1.1 200")
            line.sendall(whole[:20])
        assert report(server, today_tiny) == 201
        lines[0].sendall(whole[20:])
        assert lines[0].recv(4_096).startswith(b"HTTP/1.1 200")


def test_body_shorter_than_declared_stores_nothing(server: Running) -> None:
    """The line ends before the body does."""
    head = head_of("POST", "/api/submissions", Content_Length=100_000)
    with dial(server, head + b"x" * 10) as line:
        line.shutdown(socket.SHUT_WR)
        assert line.recv(100).startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize(
    ("raw", "statuses"),
    [
        (b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", (404,)),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", (400, 404)),
        (b"GET //etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", (404,)),
        (b"GET /api/drop/0/0/../../../../settings.toml HTTP/1.1\r\nHost: x\r\n\r\n", (404,)),
        (b"GET /api/today%00 HTTP/1.1\r\nHost: x\r\n\r\n", (404,)),
        (b"BREW /api/today HTTP/1.1\r\nHost: x\r\n\r\n", (405,)),
        (b"GET /api/today HTTP/9.9\r\nHost: x\r\n\r\n", (400, 505)),
        (b"GET /api/today\r\n\r\n", (400,)),
        (b"POST /api/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", (400,)),
        (
            b"POST /api/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
            (400,),
        ),
        (
            b"POST /api/submissions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            (400, 403, 415),
        ),
        (
            b"POST /api/submissions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
            (400, 501),
        ),
        (
            b"POST /api/submissions HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
            (403, 415),
        ),
    ],
)
def test_odd_requests_are_refused(server: Running, raw: bytes, statuses: tuple[int, ...]) -> None:
    """Paths that climb, methods and encodings that are none, lengths that cannot be: an answer, and no file."""
    with dial(server, raw) as line:
        said = line.recv(4_096)
    assert int(said.split(b" ")[1]) in statuses
    assert b"root:" not in said


@pytest.mark.slow
def test_half_headers_are_given_up(server: Running) -> None:
    """A line that stays half a header is closed when its time is over, however it drips."""
    with dial(server, b"GET / HTTP/1.1\r\n") as line:
        began = time.monotonic()
        line.settimeout(1)
        while time.monotonic() - began < HEADER_SECONDS + 40:
            try:
                line.sendall(b"X")
                if not line.recv(1):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    assert HEADER_SECONDS - 2 < time.monotonic() - began < HEADER_SECONDS + 30


@pytest.mark.slow
def test_ten_thousand_half_open_lines_stay_in_bounded_memory(
    ready: Template, today_tiny: TinyService, tmp_path: Path
) -> None:
    """The oldest go when too many wait; the worker grows by little, and a report gets through."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        with running(copy_home(ready, tmp_path / "home").path) as server:
            assert report(server, today_tiny) == 201
            before = memory(server.reporters_worker())
            number = min(10_000, hard - 500)
            with crowd(server, number, head_of("PATCH", "/api/uploads/" + "0" * 32)[:-2]):
                assert report(server, today_tiny) == 201
                after = memory(server.reporters_worker())
        assert after - before < 64
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
