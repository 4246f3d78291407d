"""Files of handovers: stored with their bundle or not at all, and given to recipients only."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from handed import sealed
from sqlalchemy import select

from crypto.bundle_contents import DROP, PERIOD_KEYS, TODAY, Arrived, attachment_name
from crypto.period import last_kept_day
from crypto.sizes import stored_attachment_size
from journalist_ui.portal.desk import Account, Receipt
from server import arriving_bundle, objects
from server.arriving_bundle import ArrivingBundle
from server.damage import Damage, find_damage
from server.database import Database
from server.models import handover_attachments, heads
from server.objects import FolderStore
from server.outbound import OutboundDesk
from server.publication import Publisher
from server.retention import sweep
from server.room import Room
from server.state import read_state
from server.state_words import describe
from tests.server.service import Server, Template, attach, copy_server, flip, pack
from tests.tiny_service import DAY, SLOTS, TinyService

ANNA = Account(b"a" * 16, "confidant", 0)
ONE, TWO = b"\1" * 16, b"\2" * 16
FILE = sealed(b"made anew")
OTHER = sealed(b"made anew as well" * 5_000)


def bundle(server: Server, *, slot: int = 0, **files: bytes) -> bytes:
    """Return a slot's next bundle with two files of handovers, or with those given."""
    named = (
        {ONE: FILE, TWO: OTHER}
        if not files
        else {bytes([len(n)]) * 16: f for n, f in files.items()}
    )
    return pack(*server.tiny.bundle(slot, day=server.clock.day, attachments=named))


def stored(server: Server) -> list[Any]:
    """Return the rows of what is stored."""
    with server.database.reading() as connection:
        return list(connection.execute(select(handover_attachments)))


def heads_of(server: Server) -> int:
    """Return how many bundles were applied."""
    with server.database.reading() as connection:
        return len(connection.execute(select(heads)).all())


def given(server: Server, name: str = "rijks", query: str = "") -> dict[str, bytes]:
    """Return the attachments in an account's bundle."""
    files = server.get(name, query)[1]
    return {file: content for file, content in files.items() if file.startswith("attachments/")}


def in_folders(server: Server) -> tuple[int, int]:
    """Return how many files lie among the unfinished uploads, and how many are objects."""
    return len(server.incoming()), len(server.objects())


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


@pytest.mark.parametrize("left", [600, 70_000, 200_000])
def test_a_bundle_that_is_cut_stores_nothing(server: Server, left: int) -> None:
    """In the second file, in the first, or before them."""
    whole = bundle(server)
    response = server.bring("anna", whole[:-left])
    assert response.get_json()["error"] == "malformed"
    assert (stored(server), heads_of(server), in_folders(server)) == ([], 0, (0, 0))
    assert server.bring("anna", whole).status_code == 200
    assert len(stored(server)) == 2


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


