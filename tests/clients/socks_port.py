"""A SOCKS5 port such as Tor's, in a test: it remembers who asked for which name, and leads to servers of the test."""

import base64
import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

TAKES_USERS = 2
GRANTED = 0
NOT_FOUND = 4


def onion_of(key: bytes) -> str:
    """Return the onion address of a 32-byte key, whether anybody has it or not."""
    checksum = hashlib.sha3_256(b".onion checksum" + key + b"\3").digest()[:2]
    return base64.b32encode(key + checksum + b"\3").decode().lower() + ".onion"


@dataclass
class SocksPort:
    """What was asked there, and where each name leads: a URL, or the number of a refusal.

    `stumbles` are refusals that come first, whatever the name.
    """

    where: str
    leads: dict[str, str | int]
    users: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, int]] = field(default_factory=list)
    stumbles: list[int] = field(default_factory=list)

    def reply(self, name: str, port: int) -> tuple[int, socket.socket | None]:
        """Return the number of the reply, and a line if it is granted."""
        self.asked.append((name, port))
        leads = self.stumbles.pop(0) if self.stumbles else self.leads.get(name, NOT_FOUND)
        if isinstance(leads, int):
            return leads, None
        there = urlsplit(leads)
        return GRANTED, socket.create_connection((there.hostname, there.port))


@contextmanager
def socks_port(leads: dict[str, str | int]) -> Iterator[SocksPort]:
    """Give a port that leads to these names, and to no other."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = SocksPort(f"127.0.0.1:{listener.getsockname()[1]}", leads)
        threading.Thread(target=_serve, args=(listener, port), daemon=True).start()
        try:
            yield port
        finally:
            listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, port: SocksPort) -> None:
    while True:
        try:
            line, _peer = listener.accept()
        except OSError:
            return
        threading.Thread(target=_speak, args=(line, port), daemon=True).start()


def _speak(line: socket.socket, port: SocksPort) -> None:
    """Speak RFC 1928 and RFC 1929 as Tor does: it takes a user where one is offered."""
    with line, line.makefile("rb") as said, suppress(OSError):
        version, count = said.read(2)
        assert (version, TAKES_USERS in said.read(count)) == (5, True)
        line.sendall(bytes([5, TAKES_USERS]))
        assert said.read(1) == b"\1"
        user, password = (said.read(said.read(1)[0]).decode() for _ in range(2))
        port.users.append((user, password))
        line.sendall(bytes([1, 0]))
        assert said.read(4) == bytes([5, 1, 0, 3]), "a name was looked up on this device"
        name = said.read(said.read(1)[0]).decode()
        number, there = port.reply(name, int.from_bytes(said.read(2), "big"))
        line.sendall(bytes([5, number, 0, 1]) + bytes(6))
        if there is not None:
            with there:
                threading.Thread(target=_carry, args=(there, line), daemon=True).start()
                _carry(line, there)


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(1 << 16):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
