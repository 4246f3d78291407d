"""Programs that stand in for the one that shows files, and run in the same sandbox: they try what a hostile file would.

Each is a `main` of the sandbox's own shape. They import nothing of the tests,
because only this file is put inside.
"""

import json
import os
import socket
import struct
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

OURS = Path("/code/journalist_ui/workstation/sandbox")
STANDARD = Path(sysconfig.get_path("stdlib"))


def say(words: Any) -> None:
    """Write something as JSON to where the answer goes."""
    os.write(1, json.dumps(words).encode())


def attempt(deed: Callable[[], Any]) -> str:
    """Do something and return what came of it: `done` or the name of the error."""
    try:
        deed()
    except OSError as error:
        return type(error).__name__ + f" {error.errno}"
    return "done"


class Program:
    """Chooses what to do by the number in the order, since an order holds numbers only."""

    def __init__(self, *deeds: Callable[[Any], None]) -> None:
        self.deeds = deeds

    def __call__(self, order: dict[str, int], limits: Any) -> None:
        deed = self.deeds[order["part"]]
        deed(order if deed in QUESTIONS else limits)


def look_around(_limits: Any) -> None:
    """Tell what there is to see."""
    found = {
        "root": sorted(os.listdir("/")),
        "files": sorted(str(path) for path in Path("/").rglob("*") if is_odd(path)),
        "other packages": sorted(str(path) for path in STANDARD.glob("*-packages/*")),
        "environment": dict(os.environ),
        "descriptors": [number for number in range(64) if is_open(number)],
        "user": os.getuid(),
        "processes": os.getpid(),
        "host": os.uname().nodename,
    }
    say(found)


def is_odd(path: Path) -> bool:
    """Tell whether a path is a file outside the folders of Python, the libraries and our code."""
    ours = path.is_relative_to("/code") or path.is_relative_to("/libraries")
    return not ours and "python3" not in str(path) and path.is_file()


def is_open(number: int) -> bool:
    """Tell whether a descriptor is open."""
    return attempt(lambda: os.fstat(number)) == "done"


def break_out(limits: Any) -> None:
    """Try to read, write, connect, fork and run, and tell what came of each."""
    secret = "/the-vault"
    say(
        {
            "read /etc/passwd": attempt(lambda: Path("/etc/passwd").read_bytes()),
            "read the vault": attempt(lambda: Path(secret).read_bytes()),
            "read /proc": attempt(lambda: os.listdir("/proc")),
            "write at the root": attempt(lambda: Path("/new").write_bytes(b"x")),
            "write into our code": attempt(lambda: (OURS / "new").write_bytes(b"x")),
            "write into Pillow": attempt(lambda: Path("/libraries/PIL/new").write_bytes(b"x")),
            "write into Python": attempt(lambda: (STANDARD / "new").write_bytes(b"x")),
            "write into the file": attempt(lambda: Path("/file").write_bytes(b"x")),
            "make the file another's": attempt(lambda: Path("/file").chmod(0o666)),
            "make a folder": attempt(lambda: Path("/code/new").mkdir()),
            "internet socket": attempt(lambda: socket.socket(socket.AF_INET)),
            "local socket": attempt(lambda: socket.socket(socket.AF_UNIX)),
            "pair of sockets": attempt(socket.socketpair),
            "another process": attempt(os.fork),
            "another program": attempt(lambda: os.execv("/bin/sh", ["/bin/sh"])),
            "raise a limit": attempt(lambda: raise_limit(limits)),
        }
    )


def raise_limit(limits: Any) -> None:
    """Ask for twice the memory."""
    import resource  # noqa: PLC0415

    try:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory * 2, limits.memory * 2))
    except ValueError as error:
        raise PermissionError(1, str(error)) from error


def eat_memory(_limits: Any) -> None:
    """Take memory until there is no more, and say how much it was, in MiB."""
    eaten = []
    try:
        while True:
            eaten.append(bytearray(1 << 20))
    except MemoryError:
        count = len(eaten)
        eaten.clear()
        say(count)


def eat_time(_limits: Any) -> None:
    """Compute for ever."""
    while True:
        pass


def wait(_limits: Any) -> None:
    """Sleep for ever, which costs no time of the processor."""
    while True:
        time.sleep(1)


def shout(_limits: Any) -> None:
    """Write for ever."""
    while True:
        os.write(1, bytes(1 << 16))


def crash(_limits: Any) -> None:
    """End as a library does that writes where it may not."""
    os.kill(os.getpid(), 11)


def fall_silent(_limits: Any) -> None:
    """Close the mouth and go on living."""
    os.close(1)
    while True:
        time.sleep(1)


def exit_badly(_limits: Any) -> None:
    """End as Python does after an exception."""
    raise RuntimeError


def ask_beyond(order: dict[str, int]) -> None:
    """Ask for a piece that the file has not."""
    os.write(order["questions"], struct.pack(">QI", order["size"] - 1, 2))
    time.sleep(60)


def ask_for_too_much(order: dict[str, int]) -> None:
    """Ask for more at once than is answered."""
    os.write(order["questions"], struct.pack(">QI", 0, (1 << 16) + 1))
    time.sleep(60)


def ask_and_not_listen(order: dict[str, int]) -> None:
    """Ask again and again, and never take an answer."""
    while True:
        os.write(order["questions"], struct.pack(">QI", 0, 1 << 16))


def ask_and_leave(order: dict[str, int]) -> None:
    """Ask, and end before the answer."""
    os.write(order["questions"], struct.pack(">QI", 0, 1 << 16))


def ask_halves(order: dict[str, int]) -> None:
    """Ask in two halves, and say what came of it."""
    question = struct.pack(">QI", 2, 5)
    os.write(order["questions"], question[:7])
    time.sleep(0.1)
    os.write(order["questions"], question[7:])
    say(os.read(0, 100).decode())


DEEDS = (look_around, break_out, eat_memory, eat_time, wait, shout, crash, fall_silent, exit_badly)
QUESTIONS = (ask_beyond, ask_for_too_much, ask_and_not_listen, ask_and_leave, ask_halves)
main = Program(*DEEDS, *QUESTIONS)
