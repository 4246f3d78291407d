"""Checksums and the end of uploads: a piece is taken as it was sent or not at all, and no hour is told."""

import base64
import hashlib
import socket
import time
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from werkzeug.test import TestResponse

from server.checksum import ALGORITHMS
from server.clock import DAY_SECONDS
from tests.server.running import Running, send
from tests.server.sent import seal_attachment
from tests.server.service import TUS, Server
from tests.server.uploading import begin, offset
from tests.tiny_service import TinyService


def checksum(content: bytes, algorithm: str = "sha256") -> str:
    """Return the header of a piece."""
    digest = hashlib.new(algorithm, content, usedforsecurity=False).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


def patch(
    server: Server, location: str, piece: bytes, at: int, ticket: str, *, said: str
) -> TestResponse:
    """Send a piece with a checksum."""
    asked = {"Sluis-Ticket": ticket, "Upload-Offset": str(at), "Upload-Checksum": said}
    return server.reporters.patch(
        location, data=piece, headers=TUS | asked, content_type="application/offset+octet-stream"
    )


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_piece_that_is_what_was_sent_is_taken(server: Server, algorithm: str) -> None:
    """Piece by piece, each with a checksum of its own."""
    content = seal_attachment(server.tiny, b"x")
    location, ticket = begin(server, content)
    for at, piece in ((0, content[:30_000]), (30_000, content[30_000:])):
        said = checksum(piece, algorithm)
        assert patch(server, location, piece, at, ticket, said=said).status_code == 204
    assert offset(server, location, ticket) == str(len(content))


def test_piece_that_was_changed_on_its_way_is_not_kept(server: Server) -> None:
    """The first or a later one: what was there stays, and the right one is taken at the same place."""
    content = seal_attachment(server.tiny, bytes(600_000))
    location, ticket = begin(server, content)
    for at, end in ((0, 300_000), (300_000, len(content))):
        piece = content[at:end]
        refused = patch(server, location, piece[:-1] + b"?", at, ticket, said=checksum(piece))
        assert (refused.status_code, refused.get_json()["error"]) == (460, "checksum")
        assert offset(server, location, ticket) == str(at)
        assert patch(server, location, piece, at, ticket, said=checksum(piece)).status_code == 204
    assert offset(server, location, ticket) == str(len(content))


def test_refused_first_piece_leaves_no_bytes(server: Server) -> None:
    """In the store nothing waits that nobody vouched for."""
    content = seal_attachment(server.tiny, b"x")
    location, ticket = begin(server, content)
    assert patch(server, location, content, 0, ticket, said=checksum(b"")).status_code == 460
    kept = [server.home.incoming / name for name in server.incoming()]
    assert sum(path.stat().st_size for path in kept) == 0


@pytest.mark.parametrize(
    "said",
    [
        "",
        "sha256",
        "md5 AAAA",
        "sha256 AAAA",
        "sha256 !",
        "sha1 " + "A" * 44,
        "SHA256 x",
        "sha256 \u00e9",
    ],
)
def test_what_is_no_checksum_is_refused(server: Server, said: str) -> None:
    """Before a byte is read."""
    content = seal_attachment(server.tiny, b"x")
    location, ticket = begin(server, content)
    refused = patch(server, location, content, 0, ticket, said=said)
    assert (refused.status_code, refused.get_json()["error"]) == (400, "malformed")
    assert offset(server, location, ticket) == "0"


def test_cut_line_keeps_nothing_of_a_piece_with_a_checksum(
    served: Running, today_tiny: TinyService
) -> None:
    """Under gunicorn: half a piece cannot be compared, so the offset stays."""
    content = seal_attachment(today_tiny, bytes(200_000), day=today_tiny.day)
    ticket = {"Sluis-Ticket": served.ticket()}
    url = served.reporters
    begun = TUS | ticket | {"Upload-Length": str(len(content))}
    location = send(url, "POST", "/api/uploads", headers=begun).headers["Location"]
    piece = TUS | ticket | {"Upload-Offset": "0", "Upload-Checksum": checksum(content)}
    piece |= {"Content-Type": "application/offset+octet-stream"}
    lines = piece | {"Content-Length": str(len(content)), "Host": "x"}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    place = urlsplit(url)
    with socket.create_connection((place.hostname or "", place.port or 0)) as line:
        line.sendall(f"PATCH {location} HTTP/1.1\r\n{head}\r\n".encode() + content[:150_000])
    file = served.home / "incoming" / location[-32:]
    deadline = time.monotonic() + 30
    while not (file.exists() and file.stat().st_size == 0):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    found = send(url, "HEAD", location, headers=TUS | ticket)
    assert found.headers["Upload-Offset"] == "0"
    while (status := send(url, "PATCH", location, content, piece).status) == 409:
        assert time.monotonic() < deadline
    assert status == 204


def test_end_of_an_upload_tells_a_day_and_no_hour(server: Server) -> None:
    """The midnight after the ticket's last day, whenever the upload began; then it cannot be reached."""
    content = seal_attachment(server.tiny, b"x")
    ticket, given = server.ticket(), server.clock.day
    server.clock.day, server.clock.second = given + 1, 12_345
    begun = server.begin_upload(len(content), ticket)
    location = begun.headers["Location"]
    sent = server.patch(location, content[:1_000], 0, ticket)
    asked = TUS | {"Sluis-Ticket": ticket}
    found = server.reporters.head(location, headers=asked)
    told = {answer.headers["Upload-Expires"] for answer in (begun, sent, found)}
    (ends,) = (parsedate_to_datetime(text).timestamp() for text in told)
    assert ends == (given + 3) * DAY_SECONDS
    server.clock.day, server.clock.second = given + 2, DAY_SECONDS - 1
    assert offset(server, location, ticket) == "1000"
    server.clock.day, server.clock.second = given + 3, 0
    assert server.reporters.head(location, headers=asked).status_code == 403
