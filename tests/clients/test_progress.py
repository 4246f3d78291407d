"""Progress is seen in a terminal and nowhere else; it never stands between a program and what it is to read."""

import json
import os
import pty
import subprocess
import threading
from pathlib import Path

from crypto.codename.codename import parse_codename
from tests.clients.fake_server import FakeServer
from tests.clients.processes import COMMAND
from tests.clients.without_sockets import service_of_today

BAR = "━"


def run(server: FakeServer, *arguments: str, in_terminal: bool) -> tuple[str, str]:
    """Run a command on the real day, its standard error a terminal or a pipe; return both outputs."""
    options = ["--server", server.url, "--root", server.service.root.hex()]
    command, *rest = arguments
    reading, writing = pty.openpty() if in_terminal else os.pipe()
    seen: list[bytes] = []

    def read() -> None:
        try:
            while piece := os.read(reading, 1 << 16):
                seen.append(piece)
        except OSError:
            """The other end of a terminal was closed."""

    reader = threading.Thread(target=read)
    reader.start()
    done = subprocess.run(
        [*COMMAND, command, *options, *rest],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=writing,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        text=True,
        timeout=60,
        check=False,
    )
    os.close(writing)
    reader.join(10)
    os.close(reading)
    said = b"".join(seen).decode()
    assert done.returncode == 0, said
    return done.stdout, said


def test_a_file_that_goes_is_seen_going_in_a_terminal(tmp_path: Path) -> None:
    """A bar on standard error; standard output has the codename alone."""
    text, file = tmp_path / "t", tmp_path / "film.mp4"
    text.write_text("Er is iets.")
    file.write_bytes(os.urandom(3_000_000))
    report = ("send", "--line", "integriteit", "--text", str(text), "--attach", str(file))
    with FakeServer(service_of_today()) as server:
        for in_terminal in (True, False):
            codename, said = run(server, *report, in_terminal=in_terminal)
            parse_codename(codename)
            assert ("1/1" in said, BAR in said, "\x1b" in said) == (in_terminal,) * 3


def test_a_drop_that_comes_is_no_part_of_the_answer(tmp_path: Path) -> None:
    """`check --json` in a pipe is JSON, whether standard error is a terminal or not."""
    (tmp_path / "t").write_text("Er is iets.")
    with FakeServer(service_of_today()) as server:
        report = ("send", "--line", "integriteit", "--text", str(tmp_path / "t"))
        words = tmp_path / "words"
        words.write_text(run(server, *report, in_terminal=False)[0])
        look = ("check", "--json", "--codename-file", str(words))
        for in_terminal in (True, False):
            found, said = run(server, *look, in_terminal=in_terminal)
            assert json.loads(found)["replies"] == []
            assert (BAR in said) == in_terminal
