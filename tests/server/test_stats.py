"""Figures that may be told to others: nothing small, nothing by subtraction, the same tomorrow as today."""

import json

from click.testing import CliRunner

from server.cli import main
from server.retention import sweep
from server.stats import DayCounts, Stats, read_stats
from server.stores import open_stores
from tests.server.sent import report
from tests.server.service import Server, attach
from tests.tiny_service import DAY


def figures(server: Server, *, least: int = 5) -> Stats:
    """Return the figures as of the day it is."""
    with server.database.reading() as connection:
        return read_stats(connection, today=server.clock.today(), least=least)


def of(found: Stats, day: int) -> DayCounts:
    """Return the counts of a day."""
    return next(row for row in found.days if row.day == day)


def send(server: Server, number: int) -> None:
    """Send some reports."""
    for _ in range(number):
        assert server.submit(report(server.tiny, day=server.clock.day)).status_code == 201


def test_few_look_like_none(server: Server) -> None:
    """Four and none are told alike, five are told."""
    send(server, 5)
    server.clock.day += 1
    send(server, 4)
    server.clock.day += 2
    found = figures(server)
    assert [of(found, DAY + more).submissions for more in (0, 1, 2)] == [5, None, None]


def test_totals_are_of_what_is_told(server: Server) -> None:
    """No subtraction gives a count that was held back."""
    send(server, 6)
    attach(server)
    server.clock.day += 1
    send(server, 3)
    server.clock.day += 1
    assert figures(server).told == {
        "submissions": 7,
        "attachments": 0,
        "handover_files": 0,
        "bundles": 0,
    }


def test_today_is_not_told(server: Server) -> None:
    """Two looks on one day would show who came between them."""
    send(server, 6)
    assert [row for row in figures(server).days if row.day >= DAY] == []


def test_what_is_told_of_a_day_does_not_change(server: Server) -> None:
    """A day goes from the table before anything of it goes from the server."""
    server.clock.day += 7 - server.clock.day % 7
    send(server, 6)
    first = server.clock.day
    told = set()
    for _ in range(60):
        server.clock.day += 1
        sweep(server.home, server.database, open_stores(server.home, server.database), server.clock)
        told |= {row.submissions for row in figures(server).days if row.day == first}
    assert told == {6}


def test_command_shows_words_and_json(server: Server) -> None:
    """The same figures either way."""
    send(server, 6)
    home = str(server.home.path)
    shown = CliRunner().invoke(main, ["stats", "--home", home])
    assert shown.exit_code == 0
    assert "submissions" in shown.stdout
    found = json.loads(CliRunner().invoke(main, ["stats", "--json", "--home", home]).stdout)
    assert found["least"] == 5
