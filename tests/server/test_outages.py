"""Real processes on PostgreSQL and S3: two hosts at the same work, and what they store on gone and back."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from server.cli import main
from server.clock import SystemClock
from server.database import Database
from server.new_home import create_host
from server.settings import open_home, render_settings
from tests.server.grown import GrownBacking
from tests.server.running import OCTETS, Running, is_alive, kill, running, send, until
from tests.server.s3 import Gate
from tests.server.sent import body_of, open_bundle, seal_attachment, seal_texts
from tests.server.service import TUS, furnish, make_home
from tests.tiny_service import TinyService

PATCH = TUS | {"Content-Type": "application/offset+octet-stream"}


@dataclass
class Two:
    """Two hosts of one service, and what they store on."""

    hosts: list[Running]
    tiny: TinyService
    backing: GrownBacking
    gate: Gate
    session: dict[str, str]
    stack: ExitStack

    def kill_master(self) -> list[int]:
        """Kill the first host's gunicorn that reporters reach; return its workers. The host ends and says so."""
        host = self.hosts[0]
        (master,) = host.masters("reporters")
        workers = host.workers("reporters")
        kill(master)
        assert host.process.wait(60) == 1
        return workers

    def begin_again(self) -> None:
        """Start the first host on its home, as the system's own starter would."""
        self.hosts[0] = self.stack.enter_context(running(self.hosts[0].home))

    def texts(self, number: int) -> list[bytes]:
        """Return sealed texts."""
        return [seal_texts(self.tiny, day=self.tiny.day)[0] for _ in range(number)]

    def stored(self, texts: list[bytes]) -> list[int]:
        """Return how often each text is in the bundle that the second host gives."""
        found = Counter(self.inbound(self.hosts[1]))
        return [found[text] for text in texts]

    def inbound(self, host: Running) -> list[bytes]:
        """Return the files of the bundle that a host gives, by a session that was begun at the first."""
        answer = send(host.portal, "GET", "/api/inbound", headers=self.session)
        assert answer.status == 200
        return list(open_bundle(answer.data)[1].values())


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, grown_backing: GrownBacking) -> Iterator[Two]:
    """Two processes that serve, each on a home of its own."""
    tiny = TinyService(SystemClock().today())
    backing = grown_backing
    with ExitStack() as stack:
        gate = Gate(backing.bucket.port)
        stack.callback(gate.close)
        first = make_home(tmp_path_factory.mktemp("one") / "home", backing)
        staff = furnish(first, tiny, day=tiny.day)
        behind = msgspec.structs.replace(first.settings, objects_endpoint=gate.endpoint)
        (first.path / "settings.toml").write_text(render_settings(behind))
        second = create_host(tmp_path_factory.mktemp("two") / "home", like=open_home(first.path))
        hosts = [stack.enter_context(running(home.path)) for home in (first, second)]
        yield Two(hosts, tiny, backing, gate, hosts[0].token(staff["bram"]), stack)


def begin(host: Running, ticket: str, length: int) -> str:
    """Begin an upload and return its address."""
    headers = TUS | {"Sluis-Ticket": ticket, "Upload-Length": str(length)}
    return send(host.reporters, "POST", "/api/uploads", headers=headers).headers["Location"]


def patch(host: Running, location: str, piece: bytes, at: int, ticket: str) -> int:
    """Send a piece and return the status."""
    headers = PATCH | {"Sluis-Ticket": ticket, "Upload-Offset": str(at)}
    return send(host.reporters, "PATCH", location, piece, headers).status


def test_reports_to_two_hosts_are_stored_exactly_once(two: Two) -> None:
    """Each report to both at the same moment, under one ticket: one says new, the other says known."""
    texts = two.texts(20)
    tickets = [two.hosts[0].ticket() for _ in texts]

    def submit(job: tuple[Running, bytes, str]) -> int:
        host, text, ticket = job
        return host.submit(body_of((text,)), ticket)

    jobs = [(h, t, k) for t, k in zip(texts, tickets, strict=True) for h in two.hosts]
    with ThreadPoolExecutor(4) as senders:
        answers = Counter(senders.map(submit, jobs))
    assert answers == {201: 20, 200: 20}
    assert two.stored(texts) == [1] * 20


def test_upload_moves_from_a_host_that_was_killed_to_the_other(two: Two) -> None:
    """What one host acknowledged the other has, and neither has anything of its own."""
    content = seal_attachment(two.tiny, bytes(3_000_000), day=two.tiny.day)
    one, other = two.hosts
    ticket = one.ticket()
    location = begin(one, ticket, len(content))
    assert patch(one, location, content[:2_000_000], 0, ticket) == 204
    kill(one.reporters_worker())
    assert patch(other, location, content[2_000_000:], 2_000_000, ticket) == 204
    (text,) = two.texts(1)
    assert other.submit(body_of((text,), (bytes.fromhex(location[-32:]),)), ticket) == 201
    assert content in two.inbound(one)
    for host in two.hosts:
        assert [p for name in ("objects", "incoming") for p in (host.home / name).rglob("*")] == []


