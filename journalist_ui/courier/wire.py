"""One request at a time to one portal: no redirect followed, no cookie kept, no proxy taken from the environment."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    NewConnectionError,
    SSLError,
)

from journalist_ui.courier.errors import Unreachable

CONNECT_SECONDS = 60
READ_SECONDS = 120
"""Building an inbound bundle's manifest takes the portal a while."""
PIECE = 1 << 16


class Wire:
    """Requests to the portal at `url`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool = urllib3.PoolManager(
            num_pools=1,
            retries=False,
            blocksize=PIECE,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        )

    @contextmanager
    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes | BinaryIO | None = None,
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        """Give the answer, its body still to be read; `Unreachable` if there is none or it is cut off."""
        try:
            answer = self._pool.request(
                method,
                self._url + path,
                body=body,
                headers={
                    "User-Agent": "sluis-courier",
                    "Accept-Encoding": "identity",
                    **headers,
                },
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except (HTTPError, OSError) as error:
            raise Unreachable(sent=_may_have_been_sent(error)) from error
        try:
            yield answer
        except HTTPError as error:
            raise Unreachable(sent=True) from error
        finally:
            answer.close()


def _may_have_been_sent(error: HTTPError | OSError) -> bool:
    if isinstance(error, SSLError):
        # Any other failure of TLS may come after the request has left.
        return not isinstance(error.args[0], ssl.SSLCertVerificationError)
    return not isinstance(error, NewConnectionError | ConnectTimeoutError | LocationValueError)
