"""`sluis-report` as a process: what a full disk or a closed pipe behind it does to a codename."""

import os
import subprocess
import sys
import time
from pathlib import Path

from crypto.codename.codename import parse_codename
from tests.clients.fake_server import FakeServer
from tests.tiny_service import MANNED, TinyService

COMMAND = [sys.executable, "-c", "from submitter_ui.cli import main; main()"]


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
    """It is shown on standard error, and the status is 1."""
    with open("/dev/full", "w") as full:
        server, done = send(tmp_path / "t", full.fileno())
    assert done.returncode == 1
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
    assert done.returncode == 1
    parse_codename(done.stderr.splitlines()[-1])
    assert len(server.submissions) == 1
