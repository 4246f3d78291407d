"""Files of handovers: stored with their bundle or not at all, and given to recipients only."""

from pathlib import Path

import pytest
from handed import sealed

from crypto.bundle_contents import DROP, PERIOD_KEYS, TODAY, Arrived, attachment_name
from crypto.period import last_kept_day
from server.damage import Damage, find_damage
from server.models import handover_attachments
from server.retention import sweep
from server.state import read_state
from server.state_words import describe
from tests.server.handed_files import (
    FILE,
    ONE,
    OTHER,
    TWO,
    bundle,
    given,
    heads_of,
    in_folders,
    stored,
)
from tests.server.sent import pack
from tests.server.service import Server, Template, attach, copy_server, flip
from tests.tiny_service import DAY, TinyService


@pytest.fixture
def server(server: Server) -> Server:
    """Return the server with a recipient's account."""
    server.add_staff("rijks", "recipient")
    return server


def test_a_recipient_gets_the_files_of_handovers_with_the_drop(server: Server) -> None:
    """As they came, by day of arrival and id; nothing is left among the unfinished uploads."""
    assert server.bring("anna", bundle(server)).status_code == 200
    files = server.get("rijks")[1]
    names = [attachment_name(Arrived(DAY, name)) for name in (ONE, TWO)]
    assert list(files) == [TODAY, PERIOD_KEYS, DROP, *names]
    assert [files[name] for name in names] == [FILE, OTHER]
    assert in_folders(server) == (0, 2)


def test_confidants_and_reporters_never_get_them(server: Server) -> None:
    """And a recipient never gets a reporter's file."""
    attach(server)
    server.bring("anna", bundle(server))
    for name in ("anna", "bram"):
        assert FILE not in given(server, name, "?large=1").values()
        assert len(given(server, name)) == 1
    assert sorted(map(len, given(server).values())) == sorted(map(len, (FILE, OTHER)))
    for address in ("/api/attachments", f"/api/uploads/{ONE.hex()}", f"/objects/{ONE.hex()}"):
        assert server.reporters.get(address).status_code in (404, 405)


