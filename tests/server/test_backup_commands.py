"""The commands of a backup: a key, a file, a new home, and a drill while reports come in."""

import threading
from pathlib import Path

import pytest

from crypto.age_text import encode_recipient, encode_seed, parse_recipient, parse_seed
from crypto.errors import Malformed
from crypto.opening.identity import Identity
from server.backup_note import last_backup
from server.cli import main
from server.clock import SystemClock
from server.database import Database
from server.restoring.cli import main as restoring
from server.settings import open_home
from tests.server.backing_up import rows, run
from tests.server.running import running, send
from tests.server.sent import body_of, how_often, seal_texts
from tests.server.service import Server, Template, add_staff, copy_server
from tests.tiny_service import TinyService


def test_commands_from_key_to_new_home(server: Server, tmp_path: Path) -> None:
    """The key is made, a backup is written and noted, and restored from its file."""
    home, key_file, out = server.home.path, tmp_path / "key", tmp_path / "backup.age"
    began = SystemClock().today()
    refused = run(main, "backup", "--home", home, "--out", out)
    assert (refused.exit_code, "backup-key" in refused.stderr) == (1, True)
    assert run(restoring, "backup-key", "--out", key_file).exit_code == 0
    assert key_file.stat().st_mode & 0o777 == 0o600
    (tmp_path / "key.recipient").rename(home / "backup-recipient")
    made = run(main, "backup", "--home", home, "--out", out, "--with-secrets")
    assert made.exit_code == 0, made.output
    assert last_backup(server.home) in (began, SystemClock().today())
    again = run(main, "backup", "--home", home, "--out", out)
    assert (again.exit_code, "is there already; move it away" in again.stderr) == (1, True)
    assert not out.with_name("backup.age.new").exists()
    words = ["home", "--identity", key_file, "--home", tmp_path / "new", out]
    done = run(restoring, *words)
    assert done.exit_code == 0, done.output
    assert rows(open_home(tmp_path / "new"))["accounts"] == 3
    refused = run(restoring, *words)
    assert (refused.exit_code, "not empty" in refused.stderr) == (1, True)


@pytest.mark.parametrize("wrong", ["", "no key", "AGE-SECRET-KEY-PQ-1QQQ", "age1pq1"])
def test_what_is_no_key_is_refused(tmp_path: Path, wrong: str) -> None:
    """With one sentence."""
    file = tmp_path / "key"
    file.write_text(wrong)
    done = run(restoring, "home", "--identity", file, "--home", tmp_path / "new", file)
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)


def test_text_of_keys_is_canonical(key: Identity) -> None:
    """One text for one key: another case, a changed letter or a missing one is refused."""
    told, secret = encode_recipient(key.recipient), encode_seed(key.seed)
    assert parse_recipient(told) == key.recipient
    assert parse_seed(secret) == key.seed
    for wrong in (
        told[:-1],
        told.upper(),
        told[:-1] + ("p" if told[-1] == "q" else "q"),
        "1" + told,
    ):
        with pytest.raises(Malformed):
            parse_recipient(wrong)
    for wrong in (secret.lower(), secret[:-1], told):
        with pytest.raises(Malformed):
            parse_seed(wrong)


@pytest.mark.slow
def test_drill_under_load(
    ready: Template, today_tiny: TinyService, key: Identity, tmp_path: Path
) -> None:
    """Taken while reports come in, restored elsewhere and served: all that was acknowledged before is there, once."""
    old = copy_server(ready, tmp_path, today_tiny)
    old.clock.day = today_tiny.day
    early = [seal_texts(today_tiny, day=today_tiny.day)[0] for _ in range(20)]
    late = [seal_texts(today_tiny, day=today_tiny.day)[0] for _ in range(40)]
    with running(old.home.path) as server:
        assert {server.submit(body_of((one,))) for one in early} == {201}
        answers: list[int] = []
        load = threading.Thread(
            target=lambda: answers.extend(server.submit(body_of((one,))) for one in late)
        )
        load.start()
        (tmp_path / "key.recipient").write_text(encode_recipient(key.recipient))
        words = ["--home", old.home.path, "--recipient", tmp_path / "key.recipient"]
        made = run(main, "backup", *words, "--with-secrets", "--out", tmp_path / "backup.age")
        load.join()
    assert made.exit_code == 0, made.output
    assert answers == [201] * len(late)
    (tmp_path / "key").write_text(encode_seed(key.seed))
    words = ["--identity", tmp_path / "key", "--home", tmp_path / "new"]
    assert run(restoring, "home", *words, tmp_path / "backup.age").exit_code == 0
    home = open_home(tmp_path / "new")
    dirk = add_staff(home, Database(home.database_url), name="dirk", role="confidant", slot=1)
    with running(home.path) as server:
        found = server.inbound(dirk)
        assert how_often(found, early) == [1] * len(early)
        assert max(how_often(found, late)) <= 1
        assert server.submit(body_of(seal_texts(today_tiny, day=today_tiny.day))) == 201
        assert send(server.reporters, "GET", "/api/today").status == 200
