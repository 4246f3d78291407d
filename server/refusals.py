"""What the server refuses, as a closed list of codes with their HTTP status (docs/protocol.md section 14).

A refusal's message is one sentence for the person at the other end. It never
repeats what was sent.
"""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError

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
    "internal": 500,
    "busy": 503,
    "full": 507,
}
_FULL = (errno.ENOSPC, errno.EDQUOT)
_BUSY_PRIMARY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

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
    """Return the refusal that a full disk or a busy database amounts to, None for anything else."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return Refusal("full", FULL_MESSAGE)
    if not isinstance(error, DBAPIError):
        return None
    primary = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return Refusal("full", FULL_MESSAGE)
    if primary in _BUSY_PRIMARY:
        return Refusal("busy", BUSY_MESSAGE)
    return None
