"""Runs a program inside the walls and returns what it said, or what became of it; nothing it does is an exception here.

What it says is bounded while it is read, and the clock on the wall ends it.
"""

import json
import os
import select
import signal
import subprocess
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from journalist_ui.workstation.sandbox.asking import Asking, BadQuestion, Source
from journalist_ui.workstation.sandbox.forbidden import open_filter
from journalist_ui.workstation.sandbox.holdings import CannotHold, find_holdings
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import Status
from journalist_ui.workstation.sandbox.walls import find_bubblewrap, wall_in
from journalist_ui.workstation.sandbox.wire import HELLO

PIECE = 1 << 16
_BY_SIGNAL = 128
"""Bubblewrap exits with this and the number of the signal that ended what it ran."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file for the sandbox: by its path, or piece by piece as it asks."""

    path: Path | None = None
    source: Source | None = None


def run_inside(program: str, order: dict[str, int], given: Given, limits: Limits) -> bytes | Status:
    """Return everything that a module's `main` wrote inside the walls, or the status that says why there is nothing.

    An exception of a source is passed on.
    """
    bubblewrap = find_bubblewrap()
    if bubblewrap is None:
        return Status.NO_BUBBLEWRAP
    try:
        holdings = find_holdings()
    except CannotHold:
        return Status.NO_WALLS
    with ExitStack() as held:
        handed: list[int] = []
        filter_fd = open_filter()
        if filter_fd is not None:
            held.callback(os.close, filter_fd)
            handed.append(filter_fd)
        asking = held.enter_context(Asking(given.source)) if given.source else None
        if asking and given.source:
            order = {**order, "size": given.source.size, "questions": asking.their_questions}
            handed.append(asking.their_questions)
        command = wall_in(
            bubblewrap,
            holdings,
            program=program,
            order=json.dumps({**order, "limits": asdict(limits)}),
            file=given.path,
            filter_fd=filter_fd,
        )
        process = _start(command, handed, asking)
        try:
            said = _listen(process, limits, asking)
        finally:
            process.kill()
            exit_status = process.wait()
            if process.stdout:
                process.stdout.close()
    return said if isinstance(said, Status) else _judge(said, exit_status)


def _start(command: list[str], handed: list[int], asking: Asking | None) -> subprocess.Popen[bytes]:
    """Start a command that inherits the descriptors that it is handed, and nothing else of this process."""
    return subprocess.Popen(  # noqa: S603 - a list without a shell, and no word of it is a reporter's
        command,
        stdin=asking.their_answers if asking else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=handed,
        env={},
        cwd="/",
    )


def _listen(
    process: subprocess.Popen[bytes], limits: Limits, asking: Asking | None
) -> bytes | Status:
    """Return what is said until the end of it, no longer and no more than the limits allow; answer what is asked."""
    if process.stdout is None:
        raise ValueError("the process has no pipe to listen to")
    descriptor = process.stdout.fileno()
    # Not select(), which fails where a server has more than 1,024 files open.
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    if asking:
        asking.hand_over()
        asking.register(poll)
    ends = time.monotonic() + limits.seconds
    said = bytearray()
    while (left := ends - time.monotonic()) > 0:
        woken = [number for number, _event in poll.poll(left * 1000)]
        if asking:
            try:
                for number in woken:
                    asking.take(poll, number)
            except BadQuestion:
                return Status.SPOKE_NONSENSE
        if descriptor not in woken:
            continue
        piece = os.read(descriptor, PIECE)
        if not piece:
            return _let_end(process, said, ends)
        said += piece
        if len(said) > limits.output:
            return Status.SAID_TOO_MUCH
    return Status.TOOK_TOO_LONG


def _let_end(process: subprocess.Popen[bytes], said: bytearray, ends: float) -> bytes | Status:
    """Return what was said by a program that closed its mouth, once it has ended by itself."""
    try:
        process.wait(max(0.0, ends - time.monotonic()))
    except subprocess.TimeoutExpired:
        return Status.TOOK_TOO_LONG
    return bytes(said)


def _judge(said: bytes, exit_status: int) -> bytes | Status:
    if exit_status == 0:
        return said
    if not said.startswith(HELLO):
        return Status.NO_WALLS
    if exit_status == _BY_SIGNAL + signal.SIGXCPU:
        return Status.TOOK_TOO_LONG
    return Status.CRASHED
