"""gunicorn's threaded worker, for visitors who are slow and for those who only pretend to be.

A thread is given to a request that is here: its header, and its body too if that
is small. Until then a connection waits in the kernel's buffer and costs no
thread, however many drip a byte at a time; when too many wait, the one that has
waited longest goes. A large body needs a thread as long as it takes, so those
have a bounded number of places, and a bounded time: what had arrived of an
upload then is kept, and the client goes on from there. Who reads an answer slowly
has a shorter time while others wait for a thread.
"""

import re
import select
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http.unreader import SocketUnreader  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from server.objects import PIECE

HEADER_SECONDS = 30
"""For a whole header: one packet, as a rule, and Tor takes seconds for it."""
BODY_SECONDS = 300
"""For a small body behind it: a text of four parts at 400 bytes a second."""
LIFE_SECONDS = 1800
"""For a large body or a long answer; an upload that is cut goes on where it was."""
DESK_SECONDS = 8 * 3600
"""Likewise at the portal, where a bundle of a gigabyte begins anew when it is cut, and strangers have no way in."""
CROWDED_SECONDS = 120
"""For an answer while others wait for a thread: the drop at 35 kB a second."""
LAST_SECONDS = 2
"""For a request that was not here yet when the worker was told to end."""
MAX_HEADER = 16 * 1024
SMALL_BODY = 160 * 1024
"""Four parts of a text in sixteen slots, and room."""
SPARE = 4
"""One thread in so many never takes a large body."""

_LENGTH = re.compile(rb"\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r?\n", re.IGNORECASE)
_HELD_BACK = re.compile(rb"\n(transfer-encoding|expect):", re.IGNORECASE)
_END = b"\r\n\r\n"
_TEXT = b'{"error":"%b","message":"%b"}\n'
_ANSWER = (
    b"HTTP/1.1 %b\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
    b"Content-Type: application/json\r\nContent-Length: %d\r\n%b\r\n%b"
)


def answer(status: bytes, code: bytes, message: bytes, *, more: bytes = b"") -> bytes:
    """Return a whole answer in the words of `server.refusals`, for where no application has been asked."""
    text = _TEXT % (code, message)
    return _ANSWER % (status, len(text), more, text)


TOO_LONG = answer(
    b"431 Request Header Fields Too Large", b"malformed", b"This request is not understood."
)
BUSY = answer(
    b"503 Service Unavailable",
    b"busy",
    b"The server is busy; nothing was stored. Try again in a minute.",
    more=b"Retry-After: 60\r\n",
)


@dataclass(slots=True)
class _Wait:
    """When a wait began, and how many seconds it may take."""

    began: float
    patience: float


