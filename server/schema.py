"""Running migrations: the database moves to a version whole, or stays where it was."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

import migrations
from server.database import Database
from server.models import SCHEMA


def migrate(database: Database) -> None:
    """Bring a database, new or older, to the version that this server works on."""
    with database.writing() as connection:
        command.upgrade(_config(connection), SCHEMA)


def migrate_down(database: Database, revision: str) -> None:
    """Bring a database back to an older version (`base`: no tables at all)."""
    with database.writing() as connection:
        command.downgrade(_config(connection), revision)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    config.attributes["connection"] = connection
    return config
