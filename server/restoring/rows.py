"""Rows of a backup on their way into an empty database, by what that database says of its tables."""

import base64
import binascii
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, LargeBinary, MetaData, Table, insert
from sqlalchemy.exc import IntegrityError, NoSuchTableError

from crypto.errors import Malformed
from server.backup_format import LEFT_OUT

_ALTERED = "a row of this backup is not one of its tables"


class Rows:
    """Puts rows into tables and counts them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables: dict[str, Table] = {}
        self.counted: dict[str, int] = {}

    def add(self, name: str, lines: bytes) -> None:
        """Add rows in JSON lines to a table, or raise `Malformed`."""
        table = self._table(name)
        rows = [_row(table, line) for line in lines.splitlines()]
        try:
            self._connection.execute(insert(table), rows)
        except IntegrityError as error:
            raise Malformed(_ALTERED) from error
        self.counted[name] = self.counted.get(name, 0) + len(rows)

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            if name in LEFT_OUT:
                raise Malformed(_ALTERED)
            try:
                table = Table(name, MetaData(), autoload_with=self._connection)
            except NoSuchTableError as error:
                raise Malformed(_ALTERED) from error
            # What a migration itself puts into a table is in the backup as well.
            self._connection.execute(table.delete())
            self._tables[name] = table
        return self._tables[name]


def _row(table: Table, line: bytes) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise Malformed(_ALTERED) from error
    if set(found) != {column.name for column in table.columns}:
        raise Malformed(_ALTERED)
    return dict(_values(table, found))


def _values(table: Table, found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        value = found[column.name]
        if isinstance(column.type, LargeBinary) and value is not None:
            try:
                value = base64.b64decode(value, validate=True)
            except (TypeError, binascii.Error) as error:
                raise Malformed(_ALTERED) from error
        yield column.name, value
