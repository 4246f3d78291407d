"""Sessions of staff: a random token, kept as its hash, that ends when idle and in any case.

A program's session and a page's are hashed apart: a cookie is worth nothing as
a token of the interface, where no fresh code is asked for.
"""

import hashlib
import secrets
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from journalist_ui.portal.desk import Account, Session, Visit
from server.clock import Clock
from server.database import Database
from server.models import accounts, sessions
from server.settings import Settings

TOKEN_SIZE = 32
SEEN_SECONDS = 60
"""How coarse the last use is kept: a request does not cost a write."""
CONFIRMED_SECONDS = 300
"""How long a fresh code counts: time for a second file, or another try with the right one."""
_PROGRAM, _PAGE = "program:", "page:"


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._idle = settings.session_idle
        self._absolute = settings.session_absolute

    def begin(self, account_id: bytes) -> Session:
        """Return a fresh session of an account for a program."""
        return self._begin(account_id, _PROGRAM)

    def begin_visit(self, account_id: bytes) -> Session:
        """Return a fresh session of an account for pages."""
        return self._begin(account_id, _PAGE)

    def find(self, token: str) -> Account | None:
        """Return whose session this is, None if it is nobody's or is over."""
        row = self._find(_hash(_PROGRAM, token))
        return None if row is None else Account(row.id, row.role, row.slot)

    def find_visit(self, token: str) -> Visit | None:
        """Return the visit of a page's session, None if it is nobody's or is over."""
        row = self._find(_hash(_PAGE, token))
        if row is None:
            return None
        account = Account(row.id, row.role, row.slot)
        return Visit(token, account, row.name, self._is_fresh(row.confirmed), self._idle)

    def is_confirmed(self, connection: Connection, token: str) -> bool:
        """Tell whether a page's session has shown a fresh code lately."""
        mine = sessions.c.token_hash == _hash(_PAGE, token)
        return self._is_fresh(connection.scalar(select(sessions.c.confirmed).where(mine)))

    def note_confirmed(self, connection: Connection, token: str) -> None:
        """Note that a page's session has shown a fresh code now."""
        mine = sessions.c.token_hash == _hash(_PAGE, token)
        connection.execute(update(sessions).where(mine).values(confirmed=self._clock.now()))

    def end(self, token: str) -> None:
        """End a program's session."""
        self._end(_hash(_PROGRAM, token))

    def end_visit(self, token: str) -> None:
        """End a page's session."""
        self._end(_hash(_PAGE, token))

    def sweep(self) -> int:
        """Remove the sessions that are over; return how many."""
        now = self._clock.now()
        began_lately = sessions.c.began.between(now - self._absolute + 1, now + SEEN_SECONDS)
        over = ~began_lately | (sessions.c.seen <= now - self._idle)
        with self._database.writing() as connection:
            return connection.execute(delete(sessions).where(over)).rowcount

    def _begin(self, account_id: bytes, door: str) -> Session:
        token = secrets.token_urlsafe(TOKEN_SIZE)
        now = self._clock.now()
        row = {"token_hash": _hash(door, token), "account_id": account_id}
        with self._database.writing() as connection:
            connection.execute(insert(sessions).values(row | {"began": now, "seen": now}))
        return Session(token, self._idle, self._absolute)

    def _find(self, token_hash: bytes) -> Row[Any] | None:
        now = self._clock.now()
        mine = sessions.c.token_hash == token_hash
        query = select(
            accounts.c.id, accounts.c.name, accounts.c.role, accounts.c.slot, sessions
        ).where(mine, sessions.c.account_id == accounts.c.id, accounts.c.disabled.is_(False))
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None or now >= row.began + self._absolute or now >= row.seen + self._idle:
            return None
        if now < row.began - SEEN_SECONDS:
            # Begun in the future: after a clock that went back it would live as long as that was.
            return None
        if now >= row.seen + min(SEEN_SECONDS, self._idle // 2):
            with self._database.writing() as connection:
                connection.execute(update(sessions).where(mine).values(seen=now))
        return row

    def _is_fresh(self, confirmed: int | None) -> bool:
        if confirmed is None:
            return False
        return confirmed - SEEN_SECONDS <= self._clock.now() < confirmed + CONFIRMED_SECONDS

    def _end(self, token_hash: bytes) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def _hash(door: str, token: str) -> bytes:
    return hashlib.sha256((door + token).encode()).digest()
