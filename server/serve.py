"""Serving both applications: two gunicorns on two sockets, started and ended together."""

import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from server.database import Database
from server.host import APPLICATIONS, GRACE_SECONDS
from server.objects import replace_durably
from server.settings import Home
from server.site import load_site

BACKLOG = 512
SILENCE_SECONDS = 60
"""A line on which nothing moves for this long is given up, so that nobody holds a thread for ever."""
_POLL_SECONDS = 0.2


class CannotServe(Exception):
    """The applications cannot be started, or one of them ended by itself."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an application listens; port 0 asks for any free one."""

    host: str
    port: int


def parse_address(text: str) -> Address:
    """Return the address in `HOST:PORT` or `[HOST]:PORT`, or raise `ValueError`."""
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (host and colon and port.isascii() and port.isdecimal() and int(port) < 1 << 16):
        raise ValueError("an address is HOST:PORT")
    return Address(host, int(port))


def serve(
    home: Home,
    addresses: dict[str, Address],
    *,
    workers: int,
    threads: int,
    announce: Callable[[dict[str, str]], None],
) -> None:
    """Serve until SIGINT or SIGTERM; raise `CannotServe` if it cannot go on, and for a database that is none."""
    database = Database(home.database_url)
    database.require_schema()
    database.require_whole()
    if home.site is not None:
        load_site(home.site)
    stopped = _note_signals()
    with ExitStack() as stack:
        stack.enter_context(_only_one(home))
        sockets = {name: stack.enter_context(_listen(addresses[name])) for name in APPLICATIONS}
        urls = {name: _url(listener) for name, listener in sockets.items()}
        children = [
            _start(name, home, listener, workers=workers, threads=threads)
            for name, listener in sockets.items()
        ]
        stack.callback(_end_all, children)
        for listener in sockets.values():
            _wait_for_answer(listener, children, stopped)
        if not stopped:
            stack.enter_context(_written(home.run / "endpoints.json", urls))
            announce(urls)
        while not stopped:
            _require_alive(children)
            time.sleep(_POLL_SECONDS)


def _note_signals() -> list[int]:
    """Return the list to which each SIGINT and SIGTERM from now on is added, so that none comes too early."""
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda signum, _frame: stopped.append(signum))
    return stopped


def _wait_for_answer(
    listener: socket.socket, children: list[subprocess.Popen[bytes]], stopped: list[int]
) -> None:
    """Return once an application answers anything at all, or the server is to stop."""
    host, port = listener.getsockname()[:2]
    while not stopped:
        _require_alive(children)
        with suppress(OSError), closing(HTTPConnection(host, port, timeout=1)) as connection:
            connection.request("HEAD", "/")
            connection.getresponse()
            return


def _require_alive(children: list[subprocess.Popen[bytes]]) -> None:
    if any(child.poll() is not None for child in children):
        raise CannotServe("an application ended by itself; its last words are above")


def _start(
    name: str, home: Home, listener: socket.socket, *, workers: int, threads: int
) -> subprocess.Popen[bytes]:
    descriptor = listener.fileno()
    numbers = [str(number) for number in (descriptor, workers, threads)]
    return subprocess.Popen(  # noqa: S603 (our own interpreter, our own arguments)
        [sys.executable, "-m", "server.host", name, str(home.path), *numbers],
        stdin=subprocess.PIPE,
        pass_fds=[descriptor],
        # A Ctrl-C in the terminal reaches this process only, which then ends the others.
        start_new_session=True,
    )


def _end_all(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(GRACE_SECONDS + 5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _listen(address: Address) -> socket.socket:
    try:
        listener = socket.create_server((address.host, address.port), backlog=BACKLOG)
    except OSError as error:
        raise CannotServe(
            f"{address.host}:{address.port} cannot be listened on: {error.strerror}"
        ) from error
    # Accepted connections inherit both.
    silence = struct.pack("ll", SILENCE_SECONDS, 0)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, silence)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, silence)
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def _only_one(home: Home) -> Iterator[None]:
    with (home.run / "lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotServe(
                "this home is being served already; end the other one first"
            ) from None
        yield


@contextmanager
def _written(path: Path, urls: dict[str, str]) -> Iterator[None]:
    replace_durably(path, iter([f"{json.dumps({**urls, 'pid': os.getpid()})}\n".encode()]))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
