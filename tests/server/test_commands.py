"""`sluis-server`: each command's good way, and each refusal as one sentence with nothing changed."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.clock import SystemClock
from server.database import Database
from server.retention import note_sweep
from server.settings import SECRETS, open_home
from tests.server.running import ROOT
from tests.server.small_site import write_small_site
from tests.tiny_service import TinyService

Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return where a server's home will be."""
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Run:
    """Return a function that runs a command on that home."""

    def run_command(*words: str | Path) -> Result:
        words = (*words, "--home", home)
        return CliRunner().invoke(main, [str(word) for word in words])

    return run_command


@pytest.fixture
def keyring(tmp_path: Path) -> tuple[Path, str]:
    """Return a keyring's file that is valid today, and its root."""
    tiny = TinyService(SystemClock().today())
    (tmp_path / "keyring").write_bytes(tiny.keyring_raw)
    return tmp_path / "keyring", tiny.root.hex()


def refused(result: Result, word: str) -> None:
    """Assert that a command ended with one sentence that has this word in it."""
    assert result.exit_code == 1
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    assert word in lines[0]
    assert lines[0].endswith(".")


def test_site_that_is_gone_is_named_before_anything_is_served(
    run: Run, home: Path, tmp_path: Path
) -> None:
    """The sentence comes from the command, and not from a worker that dies of it."""
    site = write_small_site(tmp_path / "site")
    assert run("init", "--site", site).exit_code == 0
    site.rename(tmp_path / "elsewhere")
    refused(run("serve", "--reporters", "127.0.0.1:0", "--portal", "127.0.0.1:0"), "make site")


def test_init_makes_a_private_home(run: Run, home: Path) -> None:
    """Nobody else on the machine can read the home or its secrets."""
    assert run("init").exit_code == 0
    assert home.stat().st_mode & 0o777 == 0o700
    for name in SECRETS:
        assert (home / "secrets" / name).stat().st_mode & 0o777 == 0o600


def test_init_remembers_the_site(run: Run, home: Path, tmp_path: Path) -> None:
    """A site that is whole is named in the settings, by a path that holds from anywhere."""
    site = write_small_site(tmp_path / "site")
    assert run("init", "--site", site).exit_code == 0
    assert open_home(home).site == site.resolve()


def test_init_refuses_a_folder_without_a_site(run: Run, home: Path, tmp_path: Path) -> None:
    """Nothing is made for a site that is not there."""
    refused(run("init", "--site", tmp_path / "nowhere"), "make site")
    assert not home.exists()


def test_init_twice_is_refused(run: Run, home: Path) -> None:
    """A home that is there is left alone."""
    run("init")
    secret = (home / "secrets" / "ticket").read_bytes()
    refused(run("init"), "not empty")
    assert (home / "secrets" / "ticket").read_bytes() == secret


@pytest.mark.parametrize(
    "command", [["state"], ["sweep"], ["staff", "list"], ["serve"], ["migrate"]]
)
def test_without_a_home_nothing_runs(run: Run, command: list[str]) -> None:
    """Each command says how to make a home."""
    refused(run(*command), "init")


def test_keyring_is_installed_with_its_root(run: Run, keyring: tuple[Path, str]) -> None:
    """The first install takes the root, the next one does not need it."""
    file, root = keyring
    run("init")
    refused(run("keyring", "install", file), "--root")
    assert run("keyring", "install", file, "--root", root).exit_code == 0
    assert run("keyring", "install", file).exit_code == 0
    assert json.loads(run("state", "--json").stdout)["keyring"]["serial"] == 1


def test_keyring_of_another_root_is_refused(run: Run, keyring: tuple[Path, str]) -> None:
    """A root that does not fit is refused, and nothing is published."""
    run("init")
    refused(run("keyring", "install", keyring[0], "--root", "0" * 64), "another service")
    assert json.loads(run("state", "--json").stdout)["keyring"] is None


@pytest.mark.parametrize("root", ["", "x", "A" * 64, "0" * 63])
def test_root_that_is_none_is_a_wrong_use(run: Run, keyring: tuple[Path, str], root: str) -> None:
    """A root is 64 hexadecimal digits."""
    run("init")
    assert run("keyring", "install", keyring[0], "--root", root).exit_code == 2


