"""One demo in a folder at a time, and ending what one left running without hurting anything else.

A demo holds a lock in its folder for its whole life, and the kernel lets go of
it however the demo ends. A number in a file proves nothing by itself, because
a process that began later may have it: a process is ended only while the lock
that it should hold is held, and only if its command line is the one expected.
"""

import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from deploy.rehearsal import StepFailed

LOCK = "lock"
END_SECONDS = 60
"""Longer than a demo gives its server to end."""
_POLL_SECONDS = 0.1


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold the folder, which is made if need be, or raise `StepFailed` that says who holds it."""
    while True:
        folder.mkdir(mode=0o700, exist_ok=True)
        with _open_lock(folder / LOCK) as lock:
            if not _take(lock):
                raise StepFailed(describe_holder(folder))
            if not _is_still(folder / LOCK, lock):
                continue  # removed by a `clean` that held it before us: a new one is to be made
            _write_pid(lock)
            try:
                yield
            finally:
                lock.truncate(0)
            return


def describe_holder(folder: Path) -> str:
    """Return who holds the folder, where that demo serves, and how to end it."""
    number = _read_pid(folder / LOCK)
    who = f"process {number}" if number else "its process is not known"
    try:
        urls = json.loads((folder / "endpoints.json").read_text())
        where = f"reporters at {urls['reporter']}, the portal at {urls['portal']}"
    except (OSError, ValueError, KeyError):
        where = "it is still being set up"
    return (
        f"a demo runs here already ({who}): {where}.\n"
        "End it with Ctrl-C in its own terminal, or with `make demo-clean`, which also removes"
        " what it made."
    )


def end_holder(folder: Path) -> None:
    """End the demo that holds the folder, if one does; raise `StepFailed` if it does not end."""
    if not _is_held(folder / LOCK):
        return
    _terminate(_read_pid(folder / LOCK), "deploy.demo")
    if not _wait_until_free(folder / LOCK):
        raise StepFailed(describe_holder(folder))


def end_server(home: Path) -> None:
    """End a server that a killed demo left on this home; raise `StepFailed` if it does not end."""
    lock = home / "run" / "lock"
    if not _is_held(lock):
        return
    with suppress(OSError, ValueError, KeyError, TypeError):
        number = json.loads((home / "run" / "endpoints.json").read_text())["pid"]
        _terminate(int(number), "sluis-server", str(home))
    if not _wait_until_free(lock):
        raise StepFailed(f"a server still serves {home}; end it, then try again")


def command_of(number: int) -> str:
    """Return the command line of a process, or nothing if there is no such process."""
    with suppress(OSError):
        return (
            Path(f"/proc/{number}/cmdline")
            .read_bytes()
            .replace(b"\0", b" ")
            .decode(errors="replace")
        )
    with suppress(OSError):
        asked = ["ps", "-o", "command=", "-p", str(number)]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return ""


def _terminate(number: int, *words: str) -> None:
    if number > 1 and all(word in command_of(number) for word in words):
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGTERM)


def _open_lock(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)


def _take(lock: BinaryIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(path: Path, lock: BinaryIO) -> bool:
    try:
        return path.stat().st_ino == os.fstat(lock.fileno()).st_ino
    except FileNotFoundError:
        return False


def _is_held(path: Path) -> bool:
    try:
        with path.open("rb") as lock:
            return not _take(lock)
    except FileNotFoundError:
        return False


def _wait_until_free(path: Path) -> bool:
    end = time.monotonic() + END_SECONDS
    while _is_held(path):
        if time.monotonic() > end:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _write_pid(lock: BinaryIO) -> None:
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n".encode())


def _read_pid(path: Path) -> int:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return 0
