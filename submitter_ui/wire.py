"""One request at a time, and nothing that a server could use to know a reporter again.

No cookies, no redirects followed, no environment proxies, a constant
User-Agent; every wait has an end and every answer a largest size.
"""

import io
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    NewConnectionError,
    SSLError,
)

USER_AGENT = "sluis-report"
CONNECT_SECONDS = 60
"""Building a circuit to an onion service takes up to half of this."""
READ_SECONDS = 120
ANSWER_SECONDS = 900
"""The whole drop over a slow circuit (4 MiB at 5 kB/s); a server that drips ends here."""
PIECE = 1 << 16
"""The wait for the socket is counted anew for each piece that is sent, so a slow line is no dead one."""


class Unreachable(Exception):
    """No answer came; `sent` tells whether the request may have reached the server."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__("no answer came")
        self.sent = sent


class TooLong(Exception):
    """The answer is longer than any true one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, the headers and the whole body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """Requests to one server at `base_url`."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._pool = urllib3.PoolManager(
            num_pools=1,
            retries=False,
            blocksize=PIECE,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        limit: int,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Return the answer, of at most `limit` bytes, or raise `Unreachable` or `TooLong`."""
        all_headers = {**self._pool.headers, **(headers or {})}
        if body is not None:
            all_headers["Content-Length"] = str(len(body))
        try:
            response = self._pool.request(
                method,
                self._base_url + path,
                body=None if body is None else io.BytesIO(body),
                headers=all_headers,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except (HTTPError, OSError) as error:
            raise Unreachable(sent=_may_have_been_sent(error)) from error
        try:
            return Answer(response.status, response.headers, _read_all(response, limit))
        except (HTTPError, OSError) as error:
            raise Unreachable(sent=True) from error
        finally:
            response.close()


def _may_have_been_sent(error: HTTPError | OSError) -> bool:
    if isinstance(error, SSLError):
        # Any other failure of TLS may come after the request has left.
        return not isinstance(error.args[0], ssl.SSLCertVerificationError)
    return not isinstance(error, NewConnectionError | ConnectTimeoutError | LocationValueError)


def _read_all(response: urllib3.BaseHTTPResponse, limit: int) -> bytes:
    end = time.monotonic() + ANSWER_SECONDS
    body = bytearray()
    while piece := response.read1(PIECE):
        body += piece
        if len(body) > limit:
            raise TooLong("the answer is too long")
        if time.monotonic() > end:
            raise Unreachable(sent=True)
    return bytes(body)
