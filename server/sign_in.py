"""Signing in: one answer for everything wrong, a delay that grows to 30 seconds and never locks out.

An attempt is counted before it is judged, so that attempts side by side do not
escape the delay; one that comes too early is refused and not counted. Delays
are kept by a hash of the name, known or not, so they tell nothing about names.

Whoever is refused is told to wait until there is a new code, also where the
password was wrong: somebody whose code was used already needs that long, and
another answer to them would tell a guesser that the password was right.
"""

import hashlib
import hmac
import os
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, insert, select, update

from server.clock import Clock
from server.database import Database
from server.models import accounts, attempts
from server.second_factor import STEP_SECONDS, Found, SecondFactor
from server.settings import Secret

BUCKETS = 4_096
"""Names share delays by chance only, and an attacker cannot make the table grow."""
MAX_DELAY = 30


class SignInRefused(Exception):
    """The name, the password or the code is wrong or used, or it is too early; `wait` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__("the sign-in was refused")
        self.wait = wait


class SignInDesk:
    """Judges sign-ins."""

    def __init__(
        self, database: Database, clock: Clock, totp_key: Secret, hasher: PasswordHasher
    ) -> None:
        self._database = database
        self._clock = clock
        self._totp_key = totp_key
        self._hasher = hasher
        self._second_factor = SecondFactor(database, clock, totp_key)
        # An unknown name is verified against this one, so that it takes as long as a known one.
        self._nobody = self._hasher.hash(os.urandom(16).hex())
        # One hash takes 64 MiB; a crowd at the door waits instead of filling the memory.
        self._hashing = threading.Lock()

    def sign_in(self, *, name: str, password: str, code: str) -> bytes:
        """Return the account's id, or raise `SignInRefused`."""
        bucket = self._bucket(name)
        wait = self._begin_attempt(bucket)
        account = self._find(name)
        password_hash = self._nobody if account is None else account.password_hash
        knows = self._verify_password(password_hash, password)
        found = self._second_factor.find(account, code)
        if not knows or found is None:
            raise self._refusal(wait)
        self._finish(found, bucket, self._rehash(password_hash, password), wait)
        return found.account_id

    def _bucket(self, name: str) -> int:
        digest = hmac.digest(self._totp_key.value, b"attempts\0" + name.encode(), hashlib.sha256)
        return int.from_bytes(digest[:4], "big") % BUCKETS

    def _begin_attempt(self, bucket: int) -> int:
        """Count an attempt as failed until it succeeds; return the delay that then holds."""
        with self._database.writing() as connection:
            now = self._clock.now()
            row = connection.execute(select(attempts).where(attempts.c.bucket == bucket)).first()
            if row is not None and now < row.not_before <= now + MAX_DELAY:
                raise self._refusal(row.not_before - now)
            failures = 1 if row is None else row.failures + 1
            wait = delay(failures)
            state = {"failures": failures, "not_before": now + wait}
            mine = attempts.c.bucket == bucket
            if not connection.execute(update(attempts).where(mine).values(state)).rowcount:
                connection.execute(insert(attempts).values(bucket=bucket, **state))
        return wait

    def _refusal(self, wait: int) -> SignInRefused:
        until_next_code = STEP_SECONDS - self._clock.now() % STEP_SECONDS
        return SignInRefused(max(wait, until_next_code))

    def _find(self, name: str) -> Row[tuple[object, ...]] | None:
        with self._database.reading() as connection:
            return connection.execute(select(accounts).where(accounts.c.name == name)).first()

    def _verify_password(self, password_hash: str, password: str) -> bool:
        try:
            with self._hashing:
                return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def _rehash(self, password_hash: str, password: str) -> str:
        stale = self._hasher.check_needs_rehash(password_hash)
        return self._hasher.hash(password) if stale else password_hash

    def _finish(self, found: Found, bucket: int, password_hash: str, wait: int) -> None:
        """Use up the code, once even among attempts side by side, and forget the failures."""
        with self._database.writing() as connection:
            if not self._second_factor.use(connection, found):
                raise self._refusal(wait)
            mine = accounts.c.id == found.account_id
            connection.execute(update(accounts).where(mine).values(password_hash=password_hash))
            forgotten = {"failures": 0, "not_before": 0}
            connection.execute(
                update(attempts).where(attempts.c.bucket == bucket).values(forgotten)
            )


def delay(failures: int) -> int:
    """Return the seconds to wait after so many failures in a row: 1, 2, 4, 8, 16, then 30."""
    return min(MAX_DELAY, 1 << min(failures - 1, 10))
