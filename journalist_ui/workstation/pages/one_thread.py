"""One thread for all that touches a vault, in front of a server that has one for each connection.

A vault belongs to the thread that opened it. A server with one thread would wait
for connections on which a browser says nothing; so connections have their own,
and every answer is made here, one at a time. An answer is made whole: what is
large comes from a file that needs no vault.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class OneThread:
    """A WSGI application that makes every answer of another in the same thread."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Make an answer in the vault's thread."""
        return self._worker.submit(self._application, environ, start_response).result()

    def run(self, task: Any) -> None:
        """Do something else in the vault's thread, such as locking, and wait until it is done."""
        self._worker.submit(task).result()

    def close(self) -> None:
        """End the thread when it has done what it was given."""
        self._worker.shutdown()
