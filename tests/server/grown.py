"""What a server stores on: SQLite and a folder as it comes, or PostgreSQL and S3 as a large service has them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec

from server.settings import Home, Settings
from tests.server.postgresql import PostgreSQL, postgresql
from tests.server.s3 import KEY, KEY_ID, S3, s3

LOCAL, GROWN = "local", "grown"


class Backing:
    """SQLite and a folder: everything lies in the home."""

    def new(self) -> Settings:
        """Return the settings of a server with nothing in it."""
        return Settings()

    def copy(self, settings: Settings) -> Settings:
        """Return the settings of a server that begins with what another one stores."""
        return settings

    def let_in(self, home: Home) -> None:
        """Give a home the secrets that it needs to reach its stores."""

    def clean(self) -> None:
        """Remove the copies that were made."""

    def objects(self, home: Home) -> list[str]:
        """Return the ids of all attachments in a home's store."""
        return sorted(path.name for path in home.objects.rglob("*") if path.is_file())

    def incoming(self, home: Home) -> list[str]:
        """Return the names of all that waits in a home's store."""
        return sorted(path.name for path in home.incoming.iterdir())


@dataclass
class GrownBacking(Backing):
    """PostgreSQL and S3."""

    database: PostgreSQL
    bucket: S3
    copies: list[str] = field(default_factory=list)

    def new(self) -> Settings:
        return Settings(
            database=self.database.create(),
            objects=self.bucket.place(),
            objects_endpoint=self.bucket.endpoint,
            objects_region="us-east-1",
        )

    def copy(self, settings: Settings) -> Settings:
        url = self.database.create(self.database.name_in(settings.database))
        self.copies.append(url)
        return msgspec.structs.replace(settings, database=url, objects=self.bucket.place())

    def let_in(self, home: Home) -> None:
        for name, value in (("objects-key-id", KEY_ID), ("objects-key", KEY)):
            path = home.path / "secrets" / name
            path.write_text(value)
            path.chmod(0o600)

    def clean(self) -> None:
        while self.copies:
            self.database.drop(self.copies.pop())

    def objects(self, home: Home) -> list[str]:
        return self._names(home, "objects/")

    def incoming(self, home: Home) -> list[str]:
        assert list(home.incoming.iterdir()) == []
        return self._names(home, "incoming/")

    def _names(self, home: Home, folder: str) -> list[str]:
        names = self.bucket.names(home.settings.objects)
        return sorted(name.rpartition("/")[2] for name in names if name.startswith(folder))


@contextmanager
def grown() -> Iterator[GrownBacking]:
    """Yield PostgreSQL and S3, both running."""
    with postgresql() as database, s3() as bucket:
        yield GrownBacking(database, bucket)
