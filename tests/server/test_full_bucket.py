"""An object store without room, or pressed too hard: said as what it is, nothing acknowledged, nothing lost."""

from collections.abc import Iterator

import msgspec
import pytest

from server.bucket import Bucket
from server.objects import StoreFull, StoreGone
from server.settings import open_home, render_settings
from tests.server.full_s3 import Door, door
from tests.server.grown import GrownBacking
from tests.server.sent import body_of, report, seal_attachment, seal_texts
from tests.server.service import Server, open_server

pytestmark = pytest.mark.grown

FULL = (507, "full", "no room")
BUSY = (503, "busy", "busy")


@pytest.fixture
def behind(server: Server) -> Iterator[tuple[Server, Door]]:
    """Return a server whose bucket is behind a door."""
    assert isinstance(server.backing, GrownBacking)
    with door(server.backing.bucket.port) as found:
        settings = msgspec.structs.replace(server.home.settings, objects_endpoint=found.endpoint)
        (server.home.path / "settings.toml").write_text(render_settings(settings))
        again = open_server(open_home(server.home.path), server.tiny, server.staff)
        again.backing = server.backing
        yield again, found


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("insufficient", FULL),
        ("quota", FULL),
        ("minio", FULL),
        ("slow", BUSY),
        ("forbidden", BUSY),
    ],
)
def test_piece_that_finds_no_room_is_refused_in_words(
    behind: tuple[Server, Door], answer: str, expected: tuple[int, str, str]
) -> None:
    """Nothing of it counts, a written report is taken meanwhile, and afterwards the same piece is."""
    server, found = behind
    content, ticket = seal_attachment(server.tiny, bytes(3_000)), server.ticket()
    location = server.begin_upload(len(content), ticket).headers["Location"]
    found.refusing = answer
    refused = server.patch(location, content, 0, ticket)
    status, code, words = expected
    assert (refused.status_code, refused.get_json()["error"]) == (status, code)
    assert words in refused.get_json()["message"]
    assert "Code" not in refused.text
    assert server.submit(report(server.tiny)).status_code == 201
    found.refusing = ""
    assert server.patch(location, content, 0, ticket).status_code == 204


def test_no_name_says_that_there_is_no_room(behind: tuple[Server, Door]) -> None:
    """What a store refuses is judged by its answer: random ids have the digits of a status now and then."""
    server, found = behind
    found.refusing = "forbidden"
    with pytest.raises(StoreGone):
        Bucket(server.home).put("507/StorageFull", b"x")
    found.refusing = "quota"
    with pytest.raises(StoreFull):
        Bucket(server.home).put("1", b"x")


def test_report_whose_file_finds_no_room_is_not_acknowledged(behind: tuple[Server, Door]) -> None:
    """The upload waits on, and the same report is taken when there is room."""
    server, found = behind
    content, ticket = seal_attachment(server.tiny, bytes(3_000)), server.ticket()
    upload_id = server.upload(content, ticket)
    body = body_of(seal_texts(server.tiny), (upload_id,))
    found.refusing = "insufficient"
    refused = server.submit(body, ticket)
    assert (refused.status_code, refused.get_json()["error"]) == (507, "full")
    assert server.objects() == []
    found.refusing = ""
    assert server.submit(body, ticket).status_code == 201
    assert content in server.get("anna")[1].values()
