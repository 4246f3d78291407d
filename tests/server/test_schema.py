"""Migrations: they make the tables that the code works on, up and down, with data in them."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.util import CommandError
from handed import sealed
from sqlalchemy import inspect, select, text

from server import reporters
from server.database import Database, WrongSchema
from server.models import handover_attachments, heads, metadata, submissions
from server.new_home import create_home
from server.schema import migrate, migrate_down
from tests.server.grown import Backing
from tests.server.sent import pack, report, seal_attachment
from tests.server.service import Server

TABLES_OF_REPORTERS = (
    "submissions",
    "text_parts",
    "uploads",
    "attachments",
    "handover_attachments",
    "usage",
)


def test_migrations_make_the_tables_of_the_code(tmp_path: Path, backing: Backing) -> None:
    """Nothing in the tables differs from what the code says."""
    database = Database(create_home(tmp_path / "home", backing.new()).database_url)
    migrate(database)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.local
def test_reporters_tables_have_no_row_numbers(server: Server) -> None:
    """No table of reporters' data keeps the order in which rows came."""
    with server.database.reading() as connection:
        for table in TABLES_OF_REPORTERS:
            sql = connection.scalar(text(f"SELECT sql FROM sqlite_master WHERE name = '{table}'"))
            assert "WITHOUT ROWID" in str(sql)


def test_up_again_keeps_what_is_there(server: Server) -> None:
    """Running migrations on a database that is up to date changes nothing."""
    server.submit(report(server.tiny))
    migrate(server.database)
    with server.database.reading() as connection:
        assert len(connection.execute(select(submissions)).all()) == 1


def test_down_and_up_with_data(server: Server) -> None:
    """With data in every table the way down ends at nothing and the way up at an empty server."""
    ticket = server.ticket()
    server.upload(seal_attachment(server.tiny, b"x"), ticket)
    server.submit(report(server.tiny), ticket)
    server.bring("anna", pack(*server.tiny.bundle(0, attachments={b"i" * 16: sealed(b"x")})))
    server.revoke(2)
    migrate_down(server.database, "base")
    assert set(inspect(server.database.engine).get_table_names()) == {"alembic_version"}
    migrate(server.database)
    with server.database.reading() as connection:
        assert connection.execute(select(submissions)).all() == []


def test_down_to_the_first_version_and_up_keeps_all_but_the_files_of_handovers(
    server: Server,
) -> None:
    """An older server does not know them; everything else stays as it was."""
    server.submit(report(server.tiny))
    server.bring("anna", pack(*server.tiny.bundle(0, attachments={b"i" * 16: sealed(b"x")})))
    migrate_down(server.database, "0001")
    assert "handover_attachments" not in inspect(server.database.engine).get_table_names()
    migrate(server.database)
    with server.database.reading() as connection:
        assert len(connection.execute(select(submissions)).all()) == 1
        assert len(connection.execute(select(heads)).all()) == 1
        assert connection.execute(select(handover_attachments)).all() == []


def test_application_refuses_another_schema(server: Server) -> None:
    """An application does not start on a database it does not know."""
    with server.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WrongSchema):
        reporters.create_app(server.home.path)


def test_failed_migration_changes_nothing(server: Server) -> None:
    """A way down that does not exist leaves everything as it was."""
    server.submit(report(server.tiny))
    with pytest.raises(CommandError, match="nowhere"):
        migrate_down(server.database, "nowhere")
    server.database.require_schema()
