"""Lines through Tor's SOCKS port, for the two clients that speak to a server.

Guarantees that no name is looked up on this device: Tor is given it as it is.
Each `Tor` has a user and a password of its own, drawn at random, by which Tor
tells visits apart and gives each a circuit of its own (IsolateSOCKSAuth).
"""

import secrets
import socket
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import urllib3
from python_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError, ProxyType
from python_socks.sync import Proxy
from urllib3.connection import HTTPConnection, HTTPSConnection

from submitter_ui.tor.addresses import parse_port

_ISOLATION_SIZE = 16


class Failed(Exception):
    """No line was made, so nothing was sent; `why` says what the port answered."""

    def __init__(self, why: "Why") -> None:
        super().__init__(why.name)
        self.why = why


class Why(Enum):
    """The reasons; where there is a number, it is the SOCKS reply that Tor gives for it (RFC 1928)."""

    NOT_THERE = "nothing listens at the port"
    NOT_TOR = "what listens there does not speak as Tor does"
    SLOW = "no line was made in time"
    NO_LINE = 1
    NOT_FOUND = 4
    REFUSED = 5
    EXPIRED = 6


@dataclass(frozen=True, slots=True)
class Tor:
    """One visit through the SOCKS port at `host` and `port`."""

    host: str
    port: int
    user: str = field(repr=False)
    password: str = field(repr=False)

    def connect(self, host: str, port: int, *, seconds: float) -> socket.socket:
        """Return a line to a host that Tor finds, or raise `Failed`; `seconds` end a silence."""
        proxy = Proxy(ProxyType.SOCKS5, self.host, self.port, self.user, self.password, rdns=True)
        try:
            return proxy.connect(host, port, timeout=seconds)
        except ProxyTimeoutError as error:
            raise Failed(Why.SLOW) from error
        except ProxyConnectionError as error:
            raise Failed(Why.NOT_THERE) from error
        except ProxyError as error:
            raise Failed(_why(error.error_code)) from error
        except ValueError as error:
            # A name that cannot be one; no reply is parsed into this.
            raise Failed(Why.NOT_FOUND) from error
        except OSError as error:
            raise Failed(Why.NOT_TOR) from error


def new_visit(port: str) -> Tor:
    """Return a visit of its own through `HOST:PORT`, or raise `tor.addresses.WrongAddress`."""
    return Tor(*parse_port(port), *(secrets.token_hex(_ISOLATION_SIZE) for _ in range(2)))


def pools_through(tor: Tor, *, seconds: float) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Return urllib3's pools, whose lines all go through Tor."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return tor.connect(self.host, self.port, seconds=seconds)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return tor.connect(self.host, self.port, seconds=seconds)

    return pools_of(Plain, Secure)


def pools_of(plain: type[Any], secure: type[Any]) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Return urllib3's pools with connections of these classes."""
    return {
        "http": type("Pool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("Pool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }


def _why(reply: int | None) -> Why:
    """Return the reason for a SOCKS reply; without one, this is no SOCKS port that takes a user."""
    if reply is None:
        return Why.NOT_TOR
    try:
        return Why(reply)
    except ValueError:
        return Why.NO_LINE
