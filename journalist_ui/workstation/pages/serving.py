"""Running the desk: a server on the loopback address, at a port that is free, until it is stopped."""

import contextlib
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from journalist_ui.workstation.pages.app import Desk, make_app
from journalist_ui.workstation.pages.door import ADDRESS, Door
from journalist_ui.workstation.pages.keeper import Keeper
from journalist_ui.workstation.pages.networks import Kernel
from journalist_ui.workstation.pages.one_thread import OneThread
from journalist_ui.workstation.pages.standing_alone import check_alone
from journalist_ui.workstation.pages.sticks import Sticks

IDLE_SECONDS = 600.0
LOOK_SECONDS = 15.0
"""How often the lock is tried without a request: keys shall not wait in memory for somebody to ask."""
ANY_PORT = 0


@dataclass(frozen=True, slots=True)
class Run:
    """How a desk is run."""

    places: list[Path]
    rehearsal: bool
    idle_seconds: float = IDLE_SECONDS
    sticks: tuple[Path, ...] = ()
    """Folders that count as a stick, beside those that are found."""


class _Quiet(WSGIRequestHandler):
    """Writes no log, because addresses of cases stand in it, and does not say which server this is."""

    server_version = "Sluis"
    sys_version = ""

    def version_string(self) -> str:
        return self.server_version

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 (the base's name)
        """Write nothing."""


@contextmanager
def served(run: Run, *, kernel: Kernel | None = None) -> Iterator[tuple[Door, Keeper]]:
    """Serve a desk while the caller's block runs; `Connected` if the machine does not stand alone."""
    kernel = kernel or Kernel()
    if not run.rehearsal:
        check_alone(kernel)
    keeper = Keeper(run.places, run.idle_seconds)
    server = make_server(ADDRESS, ANY_PORT, _nothing_yet, threaded=True, request_handler=_Quiet)
    door = Door(server.port)
    one_thread = OneThread(
        make_app(Desk(door, keeper, run.rehearsal, kernel, Sticks(run.sticks))).wsgi_app
    )
    server.app = one_thread
    with _serving(server), _locking(one_thread, keeper):
        try:
            yield door, keeper
        finally:
            one_thread.run(keeper.lock)
    one_thread.close()


def run_desk(run: Run, *, say: Callable[[str], None], open_browser: bool) -> None:
    """Serve a desk until the program is interrupted."""
    # An interrupt may come at once, before anybody waits for it.
    with contextlib.suppress(KeyboardInterrupt), served(run) as (door, _keeper):
        say(door.link())
        if open_browser:
            webbrowser.open(door.link())
        threading.Event().wait()


@contextmanager
def _serving(server: BaseWSGIServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _locking(one_thread: OneThread, keeper: Keeper) -> Iterator[None]:
    stopped = threading.Event()

    def look() -> None:
        while not stopped.wait(LOOK_SECONDS):
            one_thread.run(keeper.lock_if_idle)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _nothing_yet(_environ: object, _start: object) -> list[bytes]:
    raise AssertionError("the application is set before the server begins")
