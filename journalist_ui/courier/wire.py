"""One request at a time to one portal: no redirect followed, no cookie kept, no proxy taken from the environment.

Every wait has an end. What is small comes whole within a time; what is large
comes as long as it moves at 64 KiB in two minutes, slower than which no line is
of use.
"""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from journalist_ui.courier.alarm import Alarm
from journalist_ui.courier.errors import NoTor, Silent, Unreachable
from submitter_ui.tor.addresses import TOR_BROWSER
from submitter_ui.tor.line import Failed, Tor, Why, pools_of
from submitter_ui.tor.quiet_tls import quiet_context

CONNECT_SECONDS = 60
ANSWER_SECONDS = 180
"""From the question to the start of its answer."""
PIECE_SECONDS = 120
"""For each piece that is sent or comes, and for the whole of an answer that is one piece."""
PIECE = 1 << 16
_TOR_GOT_NOWHERE = "Tor could not reach the portal; try again in a few minutes."
_TOR_FAILED = {
    Why.NOT_THERE: f"Nothing answers at --tor; start Tor Browser and use --tor {TOR_BROWSER}.",
    Why.NOT_TOR: f"What answers at --tor is not Tor; use --tor {TOR_BROWSER} for Tor Browser.",
    Why.NOT_FOUND: "Tor cannot find the portal, or it is off; check the address, and try again later.",
}


class Answer:
    """The status and headers of an answer, and its body in pieces."""

    def __init__(self, response: urllib3.BaseHTTPResponse, alarm: Alarm) -> None:
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._alarm = alarm

    def read(self, size: int = PIECE) -> bytes:
        """Return the next `size` bytes of the body, fewer at its end."""
        self._alarm.set_anew(PIECE_SECONDS)
        return self._response.read(size)


class Wire:
    """Requests to the portal at `url`, all of them by way of `tor` if it is given."""

    def __init__(self, url: str, *, tor: Tor | None = None) -> None:
        self._url = url
        self._alarm = Alarm()
        self._pool = urllib3.PoolManager(
            num_pools=1, retries=False, blocksize=PIECE, ssl_context=quiet_context()
        )
        self._pool.pool_classes_by_scheme = _watched_pools(self._alarm, tor)

    @contextmanager
    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes | BinaryIO | None = None,
        patience: float | None = None,
    ) -> Iterator[Answer]:
        """Give the answer, its body still to be read; `Unreachable` if there is none or it is cut off.

        With `patience` the answer may take so many seconds to begin.
        """
        seconds = ANSWER_SECONDS if patience is None else patience
        with self._alarm.on(CONNECT_SECONDS + seconds):
            response = self._request(method, path, headers=headers, body=body, seconds=seconds)
            try:
                yield Answer(response, self._alarm)
            except HTTPError as error:
                raise self._failure(error, sent=True) from error
            finally:
                response.close()

    def _request(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes | BinaryIO | None,
        seconds: float,
    ) -> urllib3.BaseHTTPResponse:
        try:
            return self._pool.request(
                method,
                self._url + path,
                body=body
                if body is None or isinstance(body, bytes)
                else self._watch(body, seconds),
                headers={
                    "User-Agent": "sluis-courier",
                    "Accept-Encoding": "identity",
                    **headers,
                },
                timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=seconds),
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except Failed as error:
            raise NoTor(_TOR_FAILED.get(error.why, _TOR_GOT_NOWHERE)) from error
        except (HTTPError, OSError) as error:
            raise self._failure(error, sent=_may_have_been_sent(error)) from error

    def _watch(self, body: BinaryIO, seconds: float) -> Iterator[bytes]:
        """Yield a body, giving the alarm the time of one more piece for each, and that of the answer at the end."""
        while piece := body.read(PIECE):
            self._alarm.set_anew(PIECE_SECONDS)
            yield piece
        self._alarm.set_anew(seconds)

    def _failure(self, error: Exception, *, sent: bool) -> Unreachable:
        is_silent = self._alarm.rang or isinstance(error, ReadTimeoutError)
        return Silent(sent=sent) if is_silent else Unreachable(sent=sent)


def _watched_pools(alarm: Alarm, tor: Tor | None) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Return urllib3's pools, whose connections the alarm watches from their first byte on."""

    def by_tor(connection: HTTPConnection, tor: Tor) -> socket.socket:
        return tor.connect(connection.host, connection.port, seconds=CONNECT_SECONDS)

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            line = by_tor(self, tor) if tor else super()._new_conn()
            alarm.watch(line)
            return line

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            line = by_tor(self, tor) if tor else super()._new_conn()
            alarm.watch(line)
            return line

    return pools_of(Plain, Secure)


def _may_have_been_sent(error: HTTPError | OSError) -> bool:
    if isinstance(error, SSLError):
        # Any other failure of TLS may come after the request has left.
        return not isinstance(error.args[0], ssl.SSLCertVerificationError)
    return not isinstance(error, NewConnectionError | ConnectTimeoutError | LocationValueError)
