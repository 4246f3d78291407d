"""`today` and the drop: the same bytes for everybody, fresh every day, verified by the readers' own code."""

import gzip

import brotli
import msgspec
import pytest

from crypto.batch import LIVE_DAYS, batch_size
from crypto.keyring import Drop
from crypto.period import DAYS, period_of
from crypto.today import parse_today
from crypto.trust import open_today
from server import public_files
from server.keyring_install import install_keyring
from server.publication_buckets import bits_around
from tests.server.sent import pack
from tests.server.service import Server
from tests.tiny_service import DAY


def bring_all(server: Server) -> None:
    """Bring a bundle of each confidant."""
    for slot, name in enumerate(("anna", "bram", "cato")):
        assert server.bring(name, pack(*server.tiny.bundle(slot))).status_code == 200


def fetch(server: Server, what: str) -> bytes:
    """Fetch a published file."""
    response = server.reporters.get(f"/api/{what}")
    assert response.status_code == 200
    return response.data


def told_size(server: Server) -> int:
    """Return how many bytes a check will fetch, as the server says beforehand."""
    return int(server.reporters.get("/api/today").headers["Sluis-Returning-Size"])


def test_today_and_drop_satisfy_a_reader(server: Server) -> None:
    """A reader that knows the root trusts what is served, and finds every live batch."""
    bring_all(server)
    trusted = open_today(fetch(server, "today"), root=server.tiny.root, day=DAY)
    assert set(trusted.recipients) == set(trusted.heads) == {0, 1, 2}
    assert len(trusted.live_batches(fetch(server, "drop"))) == 3


