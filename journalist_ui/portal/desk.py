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
    through: int = 0
    """The day of the bundle."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An outbound bundle that was applied: now, or (`already`) when it was brought before."""

    slot: int
    sequence: int
    day: int
    already: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an account has not fetched: submissions, or for a recipient files of handovers.

    `got` is the day of its last bundle; what came on that day may have been in
    it, and is counted in `again` and not in `new`. `large` counts the files of
    the next bundle that are left out unless they are asked for.
    """

    got: int | None
    new: int
    again: int
    large: int


@dataclass(frozen=True, slots=True)
class Going:
    """How much that an account has not surely fetched goes when the last day is over; who, where it is another's."""

    day: int
    number: int
    who: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A manned slot's newest head and the day on which the next is due; None when it has not spoken yet."""

    slot: int
    day: int | None
    next_due: int | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Expiry:
    """The installed keyring's number and its last day."""

    serial: int
    expires: int


@dataclass(frozen=True, slots=True)
class Stock:
    """What a server holds, for its administrator; sizes in bytes."""

    submissions: int
    attachments: int
    attachment_bytes: int
    uploads: int
    free_disk: int
    slots_without_account: list[int]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the desk shows to an account on a day; `waiting` is None for administrators, `stock` for all others."""

    day: int
    keyring: Expiry | None
    heads: list[Due]
    waiting: Waiting | None
    going: list[Going]
    codes_left: int
    stock: Stock | None


@dataclass(frozen=True, slots=True)
class RegisteredAct:
    """An entry of the register: its number, the day, who, what, about which opaque thing, and how many or which."""

    sequence: int
    day: int
    who: str
    act: str
    about: str
    number: int


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the register, newest first; `holds` says whether all of it, not this page alone, was verified."""

    number: int
    pages: int
    entries: int
    acts: list[RegisteredAct]
    newest: str
    holds: bool


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

    def begin_visit(self, *, name: str, password: str, code: str) -> Session:
        """Return a fresh session for pages, or raise as `sign_in` does."""
        ...

    def end_visit(self, token: str) -> None:
        """End a session of pages; one that is over already is no error."""
        ...

    def visit(self, token: str) -> Visit:
        """Return whose visit this is, or raise `DeskRefusal`."""
        ...

    def confirm(self, visit: Visit, code: str) -> None:
        """Take a fresh code for what needs one, or raise `DeskRefusal`; a confirmed visit needs none."""
        ...

    def overview(self, account: Account) -> Overview:
        """Return what the desk shows to an account."""
        ...

    def register(self, account: Account, number: int) -> RegisterPage:
        """Return a page of the register to an administrator, or raise `DeskRefusal`."""
        ...

    def explain(self, error: Exception) -> DeskRefusal:
        """Return what an error of the server amounts to; one that nobody expected is logged."""
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