@pytest.mark.local
def test_a_crash_before_the_commit_leaves_a_bundle_that_can_be_brought(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was placed for nothing goes with its period; the files are given once."""
    raw, place = bundle(server), FolderStore.place
    placed: list[bytes] = []

    def fail_at_the_second(
        self: FolderStore, incoming: Path, object_id: bytes, **where: int
    ) -> None:
        placed.append(object_id)
        if len(placed) == 2:
            raise OSError("killed")
        place(self, incoming, object_id, **where)

    headers = server.token("anna")
    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "place", fail_at_the_second)
        assert server.portal.post("/api/outbound", data=raw, headers=headers).status_code == 500
    assert (stored(server), heads_of(server), in_folders(server)) == ([], 0, (0, 1))
    assert server.bring("anna", raw).get_json() == {"slot": 0, "sequence": 0, "day": DAY}
    assert sorted(map(len, given(server).values())) == sorted(map(len, (FILE, OTHER)))


def test_a_crash_between_storing_and_acknowledging_stores_once(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Brought again, it was brought already, and its files are there."""
    raw, headers = bundle(server), server.token("anna")

    def die(_self: Publisher) -> None:
        raise OSError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(Publisher, "publish", die)
        assert server.portal.post("/api/outbound", data=raw, headers=headers).status_code == 500
    assert server.bring("anna", raw).get_json()["already"]
    assert (len(stored(server)), len(given(server))) == (2, 2)


@pytest.mark.local
def test_files_are_durable_before_the_acknowledgement(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes, then the name in its folder, then the row."""
    done: list[str] = []
    fsync, sync_folder = os.fsync, objects.sync_folder

    def note_file(descriptor: int) -> None:
        if not os.path.isdir(f"/proc/self/fd/{descriptor}"):
            done.append("file")
        fsync(descriptor)

    def note_folder(folder: Path) -> None:
        done.append("folder")
        assert stored(server) == []
        sync_folder(folder)

    monkeypatch.setattr(arriving_bundle.os, "fsync", note_file)
    monkeypatch.setattr(objects, "sync_folder", note_folder)
    raw, desk = bundle(server), _desk(server)
    assert desk.bring(ANNA, io.BytesIO(raw)) == Receipt(0, 0, DAY)
    assert done[:2] == ["file", "file"]
    assert "folder" in done
    assert len(stored(server)) == 2


def test_a_sweep_leaves_a_bundle_alone_that_is_on_its_way(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files wait where uploads do; what a crash left there goes."""
    left = server.home.incoming / ("0" * 32)
    left.touch()
    store, place = server.stores, ArrivingBundle.receive

    def receive_and_sweep(self: ArrivingBundle, files: Any) -> None:
        place(self, files)
        sweep(server.home, server.database, store, server.clock)

    monkeypatch.setattr(ArrivingBundle, "receive", receive_and_sweep)
    assert server.bring("anna", bundle(server)).status_code == 200
    assert (len(stored(server)), in_folders(server)) == (2, (0, 2))


def test_a_full_disk_refuses_and_keeps_nothing(
    template: Template, tmp_path: Path, tiny: TinyService
) -> None:
    """The floor is that of texts, so that a flood of reporters' files does not stop a confidant."""
    floors = {"attachments_disk_floor": 1 << 60, "texts_disk_floor": 0}
    server = copy_server(template, tmp_path, tiny, **floors)
    raw = bundle(server)
    assert server.bring("anna", raw).status_code == 200
    (tmp_path / "full").mkdir()
    full = copy_server(template, tmp_path / "full", tiny, texts_disk_floor=1 << 60)
    refusal = full.bring("anna", raw)
    assert (refusal.status_code, refusal.get_json()["error"]) == (507, "full")
    assert (stored(full), in_folders(full)) == ([], (0, 0))


class Line(io.RawIOBase):
    """A line that gives a few bytes at a time, and knows how many were asked for at once."""

    def __init__(self, raw: bytes) -> None:
        self._source = io.BytesIO(raw)
        self.largest = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.largest = max(self.largest, len(buffer))
        piece = self._source.read(min(len(buffer), 1_000))
        buffer[: len(piece)] = piece
        return len(piece)


def test_memory_is_one_piece_whatever_the_size(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of many megabytes is never asked for, held or written in one."""
    written: list[int] = []
    write = ArrivingBundle._write

    def note(self: ArrivingBundle, name: str, pieces: Any) -> None:
        def counted() -> Any:
            for piece in pieces:
                written.append(len(piece))
                yield piece

        write(self, name, counted())
        assert len(self.contents[name]) <= 30_000

    monkeypatch.setattr(ArrivingBundle, "_write", note)
    large = sealed(bytes(20_000_000))
    assert len(large) == stored_attachment_size(20_000_000, slots=SLOTS)
    line = Line(bundle(server, a=large))
    _desk(server).bring(ANNA, io.BufferedReader(line, 65_536))
    assert sum(written) == len(large)
    assert max(written) <= 65_536
    assert line.largest <= 65_536


def _desk(server: Server) -> OutboundDesk:
    return OutboundDesk(
        home=server.home,
        database=Database(server.home.database_url),
        objects=server.stores.objects,
        room=Room(server.home),
        clock=server.clock,
    )
