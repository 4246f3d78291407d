"""Publication: `today` and `drop` as two files, the same for everybody (docs/protocol.md sections 6.3 and 6.4).

The drop is put in place before `today`, so that whoever sees a head finds its
batch. Each replaces the one before in one step; a reader sees the old file or
the new one, never half of either.

The files are made from the database alone and can be made anew at any time, so
every host has its own, byte for byte the same. Before one is served the
database is asked whether it is still the newest: whoever got `today` from one
host finds in the drop of another whatever `today` names. Where the database
does not answer, the files of the day are served as they are.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from crypto.batch import LIVE_DAYS
from crypto.drop import Entry, encode_drop, make_entry
from crypto.period import period_of
from crypto.today import Today, encode_today
from server.clock import Clock
from server.database import Database
from server.keyrings import Installed, read_installed, read_revocations, read_rotations
from server.marks import PUBLISHED, read_mark
from server.models import heads, period_keys
from server.objects import replace_durably
from server.publication_buckets import bits_around, write_buckets
from server.refusals import refusal_of
from server.settings import Home


class Publisher:
    """Makes the published files from the database, under one lock for all processes."""

    def __init__(self, home: Home, database: Database, clock: Clock) -> None:
        self._folder = home.public
        self._database = database
        self._clock = clock

    @property
    def today(self) -> Path:
        """The file of `today`."""
        return self._folder / "today"

    @property
    def drop(self) -> Path:
        """The file of the drop."""
        return self._folder / "drop"

    @property
    def buckets(self) -> Path:
        """The folder of the drop's buckets; empty while the drop is one file."""
        return self._folder / "buckets"

    def returning_size(self) -> int:
        """Return how many bytes somebody who comes back fetches: the drop, or the lists and a bucket of today's."""
        try:
            lists = (self.buckets / "lists").stat().st_size
        except FileNotFoundError:
            return self.drop.stat().st_size
        # Around a change of bits there are two sizes; the larger one surprises nobody.
        return lists + max(bits.joinpath("0").stat().st_size for bits in self.buckets.glob("*/"))

    def publish(self) -> None:
        """Make both files anew for the day it is."""
        with self._locked():
            self._publish()

    def publish_if_stale(self) -> None:
        """Make both files anew if they are of another day, or another host has changed what is published."""
        if not self._is_stale():
            return
        with self._locked():
            if self._is_stale():
                self._publish()

    def _publish(self) -> None:
        day = self._clock.today()
        with self._database.reading() as connection:
            version = read_mark(connection, PUBLISHED)
            installed = read_installed(connection)
            live = _read_live_entries(connection, installed, day)
            today = Today(
                period=period_of(day),
                keyring=installed.frame,
                rotations=read_rotations(connection),
                revocations=read_revocations(connection),
                period_keys=_read_period_keys(connection, installed, period_of(day)),
                heads=_newest_heads(live),
            )
        all_bits = bits_around(installed.keyring, day)
        write_buckets(self.buckets, live, all_bits=all_bits, period=today.period)
        replace_durably(self.drop, iter(encode_drop(live, period=today.period)))
        replace_durably(self.today, iter([encode_today(today)]))
        replace_durably(self._folder / "state", iter([f"{day} {version}".encode()]))

    def _is_stale(self) -> bool:
        try:
            day, version = (self._folder / "state").read_text("ascii").split()
        except FileNotFoundError:
            return True
        return day != str(self._clock.today()) or version != self._newest_version(version)

    def _newest_version(self, known: str) -> str:
        """Return what the database counts, or what is known where it does not answer."""
        try:
            with self._database.reading() as connection:
                return str(read_mark(connection, PUBLISHED))
        except DBAPIError as error:
            if refusal_of(error) is None:
                raise
            return known

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self._folder / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def read_period_keys(
    connection: Connection, installed: Installed, *, first: int, last: int | None = None
) -> list[bytes]:
    """Return the trusted period keys of these periods, in order of slot and period."""
    query = select(period_keys).where(period_keys.c.period >= first)
    if last is not None:
        query = query.where(period_keys.c.period <= last)
    rows = connection.execute(query.order_by(period_keys.c.slot, period_keys.c.period))
    return [row.frame for row in rows if installed.is_trusted(row.slot, row.generation)]


def _read_period_keys(
    connection: Connection, installed: Installed, period: int
) -> tuple[bytes, ...]:
    return tuple(read_period_keys(connection, installed, first=period, last=period))


def _read_live_entries(connection: Connection, installed: Installed, day: int) -> list[Entry]:
    query = select(heads).order_by(heads.c.slot, heads.c.sequence)
    rows = [r for r in connection.execute(query) if installed.is_trusted(r.slot, r.generation)]
    newest = {row.slot: row.sequence for row in rows}
    return [
        make_entry(row.frame, row.batch)
        for row in rows
        if row.day > day - LIVE_DAYS or row.sequence == newest[row.slot]
    ]


def _newest_heads(entries: list[Entry]) -> tuple[bytes, ...]:
    newest = {entry.head.slot: entry.frame for entry in entries}
    return tuple(newest[slot] for slot in sorted(newest))
