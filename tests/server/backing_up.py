"""Backups of a test's server, made and brought back."""

import io
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner, Result
from sqlalchemy import func, select

from crypto.age_text import encode_seed
from crypto.opening.identity import Identity
from server.backup import Counted, backup_chunks
from server.database import Database
from server.models import metadata
from server.restoring.cli import main
from server.restoring.new_settings import Places
from server.restoring.opening import open_backup
from server.restoring.restore import Restored, restore
from server.settings import Home
from server.stores import open_stores
from tests.server.grown import GrownBacking
from tests.server.service import Server


def back_up(server: Server, key: Identity, *, with_secrets: bool = True) -> bytes:
    """Return a backup of a server."""
    return b"".join(chunks(server, key, with_secrets=with_secrets))


def chunks(
    server: Server, key: Identity, *, with_secrets: bool = True, counted: Counted | None = None
) -> Iterator[bytes]:
    """Yield a backup of a server."""
    return backup_chunks(
        server.home,
        server.database,
        open_stores(server.home, server.database).objects,
        clock=server.clock,
        recipient=key.recipient,
        with_secrets=with_secrets,
        counted=counted or Counted(),
    )


def bring_back(server: Server, raw: bytes, key: Identity, target: Path) -> Restored:
    """Restore a backup to a new home."""
    tar = open_backup(io.BytesIO(raw), key)
    return restore(tar, target, places=Places(), clock=server.clock)


def bring_back_by_command(raw: bytes, key: Identity, folder: Path, *words: str) -> Result:
    """Restore a backup to `new` in a folder by the command."""
    (folder / "key").write_text(encode_seed(key.seed))
    (folder / "backup.age").write_bytes(raw)
    asked = ["home", "--identity", folder / "key", "--home", folder / "new", *words]
    return run(main, *asked, folder / "backup.age")


def backing_of(server: Server) -> GrownBacking:
    """Return what a grown server stores on."""
    assert isinstance(server.backing, GrownBacking)
    return server.backing


def rows(home: Home) -> dict[str, int]:
    """Return how many rows each table has."""
    with Database(home.database_url).reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def run(command: object, *words: str | Path) -> Result:
    """Run a command."""
    return CliRunner().invoke(command, [str(word) for word in words])  # type: ignore[arg-type]
