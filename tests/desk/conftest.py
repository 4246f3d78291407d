"""What the desk's tests share: a service on the machine's own day, somebody with a browser's manners, a browser."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest
from desk.at_desk import AtDesk
from desk.handover_way import REPORT
from flask.testing import FlaskClient
from memory_disk import folder_in_memory
from playwright.sync_api import Browser
from read_once import read_once
from werkzeug.test import TestResponse
from world import PASSPHRASE, Reporter, World
from world_copies import Worlds

from journalist_ui.workstation.pages.app import Desk, make_app
from journalist_ui.workstation.pages.door import Door
from journalist_ui.workstation.pages.keeper import Keeper
from journalist_ui.workstation.pages.networks import Kernel
from journalist_ui.workstation.pages.serving import Run, served
from journalist_ui.workstation.pages.sticks import Sticks

PORT = 4711
IDLE_SECONDS = 600.0


@dataclass
class Time:
    """A clock that only a test moves."""

    now: float = 0.0
    day: int = 0

    def seconds(self) -> float:
        return self.now

    def today(self) -> int:
        return self.day


@dataclass
class Visitor:
    """Somebody at the desk who sends what a browser sends."""

    client: FlaskClient
    door: Door
    keeper: Keeper
    time: Time
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path, base_url=self.door.origin, headers=self.headers | headers)

    def post(self, path: str, data: dict[str, object] | None = None) -> TestResponse:
        """Send a form."""
        origin = {"Origin": self.door.origin, "Sec-Fetch-Site": "same-origin"}
        return self.client.post(
            path, data=data or {}, base_url=self.door.origin, headers=self.headers | origin
        )

    def enter(self) -> None:
        """Open the one-time link."""
        path = self.door.link().removeprefix(self.door.origin)
        assert self.get(path).status_code == 303

    def unlock(self, vault: int = 0) -> TestResponse:
        """Give the passphrase."""
        return self.post("/unlock", {"vault": str(vault), "passphrase": PASSPHRASE})

    def search(self, words: str, show: str = "") -> str:
        """Look for words in the cases and return the page that says where they are."""
        return self.read(self.post("/found", {"words": words, "show": show}).location)

    def read(self, path: str) -> str:
        """Return the text of a page that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Texts and templates are read once for all applications of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