def test_the_row_does_not_say_who_brought_it(server: Server) -> None:
    """Id, day, period, size and hash; no slot, no bundle."""
    server.bring("anna", bundle(server))
    assert {column.name for column in handover_attachments.columns} == {
        "object_id",
        "id",
        "day",
        "period",
        "size",
        "sha256",
    }
    assert {(row.id, row.day, row.period) for row in stored(server)} == {
        (ONE, DAY, DAY // 7),
        (TWO, DAY, DAY // 7),
    }


def test_a_bundle_brought_twice_stores_its_files_once(server: Server) -> None:
    """The second time the same answer says that it was brought already."""
    twice = bundle(server)
    server.bring("anna", twice)
    assert server.bring("bram", twice).get_json()["already"]
    assert (len(stored(server)), in_folders(server)) == (2, (0, 2))


def test_an_altered_file_stops_the_whole_bundle(server: Server) -> None:
    """Nothing of it is applied, neither head nor file."""
    whole = bundle(server)
    at = whole.index(OTHER) + len(OTHER) - 5
    altered = whole[:at] + flip(whole[at : at + 1]) + whole[at + 1 :]
    assert server.bring("anna", altered).status_code == 400
    assert (stored(server), heads_of(server), in_folders(server)) == ([], 0, (0, 0))


def test_a_file_of_another_week_stops_the_whole_bundle(server: Server) -> None:
    """A signed one too."""
    assert server.bring("anna", bundle(server, a=sealed(b"x", period=1))).status_code == 400
    assert (stored(server), heads_of(server), in_folders(server)) == ([], 0, (0, 0))


def test_seventeen_files_are_refused(server: Server) -> None:
    """Sixteen are the most."""
    files = {bytes([n]) * 16: FILE for n in range(17)}
    raw = pack(*server.tiny.bundle(0, attachments=files))
    assert server.bring("anna", raw).get_json()["error"] == "malformed"
    assert (stored(server), in_folders(server)) == ([], (0, 0))


def test_a_file_above_the_limit_is_refused_in_words(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """The same limit as for reporters; the words say which setting, since the bundle cannot be changed."""
    server = copy_server(template, tmp_path, tiny, max_attachment=70_000)
    large = bundle(server, a=sealed(b"x" * 140_000))
    refusal = server.bring("anna", large)
    assert (refusal.status_code, refusal.get_json()["error"]) == (413, "too-large")
    assert "max_attachment" in refusal.get_json()["message"]
    assert heads_of(server) == 0


def test_large_files_come_on_request(template: Template, tmp_path: Path, tiny: TinyService) -> None:
    """With the same option as for confidants, and counted when left out."""
    server = copy_server(template, tmp_path, tiny, inbound_attachment_limit=len(FILE))
    server.add_staff("rijks", "recipient")
    server.bring("anna", bundle(server))
    response = server.portal.get("/api/inbound", headers=server.token("rijks"))
    assert response.headers["Sluis-Left-Out"] == "1"
    assert list(given(server).values()) == [FILE]
    assert OTHER in given(server, query="?large=1").values()


def test_a_later_get_moves_on_and_days_come_again(server: Server) -> None:
    """The cursor of a recipient's account is like a confidant's."""
    server.bring("anna", bundle(server))
    assert len(given(server)) == 2
    server.clock.day += 2
    given(server)
    server.clock.day += 1
    assert given(server) == {}
    assert len(given(server, query="?again=3")) == 2


def test_two_files_of_one_day_and_id_do_not_break_a_bundle(server: Server) -> None:
    """Whoever of the team takes a colleague's id stops neither bundle; one of the two is given."""
    assert server.bring("anna", bundle(server, a=FILE)).status_code == 200
    assert server.bring("bram", bundle(server, slot=1, a=OTHER)).status_code == 200
    assert len(stored(server)) == 2
    (content,) = given(server).values()
    assert content in (FILE, OTHER)


@pytest.mark.local
def test_the_id_of_a_reporter_s_file_takes_nobody_s_place(server: Server) -> None:
    """Confidants know those ids; the object gets another."""
    content, path = attach(server)
    taken = bytes.fromhex(path.name)
    raw = pack(*server.tiny.bundle(0, attachments={taken: FILE}))
    assert server.bring("anna", raw).status_code == 200
    assert path.read_bytes() == content
    assert list(given(server).values()) == [FILE]


def test_files_go_with_their_period(server: Server) -> None:
    """On the day after its last, rows and objects."""
    server.bring("anna", bundle(server))
    store = server.stores
    server.clock.day = last_kept_day(DAY // 7)
    assert sweep(server.home, server.database, store, server.clock).handover_attachments == 0
    server.clock.day += 1
    assert sweep(server.home, server.database, store, server.clock).handover_attachments == 2
    assert (stored(server), in_folders(server)) == ([], (0, 0))


def test_state_counts_files_of_handovers(server: Server) -> None:
    """Their number and their bytes."""
    before = describe(read_state(server.home, server.database, server.clock))
    server.bring("anna", bundle(server))
    found = read_state(server.home, server.database, server.clock)
    assert (found.handover_attachments, found.handover_attachment_bytes) == (2, len(FILE + OTHER))
    assert "Handed over:   no files" in before
    assert any("2 files of handovers, of" in line for line in describe(found))


@pytest.mark.local
def test_damage_of_a_file_is_found_and_arrives_as_it_is(server: Server) -> None:
    """An altered one, and one that is gone."""
    server.bring("anna", bundle(server))
    one, two = (path for path in server.home.objects.rglob("*") if path.is_file())
    one.write_bytes(flip(one.read_bytes()))
    two.unlink()
    assert find_damage(server.database, server.stores.objects) == [
        Damage("handover file", DAY, 1, 1)
    ]
    assert b"" in given(server).values()
    assert len(given(server)) == 2
