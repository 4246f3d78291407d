"""One demo in a folder at a time: who is second touches nothing, and no stranger's process is ended."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy import one_demo
from deploy.one_demo import LOCK, command_of, end_holder, end_server, hold
from deploy.rehearsal import StepFailed
from deploy.what_next import ROOT

HOLDER = """
import sys
from pathlib import Path
from deploy.one_demo import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A process that lives until its standard input ends."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, *arguments], text=True, **pipes) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


def stranger() -> tuple[str, ...]:
    """The arguments of a process that has nothing to do with a demo."""
    return ("-c", "import sys; print('here', flush=True); sys.stdin.read()")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place for a demo."""
    return tmp_path / "demo"


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_demo, "END_SECONDS", 0.3)


def test_a_second_demo_is_told_which_one_runs_where_and_how_to_end_it(folder: Path) -> None:
    """And what the first one wrote stays as it was."""
    with running("-c", HOLDER, str(folder)) as first:
        endpoints = folder / "endpoints.json"
        endpoints.write_text('{"reporter": "http://127.0.0.1:1", "portal": "http://127.0.0.1:2"}')
        before = endpoints.read_bytes()
        with pytest.raises(StepFailed) as refused, hold(folder):
            pass
        assert endpoints.read_bytes() == before
        assert first.poll() is None
    for word in (str(first.pid), "http://127.0.0.1:1", "http://127.0.0.1:2", "make demo-clean"):
        assert word in str(refused.value)


def test_a_demo_that_is_being_set_up_is_one_that_runs(folder: Path) -> None:
    """Though it has no addresses yet."""
    with (
        running("-c", HOLDER, str(folder)),
        pytest.raises(StepFailed, match="set up"),
        hold(folder),
    ):
        pass


def test_a_killed_demo_lets_go_of_its_folder(folder: Path) -> None:
    """The kernel does; what it wrote down about itself is no lock."""
    with running("-c", HOLDER, str(folder)) as first:
        first.kill()
        first.wait()
    with hold(folder):
        assert (folder / LOCK).read_text().strip() == str(os.getpid())


def test_a_folder_that_was_removed_can_be_held_anew(folder: Path) -> None:
    """A lock on a file that is gone protects nothing."""
    with hold(folder):
        shutil.rmtree(folder)
        with hold(folder):
            assert (folder / LOCK).exists()


def test_folder_and_lock_are_their_owner_s_alone(folder: Path) -> None:
    """Whatever the mask is."""
    with hold(folder):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / LOCK).stat().st_mode & 0o777 == 0o600


def test_a_stale_number_ends_nobody(folder: Path) -> None:
    """The process that has the number now is somebody else's, and no lock is held."""
    folder.mkdir()
    with running(*stranger()) as other:
        (folder / LOCK).write_text(f"{other.pid}\n")
        _write_server(folder, other.pid)
        end_holder(folder)
        end_server(folder / "server")
        assert other.poll() is None


def test_a_wrong_number_beside_a_held_lock_ends_nobody(folder: Path) -> None:
    """The command line is another one; the command says that it could not end the demo."""
    folder.mkdir()
    with running(*stranger()) as other, (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (folder / LOCK).write_text(f"{other.pid}\n")
        with pytest.raises(StepFailed, match="runs here already"):
            end_holder(folder)
        assert other.poll() is None


def test_a_wrong_number_beside_a_held_home_ends_nobody(folder: Path) -> None:
    """The same for the server that a killed demo left."""
    with running(*stranger()) as other:
        _write_server(folder, other.pid)
        with (folder / "server" / "run" / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(StepFailed, match="still serves"):
                end_server(folder / "server")
        assert other.poll() is None


def test_a_command_line_is_known_as_long_as_its_process_lives() -> None:
    """Nothing is said of a number that nobody has."""
    with running(*stranger()) as other:
        assert "sys.stdin.read" in command_of(other.pid)
    assert command_of(other.pid) == ""


def test_a_demo_that_is_being_set_up_is_found_kept_to_its_owner_and_ended_by_clean(
    folder: Path,
) -> None:
    """By the commands that `make` runs: a second start says so and changes nothing."""
    command = [sys.executable, "-m", "deploy.demo", "--folder", str(folder)]
    lenient = {"umask": 0o000, "cwd": ROOT, "text": True}
    with subprocess.Popen(command, stdout=subprocess.PIPE, **lenient) as first:
        try:
            deadline = time.monotonic() + 60
            while not (folder / "people" / "bram" / "desk").exists():
                assert first.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.05)
            second = subprocess.run(command, capture_output=True, check=False, **lenient)
            assert second.returncode == 1
            assert f"process {first.pid}" in second.stderr
            assert first.poll() is None
            assert _open_to_others(folder) == []
            subprocess.run([*command[:3], "--clean", *command[3:]], check=True, **lenient)
            assert first.wait(60) == 0
        finally:
            first.kill()
    assert not folder.exists()


def _open_to_others(folder: Path) -> list[str]:
    """Return what others may do anything with, below a folder in which somebody works meanwhile."""
    found = [folder]
    for place, folders, names in os.walk(folder):
        found += [Path(place, name) for name in (*folders, *names)]
    return [str(path) for path in found if _mode(path) & 0o077]


def _mode(path: Path) -> int:
    """Return the mode of a file, 0 if it is gone by now."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


def _write_server(folder: Path, number: int) -> None:
    run = folder / "server" / "run"
    run.mkdir(parents=True)
    (run / "endpoints.json").write_text(json.dumps({"pid": number}))