@pytest.fixture
def world(worlds: Worlds) -> Iterator[World]:
    """A service on the machine's own day, of which every confidant has imported one bundle."""
    with folder_in_memory() as folder:
        world = worlds.copy(folder, day=int(time.time()) // 86_400, fetched=True)
        yield world
        world.close()


@pytest.fixture
def places(world: World) -> list[Path]:
    """Where the vaults lie; they are closed by whoever takes them to the desk."""
    return [world.folder / f"{name}.vault" for name in ("anna", "bram", "chris")]


@pytest.fixture
def outside(world: World, places: list[Path]) -> Visitor:
    """Somebody who has not opened the one-time link."""
    for confidant in world.confidants:
        confidant.workstation.close()
    clock = Time(day=world.day)
    keeper = Keeper(places, IDLE_SECONDS, clock.seconds, clock.today)
    door = Door(PORT)
    app = make_app(Desk(door, keeper, rehearsal=True))
    return Visitor(app.test_client(), door, keeper, clock)


@pytest.fixture
def inside(outside: Visitor) -> Iterator[Visitor]:
    """Somebody who has opened the link; the vault is locked."""
    outside.enter()
    yield outside
    outside.keeper.lock()


@pytest.fixture
def anna_at_desk(inside: Visitor) -> Visitor:
    """Anna, whose vault is open."""
    assert inside.unlock().status_code == 303
    return inside


@pytest.fixture
def empty_stick(tmp_path: Path) -> Path:
    """A stick to save to."""
    folder = tmp_path / "BLAUW"
    folder.mkdir()
    return folder


@pytest.fixture
def sticks(empty_stick: Path, tmp_path: Path) -> Sticks:
    """One stick, and whatever a test adds to what the system has mounted."""
    (mounts := tmp_path / "mounts").write_text("")
    return Sticks((empty_stick,), mounts)


@pytest.fixture
def with_stick(outside: Visitor, sticks: Sticks) -> Visitor:
    """Anna at a desk with a stick, whose vault is open."""
    app = make_app(Desk(outside.door, outside.keeper, rehearsal=True, sticks=sticks))
    visitor = Visitor(app.test_client(), outside.door, outside.keeper, outside.time)
    visitor.enter()
    assert visitor.unlock().status_code == 303
    return visitor


ROUTE_HEADING = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
DEFAULT_ROUTE = "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"


@pytest.fixture
def alone(tmp_path: Path) -> Kernel:
    """What the kernel of a machine says that has a loopback interface and nothing else."""
    names = ("route", "ipv6_route", "dev", "net")
    kernel = Kernel(*(tmp_path / name for name in names))
    kernel.devices.write_text("Inter-|   Receive\n face |bytes    packets\n")
    kernel.routes.write_text(ROUTE_HEADING)
    local = (
        f"{'0' * 31}1 80 {'0' * 32} 00 {'0' * 32} 00000000 00000002 00000000 80200001       lo\n"
    )
    kernel.routes_v6.write_text(local)
    add_interface(kernel, "lo", flags=0x9)
    return kernel


@pytest.fixture
def connected(alone: Kernel) -> Kernel:
    """What the kernel says once there is a default route."""
    alone.routes.write_text(ROUTE_HEADING + DEFAULT_ROUTE)
    return alone


def add_interface(kernel: Kernel, name: str, *, flags: int) -> None:
    """Add an interface to what the kernel says."""
    folder = kernel.interfaces / name
    folder.mkdir(parents=True)
    (folder / "flags").write_text(f"0x{flags:x}\n")
    with kernel.devices.open("a") as devices:
        devices.write(f"{name:>6}: 1776    24\n")


@pytest.fixture
def at_desk(
    chromium: Browser, world: World, places: list[Path], bypass_csp: bool
) -> Iterator[AtDesk]:
    """Anna's vault at a real desk, in a real browser; nothing is unlocked yet."""
    for confidant in world.confidants:
        confidant.workstation.close()
    (stick := world.folder / "BLAUW").mkdir()
    with served(Run(places[:1], rehearsal=True, sticks=(stick,))) as (door, keeper):
        # A test that begins before midnight ends on the same day.
        keeper.today = lambda: world.day
        context = chromium.new_context(locale="nl-NL", bypass_csp=bypass_csp)
        yield AtDesk(context, context.new_page(), door, world.folder)
        context.close()


@pytest.fixture
def bypass_csp(request: pytest.FixtureRequest) -> bool:
    """Whether the browser may run a script: axe is one, where looks are judged, and these pages let none run."""
    return request.path.stem.endswith("_looks")


class _OtherPage(BaseHTTPRequestHandler):
    """Somebody else's page, with a form that would press a button of the desk."""

    def do_GET(self) -> None:
        target = unquote(self.path.removeprefix("/"))
        page = f'<form method="post" action="{target}"><button>Prijs</button></form>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def other_page() -> Iterator[str]:
    """The address of somebody else's page at another port; what follows it is where its form goes."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _OtherPage) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def desk_of(
    chromium: Browser, world: World, *names: str, bypass_csp: bool = False
) -> Iterator[AtDesk]:
    """Serve vaults at one desk, and open its link."""
    places = [world.folder / f"{name}.vault" for name in names]
    with served(Run(places, rehearsal=True)) as (door, keeper):
        keeper.today = lambda: world.day
        context = chromium.new_context(locale="nl-NL", bypass_csp=bypass_csp)
        desk = AtDesk(context, context.new_page(), door, world.folder)
        desk.page.goto(door.link())
        yield desk
        context.close()


@pytest.fixture
def reporter(world: World) -> Reporter:
    """Give somebody who has sent a report."""
    reporter = world.reporter()
    reporter.send(REPORT)
    return reporter


@pytest.fixture
def team(chromium: Browser, world: World, reporter: Reporter, bypass_csp: bool) -> Iterator[AtDesk]:
    """Anna and Bram at one desk, locked."""
    for confidant in world.confidants:
        confidant.workstation.close()
    with desk_of(chromium, world, "anna", "bram", bypass_csp=bypass_csp) as desk:
        yield desk


@pytest.fixture
def reader(chromium: Browser, world: World, bypass_csp: bool) -> Iterator[AtDesk]:
    """Give the Rijksrecherche at a desk of its own, locked."""
    for recipient in world.recipients.values():
        recipient.workstation.close()
    with desk_of(chromium, world, "rijksrecherche", "gemeente", bypass_csp=bypass_csp) as desk:
        yield desk


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give a file that was made anew."""
    file = tmp_path / "verslag.txt"
    file.write_text("Een bedrag is overgemaakt.")
    return file
