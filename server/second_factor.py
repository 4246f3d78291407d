"""The second factor: six digits from a phone, or a printed code; either works once.

Finding and using are two steps, because a password may be checked in between.
Using is one conditional write, so that of two attempts side by side one wins.
"""

import hmac
from contextlib import suppress
from dataclasses import dataclass

import pyotp
from sqlalchemy import Connection, Row, delete, select, update

from server.accounts import NEVER_USED, WrongAccount, open_totp
from server.clock import Clock
from server.database import Database
from server.models import accounts, printed_codes
from server.printed_codes import hash_code, is_printed
from server.settings import Secret

STEP_SECONDS = 30
"""RFC 6238's default, which every authenticator uses; one step either way is accepted."""
_STEPS = (-1, 0, 1)
_NOBODY = bytes(16)


@dataclass(frozen=True, slots=True)
class Found:
    """A code that fits an account: the time step of a phone's, or the hash of a printed one's."""

    account_id: bytes
    step: int | None = None
    code_hash: bytes | None = None


class SecondFactor:
    """Finds out whether a code fits an account, and uses it up."""

    def __init__(self, database: Database, clock: Clock, key: Secret) -> None:
        self._database = database
        self._clock = clock
        self._key = key

    def find(self, account: Row[tuple[object, ...]] | None, code: str) -> Found | None:
        """Return what fits and was not used yet; an account that is not there takes as long."""
        if is_printed(code):
            return self._find_printed(account, code)
        step = self._matching_step(account, code)
        return None if account is None or step is None else Found(bytes(account.id), step=step)

    def use(self, connection: Connection, found: Found) -> int:
        """Use up a code; return how many there were, which is 0 if somebody else was first."""
        if found.step is None:
            mine = printed_codes.c.code_hash == found.code_hash
            return connection.execute(delete(printed_codes).where(mine)).rowcount
        unused = (accounts.c.id == found.account_id) & (accounts.c.last_step < found.step)
        newer = update(accounts).where(unused).values(last_step=found.step)
        return connection.execute(newer).rowcount

    def _find_printed(self, account: Row[tuple[object, ...]] | None, code: str) -> Found | None:
        account_id = _NOBODY if account is None else bytes(account.id)
        code_hash = hash_code(code, account_id=account_id, key=self._key)
        query = select(printed_codes.c.account_id).where(printed_codes.c.code_hash == code_hash)
        with self._database.reading() as connection:
            is_known = connection.scalar(query) is not None
        return Found(account_id, code_hash=code_hash) if is_known else None

    def _secret_of(self, account: Row[tuple[object, ...]] | None) -> str:
        """Return an account's secret; nobody's, and one sealed under other secrets, fits no code."""
        with suppress(WrongAccount):
            if account is not None:
                return open_totp(account.totp_sealed, self._key)
        return pyotp.random_base32()

    def _matching_step(self, account: Row[tuple[object, ...]] | None, code: str) -> int | None:
        """Return the newest time step whose code this is and that was not used yet."""
        totp = pyotp.TOTP(self._secret_of(account))
        current = self._clock.now() // STEP_SECONDS
        found = None
        for step in (current + offset for offset in _STEPS):
            if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
                found = step
        used = NEVER_USED if account is None else account.last_step
        return found if found is not None and found > used else None
