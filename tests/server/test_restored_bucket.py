"""A backup of a service on PostgreSQL and S3, restored into a bucket: whole, apart from the old one, or not at all."""

import io
import time
from pathlib import Path

import pytest

from crypto.errors import ProtocolError
from crypto.opening.identity import Identity
from server.damage import find_damage
from server.database import Database
from server.restoring.new_settings import Places
from server.restoring.opening import open_backup
from server.restoring.restore import restore
from server.settings import open_home
from tests.server.backing_up import back_up, backing_of, bring_back_by_command
from tests.server.s3 import KEY, KEY_ID
from tests.server.sent import report
from tests.server.service import Server, attach, open_server

pytestmark = pytest.mark.grown


def test_attachments_come_back_into_the_bucket_that_is_named(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """Staff get them from there; the new home has none, and the old bucket is as it was."""
    content, _path = attach(server)
    before = server.objects()
    place = backing_of(server).bucket.place()
    done = bring_back_by_command(back_up(server, key), key, tmp_path, "--objects", place)
    assert done.exit_code == 0, done.output
    home = open_home(tmp_path / "new")
    assert (home.settings.objects, home.settings.objects_region) == (place, "us-east-1")
    again = open_server(home, server.tiny, server.staff)
    again.clock.second, again.backing = server.clock.second, server.backing
    assert again.objects() == server.objects() == before
    assert find_damage(again.database, again.stores.objects) == []
    assert content in again.get("anna")[1].values()
    assert [path for path in home.objects.rglob("*") if path.is_file()] == []
    assert again.submit(report(server.tiny)).status_code == 201


def test_keys_of_the_bucket_may_come_from_the_environment(
    server: Server, key: Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup without secrets does not hold them."""
    attach(server)
    bucket = backing_of(server).bucket
    place = bucket.place()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEY)
    raw = back_up(server, key, with_secrets=False)
    assert bring_back_by_command(raw, key, tmp_path, "--objects", place).exit_code == 0
    assert len(bucket.names(place)) == 1


def test_drill_leaves_the_bucket_of_the_service_alone(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """Where no bucket is named attachments come back into the home: its sweep reaches nothing else."""
    attach(server)
    done = bring_back_by_command(back_up(server, key), key, tmp_path)
    assert done.exit_code == 0, done.output
    home = open_home(tmp_path / "new")
    assert home.settings.objects == ""
    again = open_server(home, server.tiny, server.staff)
    assert [path.name for path in home.objects.rglob("*") if path.is_file()] == server.objects()
    again.stores.objects.drop_periods(1 << 30)
    assert len(server.objects()) == 1


def test_place_that_holds_attachments_is_refused(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """Nothing is mixed with what another service stores, and nothing of that goes."""
    attach(server)
    raw, before = back_up(server, key), server.objects()
    refused = bring_back_by_command(raw, key, tmp_path, "--objects", server.home.settings.objects)
    assert (refused.exit_code, "already at that place" in refused.stderr) == (1, True)
    assert server.objects() == before
    assert list(tmp_path.glob("new*")) == []


def test_cut_backup_leaves_nothing_in_the_bucket(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """What had been put there before the end was missed goes again."""
    attach(server)
    raw, bucket = back_up(server, key), backing_of(server).bucket
    place = bucket.place()
    with pytest.raises(ProtocolError):
        restore(
            open_backup(io.BytesIO(raw[:-1]), key),
            tmp_path / "new",
            places=Places(objects=place),
            clock=server.clock,
        )
    assert bucket.names(place) == []
    assert list(tmp_path.glob("new*")) == []


def test_password_of_the_database_comes_from_a_file(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """Where others cannot read it; it becomes a secret of the new home, and stands in no setting."""
    server.submit(report(server.tiny))
    database, password = backing_of(server).database, "it's only-for-testing"
    database.lock("locked", password.replace("'", "''"))
    url, raw = database.create().replace("sluis@", "locked@"), back_up(server, key)
    file = tmp_path / "password"
    file.write_text(f"{password}\n")
    file.chmod(0o644)
    words = ("--database", url, "--database-password-file", str(file))
    refused = bring_back_by_command(raw, key, tmp_path, *words)
    assert (refused.exit_code, "mode to 600" in refused.stderr) == (1, True)
    file.chmod(0o600)
    assert bring_back_by_command(raw, key, tmp_path, "--database", url).exit_code == 1
    assert list(tmp_path.glob("new*")) == []
    assert bring_back_by_command(raw, key, tmp_path, *words).exit_code == 0
    home = open_home(tmp_path / "new")
    assert password not in (home.path / "settings.toml").read_text()
    secret = home.path / "secrets" / "database-password"
    assert (secret.read_text(), secret.stat().st_mode & 0o777) == (password, 0o600)
    assert Database(home.database_url).is_postgresql
    assert (
        open_server(home, server.tiny, server.staff).submit(report(server.tiny)).status_code == 201
    )


@pytest.mark.parametrize("url", ["postgresql://sluis:x@/y", "postgresql://sluis@/y?password=x"])
def test_password_in_the_command_is_refused(
    server: Server, key: Identity, tmp_path: Path, url: str
) -> None:
    """Others can see it there; the sentence says where it belongs."""
    refused = bring_back_by_command(back_up(server, key), key, tmp_path, "--database", url)
    assert (refused.exit_code, "--database-password-file" in refused.stderr) == (1, True)
    assert list(tmp_path.glob("new*")) == []


def test_bucket_that_does_not_answer_is_said(server: Server, key: Identity, tmp_path: Path) -> None:
    """One sentence, soon, and nothing is restored; likewise for what is no bucket's name."""
    attach(server)
    raw, started = back_up(server, key), time.monotonic()
    words = ["--objects", "s3://nowhere/at-all", "--objects-endpoint", "http://127.0.0.1:9"]
    refused = bring_back_by_command(raw, key, tmp_path, *words)
    assert (refused.exit_code, "bucket does not answer" in refused.stderr) == (1, True)
    assert time.monotonic() - started < 60
    refused = bring_back_by_command(raw, key, tmp_path, "--objects", "/srv/objects")
    assert (refused.exit_code, "settings cannot be used" in refused.stderr) == (1, True)
    assert list(tmp_path.glob("new*")) == []


def test_bucket_that_is_not_there_is_named_also_where_no_attachment_goes_into_it(
    server: Server, key: Identity, tmp_path: Path
) -> None:
    """A service that kept none so far would find out with its first one."""
    server.submit(report(server.tiny))
    done = bring_back_by_command(
        back_up(server, key), key, tmp_path, "--objects", "s3://no-such-bucket/new"
    )
    assert (done.exit_code, "The bucket does not answer" in done.stderr) == (1, True)
    assert not (tmp_path / "new").exists()
