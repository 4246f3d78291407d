"""Attempts at a password or a code: counted before they are judged, with a delay that never locks out.

Delays are kept in a table of fixed size by a hash of whoever is meant, known or
not: they tell nothing about names, and an attacker cannot make the table grow.
"""

import hashlib
import hmac

from sqlalchemy import Connection, insert, select, update

from server.models import attempts
from server.settings import Secret

BUCKETS = 4_096
"""Names share delays by chance only."""
MAX_DELAY = 30


class TooEarly(Exception):
    """The delay after the last failure is not over; `wait` is in seconds. Nothing was counted."""

    def __init__(self, wait: int) -> None:
        super().__init__("too early")
        self.wait = wait


def bucket_of(who: bytes, *, label: bytes, key: Secret) -> int:
    """Return the place in the table for somebody at one kind of door."""
    digest = hmac.digest(key.value, label + b"\0" + who, hashlib.sha256)
    return int.from_bytes(digest[:4], "big") % BUCKETS


def count_attempt(connection: Connection, bucket: int, *, now: int) -> int:
    """Count an attempt as failed until it succeeds; return the delay that then holds, or raise `TooEarly`."""
    mine = attempts.c.bucket == bucket
    row = connection.execute(select(attempts).where(mine)).first()
    if row is not None and now < row.not_before <= now + MAX_DELAY:
        raise TooEarly(row.not_before - now)
    failures = 1 if row is None else row.failures + 1
    wait = delay(failures)
    state = {"failures": failures, "not_before": now + wait}
    if not connection.execute(update(attempts).where(mine).values(state)).rowcount:
        connection.execute(insert(attempts).values(bucket=bucket, **state))
    return wait


def forget_attempts(connection: Connection, bucket: int) -> None:
    """Forget the failures before a success."""
    forgotten = {"failures": 0, "not_before": 0}
    connection.execute(update(attempts).where(attempts.c.bucket == bucket).values(forgotten))


def delay(failures: int) -> int:
    """Return the seconds to wait after so many failures in a row: 1, 2, 4, 8, 16, then 30."""
    return min(MAX_DELAY, 1 << min(failures - 1, 10))
