"""What the folder of attachments gives away, which is the day, and what it keeps through a loss of power."""

from pathlib import Path

import pytest

from crypto.period import period_of
from server import objects
from server.clock import DAY_SECONDS
from tests.server.sent import report, seal_attachment
from tests.server.service import TUS, Server, attach
from tests.tiny_service import DAY

pytestmark = pytest.mark.local


def finer_than_a_day(*folders: Path) -> list[str]:
    """Return what below these folders, and they themselves, has a time that is no midnight."""
    places = [place for folder in folders for place in (folder, *folder.rglob("*"))]
    return [place.name for place in places if place.stat().st_mtime % DAY_SECONDS]


def test_submitted_attachment_leaves_no_time(server: Server) -> None:
    """Neither where it waited nor where it lies now."""
    ticket = server.ticket()
    upload = server.upload(seal_attachment(server.tiny, b"x"), ticket)
    assert server.submit(report(server.tiny, uploads=(upload,)), ticket).status_code == 201
    assert finer_than_a_day(server.home.objects, server.home.incoming) == []


def test_refused_piece_leaves_no_time(server: Server) -> None:
    """A piece that is thrown away again: its checksum is another, or it is more than was announced."""
    content, ticket = seal_attachment(server.tiny, b"x"), server.ticket()
    location = server.begin_upload(len(content), ticket).headers["Location"]
    headers = TUS | {"Sluis-Ticket": ticket, "Upload-Offset": "0"}
    wrong = {"Upload-Checksum": "sha256 " + "A" * 43 + "="}
    for more, piece, status in ((wrong, content, 460), ({}, content + b"x", 413)):
        refused = server.reporters.patch(
            location,
            data=piece,
            headers=headers | more,
            content_type="application/offset+octet-stream",
        )
        assert refused.status_code == status
        assert len(server.incoming()) == 1
        assert finer_than_a_day(server.home.incoming) == []


def test_upload_that_is_given_up_leaves_no_time(server: Server) -> None:
    """What is none of ours is removed, and the folder does not say when."""
    ticket = server.ticket()
    content = seal_attachment(server.tiny, b"x")
    location = server.begin_upload(len(content), ticket).headers["Location"]
    assert server.patch(location, bytes(len(content)), 0, ticket).status_code == 400
    assert server.incoming() == []
    assert finer_than_a_day(server.home.incoming) == []


def test_folder_that_another_process_has_just_made_is_made_durable(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever made it may not have come so far, and what lies in it is acknowledged now."""
    synced: list[Path] = []
    monkeypatch.setattr(objects, "sync_folder", synced.append)
    day = server.home.objects / str(period_of(DAY)) / str(DAY)
    day.mkdir(parents=True)
    attach(server)
    assert [day.parent, server.home.objects, day] == synced
