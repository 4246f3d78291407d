"""The shipped examples for nginx, Caddy and Tor: what these say of them, and real requests through them."""

import http.client
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crypto.page_headers import TODAY_HEADERS
from deploy.programs import CADDY, NGINX, TOR, ready
from submitter_ui.site_headers import judge_headers
from tests.held_port import held_port
from tests.server.proxies import EXAMPLES, NAME, Proxy, proxy, swap, write_nginx
from tests.server.running import ROOT, Running, send
from tests.server.sent import body_of, seal_attachment, seal_texts
from tests.server.service import TUS
from tests.tiny_service import TinyService

pytestmark = pytest.mark.slow

KINDS = ("nginx", "caddy")
ADDED = {"date", "server", "connection", "transfer-encoding", "keep-alive", "content-length"}
"""What belongs to a line and not to an answer."""


@pytest.fixture(params=KINDS)
def before(request: pytest.FixtureRequest, served: Running, tmp_path: Path) -> Iterator[Proxy]:
    """Return a proxy in front of the running server."""
    with proxy(request.param, tmp_path, behind=urlsplit(served.reporters).port or 0) as found:
        yield found


def ask(
    line: socket.socket, method: str, path: str, body: bytes = b"", **fields: str
) -> http.client.HTTPResponse:
    """Send a request over a line and return the answer."""
    line.sendall(head_of(method, path, len(body), fields) + body)
    return answer_of(line)


def head_of(method: str, path: str, size: int, fields: dict[str, str]) -> bytes:
    """Return the header of a request."""
    said = {"Host": NAME, "Content-Length": str(size)} | fields
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in said.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode()


def answer_of(line: socket.socket) -> http.client.HTTPResponse:
    """Return the next answer on a line."""
    answer = http.client.HTTPResponse(line)
    answer.begin()
    return answer


def run(*command: str | Path) -> str:
    """Run a program that only looks, and return what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_nginx_takes_its_example_without_a_word_of_warning(tmp_path: Path) -> None:
    """Every directive is known to Debian's, and none is on its way out there."""
    with held_port() as port:
        words = write_nginx(tmp_path, port=port, behind=8080)[1:]
        said = run(ready(NGINX), "-t", *words)
    assert "test is successful" in said
    assert "[warn]" not in said


def test_caddy_takes_its_example() -> None:
    """As it is shipped."""
    example = EXAMPLES / "Caddyfile"
    assert "Valid configuration" in run(
        ready(CADDY), "validate", "--config", example, "--adapter", "caddyfile"
    )


def test_tor_takes_its_example(tmp_path: Path) -> None:
    """With its folders elsewhere: two services, proof of work among their options."""
    example = swap((ROOT / "deploy/tor/torrc").read_text(), ("/var/lib/tor/", f"{tmp_path}/"))
    (tmp_path / "torrc").write_text(f"DataDirectory {tmp_path}/data\n{example}")
    said = run(ready(TOR), "--verify-config", "-f", tmp_path / "torrc")
    assert "Configuration was valid" in said
    warned = [line for line in said.splitlines() if "[warn]" in line]
    assert [line for line in warned if "running Tor as root" not in line] == []


def test_answers_come_through_as_they_were_given(before: Proxy, served: Running) -> None:
    """The same bytes under the same headers, and no word about the proxy's release."""
    # A proxy may ask for it packed where nobody said how, and unpack it.
    own = send(served.reporters, "GET", "/api/today", headers={"Accept-Encoding": "identity"})
    with before.dial() as line:
        through = ask(line, "GET", "/api/today", Accept_Encoding="identity")
        assert (through.status, through.read()) == (200, own.data)
    for name, value in own.headers.items():
        if name.lower() not in ADDED:
            assert through.headers[name] == value
    came = {name.lower(): value for name, value in through.headers.items()}
    assert list(judge_headers(came, TODAY_HEADERS)) == []
    assert through.headers.get("Server") in (None, "nginx")
    assert "Via" not in through.headers


def test_report_goes_through(before: Proxy, today_tiny: TinyService) -> None:
    """A ticket, and a text that is stored."""
    with before.dial() as line:
        ticket = ask(line, "POST", "/api/tickets").read().decode().split('"')[3]
        body = body_of(seal_texts(today_tiny, day=today_tiny.day))
        fields = {"Sluis_Ticket": ticket, "Content_Type": "application/octet-stream"}
        answer = ask(line, "POST", "/api/submissions", body, **fields)
        assert answer.status == 201, answer.read()


def test_header_of_a_megabyte_is_refused(before: Proxy) -> None:
    """By the proxy or by the server; the next request is answered."""
    try:
        with before.dial() as line:
            line.sendall(f"GET /api/today HTTP/1.1\r\nHost: {NAME}\r\n".encode())
            for _ in range(16):
                line.sendall(b"X-Long: " + b"x" * 65_000 + b"\r\n")
            assert answer_of(line).status in (400, 431, 494)
    except (ConnectionError, http.client.HTTPException):
        pass  # refused without a word while it was still being sent
    with before.dial() as line:
        assert ask(line, "GET", "/api/today").status == 200


def test_upload_is_passed_on_as_it_comes(
    before: Proxy, served: Running, today_tiny: TinyService
) -> None:
    """Half of a piece lies at the server while the other half is on its way; the proxy spools nothing."""
    content = seal_attachment(today_tiny, bytes(2_000_000), day=today_tiny.day)
    half = len(content) // 2
    ticket = {"Sluis-Ticket": served.ticket()}
    with before.dial() as line:
        fields = {**TUS, **ticket, "Upload-Length": str(len(content))}
        location = ask(line, "POST", "/api/uploads", **fields).headers["Location"]
        place = served.home / "incoming" / location[-32:]
        fields = {**TUS, **ticket, "Upload-Offset": "0"}
        fields["Content-Type"] = "application/offset+octet-stream"
        path = location if location.startswith("/") else urlsplit(location).path
        line.sendall(head_of("PATCH", path, len(content), fields) + content[:half])
        deadline = time.monotonic() + 30
        while not place.exists() or place.stat().st_size < half - 131_072:
            assert time.monotonic() < deadline, "the proxy keeps what it gets to itself"
            time.sleep(0.05)
        assert before.spooled() == []
        line.sendall(content[half:])
        answer = answer_of(line)
        assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(len(content)))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_about_a_visitor_is_passed_on(kind: str, tmp_path: Path) -> None:
    """No address, no browser's name; the host that was asked for is."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def note() -> None:
            line, _ = listener.accept()
            with line:
                seen.append(line.recv(65_536))
                line.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")

        threading.Thread(target=note, daemon=True).start()
        with (
            proxy(kind, tmp_path, behind=listener.getsockname()[1]) as found,
            found.dial() as line,
        ):
            fields = {"User_Agent": "marked", "X_Forwarded_For": "203.0.113.77"}
            assert ask(line, "GET", "/api/today", **fields).status == 204
    said = seen[0].decode().lower()
    assert f"host: {NAME}" in said
    for word in ("marked", "203.0.113.77", "127.0.0.1", "x-real-ip", "forwarded: "):
        assert word not in said
    assert b"marked" not in (tmp_path / "log").read_bytes()
