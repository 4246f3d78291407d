"""What is refused is answered, also where its sender is still sending: a broken line would tell them nothing."""

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
