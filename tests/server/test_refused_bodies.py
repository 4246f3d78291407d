"""What is refused is answered, also where its sender is still sending: a broken line would tell them nothing."""

import socket
from urllib.parse import urlsplit

import pytest

from crypto.sizes import stored_attachment_size
from server.submissions import MAX_BODY
from server.web import LISTENED_TO
from tests.server.running import OCTETS, Running, send
from tests.server.service import TUS
from tests.tiny_service import SLOTS

PIECE = bytes(4 * 1024 * 1024)
"""As large as our clients' pieces, and larger than what the kernel keeps for a reader."""
NEXT = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
NOWHERE = f"/api/uploads/{'0' * 32}"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 404),
        ({"Sluis-Ticket": "none"}, 403),
        ({"Tus-Resumable": "0.2"}, 412),
        ({"Content-Type": "text/plain"}, 415),
        ({"Upload-Offset": "x"}, 400),
    ],
)
def test_refused_piece_is_answered(served: Running, change: dict[str, str], status: int) -> None:
    """With its own status, by which a page says what to do."""
    headers = TUS | NEXT | {"Sluis-Ticket": served.ticket()} | change
    assert send(served.reporters, "PATCH", NOWHERE, PIECE, headers).status == status


def test_piece_out_of_place_is_answered(served: Running) -> None:
    """A conflict, after which a client asks for the offset."""
    length = stored_attachment_size(8_000_000, slots=SLOTS)
    headers = TUS | {"Sluis-Ticket": served.ticket()}
    begin = headers | {"Upload-Length": str(length)}
    location = send(served.reporters, "POST", "/api/uploads", headers=begin).headers["Location"]
    wrong = headers | NEXT | {"Upload-Offset": "7"}
    assert send(served.reporters, "PATCH", location, PIECE, wrong).status == 409


@pytest.mark.parametrize(
    ("ticket", "size", "status"), [("none", MAX_BODY, 403), ("", 40 * MAX_BODY, 413)]
)
def test_refused_submission_is_answered(
    served: Running, ticket: str, size: int, status: int
) -> None:
    """One whose ticket is over, and one that is too long to be any."""
    headers = {"Content-Type": OCTETS, "Sluis-Ticket": ticket or served.ticket()}
    assert size < LISTENED_TO
    assert send(served.reporters, "POST", "/api/submissions", bytes(size), headers).status == status


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("POST", "/api/submissions", {"Content-Type": OCTETS}),
        ("PATCH", "", TUS | NEXT),
    ],
)
def test_body_in_broken_chunks_is_the_sender_s_fault(
    served: Running, method: str, path: str, headers: dict[str, str]
) -> None:
    """It is refused as malformed, and fills no log with errors of ours."""
    ticket = {"Sluis-Ticket": served.ticket()}
    if not path:
        length = stored_attachment_size(1, slots=SLOTS)
        begin = TUS | ticket | {"Upload-Length": str(length)}
        path = send(served.reporters, "POST", "/api/uploads", headers=begin).headers["Location"]
    chunked = headers | ticket | {"Host": "x", "Transfer-Encoding": "chunked"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in chunked.items())
    log = (served.home.parent / "server.log").read_text()
    place = urlsplit(served.reporters)
    with socket.create_connection((place.hostname, place.port), timeout=60) as line:
        line.sendall(f"{method} {path} HTTP/1.1\r\n{lines}\r\nzz\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 400 ")
    assert (served.home.parent / "server.log").read_text() == log
