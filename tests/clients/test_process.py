"""`sluis-report` as a process: what becomes of a codename on a full disk, and of a text that was typed and not sent."""

import os
import pty
import subprocess
import time
from pathlib import Path

from crypto.codename.codename import parse_codename
from submitter_ui.statuses import Status
from tests.clients.fake_server import FakeServer
from tests.clients.processes import COMMAND
from tests.tiny_service import MANNED, TinyService


def send(text: Path, standard_output: int) -> tuple[FakeServer, subprocess.CompletedProcess[str]]:
    """Send a report on the real day, standard output going wherever it goes."""
    service = TinyService(day=int(time.time()) // 86_400)
    for slot in range(MANNED):
        service.bundle(slot, with_batch=False)
    text.write_text("Er is iets.")
    with FakeServer(service) as server:
        options = ["--server", server.url, "--root", service.root.hex()]
        done = subprocess.run(
            [*COMMAND, "send", *options, "--line", "integriteit", "--text", str(text)],
            stdout=standard_output,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    return server, done


def test_a_process_prints_the_codename(tmp_path: Path) -> None:
    """Alone on standard output, status 0."""
    server, done = send(tmp_path / "t", subprocess.PIPE)
    assert done.returncode == 0, done.stderr
    parse_codename(done.stdout)
    assert len(server.submissions) == 1


def test_a_full_disk_does_not_cost_the_codename(tmp_path: Path) -> None:
    """It is shown on standard error, and the status says so."""
    with open("/dev/full", "w") as full:
        server, done = send(tmp_path / "t", full.fileno())
    assert done.returncode == Status.NOT_PRINTED
    parse_codename(done.stderr.splitlines()[-1])
    assert len(server.submissions) == 1


def test_a_closed_pipe_does_not_cost_the_codename(tmp_path: Path) -> None:
    """Nobody reads standard output."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        server, done = send(tmp_path / "t", writing)
    finally:
        os.close(writing)
    assert done.returncode == Status.NOT_PRINTED
    parse_codename(done.stderr.splitlines()[-1])
    assert len(server.submissions) == 1


def type_in_vain(*lines: str) -> tuple[int, str]:
    """Type a text at a terminal while no server listens, then answer what is asked; return status and words."""
    ours, theirs = pty.openpty()
    options = ["--server", "http://127.0.0.1:9", "--root", "00" * 32]
    with subprocess.Popen(
        [*COMMAND, "send", *options, "--line", "integriteit", "--no-questions", "--text", "-"],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{line}\n" for line in lines[:1]).encode() + b"\x04")
        for line in lines[1:]:
            os.write(ours, f"{line}\n".encode())
        words = process.communicate(timeout=60)[1]
    os.close(ours)
    return process.returncode, words


def test_a_text_that_was_typed_can_be_kept(tmp_path: Path) -> None:
    """In a file that nobody else can read, never over another one."""
    there, kept = tmp_path / "there", tmp_path / "kept"
    there.write_text("iets anders")
    status, words = type_in_vain("Er is iets, één ding.", str(there), str(kept))
    assert status == Status.TRY_AGAIN
    assert "NIET verstuurd" in words
    assert kept.read_text() == "Er is iets, één ding.\n"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert there.read_text() == "iets anders"


def test_a_text_that_was_typed_is_not_written_down_unasked(tmp_path: Path) -> None:
    """Enter throws it away, and says so."""
    status, words = type_in_vain("Er is iets.", "")
    assert status == Status.TRY_AGAIN
    assert "niet bewaard" in words.splitlines()[-1]
    assert "Er is iets." not in words
