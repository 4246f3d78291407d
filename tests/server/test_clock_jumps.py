"""A clock that jumps by a year, forward and back, under real processes: nothing is lost, and everybody is told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.accounts import Credentials
from server.clock import SystemClock
from server.database import Database
from server.retention import note_sweep
from server.words import dated
from tests.server.running import OCTETS, Answer, Running, begin, running, send
from tests.server.sent import body_of, open_bundle, pack, seal_attachment, seal_texts
from tests.server.service import TUS, furnish, make_home
from tests.server.wrong_clocks import WrongClock
from tests.tiny_service import TinyService

pytestmark = pytest.mark.slow

YEAR = 365
PATCH = TUS | {"Content-Type": "application/offset+octet-stream"}


@dataclass
class Jumping:
    """A server that serves, its clock, and what it acknowledged while that was right."""

    server: Running
    clock: WrongClock
    tiny: TinyService
    staff: dict[str, Credentials]
    session: dict[str, str]
    stored: list[bytes]

    def submit(self, text: bytes, ticket: str | None = None) -> Answer:
        """Send a text and return the whole answer."""
        headers = {"Sluis-Ticket": ticket or self.server.ticket(), "Content-Type": OCTETS}
        return send(self.server.reporters, "POST", "/api/submissions", body_of((text,)), headers)

    def text(self) -> bytes:
        """Return a text that is sealed today, by the right clock."""
        return seal_texts(self.tiny, day=self.tiny.day)[0]

    def run(self, *words: str) -> tuple[int, str]:
        """Run another command by the same clock; return its exit status and all that it said."""
        process = begin(self.server.home, *words, environment=self.clock.environment)
        said = "".join(process.communicate(timeout=60))
        return process.returncode, said

    def doctor(self) -> dict[str, str]:
        """Return what somebody should do, by name."""
        _status, said = self.run("doctor", "--json")
        return {line["name"]: line["do"] for line in json.loads(said) if not line["ok"]}

    def inbound(self) -> list[bytes]:
        """Return the files of the bundle that the first session gets."""
        answer = send(self.server.portal, "GET", "/api/inbound", headers=self.session)
        assert answer.status == 200
        return list(open_bundle(answer.data)[1].values())


@pytest.fixture
def jumping(tmp_path: Path) -> Iterator[Jumping]:
    """Return a server with a report, an attachment, a head and a sweep of today."""
    tiny = TinyService(SystemClock().today())
    home = make_home(tmp_path / "home")
    staff = furnish(home, tiny, day=tiny.day)
    note_sweep(Database(home.database_url), tiny.day)
    clock = WrongClock(tmp_path / "clock")
    clock.jump(0)
    with running(home.path, environment=clock.environment) as server:
        session = server.token(staff["anna"])
        raw = pack(*tiny.bundle(0))
        assert send(server.portal, "POST", "/api/outbound", raw, session).status == 200
        found = Jumping(server, clock, tiny, staff, session, [])
        content = seal_attachment(tiny, b"kept", day=tiny.day)
        ticket = server.ticket()
        location = begin_upload(found, ticket, content)
        assert patch(found, location, content, 0, ticket).status == 204
        text = found.text()
        body = body_of((text,), (bytes.fromhex(location[-32:]),))
        assert server.submit(body, ticket) == 201
        found.stored = [content, text]
        yield found


def begin_upload(jumping: Jumping, ticket: str, content: bytes) -> str:
    """Begin an upload and return its address."""
    headers = TUS | {"Sluis-Ticket": ticket, "Upload-Length": str(len(content))}
    answer = send(jumping.server.reporters, "POST", "/api/uploads", headers=headers)
    assert answer.status == 201
    return answer.headers["Location"]


def patch(jumping: Jumping, location: str, piece: bytes, at: int, ticket: str) -> Answer:
    """Send a piece."""
    headers = PATCH | {"Sluis-Ticket": ticket, "Upload-Offset": str(at)}
    return send(jumping.server.reporters, "PATCH", location, piece, headers)


def drop(jumping: Jumping) -> tuple[bytes, bytes]:
    """Return what is published."""
    today = send(jumping.server.reporters, "GET", "/api/today").data
    return today, send(jumping.server.reporters, "GET", "/api/drop").data


@pytest.mark.parametrize("days", [YEAR, -YEAR])
def test_a_year_off_and_back_loses_nothing(jumping: Jumping, days: int) -> None:
    """Wrong: a sweep refuses, a report is refused in words, the doctor says it. Right again: all is as it was."""
    before, text = drop(jumping), jumping.text()
    ticket = jumping.server.ticket()
    jumping.clock.jump(days)
    refused = jumping.submit(text)
    assert (refused.status, refused.json()["error"]) == (503, "busy")
    assert "clock" in refused.json()["message"]
    for again in range(2):
        status, said = jumping.run("sweep")
        assert (again, status) == (again, 1)
        assert "nothing was removed" in said
    assert "a time server" in jumping.doctor()["clock"]
    assert send(jumping.server.portal, "GET", "/api/inbound", headers=jumping.session).status == 401
    jumping.clock.jump(0)
    assert drop(jumping) == before
    assert jumping.submit(text, ticket).status == 201
    status, said = jumping.run("sweep")
    assert (status, "Removed: 0 submissions, 0 attachments" in said) == (0, True), said
    assert "clock" not in jumping.doctor()
    found = jumping.inbound()
    assert [found.count(one) for one in [*jumping.stored, text]] == [1, 1, 1]


def test_upload_that_a_wrong_clock_hindered_goes_on(jumping: Jumping) -> None:
    """A piece that is refused for the clock's sake costs nothing of what had arrived."""
    content = seal_attachment(jumping.tiny, bytes(300_000), day=jumping.tiny.day)
    ticket = jumping.server.ticket()
    location = begin_upload(jumping, ticket, content)
    jumping.clock.jump(YEAR)
    late = jumping.server.ticket()
    astray = begin_upload(jumping, late, content)
    assert patch(jumping, astray, content, 0, late).status == 503
    jumping.clock.jump(0)
    assert patch(jumping, location, content, 0, ticket).status == 204
    text = jumping.text()
    body = body_of((text,), (bytes.fromhex(location[-32:]),))
    assert jumping.server.submit(body, ticket) == 201
    status, said = jumping.run("sweep")
    assert status == 0
    assert "1 abandoned upload" in said
    assert jumping.inbound().count(content) == 1


def test_person_confirms_a_date_that_is_right(jumping: Jumping) -> None:
    """What a person says is today's date is believed, and periods that are over go."""
    jumping.clock.jump(YEAR)
    right = SystemClock().today() + YEAR
    status, said = jumping.run("sweep", "--day", dated(right))
    assert status == 0
    assert "Removed: 1 submission, 1 attachment" in said
    assert jumping.run("sweep")[0] == 0