def test_staff_is_made_and_shown_once(run: Run) -> None:
    """Password and second factor are printed when the account is made, and never again."""
    run("init")
    made = json.loads(
        run("staff", "add", "anna", "--role", "confidant", "--slot", "0", "--json").stdout
    )
    assert set(made) == {"name", "password", "totp_secret"}
    listed = run("staff", "list").stdout
    assert "anna" in listed
    assert made["password"] not in listed
    assert made["totp_secret"] not in listed


def test_staff_twice_is_refused(run: Run) -> None:
    """A name belongs to one account."""
    run("init")
    run("staff", "add", "anna", "--role", "recipient")
    refused(run("staff", "add", "anna", "--role", "recipient"), "account of this name")


@pytest.mark.parametrize(
    "words",
    [
        ["anna", "--role", "confidant"],
        ["anna", "--role", "recipient", "--slot", "1"],
        ["Anna", "--role", "recipient"],
    ],
)
def test_staff_that_does_not_fit_is_refused(run: Run, words: list[str]) -> None:
    """A confidant has a slot, nobody else has one, and names are plain."""
    run("init")
    assert run("staff", "add", *words).exit_code == 1
    assert json.loads(run("staff", "list", "--json").stdout) == []


def test_staff_can_be_removed(run: Run) -> None:
    """An account that is removed is gone, and removing nobody is refused."""
    run("init")
    run("staff", "add", "anna", "--role", "recipient")
    assert run("staff", "remove", "anna").exit_code == 0
    refused(run("staff", "remove", "anna"), "no account")


def test_printed_codes_are_shown_once(run: Run) -> None:
    """A sheet of ten is printed, in words or as JSON, and its name must exist."""
    run("init")
    run("staff", "add", "anna", "--role", "recipient")
    made = json.loads(run("staff", "codes", "anna", "--json").stdout)
    assert (made["name"], len(made["codes"])) == ("anna", 10)
    said = run("staff", "codes", "anna")
    assert said.stdout.count("\n") == 12
    assert "no longer work" in said.stderr
    refused(run("staff", "codes", "bram"), "no account")


def test_damaged_secret_is_named(run: Run, home: Path) -> None:
    """A secret that cannot be used is named, and nothing is made up in its place."""
    run("init")
    (home / "secrets" / "totp").write_bytes(b"short")
    refused(run("staff", "add", "anna", "--role", "recipient"), "totp")


def test_secret_that_others_can_read_is_refused(run: Run, home: Path) -> None:
    """A secret with open permissions is refused until they are closed."""
    run("init")
    (home / "secrets" / "totp").chmod(0o644)
    refused(run("staff", "add", "anna", "--role", "recipient"), "600")


@pytest.mark.parametrize(
    "line", ["nonsense", "unknown = 1", "session_idle = 0", 'session_idle = "x"']
)
def test_wrong_settings_are_named(run: Run, home: Path, line: str) -> None:
    """Settings that cannot be used stop every command with a sentence."""
    run("init")
    (home / "settings.toml").write_text(line)
    refused(run("state"), "settings")


def test_sweep_by_a_clock_in_doubt_is_refused(run: Run, home: Path) -> None:
    """After a long pause the administrator confirms the date before anything goes."""
    run("init")
    today = SystemClock().today()
    note_sweep(Database(open_home(home).database_url), today - 15)
    refused(run("sweep"), "--day")
    wrong = date(1970, 1, 1) + timedelta(days=today + 3)
    refused(run("sweep", "--day", wrong.isoformat()), "confirmed")
    right = date(1970, 1, 1) + timedelta(days=today)
    assert run("sweep", "--day", right.isoformat()).exit_code == 0
    assert run("sweep").exit_code == 0


def test_busy_port_is_said(run: Run, keyring: tuple[Path, str]) -> None:
    """A port that cannot be listened on is named; nothing is left running."""
    run("init")
    refused(run("serve", "--reporters", "192.0.2.1:80", "--portal", "127.0.0.1:0"), "192.0.2.1:80")


def test_wrong_address_is_a_wrong_use(run: Run) -> None:
    """An address is HOST:PORT."""
    run("init")
    assert run("serve", "--reporters", "nowhere").exit_code == 2


