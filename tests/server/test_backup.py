"""Backups: what was acknowledged is in them, nobody else reads them, and a damaged one is refused."""

import io
import tarfile
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from crypto.errors import Malformed, ProtocolError
from crypto.opening.identity import Identity
from server import backup
from server.audit import newest_hash, read_entries
from server.audit_check import verify
from server.backup import Counted
from server.cli import main
from server.damage import find_damage
from server.database import Database
from server.models import attachments, submissions
from server.objects import FolderStore
from server.restoring.errors import NotEmpty
from server.restoring.new_settings import Places
from server.restoring.opening import open_backup
from server.restoring.restore import restore
from server.settings import Home, Settings, open_home
from tests.server.backing_up import back_up, bring_back, chunks, rows, run
from tests.server.sent import report
from tests.server.service import Server, attach, open_server


def test_restored_server_is_the_one_that_was_backed_up(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """Rows, files, keyring, accounts and secrets: staff sign in and get what had come."""
    content, _path = attach(server)
    server.submit(report(server.tiny))
    before = server.get("anna", "?again=30")[1]
    found = bring_back(server, back_up(server, key), key, tmp_path / "new")
    assert (found.objects, found.lost, found.secrets) == (1, 0, True)
    home = open_home(tmp_path / "new")
    again = open_server(home, server.tiny, server.staff)
    again.clock.second = server.clock.second
    after = again.get("anna", "?again=30")[1]
    assert after == before
    assert content in after.values()
    assert find_damage(again.database, FolderStore(home.objects)) == []
    assert again.submit(report(server.tiny)).status_code == 201


def test_every_table_but_those_left_out_is_restored(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """A table that somebody adds later is in the backup without being named."""
    attach(server)
    server.token("anna")
    before = rows(server.home)
    bring_back(server, back_up(server, key), key, tmp_path / "new")
    after = rows(open_home(tmp_path / "new"))
    assert before["sessions"]
    assert not after["sessions"]
    # The entry that it was made, and the one that it was restored.
    assert after.pop("audit_entries") == before.pop("audit_entries") + 2
    left_out = {"sessions", "attempts", "uploads", "upload_pieces"}
    for name in before.keys() - left_out:
        assert after[name] == before[name], name


def test_register_goes_on_where_it_was(server: Server, key: Identity, tmp_path: Path) -> None:
    """The chain of the old server holds on the new one, and says that it was restored."""
    server.token("anna")
    bring_back(server, back_up(server, key), key, tmp_path / "new")
    with Database(open_home(tmp_path / "new").database_url).reading() as connection:
        verify(read_entries(connection), newest=newest_hash(connection))
        acts = [chained.entry.act for chained in read_entries(connection)]
    assert acts == ["sign-in", "backup-made", "restored"]


def test_only_the_key_opens_a_backup(server: Server, key: Identity, tmp_path: Path) -> None:
    """Another key opens nothing, and leaves nothing behind."""
    raw = back_up(server, key)
    with pytest.raises(ProtocolError):
        bring_back(server, raw, Identity.generate(), tmp_path / "new")
    assert list(tmp_path.glob("new*")) == []
    for secret in (server.home.secret("totp").value, b"sqlite", b"anna"):
        assert secret not in raw


def test_flipped_and_cut_backups_are_refused(server: Server, key: Identity, tmp_path: Path) -> None:
    """One bit anywhere, or any end missing: nothing is restored, not even in part."""
    attach(server)
    raw = back_up(server, key)
    for at in (10, 500, 5_000, len(raw) // 2, len(raw) - 1):
        flipped = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises(ProtocolError):
            bring_back(server, flipped, key, tmp_path / "new")
    for size in (0, 100, 3_000, 70_000, len(raw) - 65_552, len(raw) - 1):
        with pytest.raises(ProtocolError):
            bring_back(server, raw[:size], key, tmp_path / "new")
    with pytest.raises(ProtocolError):
        bring_back(server, raw + b"x", key, tmp_path / "new")
    assert list(tmp_path.glob("new*")) == []


def test_backup_without_secrets_has_none(server: Server, key: Identity, tmp_path: Path) -> None:
    """Nobody signs in until the administrator gives out new credentials; a wrong code and this look the same."""
    bring_back(server, back_up(server, key, with_secrets=False), key, tmp_path / "new")
    home = open_home(tmp_path / "new")
    assert home.secret("totp").value != server.home.secret("totp").value
    again = open_server(home, server.tiny, server.staff)
    again.clock.second = server.clock.second + 60
    assert again.sign_in("anna").status_code == 401
    assert run(main, "staff", "reset", "anna", "--home", home.path).exit_code == 0


def test_password_of_the_database_is_left_out(tmp_path: Path) -> None:
    """The settings say where the database was, and not how to get in."""
    settings = Settings(database="postgresql+psycopg://sluis:open-sesame@db/sluis")
    told = backup._settings_of(Home(tmp_path, settings)).decode()
    assert "open-sesame" not in told
    assert "sluis:***@db" in told


def test_age_and_tar_are_enough(server: Server, key: Identity) -> None:
    """Whoever has the key reads a backup without Sluis: it is an age file around a tar."""
    content, _path = attach(server)
    opened = open_backup(io.BytesIO(back_up(server, key)), key).read()
    with tarfile.open(fileobj=io.BytesIO(opened)) as tar:
        names = tar.getnames()
        stored = tar.extractfile("objects/0")
        assert stored is not None
        assert stored.read() == content
    assert names[0] == "manifest"
    assert names[-1] == "end"
    assert {"settings", "secrets/totp", "rows/submissions/0", "rows/accounts/0"} <= set(names)


@pytest.mark.local
def test_lost_and_damaged_files_do_not_stop_a_backup(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """What the disk gives is in it; what it does not is named and counted."""
    first, second = attach(server)[1], attach(server)[1]
    attach(server)
    first.unlink()
    second.write_bytes(b"x" * 10)
    counted = Counted()
    raw = b"".join(chunks(server, key, counted=counted))
    assert sorted(counted.lost) == sorted([first.name, second.name])
    found = bring_back(server, raw, key, tmp_path / "new")
    assert (found.objects, found.lost) == (2, 2)


def test_backup_is_one_state(server: Server, key: Identity, tmp_path: Path) -> None:
    """What comes while it is made is not half in it."""
    server.submit(report(server.tiny))
    making = chunks(server, key)
    pieces = [next(making) for _ in range(3)]
    attach(server)
    raw = b"".join([*pieces, *making])
    bring_back(server, raw, key, tmp_path / "new")
    with Database(open_home(tmp_path / "new").database_url).reading() as connection:
        assert connection.scalar(select(func.count()).select_from(submissions)) == 1
        assert connection.scalar(select(func.count()).select_from(attachments)) == 0


def test_backup_of_an_older_version_is_brought_up_to_date(
    server: Server, key: Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes into the tables of its time, which then are migrated."""
    raw = back_up(server, key)
    with monkeypatch.context() as older:
        older.setattr("server.restoring.restore.SCHEMA", "0005")
        bring_back(server, raw, key, tmp_path / "new")
    database = Database(open_home(tmp_path / "new").database_url)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) >= "0005"


def test_backup_of_a_later_version_is_refused(
    server: Server, key: Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a sentence that says what to do."""
    monkeypatch.setattr(backup, "SCHEMA", "9999")
    raw = back_up(server, key)
    with pytest.raises(Malformed, match="later version"):
        bring_back(server, raw, key, tmp_path / "new")


def test_nothing_is_restored_over_something(server: Server, key: Identity, tmp_path: Path) -> None:
    """Neither into a folder that holds something, nor into another database."""
    raw = back_up(server, key)
    with pytest.raises(NotEmpty):
        bring_back(server, raw, key, server.home.path)
    with pytest.raises(NotEmpty):
        restore(
            open_backup(io.BytesIO(raw), key),
            tmp_path / "new",
            places=Places(database=server.home.database_url),
            clock=server.clock,
        )
