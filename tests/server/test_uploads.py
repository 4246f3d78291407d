"""Resumable uploads: tus 1.0, a durable offset, and no file that is none of ours."""

import fcntl

import pytest

from crypto.sizes import stored_attachment_size
from server.settings import MIB
from tests.server.sent import seal_attachment
from tests.server.service import TUS, Server
from tests.server.uploading import begin, offset
from tests.tiny_service import DAY, SLOTS


def test_upload_in_pieces(server: Server) -> None:
    """An upload grows piece by piece, and says after each how much is durable."""
    content = seal_attachment(server.tiny, b"x")
    location, ticket = begin(server, content)
    assert offset(server, location, ticket) == "0"
    for start in range(0, len(content), 30_000):
        piece = content[start : start + 30_000]
        response = server.patch(location, piece, start, ticket)
        assert response.status_code == 204
        assert response.headers["Upload-Offset"] == str(start + len(piece))
    assert offset(server, location, ticket) == str(len(content))


@pytest.mark.parametrize("wrong", [0, 9_999, 10_001])
def test_wrong_offset_is_a_conflict(server: Server, wrong: int) -> None:
    """A piece sent again, or out of place, changes nothing."""
    content = seal_attachment(server.tiny, b"x")
    location, ticket = begin(server, content)
    server.patch(location, content[:10_000], 0, ticket)
    refused = server.patch(location, content[wrong : wrong + 10], wrong, ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (409, "conflict")
    assert offset(server, location, ticket) == "10000"


@pytest.mark.local
def test_piece_while_another_is_on_its_way_is_a_conflict(server: Server) -> None:
    """A browser that sends a piece again while the first try hangs does not mix the two."""
    content = seal_attachment(server.tiny, b"x")
    location, ticket = begin(server, content)
    server.patch(location, content[:10], 0, ticket)
    with (server.home.incoming / location[-32:]).open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert server.patch(location, content[10:], 10, ticket).status_code == 409
    assert server.patch(location, content[10:], 10, ticket).status_code == 204


def test_more_than_announced_is_refused(server: Server) -> None:
    """Bytes beyond the announced length are refused and not kept."""
    content = seal_attachment(server.tiny, b"x")
    location, ticket = begin(server, content)
    refused = server.patch(location, content + b"y", 0, ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (413, "too-large")
    assert offset(server, location, ticket) == "0"


@pytest.mark.parametrize("change", [-1, 1])
def test_impossible_length_is_refused(server: Server, change: int) -> None:
    """Only lengths that a padded attachment has are taken."""
    length = stored_attachment_size(1, slots=SLOTS) + change
    refused = server.begin_upload(length, server.ticket())
    assert (refused.status_code, refused.get_json()["error"]) == (400, "malformed")


def test_too_large_a_file_is_refused_before_it_is_sent(server: Server) -> None:
    """The largest attachment is taken, one step more is not."""
    largest = server.home.settings.max_attachment
    fits = stored_attachment_size(largest - 8, slots=SLOTS)
    beyond = stored_attachment_size(largest + 17 * MIB, slots=SLOTS)
    assert server.begin_upload(fits, server.ticket()).status_code == 201
    refused = server.begin_upload(beyond, server.ticket())
    assert (refused.status_code, refused.get_json()["error"]) == (413, "too-large")


@pytest.mark.parametrize("place", [0, 6, 30, 100, 1_600, 12_400])
def test_file_that_is_not_sealed_is_given_up(server: Server, place: int) -> None:
    """A changed byte in the header's shape ends the upload; nothing of it stays."""
    content = bytearray(seal_attachment(server.tiny, b"x"))
    content[place] = 0xFF
    location, ticket = begin(server, bytes(content))
    refused = server.patch(location, bytes(content), 0, ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (400, "malformed")
    assert server.patch(location, bytes(content), 0, ticket).status_code == 404


def test_header_is_checked_when_it_comes_in_pieces(server: Server) -> None:
    """A header that is split over pieces is judged when it is whole."""
    content = bytearray(seal_attachment(server.tiny, b"x"))
    content[40] = 0xFF
    location, ticket = begin(server, bytes(content))
    assert server.patch(location, bytes(content[:5_000]), 0, ticket).status_code == 204
    assert server.patch(location, bytes(content[5_000:20_000]), 5_000, ticket).status_code == 400


def test_attachment_of_a_period_that_is_over_is_refused(server: Server) -> None:
    """What nobody could read any more is not taken."""
    content = seal_attachment(server.tiny, b"x", day=DAY - 14)
    location, ticket = begin(server, content)
    refused = server.patch(location, content, 0, ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (422, "period")


def test_upload_belongs_to_its_ticket(server: Server) -> None:
    """Another ticket neither sees nor changes an upload."""
    content = seal_attachment(server.tiny, b"x")
    location, _ticket = begin(server, content)
    headers = TUS | {"Sluis-Ticket": server.ticket()}
    assert server.reporters.head(location, headers=headers).status_code == 404
    assert server.patch(location, content, 0, server.ticket()).status_code == 404


@pytest.mark.parametrize(
    "location", ["/api/uploads/x", "/api/uploads/" + "A" * 32, "/api/uploads/" + "0" * 32]
)
def test_unknown_upload(server: Server, location: str) -> None:
    """An id that was never given is unknown, and makes no file."""
    assert server.patch(location, b"x", 0, server.ticket()).status_code == 404
    assert not server.incoming()


def test_tus_is_spoken_in_one_version(server: Server) -> None:
    """Another version of tus is refused with the one that is spoken."""
    refused = server.reporters.post("/api/uploads", headers={"Sluis-Ticket": server.ticket()})
    assert refused.status_code == 412
    assert refused.headers["Tus-Version"] == "1.0.0"


def test_tus_says_what_it_can(server: Server) -> None:
    """OPTIONS names version and extensions."""
    response = server.reporters.options("/api/uploads")
    assert response.status_code == 204
    assert response.headers["Tus-Extension"] == "creation,checksum,expiration"
    assert response.headers["Tus-Checksum-Algorithm"] == "sha256,sha1"


def test_wrong_type_is_refused(server: Server) -> None:
    """A piece has the type that tus gives it."""
    content = seal_attachment(server.tiny, b"x")
    location, ticket = begin(server, content)
    headers = TUS | {"Sluis-Ticket": ticket, "Upload-Offset": "0"}
    assert server.reporters.patch(location, data=content, headers=headers).status_code == 415
