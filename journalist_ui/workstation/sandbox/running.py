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
    """A file for the sandbox: by its path, or by a descriptor that becomes its standard input."""

    path: Path | None = None
    descriptor: int = subprocess.DEVNULL


def run_inside(program: str, order: dict[str, int], given: Given, limits: Limits) -> bytes | Status:
    """Return everything that a module's `main` wrote inside the walls, or the status that says why there is nothing."""
    bubblewrap = find_bubblewrap()
    if bubblewrap is None:
        return Status.NO_BUBBLEWRAP
    try:
        holdings = find_holdings()
    except CannotHold:
        return Status.NO_WALLS
    with ExitStack() as held:
        filter_fd = open_filter()
        if filter_fd is not None:
            held.callback(os.close, filter_fd)
        command = wall_in(
            bubblewrap,
            holdings,
            program=program,
            order=json.dumps({**order, "limits": asdict(limits)}),
            file=given.path,
            filter_fd=filter_fd,
        )
        process = subprocess.Popen(  # noqa: S603 - a list without a shell, and no word of it is a reporter's
            command,
            stdin=given.descriptor,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=() if filter_fd is None else (filter_fd,),
            env={},
            cwd="/",
        )
        try:
            said = _listen(process, limits)
        finally:
            process.kill()
            exit_status = process.wait()
            if process.stdout:
                process.stdout.close()
    return said if isinstance(said, Status) else _judge(said, exit_status)


def _listen(process: subprocess.Popen[bytes], limits: Limits) -> bytes | Status:
    """Return what is said until the end of it, no longer and no more than the limits allow."""
    if process.stdout is None:
        raise ValueError("the process has no pipe to listen to")
    descriptor = process.stdout.fileno()
    # Not select(), which fails where a server has more than 1,024 files open.
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    ends = time.monotonic() + limits.seconds
    said = bytearray()
    while (left := ends - time.monotonic()) > 0:
        if not poll.poll(left * 1000):
            break
        piece = os.read(descriptor, PIECE)
        if not piece:
            # It closed its mouth; give it the moment that it needs to end by itself.
            try:
                process.wait(max(0.0, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                break
            return bytes(said)
        said += piece
        if len(said) > limits.output:
            return Status.SAID_TOO_MUCH
    return Status.TOOK_TOO_LONG


def _judge(said: bytes, exit_status: int) -> bytes | Status:
    if exit_status == 0:
        return said
    if not said.startswith(HELLO):
        return Status.NO_WALLS
    if exit_status == _BY_SIGNAL + signal.SIGXCPU:
        return Status.TOOK_TOO_LONG
    return Status.CRASHED