@dataclass(slots=True)
class _Run:
    """When a connection got its thread, and whether it holds a place of large bodies."""

    began: float
    holds_place: bool


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Gives threads to requests that are here."""

    life_seconds = LIFE_SECONDS
    crowded_seconds = CROWDED_SECONDS

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._most: int = self.cfg.worker_connections
        # The loop above would stop listening at the limit; here the oldest wait ends instead.
        self.worker_connections = 2 * self._most
        self._places = self.cfg.threads - max(1, self.cfg.threads // SPARE)
        self._waiting: dict[Any, _Wait] = {}
        """Connections whose request is not here yet, oldest first."""
        self._running: dict[Any, _Run] = {}
        """Connections with a thread."""

    def init_process(self) -> None:
        """Serve, and take no more off a line at once than is asked for.

        gunicorn would read a MiB ahead, and copy what is left of it with every piece: for each
        upload under way that is five times the memory, and more work.
        """
        SocketUnreader.max_body_chunk = PIECE
        super().init_process()

    def enqueue_req(self, conn: Any) -> None:
        """Wait for a request on a connection, new or kept alive, before it gets a thread."""
        if conn.initialized and conn.parser.unreader.buf.getvalue():
            # Requests behind each other in one piece: no browser sends them.
            self._drop(conn)
            return
        while len(self._waiting) >= self._most:
            self._give_up(next(iter(self._waiting)))
        self._waiting[conn] = _Wait(time.monotonic(), HEADER_SECONDS)
        conn.sock.setblocking(False)
        self.poller.register(conn.sock, EVENT_READ, partial(self._look, conn))

    def murder_pending(self) -> None:
        """Give up who has waited too long, and cut what has run too long; called every second."""
        super().murder_pending()
        now = time.monotonic()
        for conn, wait in list(self._waiting.items()):
            if wait.began + (wait.patience if self.alive else LAST_SECONDS) < now:
                self._give_up(conn)
        slow = self._slow_readers(now)
        for conn, run in self._running.items():
            if conn in slow or run.began + self.life_seconds < now:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)

    def _slow_readers(self, now: float) -> list[Any]:
        """Return whose answers have taken too long for a crowd: the oldest, as many as requests wait for a thread."""
        waiting = max(0, len(self._running) - self.cfg.threads)
        # Threads are given in order, so the first ones have them.
        readers = [
            conn
            for conn, run in list(self._running.items())[: self.cfg.threads]
            if not run.holds_place and run.began + self.crowded_seconds < now
        ]
        return readers[:waiting]

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Note that a connection has its thread no more."""
        self._running.pop(conn, None)
        super().finish_request(conn, fs)

    def _look(self, conn: Any, _socket: Any) -> None:
        """Look at what a connection has sent so far, without taking it."""
        try:
            self._judge(conn, conn.sock.recv(MAX_HEADER, socket.MSG_PEEK))
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self._give_up(conn)

    def _judge(self, conn: Any, seen: bytes) -> None:
        end = seen.find(_END)
        if end >= 0:
            self._judge_body(conn, seen[: end + len(_END)])
        elif _has_ended(conn.sock):
            self._give_up(conn)
        elif len(seen) >= MAX_HEADER:
            self._refuse(conn, TOO_LONG)
        else:
            _be_told_at(conn.sock, len(seen) + 1)

    def _judge_body(self, conn: Any, header: bytes) -> None:
        found = _LENGTH.search(header)
        whole = len(header) + (int(found[1]) if found else 0)
        is_large = whole - len(header) > SMALL_BODY
        if is_large or _HELD_BACK.search(header):
            self._begin_large(conn)
        elif len(conn.sock.recv(whole, socket.MSG_PEEK)) >= whole or _has_ended(conn.sock):
            self._begin(conn, holds_place=False)
        elif self._waiting[conn].patience == BODY_SECONDS or not _be_told_at(conn.sock, whole):
            # The kernel has no room to keep it until it is whole.
            self._begin_large(conn)
        else:
            self._waiting[conn].patience = BODY_SECONDS

    def _begin_large(self, conn: Any) -> None:
        if sum(run.holds_place for run in self._running.values()) >= self._places:
            self._refuse(conn, BUSY)
        else:
            self._begin(conn, holds_place=True)

    def _begin(self, conn: Any, *, holds_place: bool) -> None:
        """Give a connection a thread."""
        self._forget(conn)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
        self._running[conn] = _Run(time.monotonic(), holds_place)
        conn.data_ready = True
        super().enqueue_req(conn)

    def _refuse(self, conn: Any, words: bytes) -> None:
        with suppress(OSError):
            conn.sock.send(words)
        self._give_up(conn)

    def _give_up(self, conn: Any) -> None:
        self._forget(conn)
        self._drop(conn)

    def _forget(self, conn: Any) -> None:
        del self._waiting[conn]
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)

    def _drop(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()


class DeskWorker(PatientWorker):
    """Has as much patience with a running bundle as a session has."""

    life_seconds = crowded_seconds = DESK_SECONDS


def _be_told_at(line: socket.socket, size: int) -> bool:
    """Ask to be told when so many bytes are here, not for each of them; tell whether the kernel does that."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, size)
    return line.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT) >= size


def _has_ended(line: socket.socket) -> bool:
    """Tell whether nothing more will come."""
    poll = select.poll()
    poll.register(line, select.POLLRDHUP)
    return bool(poll.poll(0))
