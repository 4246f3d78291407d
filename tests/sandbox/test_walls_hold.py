"""The walls of the sandbox, tried from inside by programs that stand in for a reader of pictures gone bad."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sandbox import doubles
from sandbox.looks import told

from journalist_ui.workstation.sandbox import running
from journalist_ui.workstation.sandbox.holdings import CannotHold
from journalist_ui.workstation.sandbox.limits import MIB, Limits
from journalist_ui.workstation.sandbox.outcomes import Status
from journalist_ui.workstation.sandbox.running import Given, run_inside

NOT_THERE = "FileNotFoundError 2"
READ_ONLY = "OSError 30"
FORBIDDEN = "PermissionError 1"


def test_inside_is_nothing_but_a_python(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No /etc, /proc, /dev, /tmp, no variable, no descriptor but three, no other process, no name of the machine."""
    monkeypatch.setenv("SLUIS_SECRET", "x")
    seen = told(run(doubles.look_around))
    assert not {"etc", "proc", "dev", "tmp", "home", "sys", "run", "var"} & set(seen["root"])
    assert [name for name in seen["files"] if ".so" not in name] == []
    assert seen["other packages"] == []
    assert set(seen["environment"]) <= {"PWD", "LC_CTYPE", "LD_LIBRARY_PATH"}
    assert seen["descriptors"] == [0, 1, 2]
    assert (seen["user"], seen["host"]) == (65534, "sandbox")
    assert seen["processes"] <= 3


def test_nothing_that_is_tried_succeeds(run: Callable[..., Any], tmp_path: Path) -> None:
    """Every attempt to read, write, connect or start something fails with the error of its wall."""
    file = tmp_path / "file"
    file.write_bytes(b"as it was")
    file.chmod(0o600)
    assert told(run(doubles.break_out, Given(path=file))) == {
        "read /etc/passwd": NOT_THERE,
        "read the vault": NOT_THERE,
        "read /proc": NOT_THERE,
        "write at the root": READ_ONLY,
        "write into our code": READ_ONLY,
        "write into Pillow": READ_ONLY,
        "write into Python": READ_ONLY,
        "write into the file": READ_ONLY,
        "make the file another's": READ_ONLY,
        "make a folder": READ_ONLY,
        "internet socket": FORBIDDEN,
        "local socket": FORBIDDEN,
        "pair of sockets": FORBIDDEN,
        "another process": FORBIDDEN,
        "another program": NOT_THERE,
        "raise a limit": FORBIDDEN,
    }
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"as it was", 0o600)


def test_memory_ends_at_the_limit(run: Callable[..., Any]) -> None:
    """Less is had than the limit allows, because Python itself counts."""
    assert 0 < told(run(doubles.eat_memory, memory=256 * MIB)) < 256


def test_time_of_the_processor_ends(run: Callable[..., Any]) -> None:
    """A program that computes for ever is ended by the kernel, before the clock on the wall."""
    began = time.monotonic()
    assert run(doubles.eat_time, cpu_seconds=1, seconds=60) is Status.TOOK_TOO_LONG
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("deed", [doubles.wait, doubles.fall_silent])
def test_time_on_the_wall_ends(run: Callable[..., Any], deed: Callable[[Any], None]) -> None:
    """A program that only waits is ended as well, whether or not its mouth is open."""
    began = time.monotonic()
    assert run(deed, seconds=1) is Status.TOOK_TOO_LONG
    assert time.monotonic() - began < 20


def test_what_is_said_ends(run: Callable[..., Any]) -> None:
    """A program that writes for ever is ended, and nothing of it is kept."""
    assert run(doubles.shout, output=MIB) is Status.SAID_TOO_MUCH


@pytest.mark.parametrize("deed", [doubles.crash, doubles.exit_badly])
def test_crash_is_an_outcome(run: Callable[..., Any], deed: Callable[[Any], None]) -> None:
    """Neither a signal nor an exception of the program is one outside."""
    assert run(deed) is Status.CRASHED


def test_nothing_lives_on(run: Callable[..., Any]) -> None:
    """When a look has ended by force, no process of the sandbox is left."""
    mark = MIB + os.getpid()
    run(doubles.wait, seconds=1, output=mark)
    deadline = time.monotonic() + 30
    while (left := running_with(str(mark))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []


def running_with(mark: str) -> list[str]:
    """Return the command lines of this machine's processes in which a mark stands."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_text()
        except OSError:
            continue
        if mark in line:
            found.append(line)
    return found


def test_without_bubblewrap_there_is_no_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is opened without walls; there is a status for it."""
    monkeypatch.setattr(running, "find_bubblewrap", lambda: None)
    assert run_inside("never", {"part": 0}, Given(), Limits()) is Status.NO_BUBBLEWRAP


def test_walls_that_do_not_stand_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Bubblewrap ends before our program says hello, the walls are at fault and not the file."""
    monkeypatch.setattr(running, "find_bubblewrap", lambda: "/bin/false")
    assert run_inside("never", {"part": 0}, Given(), Limits()) is Status.NO_WALLS


def test_unknown_python_is_no_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python's libraries are not found, the status is that of walls that do not stand."""

    def fail() -> None:
        raise CannotHold

    monkeypatch.setattr(running, "find_holdings", fail)
    assert run_inside("never", {"part": 0}, Given(), Limits()) is Status.NO_WALLS
