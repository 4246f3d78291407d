"""One application under gunicorn, on a socket that somebody else opened.

Run as `python -m server.host APPLICATION HOME FD WORKERS THREADS` by
`server.serve`; it ends when its standard input does, so that it never outlives
its starter.
"""

import logging
import os
import resource
import signal
import sys
import threading
import time
from importlib import import_module
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from server.quiet_log import QuietLogger, log_discreetly
from server.worker import DeskWorker, PatientWorker

APPLICATIONS = {"reporters": "server.reporters", "portal": "server.portal"}
WORKERS = {"reporters": PatientWorker, "portal": DeskWorker}
GRACE_SECONDS = 10
KEEPALIVE_SECONDS = 5
PAUSE_SECONDS = 1
"""Before a worker that found no database makes room for the next."""
MOST_CONNECTIONS = 8_000
"""Of one worker; each that waits costs it a kilobyte or two."""
_OWN_FILES = 200


class Host(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings and one of our applications."""

    def __init__(
        self, name: str, home: str, *, descriptor: int, workers: int, threads: int
    ) -> None:
        self._module, self._home = APPLICATIONS[name], home
        self._options = {
            "bind": f"fd://{descriptor}",
            "workers": workers,
            "threads": threads,
            "worker_class": WORKERS[name],
            "worker_connections": _connections(),
            "keepalive": KEEPALIVE_SECONDS,
            "proc_name": f"sluis-{name}",
            "loglevel": "warning",
            "logger_class": QuietLogger,
            "post_fork": _hush,
            "umask": 0o077,
            "graceful_timeout": GRACE_SECONDS,
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        """Set our settings; one that this gunicorn does not know is not needed by it."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application; called in each worker. One that finds no database ends, and the next tries again."""
        try:
            return import_module(self._module).create_app(self._home)
        except Exception as error:
            # The process that starts the workers has no use for it.
            from sqlalchemy.exc import OperationalError  # noqa: PLC0415

            if not isinstance(error, OperationalError):
                raise
            logging.getLogger(__name__).warning("the database cannot be reached; trying again")
            time.sleep(PAUSE_SECONDS)
            # Any other way to end would end the server, after gunicorn had written the address of the database.
            sys.exit(1)


def main(arguments: list[str]) -> None:
    """Serve until a signal comes or standard input ends."""
    name, home, descriptor, workers, threads = arguments
    log_discreetly()
    threading.Thread(target=_end_with_starter, daemon=True).start()
    Host(name, home, descriptor=int(descriptor), workers=int(workers), threads=int(threads)).run()


def _connections() -> int:
    """Return how many connections a worker may hold, by the files that it may open; ask for as many as allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS + _OWN_FILES
    soft = wanted if hard == resource.RLIM_INFINITY else min(hard, max(soft, wanted))
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(1, min(MOST_CONNECTIONS, (soft - _OWN_FILES) // 2))


def _hush(_arbiter: object, worker: Any) -> None:
    worker.log.in_worker = True


def _end_with_starter() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
