"""What the server refuses, as a closed list of codes with their HTTP status (docs/protocol.md section 14).

A refusal's message is one sentence for the person at the other end. It never
repeats what was sent.
"""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from server.objects import StoreFull, StoreGone

STATUS = {
    "malformed": 400,
    "sign-in": 401,
    "ticket": 403,
    "role": 403,
    "untrusted": 403,
    "unknown": 404,
    "conflict": 409,
    "too-large": 413,
    "period": 422,
    "checksum": 460,
    "internal": 500,
    "busy": 503,
    "full": 507,
}
_FULL = (errno.ENOSPC, errno.EDQUOT)
_BUSY_PRIMARY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_GONE = (errno.EROFS, errno.EIO)
_GONE_PRIMARY = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_FULL_STATES = ("53100",)
_BUSY_STATES = ("40001", "40P01", "55P03", "57014")
"""Of PostgreSQL: run once more, a deadlock, a lock or a statement that took too long."""
_GONE_CLASSES = ("08", "53", "57", "58", "25")
"""Of PostgreSQL: no connection, no resources, an operator's doing, its system, a copy that cannot be written."""

FULL_MESSAGE = "There is no room at the moment; nothing was stored. Call us, or try again later."
BUSY_MESSAGE = "The server is busy; nothing was stored. Try again in a minute."


class Refusal(Exception):
    """The server will not do this; nothing was changed."""

    def __init__(self, code: str, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = STATUS[code] if status is None else status


def refusal_of(error: Exception) -> Refusal | None:
    """Return the refusal that a full, busy or absent database or disk amounts to, None for anything else."""
    if isinstance(error, StoreFull) or (isinstance(error, OSError) and error.errno in _FULL):
        return Refusal("full", FULL_MESSAGE)
    if is_outage(error) or isinstance(error, NoConnection):
        return Refusal("busy", BUSY_MESSAGE)
    if not isinstance(error, DBAPIError):
        return None
    primary, state = _codes(error)
    if primary == sqlite3.SQLITE_FULL or state in _FULL_STATES:
        return Refusal("full", FULL_MESSAGE)
    if primary in _BUSY_PRIMARY or state in _BUSY_STATES:
        return Refusal("busy", BUSY_MESSAGE)
    return None


def is_outage(error: BaseException) -> bool:
    """Tell whether something that this host stores on cannot be reached or written: somebody should look."""
    if isinstance(error, DBAPIError):
        primary, state = _codes(error)
        if state:
            return state[:2] in _GONE_CLASSES and state not in (*_FULL_STATES, *_BUSY_STATES)
        # PostgreSQL's driver gives no code where there was nobody to give one.
        is_silent = not hasattr(error.orig, "sqlite_errorcode")
        return primary in _GONE_PRIMARY or (is_silent and isinstance(error, OperationalError))
    return isinstance(error, StoreGone) or (isinstance(error, OSError) and error.errno in _GONE)


def _codes(error: DBAPIError) -> tuple[int, str]:
    """Return SQLite's primary code and PostgreSQL's state of an error, as far as it has them."""
    primary = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return primary, getattr(error.orig, "sqlstate", None) or ""
