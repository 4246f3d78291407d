"""What `sluis-report` leaves on a device: no secret in what others can list, no file that was not asked for."""

import os
import re
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from submitter_ui.cli import main
from submitter_ui.statuses import Status
from tests.clients.conftest import Reporter
from tests.clients.fake_server import FakeServer
from tests.clients.processes import COMMAND
from tests.clients.sealing import out, seal
from tests.clients.without_sockets import service_of_today

Refused = Callable[[Result], str]
TEXT = "Het bedrag staat in de kluis van de penningmeester."


@pytest.fixture(scope="module")
def today() -> Iterator[FakeServer]:
    """A server of a service that lives on the real day."""
    with FakeServer(service_of_today()) as server:
        yield server


def spy_on(process: "subprocess.Popen[str]") -> str:
    """Return what everybody on the machine, or another program of the same person, can list of a process."""
    folder = Path(f"/proc/{process.pid}")
    return "\n".join((folder / name).read_text(errors="replace") for name in ("cmdline", "environ"))


def run_spied(
    server: FakeServer, at: str, command: str, *arguments: str, typed: str, folder: Path
) -> tuple[str, str]:
    """Run a command and look at it while the server is asked for something; return its output, and what was seen."""
    options = ["--server", server.url, "--root", server.service.root.hex()]
    seen: list[str] = []
    asked, looked = threading.Event(), threading.Event()
    server.before[at] = lambda: (asked.set(), looked.wait(30))
    with subprocess.Popen(
        [*COMMAND, command, *options, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        assert process.stdin is not None
        process.stdin.write(typed)
        process.stdin.close()
        process.stdin = None
        assert asked.wait(60)
        seen.append(spy_on(process))
        looked.set()
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr
    return stdout, seen[0]


def test_neither_text_nor_codename_is_in_what_others_can_list(
    today: FakeServer, tmp_path: Path
) -> None:
    """Arguments and environment, looked at while the process works; nothing is left in its folders."""
    sending = ("send", "--line", "integriteit", "--text", "-")
    codename, seen = run_spied(
        today, "POST /api/submissions", *sending, typed=TEXT, folder=tmp_path
    )
    assert TEXT not in seen
    assert not set(codename.split()) & set(re.split(r"[\s\0]+", seen))
    _found, seen = run_spied(today, "GET /api/drop", "check", typed=codename, folder=tmp_path)
    assert not set(codename.split()) & set(re.split(r"[\s\0]+", seen))
    assert list(tmp_path.rglob("*")) == []


def test_no_option_takes_a_secret() -> None:
    """Only names of files, addresses, numbers, words of a list; and no option is read from the environment."""
    for name, command in main.commands.items():
        for parameter in command.params:
            assert parameter.envvar is None, name
            assert not {"codename", "password", "secret", "message"} & {parameter.name}, name
    assert main.context_settings.get("auto_envvar_prefix") is None


def test_a_codename_on_the_command_line_is_refused(reporter: Reporter) -> None:
    """Nothing takes it there."""
    words = reporter.send_well().split()
    assert reporter.run("check", *words).exit_code == Status.WRONG_USE


def test_what_is_written_is_for_its_owner_alone(reporter: Reporter) -> None:
    """Whatever the umask of the shell lets through."""
    before = os.umask(0)
    try:
        assert seal(reporter).exit_code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(out(reporter).stat().st_mode) == 0o600


def test_a_file_that_is_there_is_written_over_only_if_asked(
    reporter: Reporter, refused: Refused
) -> None:
    """And then whole, for its owner alone, with nothing beside it."""
    there = Path(reporter.write("sealed", "iets anders"))
    there.chmod(0o644)
    assert "--force" in refused(seal(reporter))
    assert there.read_text() == "iets anders"
    beside = set(reporter.folder.iterdir())
    assert seal(reporter, "--force").exit_code == 0
    assert stat.S_IMODE(there.stat().st_mode) == 0o600
    assert reporter.run("upload", str(there)).exit_code == 0
    assert set(reporter.folder.iterdir()) == beside | {reporter.folder / "drop.bin"}


def test_a_link_is_not_written_through(reporter: Reporter) -> None:
    """Where somebody laid one, the file at its other end stays what it was."""
    other = Path(reporter.write("other", "van een ander"))
    out(reporter).symlink_to(other)
    assert seal(reporter).exit_code == Status.WRONG_USE
    assert seal(reporter, "--force").exit_code == 0
    assert other.read_text() == "van een ander"


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_folder_that_takes_nothing_is_said(
    reporter: Reporter, refused: Refused, force: tuple[str, ...]
) -> None:
    """No codename is shown for a report that was not sealed."""
    result = seal(reporter, "--out", "/proc/sealed", *force)
    assert "--out" in refused(result)
    assert "NIETS verzegeld" in result.stderr


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_full_disk_leaves_what_was_there(
    reporter: Reporter, refused: Refused, small_disk: Path, force: tuple[str, ...]
) -> None:
    """No half a file, no codename, and the file that was to be replaced is whole."""
    there = small_disk / "sealed"
    if force:
        there.write_text("iets anders")
    (small_disk / "rest").write_bytes(bytes(free_bytes(small_disk) - 8192))
    assert "--out" in refused(seal(reporter, "--out", str(there), *force))
    (small_disk / "rest").unlink()
    left = {path.name: path.read_text() for path in small_disk.iterdir()}
    assert left == ({"sealed": "iets anders"} if force else {})


def free_bytes(disk: Path) -> int:
    """Return how much a disk still takes."""
    free = os.statvfs(disk)
    return free.f_bavail * free.f_frsize


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=1m", "sluis-test", str(disk)]
    subprocess.run(mounting, check=True, capture_output=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True, capture_output=True)
