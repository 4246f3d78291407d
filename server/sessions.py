"""Sessions of staff: a random token, kept as its hash, that ends when idle and in any case."""

import hashlib
import secrets

from sqlalchemy import delete, insert, select, update

from journalist_ui.portal.desk import Account, Session
from server.clock import Clock
from server.database import Database
from server.models import accounts, sessions
from server.settings import Settings

TOKEN_SIZE = 32
SEEN_SECONDS = 60
"""How coarse the last use is kept: a request does not cost a write."""


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._idle = settings.session_idle
        self._absolute = settings.session_absolute

    def begin(self, account_id: bytes) -> Session:
        """Return a fresh session of an account."""
        token = secrets.token_urlsafe(TOKEN_SIZE)
        now = self._clock.now()
        row = {"token_hash": _hash(token), "account_id": account_id, "began": now, "seen": now}
        with self._database.writing() as connection:
            connection.execute(insert(sessions).values(row))
        return Session(token, self._idle, self._absolute)

    def find(self, token: str) -> Account | None:
        """Return whose session this is, None if it is nobody's or is over."""
        now = self._clock.now()
        mine = sessions.c.token_hash == _hash(token)
        query = select(accounts.c.id, accounts.c.role, accounts.c.slot, sessions).where(
            mine, sessions.c.account_id == accounts.c.id
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None or now >= row.began + self._absolute or now >= row.seen + self._idle:
            return None
        if now >= row.seen + min(SEEN_SECONDS, self._idle // 2):
            with self._database.writing() as connection:
                connection.execute(update(sessions).where(mine).values(seen=now))
        return Account(row.id, row.role, row.slot)

    def end(self, token: str) -> None:
        """End a session."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == _hash(token)))

    def sweep(self) -> int:
        """Remove the sessions that are over; return how many."""
        now = self._clock.now()
        over = (sessions.c.began <= now - self._absolute) | (sessions.c.seen <= now - self._idle)
        with self._database.writing() as connection:
            return connection.execute(delete(sessions).where(over)).rowcount


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