SERVE = ["serve", "--reporters", "192.0.2.1:80"]
"""Refused for its address, should the database be taken for a whole one."""
DATABASE_COMMANDS = [SERVE, ["state"], ["sweep"], ["staff", "list"], ["migrate"]]


def settle(home: Path) -> Path:
    """Return the database as one file, with nothing left beside it from which it could be mended."""
    with closing(sqlite3.connect(home / "sluis.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (home / "sluis.db").read_bytes()
    # A file of its own: a connection that this process still has open must not keep it locked.
    for name in ("sluis.db", "sluis.db-wal", "sluis.db-shm"):
        (home / name).unlink(missing_ok=True)
    (home / "sluis.db").write_bytes(whole)
    return home / "sluis.db"


def write_over(database: Path, *, at: int, content: bytes) -> None:
    """Write over a part of a file."""
    with database.open("r+b") as file:
        file.seek(at)
        file.write(content)


@pytest.mark.parametrize("command", DATABASE_COMMANDS)
@pytest.mark.parametrize(
    "damage",
    [
        lambda database: os.truncate(database, database.stat().st_size // 2),
        lambda database: os.truncate(database, 100),
        lambda database: write_over(database, at=0, content=b"x" * 4096),
    ],
)
def test_damaged_database_is_named_and_left_alone(
    run: Run, home: Path, command: list[str], damage: Callable[[Path], None]
) -> None:
    """No command speaks of migrating a file that is cut off or overwritten, or writes to it."""
    run("init")
    database = settle(home)
    damage(database)
    before = database.read_bytes()
    result = run(*command)
    refused(result, "restore the database from the backup")
    assert "migrate" not in result.stderr
    assert database.read_bytes() == before


@pytest.mark.parametrize("command", [SERVE, ["state"], ["sweep"]])
def test_damage_in_the_depth_of_the_database_is_found(
    run: Run, home: Path, command: list[str]
) -> None:
    """A page that nobody asked for yet is looked at too."""
    run("init")
    database = settle(home)
    write_over(database, at=database.stat().st_size - 4096, content=b"\xff" * 4096)
    refused(run(*command), "The database is damaged")


def test_empty_database_is_not_taken_for_a_new_one(run: Run, home: Path) -> None:
    """Both ways out are named: migrating what is new, restoring what is not."""
    run("init")
    os.truncate(settle(home), 0)
    result = run("state")
    refused(result, "restore the database")
    assert "migrate if this server is new" in result.stderr


def test_database_that_cannot_be_opened_is_said(run: Run, home: Path) -> None:
    """A folder in the place of the database is no reason to migrate."""
    run("init")
    settle(home).unlink()
    (home / "sluis.db").mkdir()
    refused(run("state"), "cannot be opened")


@pytest.mark.parametrize("words", [["-h"], ["state", "-h"], ["keyring", "install", "-h"]])
def test_short_help(words: list[str]) -> None:
    """`-h` is `--help`, for every command."""
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0
    assert result.stdout == CliRunner().invoke(main, [*words[:-1], "--help"]).stdout


def test_reader_that_leaves_early_gets_no_traceback(run: Run, home: Path) -> None:
    """As in `sluis-server state | head -1`."""
    run("init")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "server", "state", "--home", str(home)]
    ended = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert ended.stderr.decode().replace("Warning: no keyring is installed.\n", "") == ""


def test_state_in_words_and_quickly(run: Run) -> None:
    """Reading everything can be left out, and is then not claimed."""
    run("init")
    assert "is what came" in run("state").stdout
    assert "not looked for" in run("state", "--quick").stdout
    assert json.loads(run("state", "--json").stdout)["damage"] == []
    assert json.loads(run("state", "--json", "--quick").stdout)["damage"] is None


@pytest.mark.parametrize("sign", ["\x1b", "\n", "\x00", "\u202e", "\u2066", "\u200b", "\ufeff"])
def test_staff_name_with_an_invisible_sign_is_refused(run: Run, sign: str) -> None:
    """Control, direction and zero-width characters never get into a list of names."""
    run("init")
    refused(run("staff", "add", f"an{sign}na", "--role", "recipient"), "name has")
    assert json.loads(run("staff", "list", "--json").stdout) == []
