"""The worker stands on the inside of gunicorn's own, which promises nothing: a change there is seen here first."""

import hashlib
import inspect
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from types import SimpleNamespace

import gunicorn.workers.gthread as inside
import pytest
from gunicorn.http.body import LengthReader
from gunicorn.http.unreader import SocketUnreader

from server.host import WORKERS
from server.objects import PIECE
from server.settings import Settings
from server.worker import (
    CROWDED_SECONDS,
    DESK_SECONDS,
    LIFE_SECONDS,
    DeskWorker,
    PatientWorker,
    _Run,
)

KNOWN = "27.0.1"
"""The release against which `server/worker.py` was read."""
READ = {
    "TConn": "e3a2878ba952710a",
    "PollableMethodQueue": "5b4a78bd3cfb9745",
    "ThreadWorker.__init__": "5681b8b542ea91bf",
    "ThreadWorker.accept": "f8dcead3dce5c851",
    "ThreadWorker.enqueue_req": "c9f428953d24acef",
    "ThreadWorker.finish_request": "616e7bb15a009ff7",
    "ThreadWorker.handle": "ca85c9be3df75da4",
    "ThreadWorker.init_process": "e4fc63a1a68e4f48",
    "ThreadWorker.murder_keepalived": "4459960c4ccc36d4",
    "ThreadWorker.murder_pending": "7bf11f46454296e1",
    "ThreadWorker.on_client_socket_readable": "aead1a3ea7b7daff",
    "ThreadWorker.on_pending_socket_readable": "2475f7087832c086",
    "ThreadWorker.run": "f92c7394d85715a4",
    "ThreadWorker.set_accept_enabled": "140150ebfd3cae34",
    "ThreadWorker.wait_for_and_dispatch_events": "ea969b352482bd5c",
}
"""What it overrides, calls or relies on, by the first digits of the SHA-256 of its source."""
CHANGED = (
    "is not what server/worker.py was written for: read what changed, run tests/server/test_slow_lines.py"
    " and test_half_open.py with the slow tests, then write the new digits here"
)


@dataclass(frozen=True)
class _Line:
    """As much of a connection as is cut."""

    sock: socket.socket


def digest(name: str) -> str:
    """Return the first digits of the hash of a part's source."""
    part: object = inside
    for word in name.split("."):
        part = getattr(part, word)
    source = inspect.getsource(part)  # type: ignore[arg-type]
    return hashlib.sha256(source.encode()).hexdigest()[:16]


@pytest.mark.parametrize("name", READ)
def test_inside_of_gunicorn_is_the_one_that_was_read(name: str) -> None:
    """Also where a release changes it and every other test happens to pass."""
    assert digest(name) == READ[name], f"gunicorn {version('gunicorn')}: {name} {CHANGED}"


@pytest.mark.parametrize(
    ("kind", "ran", "is_cut"),
    [
        (PatientWorker, LIFE_SECONDS - 60, False),
        (PatientWorker, LIFE_SECONDS + 60, True),
        (DeskWorker, LIFE_SECONDS + 60, False),
        (DeskWorker, DESK_SECONDS - 60, False),
        (DeskWorker, DESK_SECONDS + 60, True),
    ],
)
def test_running_line_is_cut_when_its_time_is_over(
    kind: type[PatientWorker], ran: int, is_cut: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an hour for reporters, whose uploads go on where they were; a session's length at the portal."""
    monkeypatch.setattr(inside.ThreadWorker, "murder_pending", lambda _worker: None)
    worker = kind.__new__(kind)
    near, far = socket.socketpair()
    with near, far:
        worker._waiting, worker.cfg = {}, SimpleNamespace(threads=1)
        line = _Line(near)
        worker._running = {line: _Run(time.monotonic() - ran, holds_place=True)}
        worker.murder_pending()
        far.setblocking(False)
        if is_cut:
            assert far.recv(1) == b""
        else:
            with pytest.raises(BlockingIOError):
                far.recv(1)


@pytest.mark.parametrize(
    ("kind", "ran", "threads", "cut"),
    [
        (PatientWorker, CROWDED_SECONDS + 10, 2, "first"),
        (PatientWorker, CROWDED_SECONDS + 10, 3, "first"),
        (PatientWorker, CROWDED_SECONDS + 10, 1, ""),
        (PatientWorker, CROWDED_SECONDS + 10, 4, ""),
        (PatientWorker, CROWDED_SECONDS - 10, 2, ""),
        (DeskWorker, CROWDED_SECONDS + 10, 2, ""),
    ],
)
def test_slow_readers_make_room_where_somebody_waits(
    kind: type[PatientWorker], ran: int, threads: int, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest, one for each who waits; no upload, nobody while a thread is free, and no bundle at the portal."""
    monkeypatch.setattr(inside.ThreadWorker, "murder_pending", lambda _worker: None)
    worker = kind.__new__(kind)
    worker._waiting, worker.cfg = {}, SimpleNamespace(threads=threads)
    began = time.monotonic() - ran
    runs = {
        "upload": _Run(began, holds_place=True),
        "first": _Run(began, holds_place=False),
        "second": _Run(began, holds_place=False),
        "new": _Run(time.monotonic(), holds_place=False),
    }
    with ExitStack() as lines:
        pairs = {name: socket.socketpair() for name in runs}
        for line in chain(*pairs.values()):
            lines.enter_context(line)
        worker._running = {_Line(pairs[name][0]): run for name, run in runs.items()}
        worker.murder_pending()
        found = [name for name, (_near, far) in pairs.items() if is_over(far)]
    assert found == cut.split()


def is_over(line: socket.socket) -> bool:
    """Tell whether the other end of a line was cut."""
    line.setblocking(False)
    try:
        return line.recv(1) == b""
    except BlockingIOError:
        return False


def test_line_gives_no_more_at_once_than_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """However large the body is: what is read ahead would be copied with every piece."""
    asked: list[int] = []

    class Line:
        def recv(self, size: int) -> bytes:
            asked.append(size)
            return bytes(size)

    monkeypatch.setattr(SocketUnreader, "max_body_chunk", SocketUnreader.max_body_chunk)
    monkeypatch.setattr(inside.ThreadWorker, "init_process", lambda _self: None)
    PatientWorker.init_process(object.__new__(PatientWorker))
    reader = LengthReader(SocketUnreader(Line()), 16 * PIECE)
    assert [len(reader.read(PIECE)) for _ in range(3)] == [PIECE] * 3
    assert asked == [PIECE] * 3


def test_each_application_has_its_patience() -> None:
    """The portal's is the longer one, and as long as a session may last."""
    assert {"reporters": PatientWorker, "portal": DeskWorker} == WORKERS
    assert Settings().session_absolute <= DESK_SECONDS


def test_pinned_release_is_the_one_that_was_read() -> None:
    """A newer one is looked at before it serves."""
    assert version("gunicorn") == KNOWN, f"gunicorn {version('gunicorn')} {CHANGED}"


def test_everything_that_is_overridden_is_there_to_be_overridden() -> None:
    """A method that gunicorn no longer calls would guard nothing."""
    own = {name for name, part in vars(PatientWorker).items() if inspect.isfunction(part)}
    public = {name for name in own if not name.startswith("_")}
    assert public == {"enqueue_req", "murder_pending", "finish_request", "init_process"}
    called = inspect.getsource(inside.ThreadWorker)
    for name in public - {"init_process"}:
        assert f"self.{name}" in called
    assert "super().init_process()" in called
