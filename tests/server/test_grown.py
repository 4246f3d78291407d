"""What only PostgreSQL and an S3 have: pieces that wait in a bucket, orders that must be forgotten, other errors."""

import os

import pytest
from sqlalchemy import select, text

from server import engine, traces
from server.bucket import Bucket
from server.bucket_incoming import LARGEST, SHORT
from server.database import Database
from server.marks import note_change
from server.models import submissions, upload_pieces
from server.objects import Lost, StoreGone
from server.publication import Publisher
from server.settings import open_home
from server.stores import open_stores
from server.traces import Hindered, forget_traces
from tests.server.sent import report, seal_attachment
from tests.server.service import TUS, Server, open_host

pytestmark = pytest.mark.grown
DATA = os.urandom(2_500_000)


def begin(server: Server, content: bytes) -> tuple[str, str]:
    """Begin an upload and return its address and its ticket."""
    ticket = server.ticket()
    return server.begin_upload(len(content), ticket).headers["Location"], ticket


def pieces(server: Server) -> list[tuple[int, int]]:
    """Return where the pieces of all uploads stand, and their sizes."""
    query = select(upload_pieces.c.at, upload_pieces.c.size).order_by(upload_pieces.c.at)
    with server.database.reading() as connection:
        return [(row.at, row.size) for row in connection.execute(query)]


def submit(server: Server, location: str, ticket: str) -> int:
    """Submit a report with one attachment."""
    body = report(server.tiny, uploads=(bytes.fromhex(location[-32:]),))
    return server.submit(body, ticket).status_code


def test_successive_pieces_at_two_hosts_are_one_attachment(server: Server) -> None:
    """Whoever is sent a piece knows what the other host has; the whole is what was sent."""
    other = open_host(server)
    content = seal_attachment(server.tiny, DATA)
    location, ticket = begin(server, content)
    hosts, at = [server, other], 0
    for end in (10, 1_200_000, 1_200_001, 2_600_000, len(content)):
        host = hosts[0]
        hosts.reverse()
        found = hosts[0].reporters.head(location, headers=TUS | {"Sluis-Ticket": ticket})
        assert found.headers["Upload-Offset"] == str(at)
        assert host.patch(location, content[at:end], at, ticket).status_code == 204
        at = end
    assert submit(other, location, ticket) == 201
    assert server.objects() == [location[-32:]]
    assert server.incoming() == []
    _manifest, files = other.get("anna")
    assert content in files.values()


def test_same_piece_at_two_hosts_counts_once(server: Server) -> None:
    """The one whose bytes are known later is told of a conflict; its piece does not stay."""
    other = open_host(server)
    content = seal_attachment(server.tiny, DATA)
    location, ticket = begin(server, content)
    place = server.stores.incoming
    with place.exclusive(bytes.fromhex(location[-32:])):
        assert other.patch(location, content[:50_000], 0, ticket).status_code == 204
    assert server.patch(location, content[:50_000], 0, ticket).status_code == 409
    assert pieces(server) == [(0, 50_000)]
    assert len(server.incoming()) == 1


def test_many_small_pieces_become_few(server: Server) -> None:
    """Somebody who sends a few bytes at a time does not fill the bucket with names."""
    content = seal_attachment(server.tiny, DATA)
    location, ticket = begin(server, content)
    at = 0
    while at < 3 * SHORT:
        assert server.patch(location, content[at : at + 300_000], at, ticket).status_code == 204
        at += 300_000
    assert len(pieces(server)) <= 4
    assert len(server.incoming()) == len(pieces(server))
    assert server.patch(location, content[at:], at, ticket).status_code == 204
    assert submit(server, location, ticket) == 201
    _manifest, files = server.get("anna")
    assert content in files.values()


def test_large_piece_is_stored_in_several(server: Server) -> None:
    """A client that sends everything at once costs no more memory than one that does not."""
    content = seal_attachment(server.tiny, bytes(2 * LARGEST))
    location, ticket = begin(server, content)
    assert server.patch(location, content, 0, ticket).status_code == 204
    assert [size for _at, size in pieces(server)][:2] == [LARGEST, LARGEST]
    assert submit(server, location, ticket) == 201
    _manifest, files = server.get("anna")
    assert content in files.values()


def test_names_of_pieces_do_not_tell_which_belong_together(server: Server) -> None:
    """A folder for the day and a random name: neither the upload nor the place in it."""
    content = seal_attachment(server.tiny, DATA)
    location, ticket = begin(server, content)
    server.patch(location, content[:1_500_000], 0, ticket)
    server.patch(location, content[1_500_000:], 1_500_000, ticket)
    names = server.incoming()
    assert len(set(names)) == 2
    assert location[-32:] not in "".join(names)


