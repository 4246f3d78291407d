"""Who may come in: the browser that opened the one-time link, on this machine, from these pages.

The link's token opens once and becomes a cookie that lives as long as this
program. `Host` shuts out names that were bent to this address (DNS rebinding),
`Origin` and `Sec-Fetch-Site` shut out what other pages send. The link itself may
be followed from anywhere, a mail or a page: its token is what counts.
"""

import hmac
import secrets
from dataclasses import dataclass, field

from werkzeug.datastructures import Headers

ADDRESS = "127.0.0.1"
READS = frozenset({"GET", "HEAD"})
_OURS = frozenset({"same-origin", "none"})
"""`none` is an address that somebody typed, or the one-time link."""


class TurnedAway(Exception):
    """A request that is not from the browser that opened the one-time link."""


def _token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(slots=True)
class Door:
    """The door of one run of the desk, at one port of the loopback address."""

    port: int
    _link: str | None = field(default_factory=_token)
    _session: str = field(default_factory=_token)

    @property
    def host(self) -> str:
        """What a browser names in `Host`."""
        return f"{ADDRESS}:{self.port}"

    @property
    def cookie(self) -> str:
        """The name of the session's cookie: ports share cookies, and two desks must not swap theirs."""
        return f"sluis-desk-{self.port}"

    @property
    def origin(self) -> str:
        """What a browser names in `Origin`."""
        return f"http://{self.host}"

    def link(self) -> str:
        """Return the address that opens the desk once."""
        return f"{self.origin}/open/{self._link}"

    def exchange(self, token: str) -> str:
        """Return the session's secret for the link's token, the first time only, or raise `TurnedAway`."""
        link, self._link = self._link, None
        if link is None or not hmac.compare_digest(link.encode(), token.encode()):
            # A wrong token leaves the link as it was: nobody can close the door from outside.
            self._link = link
            raise TurnedAway("this link was used before, or is not the one that was printed")
        return self._session

    def check_host(self, headers: Headers) -> None:
        """Raise `TurnedAway` for a request to another name than this address."""
        if headers.get("Host") != self.host:
            raise TurnedAway("the request names another host")

    def check_page(self, method: str, headers: Headers) -> None:
        """Raise `TurnedAway` for a request that is not sent by these pages."""
        origin = headers.get("Origin")
        if origin != self.origin and (origin is not None or method not in READS):
            raise TurnedAway("the request comes from another page")
        if not self.is_ours(headers):
            raise TurnedAway("the request comes from another page")

    def is_ours(self, headers: Headers) -> bool:
        """Tell whether a browser says that a request comes from these pages, or was typed."""
        return headers.get("Sec-Fetch-Site", "none") in _OURS

    def check_session(self, cookie: str | None) -> None:
        """Raise `TurnedAway` unless this is the cookie that the link was exchanged for."""
        if not hmac.compare_digest(self._session.encode(), (cookie or "").encode()):
            raise TurnedAway("this browser has not opened the one-time link")
