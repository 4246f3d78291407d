"""A server that lies while it is given a file, one trick each: it is given up soon, the text stays, nothing is sent."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from browser.prefixes import QUICK
from browser.reporter import STORY, Reporter
from browser.world_site import WorldSite
from playwright.sync_api import Route
from world import World

pytestmark = pytest.mark.slow

UPLOADS = "/api/uploads"
STEP = 65_536
"""The file is sealed to somewhat more than this, in one piece."""
TRIES = 5


@dataclass(frozen=True)
class Said:
    """An answer about an upload; with status 0 the line is cut, and without an offset none is said."""

    status: int
    offset: str | None = None
    length: str | None = None

    def give(self, route: Route, *, length: str) -> None:
        """Answer a request with it; `length` is the true one."""
        if self.status == 0:
            route.abort("connectionreset")
            return
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": self.length or length}
        if self.offset is not None:
            headers["Upload-Offset"] = self.offset
        route.fulfill(status=self.status, headers=headers)


IMPATIENT = (
    b"{const line=XMLHttpRequest.prototype,{open}=line;"
    b"const wait=Object.getOwnPropertyDescriptor(line,'timeout');"
    b"line.open=function(method,...rest){this.method=method;return open.call(this,method,...rest)};"
    b"Object.defineProperty(line,'timeout',"
    b"{set(ms){wait.set.call(this,this.method==='POST'?ms:200)}})}\n"
)
"""The longest wait for an answer about an upload is over soon."""
CUT = Said(0)
HALF = Said(200, "40000")


@dataclass(frozen=True)
class Trick:
    """What is answered to each PATCH and each HEAD, the last for ever; which sentence, and how many requests."""

    pieces: tuple[Said, ...]
    places: tuple[Said, ...]
    sentence: str
    requests: int


TRICKS = {
    "of-a-piece": {
        "no progress": Trick((Said(204, "0"),), (), "server-fault", 2),
        "no offset": Trick((Said(204),), (), "nonsense", 2),
        "no number": Trick((Said(204, "1e9"),), (), "nonsense", 2),
        "a part": Trick((Said(204, "1"),), (), "nonsense", 2),
        "beyond the end": Trick((Said(204, "99999999"),), (), "nonsense", 2),
        "back": Trick((CUT, Said(204, "39999")), (HALF,), "nonsense", 4),
        "no progress later": Trick((CUT, Said(204, "40000")), (HALF,), "server-fault", 4),
    },
    "of-a-place": {
        "no offset": Trick((CUT,), (Said(200),), "nonsense", 3),
        "back": Trick((CUT,), (HALF, Said(200, "0")), "nonsense", 5),
        "beyond the end": Trick((CUT,), (Said(200, "99999999"),), "nonsense", 3),
        "another length": Trick((CUT,), (Said(200, "40000", "40000"),), "nonsense", 3),
        "unknown": Trick((CUT,), (Said(404),), "server-refused", 3),
    },
    "for-ever": {
        "a byte at a time": Trick(
            (CUT,), tuple(Said(200, str(n)) for n in range(1, 50)), "unreachable", 2 * TRIES
        ),
        "a conflict": Trick((Said(409),), (Said(200, "0"),), "server-refused", 2 * TRIES),
        "damage": Trick((Said(460),), (Said(200, "0"),), "server-refused", 2 * TRIES),
        "busy when asked": Trick((CUT,), (Said(503),), "server-busy", 1 + TRIES),
    },
}


@pytest.fixture(autouse=True)
def quick(site: WorldSite) -> None:
    """The pauses between tries are short."""
    site.before_scripts = QUICK


@pytest.mark.parametrize("tricks", TRICKS.values(), ids=TRICKS)
def test_an_upload_that_gets_no_further_ends(
    reporter: Reporter, site: WorldSite, world: World, tmp_path: Path, tricks: dict[str, Trick]
) -> None:
    """After so many requests and no more, with a sentence; what was written is still there, and may be sent anew."""
    _write(reporter, tmp_path)
    for name, trick in tricks.items():
        site.heal()
        site.trace.clear()
        _lie(site, trick)
        reporter.send()
        reporter.expect_told(trick.sentence)
        asked = [asked.method for asked in site.trace if asked.path.startswith(UPLOADS)]
        assert len(asked) == trick.requests, (name, asked)
        assert reporter.page.locator("#text").input_value() == STORY
    assert world.server.submissions == {}
    site.heal()
    reporter.send()
    reporter.keep_codename()


def test_a_server_that_says_nothing_is_asked_once_more(
    reporter: Reporter, site: WorldSite, world: World, tmp_path: Path
) -> None:
    """A wait is long; five of them would keep somebody for more than an hour."""
    site.before_scripts = QUICK + IMPATIENT
    site.faults.append((UPLOADS, lambda route: route.request.method != "POST"))
    _write(reporter, tmp_path)
    reporter.send()
    reporter.expect_told("unreachable")
    asked = [asked.method for asked in site.trace if asked.path.startswith(UPLOADS)]
    assert asked == ["POST", "PATCH", "HEAD"]
    assert world.server.submissions == {}


def test_an_address_elsewhere_leads_nowhere(
    reporter: Reporter, site: WorldSite, world: World, tmp_path: Path
) -> None:
    """Only the id is taken from it; the file goes to the server of the page (`WorldSite` refuses any other)."""
    _locate(site, world, "https://else.test/files/api/uploads/{}")
    _write(reporter, tmp_path)
    reporter.send()
    reporter.keep_codename()
    assert len(world.server.submissions) == 1


def test_an_address_without_an_id_is_not_used(
    reporter: Reporter, site: WorldSite, world: World, tmp_path: Path
) -> None:
    """No piece leaves."""
    _write(reporter, tmp_path)
    for address in ("/files/{}", "/api/uploads/{}x", "/api/uploads/", ""):
        site.heal()
        _locate(site, world, address)
        reporter.send()
        reporter.expect_told("nonsense")
    assert {asked.method for asked in site.trace if asked.path.startswith(UPLOADS)} == {"POST"}


def _write(reporter: Reporter, folder: Path) -> None:
    file = folder / "a.bin"
    file.write_bytes(bytes(STEP - 8))
    reporter.begin()
    reporter.write(files=[file])


def _lie(site: WorldSite, trick: Trick) -> None:
    """Answer honestly where an upload is made, and after that as the trick says."""
    left = {"PATCH": list(trick.pieces), "HEAD": list(trick.places)}
    lengths: list[str] = []

    def fault(route: Route) -> bool:
        if route.request.method == "POST":
            lengths.append(route.request.headers["upload-length"])
            return False
        said = left[route.request.method]
        (said.pop(0) if len(said) > 1 else said[0]).give(route, length=lengths[0])
        return True

    site.faults.append((UPLOADS, fault))


def _locate(site: WorldSite, world: World, address: str) -> None:
    """Make the upload that is asked for, and give this address of it."""

    def fault(route: Route) -> bool:
        request = route.request
        if request.method != "POST":
            return False
        size = int(request.headers["upload-length"])
        upload_id = world.server.create_upload(request.headers["sluis-ticket"], size=size)
        location = address.format(upload_id.hex())
        route.fulfill(status=201, headers={"Tus-Resumable": "1.0.0", "Location": location})
        return True

    site.faults.append((UPLOADS, fault))
