"""Backups of a service on PostgreSQL and S3: patient with a slow store, and silent on what came when."""

import base64
import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, Engine, event

from crypto.opening.identity import Identity
from server.restoring.opening import open_backup
from tests.server.backing_up import back_up, backing_of, bring_back_by_command
from tests.server.sent import report
from tests.server.service import Server, attach

pytestmark = pytest.mark.grown


def test_slow_store_ends_neither_backup_nor_restore(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """PostgreSQL gives up a transaction in which nothing is asked; these two may wait for a store for an hour."""
    attach(server)
    backing = backing_of(server)
    with _pauses() as allowed:
        raw = back_up(server, key)
    assert allowed == ["1min", "1h"]
    words = ("--database", backing.database.create(), "--objects", backing.bucket.place())
    with _pauses() as allowed:
        done = bring_back_by_command(raw, key, tmp_path, *words)
    assert (done.exit_code, allowed[0]) == (0, "1h"), done.output


@contextmanager
def _pauses() -> Iterator[list[str]]:
    """Yield for how long PostgreSQL lets each transaction pause, noted as it ends."""
    found: list[str] = []

    def note(connection: Connection) -> None:
        asked = connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout")
        found.append(asked.scalar_one())

    event.listen(Engine, "commit", note)
    try:
        yield found
    finally:
        event.remove(Engine, "commit", note)


def test_backup_does_not_tell_the_order_in_which_reports_came(
    server: Server, key: Identity
) -> None:
    """PostgreSQL gives rows as they came, until the next sweep; the backup has them by their random ids."""
    for _ in range(6):
        server.submit(report(server.tiny))
    with tarfile.open(fileobj=open_backup(io.BytesIO(back_up(server, key)), key), mode="r|") as tar:
        texts = {m.name: tar.extractfile(m).read() for m in tar}  # type: ignore[union-attr]
    for name, column in (("submissions", "id"), ("text-parts", "submission_id")):
        lines = texts[f"rows/{name}/0"].splitlines()
        ids = [base64.b64decode(msgspec.json.decode(line)[column]) for line in lines]
        assert (len(ids), ids) == (6, sorted(ids))
