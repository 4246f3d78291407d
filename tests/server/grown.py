"""What a server stores on: SQLite and a folder as it comes, or PostgreSQL as a large service has it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import msgspec

from server.settings import Settings
from tests.server.postgresql import PostgreSQL, postgresql

LOCAL, GROWN = "local", "grown"


class Backing:
    """SQLite and a folder: everything lies in the home."""

    def new(self) -> Settings:
        """Return the settings of a server with nothing in it."""
        return Settings()

    def copy(self, settings: Settings) -> Settings:
        """Return the settings of a server that begins with what another one stores."""
        return settings

    def clean(self) -> None:
        """Remove the copies that were made."""


@dataclass
class GrownBacking(Backing):
    """PostgreSQL."""

    database: PostgreSQL
    copies: list[str] = field(default_factory=list)

    def new(self) -> Settings:
        return Settings(database=self.database.create())

    def copy(self, settings: Settings) -> Settings:
        url = self.database.create(self.database.name_in(settings.database))
        self.copies.append(url)
        return msgspec.structs.replace(settings, database=url)

    def clean(self) -> None:
        while self.copies:
            self.database.drop(self.copies.pop())


@contextmanager
def backing_of(kind: str) -> Iterator[Backing]:
    """Yield a backing of a kind, with what it runs on."""
    with ExitStack() as stack:
        if kind == LOCAL:
            yield Backing()
        else:
            yield GrownBacking(stack.enter_context(postgresql()))
