"""Whole sweeps by processes that start at the same moment, on one host's database and on one that hosts share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from server.audit import newest_hash, read_entries
from server.audit_check import verify
from server.clock import SystemClock
from server.damage import find_damage
from server.models import attachments, submissions, uploads
from server.new_home import create_host
from server.retention import note_sweep
from tests.server.grown import Backing
from tests.server.running import begin
from tests.server.sent import report, seal_attachment
from tests.server.service import Server, attach, furnish, make_home, open_server
from tests.tiny_service import TinyService

pytestmark = pytest.mark.slow

AGO, REPORTS, FILES = 60, 6, 3
SWEEPS = 4


@dataclass
class Full:
    """A server with reports of two months ago and of today, and the homes of its hosts."""

    server: Server
    hosts: list[Path]


@pytest.fixture
def full(backing: Backing, tmp_path: Path) -> Iterator[Full]:
    """Return a server on which most is past its last day."""
    today = SystemClock().today()
    tiny = TinyService(today - AGO)
    home = make_home(tmp_path / "one" / "home", backing)
    server = open_server(home, tiny, furnish(home, tiny, day=tiny.day))
    server.backing, server.clock.day = backing, tiny.day
    for _ in range(REPORTS):
        assert server.submit(report(tiny, day=tiny.day)).status_code == 201
    for _ in range(FILES):
        attach(server)
    server.upload(seal_attachment(tiny, b"never submitted", day=tiny.day), server.ticket())
    server.clock.day = today
    attach(server)
    note_sweep(server.database, today - 1)
    hosts = [home.path]
    if home.settings.database:
        hosts.append(create_host(tmp_path / "two" / "home", like=home).path)
    yield Full(server, hosts)
    server.database.engine.dispose()


def counts(server: Server) -> list[int]:
    """Return how many submissions, attachments and unfinished uploads there are."""
    with server.database.reading() as connection:
        return [
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (submissions, attachments, uploads)
        ]


def test_sweeps_side_by_side_remove_everything_once(full: Full) -> None:
    """None fails, together they report what there was, and what is not over stays whole."""
    assert counts(full.server) == [REPORTS + FILES + 1, FILES + 1, 1]
    processes = [begin(full.hosts[n % len(full.hosts)], "sweep") for n in range(SWEEPS)]
    said = [(process.communicate(timeout=120), process.returncode) for process in processes]
    assert [status for _words, status in said] == [0] * SWEEPS, said
    worked = [words[0] for words, _status in said if "Removed" in words[0]]
    left = [words[0] for words, _status in said if "Another host is sweeping" in words[0]]
    assert len(worked) + len(left) == SWEEPS
    numbers = [tuple(map(int, re.findall(r"(\d+) [sah]", line)))[:2] for line in worked]
    assert sorted(numbers)[-1] == (REPORTS + FILES, FILES)
    assert sum(map(sum, numbers)) == REPORTS + FILES + FILES
    assert counts(full.server) == [1, 1, 0]
    assert len(full.server.objects()) == 1
    assert find_damage(full.server.database, full.server.stores.objects) == []
    with full.server.database.reading() as connection:
        entries = list(read_entries(connection))
        verify(iter(entries), newest=newest_hash(connection))
    assert [one.entry.act for one in entries].count("swept") == len(worked)
