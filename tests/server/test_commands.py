"""`sluis-server`: each command's good way, and each refusal as one sentence with nothing changed."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main
from server.clock import SystemClock
from server.database import Database
from server.retention import note_sweep
from server.settings import SECRETS, open_home
from tests.server.commands import Run, refused
from tests.server.running import ROOT
from tests.server.small_site import write_small_site
from tests.tiny_service import TinyService


@pytest.fixture
def keyring(tmp_path: Path) -> tuple[Path, str]:
    """Return a keyring's file that is valid today, and its root."""
    tiny = TinyService(SystemClock().today())
    (tmp_path / "keyring").write_bytes(tiny.keyring_raw)
    return tmp_path / "keyring", tiny.root.hex()


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
