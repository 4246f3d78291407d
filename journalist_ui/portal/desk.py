"""What the portal needs of the server behind it, as an interface that the server fills in.

The portal moves sealed bundles and nothing else. It imports no server, so that
it can be mounted on any, and tested on a double.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol


@dataclass(frozen=True, slots=True)
class Session:
    """A fresh session: the token is shown once, the two ends are in seconds."""

    token: str = field(repr=False)
    idle_seconds: int
    absolute_seconds: int


@dataclass(frozen=True, slots=True)
class Account:
    """Whoever is signed in; `slot` is None for all but confidants."""

    id: bytes
    role: str
    slot: int | None


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody signed in at the pages; `confirmed` says that a fresh code was shown in the last minutes."""

    token: str = field(repr=False)
    account: Account
    name: str
    confirmed: bool
    idle_seconds: int


@dataclass(frozen=True, slots=True)
class Download:
    """A bundle on its way out: its size in bytes, its pieces, and how many larger attachments it leaves out."""

    size: int
    pieces: Iterator[bytes]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """An outbound bundle that was applied: now, or (`already`) when it was brought before."""

    slot: int
    sequence: int
    day: int
    already: bool = False


class DeskRefusal(Exception):
    """The portal will not do this; nothing was changed. The message is one sentence."""

    def __init__(self, code: str, message: str, *, status: int, wait: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.wait = wait


class Desk(Protocol):
    """The online desk of confidants and recipients."""

    def sign_in(self, *, name: str, password: str, code: str) -> Session:
        """Return a fresh session, or raise `DeskRefusal` in the same words whatever was wrong."""
        ...

    def sign_out(self, token: str) -> None:
        """End a session; one that is over already is no error."""
        ...

    def account(self, token: str) -> Account:
        """Return who is signed in, or raise `DeskRefusal`."""
        ...

    def inbound(self, account: Account, *, again: int | None, large: bool) -> Download:
        """Return the inbound bundle of an account; `again` asks for the last so many days once more."""
        ...

    def bring(self, account: Account, bundle: BinaryIO) -> Receipt:
        """Apply an outbound bundle, read once, whole; or raise `DeskRefusal` or a protocol error."""
        ...
