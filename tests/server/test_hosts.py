"""Several hosts of one service: what one does the others know, and their clocks need not agree to the second."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from server.database import Database
from server.marks import DAY, day_to_write, read_mark, set_mark
from server.models import marks, submissions
from tests.server.sent import pack, report
from tests.server.service import Server, SetClock, open_host
from tests.tiny_service import DAY as TODAY


@pytest.fixture
def other(server: Server) -> Server:
    """Return another host of the same service, with a home and a clock of its own."""
    return open_host(server)


def test_what_one_host_publishes_the_other_serves(server: Server, other: Server) -> None:
    """The same bytes under the same tags, at once, whoever was asked first."""
    assert other.reporters.get("/api/drop").data == server.reporters.get("/api/drop").data
    assert server.bring("anna", pack(*server.tiny.bundle(0))).status_code == 200
    for path in ("/api/today", "/api/drop"):
        here, there = server.reporters.get(path), other.reporters.get(path)
        assert here.data == there.data
        assert here.headers["ETag"] == there.headers["ETag"]


def test_revocation_on_one_host_is_served_by_the_other(server: Server, other: Server) -> None:
    """Nobody is shown a slot that another host knows to be revoked."""
    before = other.reporters.get("/api/today").data
    server.revoke(2)
    assert other.reporters.get("/api/today").data != before
    assert other.reporters.get("/api/today").data == server.reporters.get("/api/today").data


def test_ticket_and_report_of_two_hosts(server: Server, other: Server) -> None:
    """A ticket of one host is good at the other, and the same report is stored once."""
    ticket, body = server.ticket(), report(server.tiny)
    assert other.submit(body, ticket).status_code == 201
    assert server.submit(body, ticket).status_code == 200


def test_same_report_to_two_hosts_at_the_same_moment(server: Server, other: Server) -> None:
    """Of sixteen tries side by side one is new, and none fails."""
    ticket, body = server.ticket(), report(server.tiny)
    hosts = [host.reporters.application.test_client() for host in (server, other) * 8]

    def submit(client: object) -> int:
        return int(
            client.post(  # type: ignore[attr-defined]
                "/api/submissions",
                data=body,
                headers={"Sluis-Ticket": ticket},
                content_type="application/octet-stream",
            ).status_code
        )

    with ThreadPoolExecutor(8) as senders:
        answers = sorted(senders.map(submit, hosts))
    assert answers == [200] * 15 + [201]
    with server.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(submissions)) == 1


def test_session_of_one_host_is_known_to_the_other(server: Server, other: Server) -> None:
    """Whoever signed in here is signed in there, until signing out anywhere."""
    headers = server.token("anna")
    other.clock.second = server.clock.second
    assert other.portal.get("/api/inbound", headers=headers).status_code == 200
    assert other.portal.delete("/api/sessions", headers=headers).status_code == 204
    assert server.portal.get("/api/inbound", headers=headers).status_code == 401


def test_wrong_sign_ins_are_counted_together(server: Server, other: Server) -> None:
    """Guessing at two doors is as slow as at one, and a code works at one of them."""
    assert server.sign_in("anna", password="wrong").status_code == 401
    early = other.sign_in("anna")
    assert early.status_code == 401
    server.clock.second = other.clock.second = 40
    assert server.sign_in("anna").status_code == 201
    assert other.sign_in("anna").status_code == 401


def test_report_at_a_host_whose_clock_is_behind_is_given_to_everybody(
    server: Server, other: Server
) -> None:
    """Just after midnight on one host, still yesterday on the other: nothing falls between two bundles."""
    server.clock.day = TODAY + 1
    server.get("anna")
    assert other.submit(report(server.tiny)).status_code == 201
    server.clock.day = TODAY + 2
    manifest, _files = server.get("anna")
    assert [file.name for file in manifest.files if file.name.startswith("texts/")] != []
    assert manifest.since == TODAY + 1


def test_day_of_a_clock_that_was_wrong_is_not_followed(server: Server) -> None:
    """A host that was a year ahead for a moment does not take the others along."""
    with server.database.writing() as connection:
        set_mark(connection, DAY, TODAY + 365)
        assert day_to_write(connection, SetClock()) == TODAY


def test_host_whose_clock_is_a_year_ahead_stores_nothing_and_loses_nothing(
    server: Server, other: Server
) -> None:
    """What was sealed for this week is refused there; the code on a phone is wrong there, and is not used up."""
    other.clock.day = TODAY + 365
    refused = other.submit(report(server.tiny))
    assert (refused.status_code, refused.get_json()["error"]) == (422, "period")
    code = pyotp.TOTP(server.staff["anna"].totp_secret).at(server.clock.now())
    assert other.sign_in("anna", code=code).status_code == 401
    assert server.sign_in("anna").status_code == 201
    assert server.submit(report(server.tiny)).status_code == 201


def test_only_one_sweeps_at_a_time(server: Server) -> None:
    """The second of two finds the first at work, and the next one finds nobody."""
    again = Database(server.home.database_url)
    with server.database.alone() as mine:
        assert mine
        with again.alone() as theirs:
            assert not theirs
    with again.alone() as mine:
        assert mine
    again.engine.dispose()


def test_writers_of_two_hosts_take_turns(server: Server, other: Server) -> None:
    """What a write reads stays true until it ends, so no count is lost."""

    def count(host: Server) -> None:
        for _ in range(20):
            with host.database.writing() as connection:
                set_mark(connection, "count", (read_mark(connection, "count") or 0) + 1)

    hosts = [threading.Thread(target=count, args=(host,)) for host in (server, other)]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join()
    with server.database.reading() as connection:
        assert read_mark(connection, "count") == 40


class Again(Exception):
    """What a distributed database says when a transaction has to be run once more."""

    sqlstate = "40001"


def failing(times: int) -> tuple[Callable[[object], int], list[int]]:
    """Return work that the database refuses so often, and its tries."""
    tries: list[int] = []

    def work(_connection: object) -> int:
        tries.append(len(tries))
        if len(tries) <= times:
            raise OperationalError("COMMIT", {}, Again())
        return len(tries)

    return work, tries


def test_write_is_run_again_where_the_database_asks_for_it(server: Server) -> None:
    """Twice refused, the third time done; and no try leaves anything behind."""
    work, tries = failing(2)

    def store(connection: object) -> int:
        set_mark(connection, "tried", len(tries))  # type: ignore[arg-type]
        return work(connection)

    assert server.database.write(store) == 3
    with server.database.reading() as connection:
        query = select(marks.c.value).where(marks.c.name == "tried")
        assert connection.scalars(query).all() == [2]


def test_write_is_not_run_again_for_ever(server: Server) -> None:
    """After five tries whoever asked is told."""
    work, tries = failing(99)
    with pytest.raises(OperationalError):
        server.database.write(work)
    assert len(tries) == 5
