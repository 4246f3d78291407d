"""Files of handovers become objects before their bundle is written down, and of the day on which it is."""

from typing import Any

import pytest
from handed import sealed
from sqlalchemy import select

from server.models import handover_attachments
from tests.server.sent import pack, report
from tests.server.service import Server
from tests.tiny_service import DAY

FILES = {bytes([1]) * 16: sealed(b"made anew"), bytes([2]) * 16: sealed(b"and another")}


def bundle(server: Server) -> bytes:
    """Return a bundle with two files of handovers."""
    return pack(*server.tiny.bundle(0, day=DAY, attachments=FILES))


def days(server: Server) -> list[int]:
    """Return the days of what is stored."""
    with server.database.reading() as connection:
        return list(connection.scalars(select(handover_attachments.c.day)))


def test_reports_come_in_while_a_slow_store_takes_a_handover(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are placed before the write lock is taken, so nobody waits for the store."""
    statuses: list[int] = []
    kind = type(server.stores.objects)
    place = kind.place

    def submit_and_place(self: Any, *arguments: Any, **named: Any) -> None:
        statuses.append(server.submit(report(server.tiny)).status_code)
        place(self, *arguments, **named)

    monkeypatch.setattr(kind, "place", submit_and_place)
    assert server.bring("anna", bundle(server)).status_code == 200
    assert (statuses, days(server)) == ([201, 201], [DAY, DAY])


@pytest.mark.parametrize("turns", [1, 2])
def test_a_bundle_that_is_placed_at_midnight_is_of_the_new_day(
    server: Server, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    """Its files are placed once more: an object lies in the folder of the day on which it became visible."""
    kind = type(server.stores.objects)
    place, placed = kind.place, []

    def place_and_turn(self: Any, *arguments: Any, day: int, **named: Any) -> None:
        place(self, *arguments, day=day, **named)
        placed.append(day)
        if len(placed) == turns:
            server.clock.day += 1

    raw = bundle(server)
    monkeypatch.setattr(kind, "place", place_and_turn)
    assert server.bring("anna", raw).status_code == 200
    assert days(server) == [DAY + 1, DAY + 1]
    server.add_staff("rijks", "recipient")
    found = server.get("rijks")[1].values()
    assert all(content in found for content in FILES.values())
