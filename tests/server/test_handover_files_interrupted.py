"""Files of handovers when something breaks: a cut, a crash, a full disk; whole with their bundle or not there."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from handed import sealed

from crypto.sizes import stored_attachment_size
from journalist_ui.portal.desk import Receipt
from server import arriving_bundle, objects
from server.arriving_bundle import ArrivingBundle
from server.database import Database
from server.objects import FolderStore
from server.outbound import OutboundDesk
from server.publication import Publisher
from server.retention import sweep
from server.room import Room
from tests.server.handed_files import ANNA, FILE, OTHER, bundle, given, heads_of, in_folders, stored
from tests.server.service import Server, Template, copy_server
from tests.tiny_service import DAY, SLOTS, TinyService


@pytest.fixture
def server(server: Server) -> Server:
    """Return the server with a recipient's account."""
    server.add_staff("rijks", "recipient")
    return server


@pytest.mark.parametrize("left", [600, 70_000, 200_000])
def test_a_bundle_that_is_cut_stores_nothing(server: Server, left: int) -> None:
    """In the second file, in the first, or before them."""
    whole = bundle(server)
    response = server.bring("anna", whole[:-left])
    assert response.get_json()["error"] == "malformed"
    assert (stored(server), heads_of(server), in_folders(server)) == ([], 0, (0, 0))
    assert server.bring("anna", whole).status_code == 200
    assert len(stored(server)) == 2


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