def test_every_day_of_the_drop_satisfies_a_reader(server: Server) -> None:
    """Batches come and go over two months; the reader never finds one missing."""
    server.tiny.holders[0].publish_keys(DAY + LIVE_DAYS)
    for day in range(DAY, DAY + LIVE_DAYS + 20, 3):
        server.clock.day = day
        bundle = pack(*server.tiny.bundle(0, day=day))
        assert server.bring("anna", bundle).status_code == 200
        for slack in (-1, 0, 1):
            trusted = open_today(fetch(server, "today"), root=server.tiny.root, day=day + slack)
            trusted.live_batches(fetch(server, "drop"))
    assert len(fetch(server, "drop")) < (LIVE_DAYS // 3 + 2) * (batch_size(0) + 300)


def test_today_changes_with_the_period(server: Server) -> None:
    """The first request of a new period gets that period's keys, without anybody doing anything."""
    assert parse_today(fetch(server, "today")).period == period_of(DAY)
    server.clock.day = DAY + DAYS
    assert parse_today(fetch(server, "today")).period == period_of(DAY) + 1


def test_unchanged_file_is_not_sent_again(server: Server) -> None:
    """A tag of the content saves the second transfer."""
    first = server.reporters.get("/api/today")
    again = server.reporters.get("/api/today", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_tag_changes_with_the_content(server: Server) -> None:
    """A new bundle gives a new tag."""
    first = server.reporters.get("/api/drop").headers["ETag"]
    bring_all(server)
    response = server.reporters.get("/api/drop", headers={"If-None-Match": first})
    assert response.status_code == 200


def test_drop_is_served_in_parts(server: Server) -> None:
    """A cut download goes on where it stopped."""
    bring_all(server)
    whole = fetch(server, "drop")
    part = server.reporters.get("/api/drop", headers={"Range": "bytes=1000-"})
    assert (part.status_code, part.data) == (206, whole[1000:])
    assert part.headers["Content-Range"] == f"bytes 1000-{len(whole) - 1}/{len(whole)}"


def test_today_is_packed_for_whoever_takes_it_so(server: Server) -> None:
    """A browser gets the same bytes in fewer, under a tag of their own; the drop, which would not shrink, never."""
    bring_all(server)
    plain = server.reporters.get("/api/today")
    tags = {plain.headers["ETag"]}
    for asked, packing, unpack in (
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
    ):
        packed = server.reporters.get("/api/today", headers={"Accept-Encoding": asked})
        assert packed.headers["Content-Encoding"] == packing
        assert unpack(packed.data) == plain.data
        assert len(packed.data) < 0.95 * len(plain.data)
        assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        assert packed.headers["Sluis-Returning-Size"] == plain.headers["Sluis-Returning-Size"]
        tags.add(packed.headers["ETag"])
    assert len(tags) == 3
    drop = server.reporters.get("/api/drop", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in drop.headers


def test_packed_today_is_the_newest_and_not_sent_twice(server: Server) -> None:
    """A bundle gives another packing, and whoever has it already is told so."""
    asked = {"Accept-Encoding": "gzip"}
    before = server.reporters.get("/api/today", headers=asked)
    known = asked | {"If-None-Match": before.headers["ETag"]}
    assert server.reporters.get("/api/today", headers=known).status_code == 304
    bring_all(server)
    after = server.reporters.get("/api/today", headers=known)
    assert gzip.decompress(after.data) == fetch(server, "today")


def test_part_of_today_is_of_the_plain_one(server: Server) -> None:
    """Whoever asks for a part counts in bytes of the file itself."""
    whole = fetch(server, "today")
    asked = {"Range": "bytes=10-", "Accept-Encoding": "gzip"}
    part = server.reporters.get("/api/today", headers=asked)
    assert (part.status_code, part.data) == (206, whole[10:])


def test_headers_are_the_same_everywhere(server: Server) -> None:
    """Every answer of both applications says what a browser must not do with it."""
    for client, path in ((server.reporters, "/api/today"), (server.portal, "/api/nope")):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "Set-Cookie" not in headers
    assert server.reporters.get("/api/today").headers["Cache-Control"] == "no-cache"
    assert server.portal.get("/api/nope").headers["Cache-Control"] == "no-store"


def test_revoked_slot_is_published_no_more(server: Server) -> None:
    """After a revocation neither key nor head nor batch of the slot is served."""
    bring_all(server)
    server.revoke(1)
    today = parse_today(fetch(server, "today"))
    assert (len(today.revocations), len(today.period_keys), len(today.heads)) == (1, 2, 2)
    trusted = open_today(fetch(server, "today"), root=server.tiny.root, day=DAY)
    assert {batch.place.slot for batch in trusted.live_batches(fetch(server, "drop"))} == {0, 2}


def test_drop_is_one_file_at_the_start(server: Server) -> None:
    """Without bits in the keyring there are no lists and no buckets."""
    for path in ("/api/drop/lists", "/api/drop/1/0", "/api/drop/0/0"):
        assert server.reporters.get(path).status_code == 404


def test_drop_in_buckets_satisfies_a_reader(server: Server) -> None:
    """Where the keyring asks for buckets, each of them is complete by the common lists."""
    tiny = server.tiny
    drop = msgspec.structs.replace(tiny.keyring.drop, bucket_bits=2, bucket_bits_since=DAY + 5)
    tiny.keyring = msgspec.structs.replace(tiny.keyring, drop=drop, serial=2)
    tiny.keyring_raw = tiny.sign_keyring(tiny.keyring)
    with server.database.writing() as connection:
        install_keyring(connection, tiny.keyring_raw, root=None, day=DAY)
    bring_all(server)
    assert server.reporters.get("/api/drop/2/0").status_code == 404
    server.clock.day = DAY + 5
    trusted = open_today(fetch(server, "today"), root=tiny.root, day=DAY + 5)
    lists = fetch(server, "drop/lists")
    for number in range(4):
        bucket = fetch(server, f"drop/2/{number}")
        batches = trusted.live_batches_in_bucket(lists, bucket, number=number)
        assert [len(batch.drop_slots) for batch in batches] == [8, 8, 8]
    assert told_size(server) == len(lists) + len(fetch(server, "drop/2/0"))
    with pytest.MonkeyPatch.context() as patch:
        # Each was asked for above, and none is read whole again for its tag.
        patch.delattr(public_files.hashlib, "file_digest")
        assert [fetch(server, f"drop/2/{number}") for number in range(4)]
    assert server.reporters.get("/api/drop/2/4").status_code == 404
    assert server.reporters.get("/api/drop/1/0").status_code == 404


def test_whoever_pays_by_the_byte_is_told_what_a_check_costs(server: Server) -> None:
    """The size of the drop, before and after a bundle."""
    assert told_size(server) == len(fetch(server, "drop"))
    bring_all(server)
    assert told_size(server) == len(fetch(server, "drop"))


def test_both_sides_of_a_change_of_bits_are_served(server: Server) -> None:
    """On the day of a change a reader whose clock is behind still finds the old bits."""
    drop = Drop(8, 1, 2, DAY, 42)
    keyring = msgspec.structs.replace(server.tiny.keyring, drop=drop)
    assert bits_around(keyring, DAY - 2) == {2}
    assert bits_around(keyring, DAY) == {1, 2}
    assert bits_around(keyring, DAY + 1) == {1}
