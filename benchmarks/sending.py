"""What benchmarks of the server send to it, and fetch from it, as our clients do."""

import json
import time
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlsplit

from benchmarks.measure import MIB
from crypto.sizes import stored_attachment_size
from tests.server.running import OCTETS, Running, send
from tests.server.sent import body_of, seal_attachment, seal_texts
from tests.server.service import TUS
from tests.tiny_service import SLOTS, TinyService

LARGE = 96 * MIB
"""As stored, the largest attachment that the settings take as they come: a hundred megabytes."""


def rate(act: Callable[[], object], number: int) -> float:
    """Return how many of a number there are in a second of doing all of them."""
    start = time.perf_counter()
    act()
    return number / (time.perf_counter() - start)


def report(tiny: TinyService) -> bytes:
    """Return the body of a submission of one text part."""
    return body_of(seal_texts(tiny, day=tiny.day))


def send_attachment(server: Running, tiny: TinyService, size: int) -> None:
    """Send an attachment of a size in bytes in the pieces of our clients, and submit it with a report."""
    length = stored_attachment_size(size - 8, slots=SLOTS)
    content = seal_attachment(tiny, b"x", day=tiny.day)[:20_000].ljust(length, b"\0")
    ticket = server.ticket()
    headers = TUS | {"Sluis-Ticket": ticket, "Upload-Length": str(length)}
    location = send(server.reporters, "POST", "/api/uploads", headers=headers).headers["Location"]
    for at in range(0, length, 4 * MIB):
        patch = headers | {"Upload-Offset": str(at)}
        patch["Content-Type"] = "application/offset+octet-stream"
        piece = content[at : at + 4 * MIB]
        _require(send(server.reporters, "PATCH", location, piece, patch).status, 204)
    body = body_of(seal_texts(tiny, day=tiny.day), (bytes.fromhex(location[-32:]),))
    _require(server.submit(body, ticket), 201)


def download(url: str, headers: dict[str, str]) -> int:
    """Fetch everything that waits, and return how many bytes came."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=600)
    connection.request("GET", "/api/inbound?large=1", headers=headers)
    answer, size = connection.getresponse(), 0
    _require(answer.status, 200)
    while piece := answer.read(MIB):
        size += len(piece)
    connection.close()
    return size


def submit_many(host: str, body: bytes, count: int) -> None:
    """Send a submission so many times on one connection, each with a ticket of its own."""
    connection = HTTPConnection(host, timeout=60)
    for _ in range(count):
        connection.request("POST", "/api/tickets", body=b"")
        ticket = json.loads(connection.getresponse().read())["ticket"]
        headers = {"Sluis-Ticket": ticket, "Content-Type": OCTETS}
        connection.request("POST", "/api/submissions", body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        _require(answer.status, 201)
    connection.close()


def fetch_many(host: str, headers: dict[str, str], count: int) -> None:
    """Fetch the drop so many times on one connection."""
    connection = HTTPConnection(host, timeout=60)
    for _ in range(count):
        connection.request("GET", "/api/drop", headers=headers)
        answer = connection.getresponse()
        answer.read()
        _require(answer.status, 304 if headers else 200)
    connection.close()


def _require(status: int, expected: int) -> None:
    if status != expected:
        raise RuntimeError(f"the server answered {status}, not {expected}")
