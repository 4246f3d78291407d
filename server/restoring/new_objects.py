"""The stored files of a home on its way: each is hashed as it comes, and stored where nothing was."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress

from server.backup_format import Place
from server.database import Database
from server.objects import ObjectStore, StoreGone
from server.restoring.errors import NotEmpty
from server.settings import Home, open_home
from server.stores import open_stores


class NewObjects:
    """The stored files of a home on its way: how many came, and which are not what they were."""

    def __init__(self, home: Home, database: Database) -> None:
        self._home, self._database = home, database
        self._store: ObjectStore | None = None
        self.came = 0
        self.altered: list[str] = []

    def look(self) -> None:
        """Raise what is wrong with the store, also where no file comes to show it."""
        self._open_store()

    def take(self, place: Place, pieces: Iterator[bytes]) -> None:
        """Store a file at its place, or note it where its bytes are not those that were stored."""
        store = self._open_store()
        arriving, digest = self._home.incoming / place.id, hashlib.sha256()
        with arriving.open("xb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() == place.sha256:
            object_id = bytes.fromhex(place.id)
            store.place(arriving, object_id, period=place.period, day=place.day)
        else:
            self.altered.append(place.id)
        self.came += 1
        arriving.unlink()

    def remove(self) -> None:
        """Remove what came, after a restore that failed: there was nothing else when it began."""
        if self._store is not None:
            with suppress(StoreGone):
                self._store.drop_periods(sys.maxsize)

    def _open_store(self) -> ObjectStore:
        """Return the store that the new settings name, in which nothing may be yet."""
        if self._store is None:
            store = open_stores(open_home(self._home.path), self._database).objects
            if store.periods():
                raise NotEmpty("there are attachments already at that place; nothing was changed")
            self._store = store
        return self._store
