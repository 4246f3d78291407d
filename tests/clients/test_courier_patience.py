"""A portal that says nothing, or drips: the courier's wait ends, with a sentence, and nothing is lost."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from click.testing import Result

from journalist_ui.courier import portal_api, wire
from journalist_ui.courier.errors import Silent, Unreachable
from journalist_ui.courier.wire import Wire
from tests.clients.conftest import Courier
from tests.clients.fake_portal import outbound_bundle
from tests.clients.misbehaving import Answer, Request
from tests.tiny_service import TinyService

Refused = Callable[[Result], str]
Speak = Callable[[socket.socket, threading.Event], None]
SHORT = 0.3
LONG = 1.0
"""Where some answers must come in time, also on a slow machine."""
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"


def drip(line: socket.socket, over: threading.Event, content: bytes) -> None:
    """Send a byte now and then, each well before any time-out of a socket."""
    for byte in content:
        if over.wait(0.05):
            return
        line.sendall(bytes([byte]))


def say_nothing(_line: socket.socket, over: threading.Event) -> None:
    """Take the question and never answer."""
    over.wait()


def drip_headers(line: socket.socket, over: threading.Event) -> None:
    """Never come to the end of the headers."""
    drip(line, over, b"HTTP/1.1 200 OK\r\n" + b"X-Drip: drop\r\n" * 1000)


def drip_body(line: socket.socket, over: threading.Event) -> None:
    """Begin well, and never come to the end of the body."""
    line.sendall(HEAD)
    drip(line, over, b"{" * 1_000_000)


def stop_in_the_body(line: socket.socket, over: threading.Event) -> None:
    """Begin well, and fall silent."""
    line.sendall(HEAD + b"{" * 100_000)
    over.wait()


def drip_handshake(line: socket.socket, over: threading.Event) -> None:
    """Announce a long first word of TLS, and never come to its end."""
    line.sendall(b"\x16\x03\x03\x40\x00")
    drip(line, over, bytes(0x4000))


@contextmanager
def portal_that(speaks: Speak) -> Iterator[str]:
    """Give the address of a portal that takes one request after the other, and answers as it likes."""
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                line = listener.accept()[0]
                with suppress(OSError), line:
                    line.recv(1 << 16)
                    speaks(line, over)

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        server.join()


def read_whole(line: Wire) -> bytes:
    """Return the whole body of an answer, read piece by piece."""
    with line.ask("GET", "/", headers={}) as answer:
        return b"".join(iter(answer.read, b""))


def _wait(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    for name in ("CONNECT_SECONDS", "ANSWER_SECONDS", "PIECE_SECONDS"):
        monkeypatch.setattr(wire, name, seconds)
    monkeypatch.setattr(portal_api, "INBOUND_SECONDS", seconds)


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every wait short."""
    _wait(monkeypatch, SHORT)


@pytest.fixture
def _long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every wait as long as an answer may take on a slow machine."""
    _wait(monkeypatch, LONG)


@pytest.fixture
def silence(courier: Courier) -> Iterator[Callable[[], object]]:
    """Say nothing, from when it is called until the test has ended."""
    over = threading.Event()
    yield over.wait
    over.set()


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize("speaks", [say_nothing, drip_headers, drip_body, stop_in_the_body])
def test_every_wait_ends(speaks: Speak) -> None:
    """Silence and drops of a byte end the same way, wherever they begin."""
    began = time.monotonic()
    with portal_that(speaks) as url:
        line = Wire(url)
        with pytest.raises(Silent):
            read_whole(line)
    assert time.monotonic() - began < 30


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize("speaks", [say_nothing, drip_handshake])
def test_wait_for_a_handshake_ends(speaks: Speak) -> None:
    """Before anything is said over https, the wait has an end too."""
    began = time.monotonic()
    with portal_that(speaks) as url, pytest.raises(Unreachable):
        read_whole(Wire(url.replace("http:", "https:")))
    assert time.monotonic() - began < 30


@pytest.mark.usefixtures("_long")
def test_line_that_moves_is_not_cut() -> None:
    """A download may take much longer than any single wait, as long as its pieces come."""

    def steadily(line: socket.socket, over: threading.Event) -> None:
        line.sendall(HEAD)
        for _ in range(10):
            over.wait(LONG / 4)
            line.sendall(bytes(100_000))

    with portal_that(steadily) as url, Wire(url).ask("GET", "/", headers={}) as answer:
        began, size = time.monotonic(), 0
        while piece := answer.read():
            size += len(piece)
    assert size == 1_000_000
    assert time.monotonic() - began > 2 * LONG


@pytest.mark.usefixtures("_long")
def test_next_request_after_a_silent_one_works(
    courier: Courier, silence: Callable[[], object]
) -> None:
    """A line that was cut is not used again."""
    line = Wire(courier.portal.url)
    courier.portal.before["GET /api/inbound"] = silence
    headers = {"Authorization": "Bearer none"}
    with pytest.raises(Silent), line.ask("GET", "/api/inbound", headers=headers):
        pass
    with line.ask("POST", "/api/sessions", headers={}, body=b"{}") as answer:
        assert answer.status == 401


@pytest.mark.usefixtures("_short")
def test_silent_portal_is_named_as_such(
    courier: Courier, refused: Refused, silence: Callable[[], object]
) -> None:
    """At the first question: the portal is there, and nothing was lost."""
    courier.portal.before["POST /api/sessions"] = silence
    sentence = refused(courier.get())
    assert sentence == (
        "The portal was silent for too long; nothing was lost: run the same command again."
    )


@pytest.mark.usefixtures("_long")
def test_silence_in_a_bundle_keeps_the_old_state(
    courier: Courier, refused: Refused, silence: Callable[[], object]
) -> None:
    """What stood there stays, and the sentence says how to go on."""
    (courier.stick / "in.tar").write_bytes(b"old")
    courier.portal.before["GET /api/inbound"] = silence
    sentence = refused(courier.get("--force"))
    assert sentence.startswith("The portal was silent for too long, and nothing was kept; run")
    assert courier.on_the_stick() == {"in.tar": b"old"}


@pytest.mark.usefixtures("_long")
def test_silence_after_a_bundle_was_brought_leaves_it_open(
    courier: Courier,
    refused: Refused,
    monkeypatch: pytest.MonkeyPatch,
    silence: Callable[[], object],
) -> None:
    """It may have been applied, and bringing it again is safe."""
    act = courier.portal.act

    def slowly(request: Request) -> Answer:
        answered = act(request)
        if request.path == "/api/outbound":
            silence()
        return answered

    monkeypatch.setattr(courier.portal, "act", slowly)
    sentence = refused(courier.bring(outbound_bundle(*TinyService().bundle(0))))
    assert sentence.startswith("The portal was silent for too long, and it is not known whether")
    assert "never applied twice" in sentence
