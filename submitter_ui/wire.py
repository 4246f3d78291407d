"""One request at a time, and nothing that a server could use to know a reporter again.

No cookies, no redirects followed, no environment proxies, a constant
User-Agent; every wait has an end and every answer a largest size.
"""

import io
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
)
from urllib3.exceptions import TimeoutError as WaitedTooLong

from submitter_ui.deadline import OutOfTime, run_within
from submitter_ui.progress import Meter, Told, unseen
from submitter_ui.tor.line import Failed, Tor, Why, pools_through
from submitter_ui.tor.quiet_tls import quiet_context

USER_AGENT = "sluis-report"
OWN_HEADERS: Mapping[str, str] = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
CONNECT_SECONDS = 60
"""Building a circuit to an onion service takes up to half of this."""
IDLE_SECONDS = 60
"""Nothing moves on the line."""
SMALL_SECONDS = 90
"""A request that is small both ways, from the first byte to the last: 120 kB over a slow circuit (5 kB/s) take 24."""
LARGE_SECONDS = 900
"""The whole drop (4 MiB), or a piece of an upload, over such a circuit; a server that drips ends here."""
TOO_SLOW = "too_slow"
PIECE = 1 << 16
"""The wait for the socket is counted anew for each piece that is sent, so a slow line is no dead one."""
_WRONG_DATE = (9, 10)
"""OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED."""
WAYS_THAT_TOR_MAY_FIND = ("tor_slow", "tor_no_line", "tor_not_found")
_WHY_TOR_FAILED = {
    Why.NOT_THERE: "tor_not_there",
    Why.NOT_TOR: "tor_not_tor",
    Why.SLOW: "tor_slow",
    Why.NO_LINE: "tor_no_line",
    Why.NOT_FOUND: "tor_not_found",
    Why.REFUSED: "line_refused",
    Why.EXPIRED: "tor_slow",
}


class Unreachable(Exception):
    """No answer came; `sent` tells whether the request may have reached the server, `why` is the text to show."""

    def __init__(self, *, sent: bool, why: str = "unreachable") -> None:
        super().__init__("no answer came")
        self.sent = sent
        self.why = why

    @property
    def silent(self) -> bool:
        """Whether the line stood and the server said nothing, or too little: asking again is no use."""
        return self.why == TOO_SLOW

    @property
    def may_pass(self) -> bool:
        """Whether the same may well succeed soon: the line was cut, or Tor was still looking for a way."""
        return self.why in WAYS_THAT_TOR_MAY_FIND or (self.sent and not self.silent)


class TooLong(Exception):
    """The answer is longer than any true one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, the headers and the whole body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """Requests to one server at `base_url`, all of them by way of `tor` if it is given."""

    def __init__(
        self, base_url: str, *, tor: Tor | None = None, headers: Mapping[str, str] = OWN_HEADERS
    ) -> None:
        self._base_url = base_url
        self._pool = urllib3.PoolManager(
            num_pools=1,
            retries=False,
            blocksize=PIECE,
            headers=headers,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=IDLE_SECONDS),
            ssl_context=quiet_context(),
        )
        if tor is not None:
            self._pool.pool_classes_by_scheme = pools_through(tor, seconds=CONNECT_SECONDS)

    def request(
        self,
        method: str,
        path: str,
        *,
        limit: int,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        large: bool = False,
        meter: Meter = unseen,
    ) -> Answer:
        """Return the answer, of at most `limit` bytes, or raise `Unreachable` or `TooLong`.

        `meter` shows how much of it has come.
        """
        all_headers = {**self._pool.headers, **(headers or {})}
        if body is not None:
            all_headers["Content-Length"] = str(len(body))
        try:
            with meter() as told:
                return run_within(
                    LARGE_SECONDS if large else SMALL_SECONDS,
                    lambda: self._request(
                        method, path, headers=all_headers, body=body, limit=limit, told=told
                    ),
                )
        except OutOfTime as error:
            raise Unreachable(sent=True, why=TOO_SLOW) from error

    def _request(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
        told: Told,
    ) -> Answer:
        try:
            response = self._pool.request(
                method,
                self._base_url + path,
                body=None if body is None else io.BytesIO(body),
                headers=headers,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except Failed as error:
            raise Unreachable(sent=False, why=_WHY_TOR_FAILED[error.why]) from error
        except (HTTPError, OSError) as error:
            raise Unreachable(sent=_may_have_been_sent(error), why=_why(error)) from error
        try:
            return Answer(response.status, response.headers, _read_all(response, limit, told))
        except (HTTPError, OSError) as error:
            raise Unreachable(sent=True, why=_why(error)) from error
        finally:
            response.close()


def _may_have_been_sent(error: HTTPError | OSError) -> bool:
    if isinstance(error, SSLError):
        # Any other failure of TLS may come after the request has left.
        return not isinstance(error.args[0], ssl.SSLCertVerificationError)
    return not isinstance(error, NewConnectionError | ConnectTimeoutError | LocationValueError)


def _why(error: HTTPError | OSError) -> str:
    if isinstance(error, SSLError):
        return _why_not_secure(error.args[0])
    if isinstance(error, NameResolutionError):
        return "name_unknown"
    if isinstance(error, NewConnectionError):
        return (
            "line_refused" if isinstance(error.__cause__, ConnectionRefusedError) else "unreachable"
        )
    # A time-out while a body is sent comes wrapped in a `ProtocolError`.
    silent = isinstance(error, WaitedTooLong) or any(
        isinstance(a, TimeoutError) for a in error.args
    )
    return TOO_SLOW if silent and not isinstance(error, ConnectTimeoutError) else "unreachable"


def _why_not_secure(cause: object) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "certificate_date" if cause.verify_code in _WRONG_DATE else "certificate_wrong"
    return "line_not_secure"


def _read_all(response: urllib3.BaseHTTPResponse, limit: int, told: Told) -> bytes:
    body, length = bytearray(), response.headers.get("Content-Length", "")
    total = int(length) if length.isascii() and length.isdigit() else limit
    while piece := response.read1(PIECE):
        body += piece
        if len(body) > limit:
            raise TooLong("the answer is too long")
        told(len(body), total)
    return bytes(body)