def test_pieces_that_nobody_knows_of_go_with_their_day(server: Server) -> None:
    """What a crash left between storing and noting is gone two days after its day."""
    bucket, day = Bucket(server.home), server.clock.day
    bucket.put(f"incoming/{day}/{'0' * 32}", b"left by a crash")
    server.stores.incoming.sweep(set, kept=range(day, day + 1))
    assert server.incoming() == ["0" * 32]
    server.stores.incoming.sweep(set, kept=range(day + 1, day + 2))
    assert server.incoming() == []


def test_refused_piece_leaves_nothing(server: Server) -> None:
    """More than was announced, and what is none of ours."""
    content = seal_attachment(server.tiny, DATA)
    location, ticket = begin(server, content)
    assert server.patch(location, content + b"y", 0, ticket).status_code == 413
    assert server.incoming() == []
    assert server.patch(location, bytes(len(content)), 0, ticket).status_code == 400
    assert (server.incoming(), pieces(server)) == ([], [])


def test_lost_object_and_silent_store_are_told_apart(server: Server) -> None:
    """An object that the store does not have is lost; one that cannot be asked for is not."""
    missing = server.stores.objects.read(bytes(16), period=1, day=7)
    with pytest.raises(Lost):
        next(iter(missing))
    home = server.home
    wrong = home.path / "settings.toml"
    wrong.write_text(
        wrong.read_text().replace(home.settings.objects_endpoint, "http://127.0.0.1:9")
    )
    silent = open_stores(open_home(home.path), server.database)
    with pytest.raises(StoreGone):
        next(iter(silent.objects.read(bytes(16), period=1, day=7)))


def test_rows_lie_in_the_order_of_their_random_ids(server: Server) -> None:
    """After a sweep the table's file does not tell in which order reports came."""
    for _ in range(12):
        server.submit(report(server.tiny))
    query = text("SELECT id FROM submissions ORDER BY ctid")
    with server.database.reading() as connection:
        came = list(connection.scalars(query))
    forget_traces(server.database)
    with server.database.reading() as connection:
        lie = list(connection.scalars(query))
        assert lie == sorted(came) == sorted(connection.scalars(select(submissions.c.id)))
        frozen = "SELECT count(DISTINCT xmin::text) FROM submissions"
        assert connection.scalar(text(frozen)) == 1


def test_tables_that_somebody_holds_are_not_written_anew(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sweep that cannot, because a backup reads on, says so in its own words."""
    monkeypatch.setattr(engine, "_SETTINGS", ("SET lock_timeout = '100ms'",))
    with server.database.reading() as connection:
        connection.execute(select(submissions)).all()
        with pytest.raises(Hindered, match="run sweep again"):
            forget_traces(Database(server.home.database_url))
    forget_traces(server.database)


def test_table_may_be_written_anew_for_longer_than_a_request_lasts(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quarter of an hour for each; the connection with that limit serves nobody afterwards."""
    limits: list[str] = []
    limit = text("SHOW statement_timeout")
    monkeypatch.setattr(traces, "_write_anew", lambda c, _table: limits.append(c.scalar(limit)))
    forget_traces(server.database)
    assert set(limits) == {"15min"}
    with server.database.reading() as connection:
        assert connection.scalar(limit) == "2min"


def test_drop_is_served_while_the_database_is_gone(server: Server) -> None:
    """Whoever comes for an answer gets the drop of the day; who sends is told to wait."""
    drop = server.reporters.get("/api/drop").data
    database = server.backing.database  # type: ignore[attr-defined]
    database.stop()
    try:
        assert server.reporters.get("/api/drop").data == drop
        refused = server.submit(report(server.tiny))
        assert (refused.status_code, refused.get_json()["error"]) == (503, "busy")
    finally:
        database.start()
    assert server.submit(report(server.tiny)).status_code == 201


def test_published_again_after_a_change_that_nobody_published(server: Server) -> None:
    """A host that dies between storing and publishing leaves it to the next request."""
    publisher = Publisher(server.home, server.database, server.clock)
    publisher.publish_if_stale()
    before = publisher.today.stat().st_ino
    with server.database.writing() as connection:
        note_change(connection)
    publisher.publish_if_stale()
    assert publisher.today.stat().st_ino != before
