"""A door before the S3 of the tests, that answers what would be written there as a full or a pressed store does."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

ANSWERS = {
    "insufficient": (507, "InsufficientStorage"),
    "quota": (403, "QuotaExceeded"),
    "minio": (507, "XMinioStorageFull"),
    "slow": (503, "SlowDown"),
    "forbidden": (403, "AccessDenied"),
}
"""What makers of stores answer, by the status and the code in the body."""
_TEXT = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>{}</Code><Message>no</Message></Error>'


@dataclass
class Door:
    """Whether writes are refused, and how."""

    port: int
    refusing: str = ""
    refused: int = 0
    endpoint: str = ""


@contextmanager
def door(port: int) -> Iterator[Door]:
    """Yield an open door before a port of loopback."""
    found = Door(port)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if found.refusing and self.command in ("PUT", "POST"):
                found.refused += 1
                status, code = ANSWERS[found.refusing]
                self._say(
                    status, [("Content-Type", "application/xml")], _TEXT.format(code).encode()
                )
                return
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            line.request(self.command, self.path, body, dict(self.headers))
            answer = line.getresponse()
            self._say(answer.status, answer.getheaders(), answer.read())
            line.close()

        def _say(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                    self.send_header(name, value)
            lengths = [value for name, value in headers if name.lower() == "content-length"]
            self.send_header("Content-Length", (lengths or [str(len(content))])[-1])
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    for method in ("GET", "PUT", "POST", "DELETE", "HEAD"):
        setattr(Handler, f"do_{method}", Handler._answer)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()
