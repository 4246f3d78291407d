"""A server that says nothing, or drips: waiting ends, with a sentence, and nothing in doubt is called certain."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from click.testing import Result

from crypto.codename.codename import parse_codename
from submitter_ui import wire
from submitter_ui.statuses import Status
from tests.clients.conftest import Reporter

Refused = Callable[[Result], str]
SUBMIT = "POST /api/submissions"
DRIP = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + bytes(5000)


@pytest.fixture
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tenths of seconds instead of minutes."""
    monkeypatch.setattr(wire, "IDLE_SECONDS", 0.3)
    monkeypatch.setattr(wire, "SMALL_SECONDS", 0.6)


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], object]]:
    """Say nothing from when it is called until the test has ended; what is said must come in two seconds."""
    monkeypatch.setattr(wire, "IDLE_SECONDS", 2)
    monkeypatch.setattr(wire, "SMALL_SECONDS", 2)
    over = threading.Event()
    yield over.wait
    over.set()


@contextmanager
def dripping(answer: bytes) -> Iterator[tuple[str, list[socket.socket]]]:
    """A server that sends a byte of `answer` every twentieth of a second, and who came there."""
    came: list[socket.socket] = []
    ended = threading.Event()

    def drip(connection: socket.socket) -> None:
        with connection:
            for byte in answer:
                if ended.wait(0.05):
                    return
                try:
                    connection.sendall(bytes([byte]))
                except OSError:
                    return
            ended.wait()

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                connection, _peer = listener.accept()
            except OSError:
                return
            came.append(connection)
            threading.Thread(target=drip, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", came
        finally:
            ended.set()
            listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.usefixtures("_hurry")
@pytest.mark.parametrize("answer", [b"", DRIP[:20], DRIP])
@pytest.mark.parametrize(("language", "words"), [("nl", "te langzaam"), ("en", "too slowly")])
def test_waiting_for_what_is_small_ends(
    reporter: Reporter, refused: Refused, answer: bytes, language: str, words: str
) -> None:
    """Nothing, a part of the headers, a body drop by drop: once is enough, and it is said in a sentence."""
    begun = time.monotonic()
    with dripping(answer) as (url, came):
        sentence = refused(reporter.send("x", "--server", url, "--language", language))
        assert len(came) == 1
    assert words in sentence
    assert time.monotonic() - begun < 30


def test_a_silence_after_submitting_is_asked_about_once_more(
    reporter: Reporter, silence: Callable[[], object]
) -> None:
    """The same body with the same ticket; then it is known."""
    reporter.server.before[SUBMIT] = silence
    reporter.send_well()
    assert reporter.server.asked.count(SUBMIT) == 2
    assert len(reporter.server.submissions) == 1


def test_a_server_that_stays_silent_leaves_the_report_in_doubt(
    reporter: Reporter, silence: Callable[[], object]
) -> None:
    """Two tries, the sentence that it is not certain, and the codename."""

    def stay_silent() -> None:
        reporter.server.before[SUBMIT] = stay_silent
        silence()

    reporter.server.before[SUBMIT] = stay_silent
    result = reporter.send()
    assert result.exit_code == Status.IN_DOUBT
    assert "niet zeker" in result.stderr
    assert "NIET verstuurd" not in result.stderr
    parse_codename(result.stdout)
    assert reporter.server.asked.count(SUBMIT) == 2
