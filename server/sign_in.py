"""Signing in: one answer for everything wrong, a delay that grows to 30 seconds and never locks out.

An attempt is counted before it is judged, so that attempts side by side do not
escape the delay; one that comes too early is refused and not counted.

Somebody who knows a name can keep its delay running, and so keep its owner
waiting. An attempt with a printed code that fits has a delay of its own, which
nobody without that paper can touch: with it there is always a way in.

Whoever is refused is told to wait until there is a new code, also where the
password was wrong: somebody whose code was used already needs that long, and
another answer to them would tell a guesser that the password was right.
"""

import os
import threading
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, select, update

from server.accounts import is_name
from server.attempts import TooEarly, bucket_of, count_attempt, forget_attempts
from server.audit import count_failed_sign_in, name_of, record
from server.clock import Clock
from server.database import Database
from server.models import accounts
from server.second_factor import STEP_SECONDS, Found, SecondFactor
from server.sessions import Sessions
from server.settings import Secret

NOBODY = ""
"""Stands for whatever was typed that is no name; no account can be called so."""


class SignInRefused(Exception):
    """The name, the password or the code is wrong or used, or it is too early; `wait` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__("the sign-in was refused")
        self.wait = wait


class SignInDesk:
    """Judges sign-ins, and the fresh codes of those who are signed in."""

    def __init__(
        self, database: Database, clock: Clock, totp_key: Secret, hasher: PasswordHasher
    ) -> None:
        self._database = database
        self._clock = clock
        self._key = totp_key
        self._hasher = hasher
        self._second_factor = SecondFactor(database, clock, totp_key)
        # An unknown name is verified against this one, so that it takes as long as a known one.
        self._nobody = self._hasher.hash(os.urandom(16).hex())
        # One hash takes 64 MiB; a crowd at the door waits instead of filling the memory.
        self._hashing = threading.Lock()

    def sign_in(self, *, name: str, password: str, code: str) -> bytes:
        """Return the account's id, or raise `SignInRefused`."""
        # What no account can be called is not looked for: not every database takes every character.
        name = name if is_name(name) else NOBODY
        account = self._find(name)
        found = self._second_factor.find(account, code)
        has_paper = found is not None and found.code_hash is not None
        label = b"paper" if has_paper else b"attempts"
        bucket = bucket_of(name.encode(), label=label, key=self._key)
        wait = self._begin_attempt(bucket)
        password_hash = self._nobody if account is None else account.password_hash
        knows = self._verify_password(password_hash, password)
        if not knows or found is None or account is None or account.disabled:
            self._count_failure(name)
            raise self._refusal(wait)
        if not self._finish(account, found, bucket, self._rehash(password_hash, password)):
            self._count_failure(name)
            raise self._refusal(wait)
        return found.account_id

    def confirm(self, sessions: Sessions, token: str, account_id: bytes, code: str) -> None:
        """Note in a page's session that a fresh code was shown, or raise `SignInRefused`.

        One transaction, so that the second click on the same button finds the
        first one's success and not a code that was used.
        """
        bucket = bucket_of(account_id, label=b"confirm", key=self._key)
        with self._database.writing() as connection:
            if sessions.is_confirmed(connection, token):
                return
            try:
                wait = count_attempt(connection, bucket, now=self._clock.now())
            except TooEarly as early:
                raise self._refusal(early.wait) from None
            mine = accounts.c.id == account_id
            account = connection.execute(select(accounts).where(mine)).first()
            found = self._second_factor.find(account, code)
            is_fresh = found is not None and bool(self._second_factor.use(connection, found))
            if is_fresh:
                forget_attempts(connection, bucket)
                sessions.note_confirmed(connection, token)
            else:
                name = name_of(connection, account_id)
                count_failed_sign_in(connection, name, day=self._clock.today())
        if not is_fresh:
            raise self._refusal(wait)

    def _begin_attempt(self, bucket: int) -> int:
        try:
            with self._database.writing() as connection:
                return count_attempt(connection, bucket, now=self._clock.now())
        except TooEarly as early:
            raise self._refusal(early.wait) from None

    def _refusal(self, wait: int) -> SignInRefused:
        until_next_code = STEP_SECONDS - self._clock.now() % STEP_SECONDS
        return SignInRefused(max(wait, until_next_code))

    def _find(self, name: str) -> Row[Any] | None:
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

    def _finish(self, account: Row[Any], found: Found, bucket: int, password_hash: str) -> bool:
        """Use up the code, forget the failures, and tell whether this attempt was the first with it."""
        with self._database.writing() as connection:
            if not self._second_factor.use(connection, found):
                return False
            mine = accounts.c.id == found.account_id
            connection.execute(update(accounts).where(mine).values(password_hash=password_hash))
            forget_attempts(connection, bucket)
            record(connection, "sign-in", day=self._clock.today(), who=account.name)
        return True

    def _count_failure(self, name: str) -> None:
        with self._database.writing() as connection:
            count_failed_sign_in(connection, name, day=self._clock.today())
