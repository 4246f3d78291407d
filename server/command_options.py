"""What every command of the administrator shares: where the home is, and what is opened on it."""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from server.clock import Clock, SystemClock
from server.database import Database
from server.objects import ObjectStore
from server.publication import Publisher
from server.settings import Home, open_home
from server.stores import Stores, open_stores

_Command = TypeVar("_Command", bound=Callable[..., Any])

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A server's home with its database."""

    home: Home
    database: Database
    clock: Clock

    @property
    def objects(self) -> ObjectStore:
        """Where attachments lie."""
        return self.stores.objects

    @property
    def stores(self) -> Stores:
        """Where attachments lie and uploads wait."""
        return open_stores(self.home, self.database)

    @property
    def publisher(self) -> Publisher:
        """What makes the published files."""
        return Publisher(self.home, self.database, self.clock)


def home_option(command: _Command) -> _Command:
    """Add `--home` to a command."""
    return click.option(
        "--home",
        "home_path",
        type=click.Path(path_type=Path),
        envvar="SLUIS_HOME",
        required=True,
        help="The server's folder (or SLUIS_HOME).",
    )(command)


def open_server(home_path: Path) -> Opened:
    """Return a home whose database is at this version, or raise what is wrong with it."""
    home = open_home(home_path)
    database = Database(home.database_url)
    database.require_schema()
    return Opened(home, database, SystemClock())


def echo_json(value: Any) -> None:
    """Print a value or a dataclass as JSON."""
    is_record = dataclasses.is_dataclass(value) and not isinstance(value, type)
    click.echo(json.dumps(dataclasses.asdict(value) if is_record else value, indent=2))
