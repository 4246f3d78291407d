"""Restoring: a backup becomes a home, whole or not at all.

Everything is read, opened, hashed and counted before the home has its name: what
is on its way lies in a folder beside it, and the rows in one transaction. A
backup of an older version goes into the tables of its time, which are then
brought up to date.
"""

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import Connection, inspect

from crypto.bundle import Members, read_once
from crypto.errors import Malformed, Tampered
from server import backup_format
from server.audit import CONSOLE, record
from server.backup_format import (
    FORMAT,
    MAX_SMALL,
    End,
    Manifest,
    Place,
    parse_end,
    parse_manifest,
    parse_place,
)
from server.clock import Clock
from server.database import Database
from server.engine import allow_pauses
from server.keyrings import NoKeyring
from server.models import SCHEMA
from server.new_home import create_home
from server.publication import Publisher
from server.restoring.errors import NOT_WHOLE, NotEmpty
from server.restoring.new_objects import NewObjects
from server.restoring.new_settings import NewSettings, Places
from server.restoring.rows import Rows
from server.schema import migrate_to
from server.settings import Home, with_password


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the day of the backup, its rows, its stored files, and those it did not have."""

    day: int
    rows: int
    objects: int
    lost: int
    secrets: bool


def restore(
    tar: io.BufferedReader, target: Path, *, places: Places, clock: Clock, password: str = ""
) -> Restored:
    """Make the home `target` of a backup that was opened, or raise why not and leave nothing.

    `password` is that of the database in `places`; it becomes a secret of the new home.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotEmpty(f"{target} is not empty; nothing was changed")
    raw, members = read_once(tar, limit=MAX_SMALL)
    manifest = parse_manifest(raw)
    if manifest.format != FORMAT:
        raise Malformed("this backup was made by a later version; restore it with that one")
    with _on_its_way(target) as folder:
        restoring = _Restoring(create_home(folder), manifest, places, password)
        try:
            found = restoring.run(members, clock=clock)
            folder.replace(target)
        except BaseException:
            restoring.objects.remove()
            raise
    return found


class _Restoring:
    """One restore on its way into a folder that has another name still."""

    def __init__(self, home: Home, manifest: Manifest, places: Places, password: str) -> None:
        self._home, self._manifest = home, manifest
        self._database = Database(
            with_password(places.database, password) if places.database else home.database_url
        )
        self._settings = NewSettings(home, places, password)
        self.objects = NewObjects(home, self._database)
        self._place: Place | None = None
        self._end: End | None = None

    def run(self, members: Members, *, clock: Clock) -> Restored:
        database = self._database
        if inspect(database.engine).get_table_names():
            raise NotEmpty("the database is not empty; nothing was changed")
        with database.writing() as connection:
            allow_pauses(connection)
            _make_tables(connection, self._manifest.schema)
            rows = Rows(connection)
            for name, size, pieces in members:
                self._take(rows, name, size, pieces)
            end = self._check_end(rows)
            self.objects.look()
            migrate_to(connection, SCHEMA)
            about = self._manifest.id
            record(connection, "restored", day=clock.today(), who=CONSOLE, about=about)
        self._publish(database, clock)
        database.engine.dispose()
        return Restored(
            day=self._manifest.day,
            rows=sum(end.rows.values()),
            objects=self.objects.came,
            lost=len(end.lost),
            secrets=self._manifest.secrets,
        )

    def _take(self, rows: Rows, name: str, size: int, pieces: Iterator[bytes]) -> None:
        folder, _, rest = name.partition("/")
        if self._end is not None:
            raise Malformed(NOT_WHOLE)
        if folder == backup_format.OBJECTS_FOLDER:
            self._take_object(pieces)
            return
        if size > MAX_SMALL:
            raise Malformed(NOT_WHOLE)
        content = b"".join(pieces)
        match folder:
            case backup_format.ROWS_FOLDER:
                rows.add(rest.partition("/")[0].replace("-", "_"), content)
            case backup_format.PLACES_FOLDER:
                self._place = parse_place(content)
            case backup_format.SETTINGS:
                self._settings.write(content)
            case backup_format.SECRETS_FOLDER:
                self._settings.take_secret(rest, content)
            case backup_format.END:
                self._end = parse_end(content)
            case _:
                raise Malformed(NOT_WHOLE)

    def _take_object(self, pieces: Iterator[bytes]) -> None:
        if self._place is None:
            raise Malformed(NOT_WHOLE)
        place, self._place = self._place, None
        self.objects.take(place, pieces)

    def _check_end(self, rows: Rows) -> End:
        """Return what the backup says of itself, if that is what came."""
        if self._end is None or self.objects.came != self._end.objects:
            raise Tampered(NOT_WHOLE)
        if rows.counted != {name: number for name, number in self._end.rows.items() if number}:
            raise Tampered(NOT_WHOLE)
        if not set(self.objects.altered) <= set(self._end.lost):
            raise Tampered("a stored file in this backup is not what came; nothing was restored")
        return self._end

    def _publish(self, database: Database, clock: Clock) -> None:
        with suppress(NoKeyring):
            Publisher(self._home, database, clock).publish()


def _make_tables(connection: Connection, schema: str) -> None:
    try:
        migrate_to(connection, schema)
    except CommandError as error:
        raise Malformed(
            "this backup was made by a later version; restore it with that one"
        ) from error


@contextmanager
def _on_its_way(target: Path) -> Iterator[Path]:
    folder = target.with_name(f"{target.name}.restoring")
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError as error:
        raise NotEmpty(
            f"{folder} is there from a restore that was cut off; remove it, then try again"
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
