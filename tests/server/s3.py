"""An S3 of the tests' own, on loopback, as a process that can be ended and begun again with nothing in it."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import boto3
from botocore.config import Config

from tests.held_port import held_port

BUCKET = "sluis-tests"
KEY_ID, KEY = "only-for-testing", "only-for-testing"
SERVE = """
import logging, sys
from moto.server import ThreadedMotoServer
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=int(sys.argv[1]), verbose=False)
server.start()
sys.stdin.read()
server.stop()
"""


@dataclass
class S3:
    """A server process on a port of loopback that stays the same."""

    port: int
    process: subprocess.Popen[bytes] | None = None
    made: int = 0

    @property
    def endpoint(self) -> str:
        """Return where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and return when it answers."""
        environment = os.environ | {"MOTO_S3_DEFAULT_KEY_BUFFER_SIZE": str(1 << 16)}
        command = [sys.executable, "-c", SERVE, str(self.port)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                self.client().create_bucket(Bucket=BUCKET)
                return
            time.sleep(0.05)
        raise AssertionError("the S3 of the tests does not answer")

    def stop(self) -> None:
        """End it; what it held is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def place(self) -> str:
        """Return a place in it where nothing is."""
        self.made += 1
        return f"s3://{BUCKET}/service-{self.made}"

    def names(self, place: str) -> list[str]:
        """Return the names of everything at a place."""
        prefix = place.removeprefix(f"s3://{BUCKET}/") + "/"
        pages = (
            self.client().get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        )
        return [
            item["Key"].removeprefix(prefix) for page in pages for item in page.get("Contents", [])
        ]

    def unfinished(self) -> int:
        """Return how many multipart uploads were begun and not ended."""
        return len(self.client().list_multipart_uploads(Bucket=BUCKET).get("Uploads", []))

    def client(self):  # type: ignore[no-untyped-def]
        """Return a client of another make than the server's."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=KEY_ID,
            aws_secret_access_key=KEY,
            config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}),
        )


class Gate:
    """A port before another one, that can be shut and opened again: nothing behind it is lost."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._is_open = threading.Event()
        self._is_open.set()
        self.endpoint = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def shut(self) -> None:
        """End every line that is asked for from now on; one that is open ends with its next word."""
        self._is_open.clear()

    def open(self) -> None:
        """Let everybody through again."""
        self._is_open.set()

    def close(self) -> None:
        """End for good."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self._is_open.is_set():
                    near.close()
                    continue
                try:
                    far = socket.create_connection(self._target)
                except OSError:
                    # One line that fails is not the end of all.
                    near.close()
                    continue
                for source, target in ((near, far), (far, near)):
                    pump = threading.Thread(target=self._pump, args=(source, target), daemon=True)
                    pump.start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while (piece := source.recv(65_536)) and self._is_open.is_set():
                target.sendall(piece)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def s3() -> Iterator[S3]:
    """Yield a running S3 with an empty bucket."""
    with held_port() as port:
        server = S3(port)
        server.start()
        try:
            yield server
        finally:
            server.stop()