def test_database_that_is_gone_for_a_while(two: Two) -> None:
    """Refused with the sentence that says what to do; afterwards the same is taken, by the same processes."""
    before, after = two.texts(1), two.texts(1)
    assert two.hosts[0].submit(body_of((before[0],))) == 201
    ticket = two.hosts[1].ticket()
    two.backing.database.stop()
    headers = {"Sluis-Ticket": ticket, "Content-Type": OCTETS}
    try:
        for host in two.hosts:
            body = body_of((after[0],))
            answer = send(host.reporters, "POST", "/api/submissions", body, headers)
            assert (answer.status, answer.json()["error"]) == (503, "busy")
            assert send(host.reporters, "GET", "/api/drop").status == 200
    finally:
        two.backing.database.start()
    assert two.hosts[1].submit(body_of((after[0],)), ticket) == 201
    assert two.stored(before + after) == [1, 1]


def test_object_store_that_is_gone_for_a_while(two: Two) -> None:
    """No piece is acknowledged meanwhile, a written report is; the upload then goes on where it was."""
    content = seal_attachment(two.tiny, bytes(1_500_000), day=two.tiny.day)
    host = two.hosts[0]
    ticket = host.ticket()
    location = begin(host, ticket, len(content))
    assert patch(host, location, content[:1_200_000], 0, ticket) == 204
    texts = two.texts(2)
    two.gate.shut()
    try:
        assert patch(host, location, content[1_200_000:], 1_200_000, ticket) == 503
        assert host.submit(body_of((texts[0],))) == 201
    finally:
        two.gate.open()
    assert patch(host, location, content[1_200_000:], 1_200_000, ticket) == 204
    body = body_of((texts[1],), (bytes.fromhex(location[-32:]),))
    two.gate.shut()
    try:
        assert host.submit(body, ticket) == 503
    finally:
        two.gate.open()
    assert host.submit(body, ticket) == 201
    assert two.stored(texts) == [1, 1]


def test_log_names_no_place_and_no_password(two: Two) -> None:
    """What the hosts wrote about those outages is a kind of error and a line of our code."""
    for host in two.hosts:
        log = (host.home.parent / "server.log").read_text()
        assert "OperationalError at" in log or "StoreGone at" in log
        for word in ("only-for-testing", "sluis-pg-", "service-", "INSERT", "SELECT"):
            assert word not in log


@pytest.mark.slow
def test_kill_of_workers_and_of_a_master_under_load(two: Two) -> None:
    """Whatever was acknowledged by either host is there exactly once, however often it was sent again."""
    texts = two.texts(200)
    jobs = [(n, body_of((text,)), two.hosts[1].ticket()) for n, text in enumerate(texts)]
    torn: list[int] = []

    def submit(job: tuple[int, bytes, str]) -> int:
        number, body, ticket = job
        for attempt in range(100):
            try:
                if (status := two.hosts[(number + attempt) % 2].submit(body, ticket)) < 300:
                    return status
            except (OSError, HTTPException):
                torn.append(number)
            time.sleep(0.05)
        raise AssertionError("a report was never acknowledged")

    with ThreadPoolExecutor(4) as senders:
        sent = [senders.submit(submit, job) for job in jobs]
        for _ in range(2):
            time.sleep(0.2)
            for worker in two.hosts[0].workers("reporters"):
                kill(worker)
        time.sleep(0.2)
        orphans = two.kill_master()
        assert not all(future.done() for future in sent)
        assert {future.result() for future in sent} <= {200, 201}
    assert torn
    until(lambda: not any(map(is_alive, orphans)))
    two.begin_again()
    (late,) = two.texts(1)
    assert two.hosts[0].submit(body_of((late,))) == 201
    assert two.stored([*texts, late]) == [1] * 201


@pytest.mark.slow
def test_only_one_host_sweeps_at_a_time(two: Two) -> None:
    """The lock is the database's, and goes with whoever held it."""
    first, second = (Database(open_home(host.home).database_url) for host in two.hosts)
    with first.alone() as mine, second.alone() as theirs:
        assert (mine, theirs) == (True, False)
    until(lambda: _is_free(second))


def _is_free(database: Database) -> bool:
    with database.alone() as mine:
        return mine


def test_second_host_needs_stores_that_both_reach(tmp_path: Path) -> None:
    """A home on SQLite and a folder has no second host; the refusal names the settings."""
    home = make_home(tmp_path / "one")
    words = ["init", "--home", str(tmp_path / "two"), "--like", str(home.path)]
    refused = CliRunner().invoke(main, words)
    assert refused.exit_code == 1
    assert "`database` and `objects`" in refused.stderr
    assert not (tmp_path / "two").exists()
