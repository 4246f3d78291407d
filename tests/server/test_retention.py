"""Retention: each thing goes on its day, not a day before and not a day after."""

import pytest
from sqlalchemy import func, select

from crypto.batch import LIVE_DAYS
from crypto.period import last_kept_day, period_of
from server.models import (
    attachments,
    event_parts,
    heads,
    period_keys,
    submissions,
    text_parts,
    uploads,
    usage,
)
from server.retention import Swept, oldest_kept_period, sweep
from server.state import list_unfetched, read_state
from server.state_words import warnings
from tests.server.sent import pack, report, seal_attachment
from tests.server.service import Server
from tests.tiny_service import DAY

TABLES = (submissions, text_parts, attachments, usage)


def rows(server: Server, *tables: object) -> list[int]:
    """Return how many rows tables have."""
    with server.database.reading() as connection:
        return [
            connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]
            for table in tables
        ]


def sweep_on(server: Server, day: int) -> Swept:
    """Sweep on a day."""
    server.clock.day = day
    return sweep(server.home, server.database, server.stores, server.clock)


def submit_with_attachment(server: Server) -> bytes:
    """Submit a report with an attachment and return the attachment's id."""
    ticket = server.ticket()
    content = seal_attachment(server.tiny, b"x", day=server.clock.day)
    upload_id = server.upload(content, ticket)
    body = report(server.tiny, day=server.clock.day, uploads=(upload_id,))
    assert server.submit(body, ticket).status_code == 201
    return upload_id


@pytest.mark.parametrize("day", range(20_000, 20_015))
def test_oldest_kept_period_is_the_first_whose_last_day_is_not_over(day: int) -> None:
    """The boundary agrees with the protocol's own for every day of two periods."""
    period = oldest_kept_period(day)
    assert last_kept_day(period) >= day
    assert last_kept_day(period - 1) < day


def test_period_goes_after_its_last_day(server: Server) -> None:
    """On its last day everything of a period is here, the day after nothing of it."""
    upload_id = submit_with_attachment(server)
    last = last_kept_day(period_of(DAY))
    assert sweep_on(server, last) == Swept(0, 0, 0, 0, 0)
    assert rows(server, *TABLES) == [1, 1, 1, 2]
    assert server.objects() == [upload_id.hex()]
    assert sweep_on(server, last + 1) == Swept(1, 1, 0, 0, 0)
    assert rows(server, *TABLES) == [0, 0, 0, 0]
    assert server.objects() == []


def test_later_period_stays(server: Server) -> None:
    """What came a period later is untouched."""
    submit_with_attachment(server)
    server.clock.day = DAY + 7
    kept = submit_with_attachment(server)
    sweep_on(server, last_kept_day(period_of(DAY)) + 1)
    assert rows(server, *TABLES) == [1, 1, 1, 2]
    assert server.objects() == [kept.hex()]


def test_abandoned_upload_goes_after_its_tickets_days(server: Server) -> None:
    """An upload that nobody submitted goes when no ticket can submit it any more."""
    ticket, content = server.ticket(), seal_attachment(server.tiny, b"x")
    server.upload(content, ticket)
    assert sweep_on(server, DAY + 2).uploads == 0
    assert len(server.incoming()) == 1
    assert sweep_on(server, DAY + 3).uploads == 1
    assert server.incoming() == []
    assert rows(server, uploads) == [0]


@pytest.mark.local
def test_stray_file_goes(server: Server) -> None:
    """What a crash left between a commit and a clean-up is removed."""
    (server.home.incoming / ("0" * 32)).write_bytes(b"x")
    sweep_on(server, DAY)
    assert list(server.home.incoming.iterdir()) == []


def test_heads_go_when_no_reader_asks_for_them(server: Server) -> None:
    """An old head goes with its batch, the newest of a slot stays for ever."""
    for day in (DAY, DAY + 5):
        server.clock.day = day
        bundle = pack(*server.tiny.bundle(0, day=day))
        assert server.bring("anna", bundle).status_code == 200
    assert sweep_on(server, DAY + LIVE_DAYS).heads == 0
    assert sweep_on(server, DAY + LIVE_DAYS + 1).heads == 1
    assert sweep_on(server, DAY + 300).heads == 0
    assert rows(server, heads) == [1]


def test_period_keys_and_event_parts_go(server: Server) -> None:
    """Keys of periods that are over, and event parts nobody can open, are removed."""
    server.bring("anna", pack(*server.tiny.bundle(0)))
    sweep_on(server, last_kept_day(period_of(DAY)))
    assert rows(server, period_keys, event_parts) == [8, 8]
    sweep_on(server, last_kept_day(period_of(DAY)) + 1)
    assert rows(server, period_keys, event_parts) == [7, 0]


def test_chain_goes_on_after_a_long_silence(server: Server) -> None:
    """A workstation that comes back after months finds its place."""
    server.tiny.holders[0].publish_keys(DAY + 100)
    server.bring("anna", pack(*server.tiny.bundle(0)))
    sweep_on(server, DAY + 100)
    bundle = pack(*server.tiny.bundle(0, day=DAY + 100))
    assert server.bring("anna", bundle).get_json()["sequence"] == 1


def test_unfetched_is_announced_a_week_before(server: Server) -> None:
    """Each account that has not fetched is named seven days before the first report goes."""
    server.submit(report(server.tiny))
    last = last_kept_day(period_of(DAY))
    with server.database.reading() as connection:
        assert list_unfetched(connection, day=last - 7) == []
        found = list_unfetched(connection, day=last - 6)
    assert [(u.account, u.submissions, u.days_left) for u in found] == [
        (name, 1, 6) for name in ("anna", "bram", "cato")
    ]


def test_what_was_fetched_is_not_announced(server: Server) -> None:
    """Whoever fetched later than a report came need not be warned about it."""
    server.submit(report(server.tiny))
    server.clock.day = DAY + 1
    server.get("anna")
    with server.database.reading() as connection:
        found = list_unfetched(connection, day=last_kept_day(period_of(DAY)))
    assert [unfetched.account for unfetched in found] == ["bram", "cato"]


def test_state_says_what_to_see_to(server: Server) -> None:
    """A silent slot, a slot without an account and an expiring keyring are named."""
    server.bring("anna", pack(*server.tiny.bundle(0)))
    state = read_state(server.home, server.database, server.clock)
    assert (state.heads[0].sequence, state.heads[1].sequence) == (0, None)
    assert warnings(state) == ["the head of slot 1 is overdue", "the head of slot 2 is overdue"]
    server.clock.day = DAY + 160
    late = warnings(read_state(server.home, server.database, server.clock))
    assert "the keyring expires in 10 days" in late
