"""What the desk shows: counts and days of what an account has not fetched, and of the whole service."""

from pathlib import Path

import pytest
from handed import sealed
from sqlalchemy import select

from crypto.period import last_kept_day, period_of
from journalist_ui.portal.desk import Account, Due, Expiry, Going, Overview, Waiting
from server.models import accounts
from server.overview import OverviewDesk
from tests.server.sent import pack, report
from tests.server.service import Server, Template, attach, copy_server
from tests.tiny_service import DAY, TinyService

LAST = last_kept_day(period_of(DAY))


def overview(server: Server, name: str = "anna") -> Overview:
    """Return what an account is shown."""
    with server.database.reading() as connection:
        row = connection.execute(select(accounts).where(accounts.c.name == name)).one()
    desk = OverviewDesk(server.home, server.database, server.clock)
    return desk.read(Account(row.id, row.role, row.slot))


def test_empty_service(server: Server) -> None:
    """Nothing waits, nothing goes, no head was brought, and the keyring has its last day."""
    shown = overview(server)
    assert shown.waiting == Waiting(got=None, new=0, again=0, large=0)
    assert (shown.going, shown.stock, shown.day) == ([], None, DAY)
    assert shown.heads == [Due(slot, None, None, overdue=True) for slot in range(3)]
    assert shown.keyring == Expiry(1, server.tiny.keyring.expires)


def test_what_came_waits_until_its_last_day(server: Server) -> None:
    """Two reports wait, and go together with their period."""
    for _ in range(2):
        server.submit(report(server.tiny))
    shown = overview(server)
    assert shown.waiting == Waiting(got=None, new=2, again=0, large=0)
    assert shown.going == [Going(LAST, 2)]


def test_what_came_on_the_day_of_the_last_get_is_counted_apart(server: Server) -> None:
    """The server cannot know whether it was in the bundle; what comes later is new."""
    server.submit(report(server.tiny))
    server.get("anna")
    assert overview(server).waiting == Waiting(got=DAY, new=0, again=1, large=0)
    server.clock.day += 1
    server.submit(report(server.tiny, day=DAY + 1))
    assert overview(server).waiting == Waiting(got=DAY, new=1, again=1, large=0)
    assert overview(server, "bram").waiting == Waiting(got=None, new=2, again=0, large=0)


def test_what_was_fetched_on_an_earlier_day_no_longer_goes(server: Server) -> None:
    """Two days after it came, a report that was fetched since is nobody's worry."""
    server.submit(report(server.tiny))
    server.clock.day += 1
    server.get("anna")
    assert overview(server).going == []
    assert overview(server, "bram").going == [Going(LAST, 1)]


def test_large_files_are_counted(template: Template, tmp_path: Path, tiny: TinyService) -> None:
    """A file above the limit is named, and on the day of the get it still is."""
    server = copy_server(template, tmp_path, tiny, inbound_attachment_limit=1000)
    attach(server)
    waiting = overview(server).waiting
    assert waiting is not None
    assert waiting.large == 1
    server.get("anna")
    waiting = overview(server).waiting
    assert waiting is not None
    assert waiting.large == 1


def test_recipient_sees_files_of_handovers_and_no_reports(server: Server) -> None:
    """A report is no business of a recipient."""
    server.add_staff("rijks", "recipient")
    server.submit(report(server.tiny))
    server.bring("anna", pack(*server.tiny.bundle(0, attachments={b"i" * 16: sealed(b"x")})))
    shown = overview(server, "rijks")
    assert shown.waiting == Waiting(got=None, new=1, again=0, large=0)
    assert [going.number for going in shown.going] == [1]


def test_administrator_sees_the_state_and_who_is_late(server: Server) -> None:
    """Of what goes within a week it is said whose account has not fetched it; nothing waits for the administrator."""
    server.add_staff("dirk", "administrator")
    server.submit(report(server.tiny))
    server.clock.day = LAST - 3
    shown = overview(server, "dirk")
    assert shown.waiting is None
    assert shown.going == [Going(LAST, 1, name) for name in ("anna", "bram", "cato")]
    assert shown.stock is not None
    assert (shown.stock.submissions, shown.stock.slots_without_account) == (1, [])


def test_head_that_was_brought_is_due_again(server: Server) -> None:
    """After a bundle its slot's next head has a day."""
    server.bring("anna", pack(*server.tiny.bundle(0)))
    head = overview(server).heads[0]
    assert (head.slot, head.day, head.overdue) == (0, DAY, False)
    assert head.next_due is not None
    server.clock.day = head.next_due + 4
    assert overview(server).heads[0].overdue


@pytest.mark.parametrize("name", ["anna", "bram"])
def test_codes_are_counted_for_their_owner(server: Server, name: str) -> None:
    """Nobody has printed codes before they are made."""
    assert overview(server, name).codes_left == 0
