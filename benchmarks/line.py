"""A line between a browser and a server on loopback that counts every byte and names the packings."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock, Thread

_PIECE = 1 << 16
_REQUEST = re.compile(rb"(?:GET|HEAD|OPTIONS|PATCH|POST) \S+ HTTP/1\.1\r\n")
_ACCEPT = re.compile(rb"(?i)(accept-encoding: )([^\r\n]*)")


@dataclass
class Line:
    """Where the line begins, how many bytes went over it, both ways, headers included, and how many requests."""

    url: str
    bytes: int = 0
    requests: int = 0


@contextmanager
def counted_line(host: str, port: int, packings: str) -> Iterator[Line]:
    """Forward to a server on loopback, with `packings` as those that the browser takes."""
    lock = Lock()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Line(f"http://127.0.0.1:{listener.getsockname()[1]}")

        def pump(source: socket.socket, target: socket.socket, *, asks: bool) -> None:
            with suppress(OSError):
                while piece := source.recv(_PIECE):
                    sent = _ACCEPT.sub(rb"\1" + packings.encode(), piece) if asks else piece
                    with lock:
                        # What the browser would have said itself: the packing is our doing.
                        line.bytes += len(piece)
                        line.requests += len(_REQUEST.findall(piece)) if asks else 0
                    target.sendall(sent)
            with suppress(OSError):
                target.shutdown(socket.SHUT_WR)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    near, _ = listener.accept()
                    far = socket.create_connection((host, port))
                    for source, target, asks in ((near, far, True), (far, near, False)):
                        Thread(
                            target=pump, args=(source, target), kwargs={"asks": asks}, daemon=True
                        ).start()

        Thread(target=accept, daemon=True).start()
        yield line
        listener.shutdown(socket.SHUT_RDWR)
