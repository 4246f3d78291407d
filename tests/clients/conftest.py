"""A tiny service behind a fake server, and the reporter's command line in front of it."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from journalist_ui.courier.cli import main as courier_main
from journalist_ui.courier.errand import Desk
from submitter_ui.cli import main
from submitter_ui.device import Device
from submitter_ui.statuses import Status
from tests.clients.fake_portal import NAME, NOW, PASSWORD, SECRET, FakePortal
from tests.clients.fake_server import FakeServer
from tests.tiny_service import DAY, MANNED, TinyService

REFUSALS = set(Status) - {Status.DONE, Status.NOT_PRINTED}


@dataclass
class Reporter:
    """Somebody at a command line, on a day, with a folder of their own."""

    server: FakeServer
    folder: Path
    day: int = DAY
    wait: Callable[[float], None] = lambda _seconds: None
    way: tuple[str, ...] = ()

    def run(self, *arguments: str, typed: str = "", root: str | None = None) -> Result:
        """Run `sluis-report` and return what it said."""
        command, *rest = arguments
        service = ["--server", self.server.url, "--root", root or self.server.service.root.hex()]
        device = Device(self.day, wait=self.wait)
        return CliRunner().invoke(
            main, [command, *service, *self.way, *rest], input=typed, obj=device
        )

    def run_offline(self, command: str, *arguments: str, typed: str = "") -> Result:
        """Run a command that takes downloaded files, and return what it said."""
        root = self.server.service.root.hex()
        arguments = (command, "--root", root, *arguments)
        return CliRunner().invoke(main, arguments, input=typed, obj=Device(self.day))

    def download(self) -> tuple[str, str]:
        """Return (`--today`, `--drop`): where what the server publishes now was saved."""
        drop = self.write("drop.bin", self.server.drop_now())
        return self.write("today.bin", self.server.today), drop

    def write(self, name: str, content: str | bytes) -> str:
        """Write a file and return its path."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def send(self, text: str | bytes = "Er is iets aan de hand.", *more: str) -> Result:
        """Send a report on the line `integriteit`."""
        return self.run("send", "--line", "integriteit", "--text", self.write("t", text), *more)

    def send_well(self, *more: str) -> str:
        """Send a report and return its codename."""
        result = self.send("Er is iets aan de hand.", *more)
        assert result.exit_code == 0, result.stderr
        return result.stdout.strip()

    def check(self, codename: str, *more: str) -> Result:
        """Look for answers with a codename from a file."""
        return self.run("check", "--codename-file", self.write("codename", codename), *more)


@pytest.fixture(scope="session")
def founded() -> TinyService:
    """A service whose three confidants each published a head today, and one of them a batch."""
    tiny = TinyService()
    for slot in range(MANNED):
        tiny.bundle(slot, with_batch=slot == MANNED - 1)
    return tiny


@pytest.fixture
def service(founded: TinyService) -> TinyService:
    """That service, to go on from by itself: what one test publishes, no other sees."""
    tiny = copy(founded)
    tiny.holders = [
        replace(holder, heads=[*holder.heads], entries=[*holder.entries])
        for holder in founded.holders
    ]
    return tiny


@pytest.fixture
def server(service: TinyService) -> Iterator[FakeServer]:
    """That service's server."""
    with FakeServer(service) as fake:
        yield fake


@pytest.fixture
def reporter(server: FakeServer, tmp_path: Path) -> Reporter:
    """A reporter of that service."""
    return Reporter(server, tmp_path)


@dataclass
class Courier:
    """Somebody at the online desk, with an account and a stick."""

    portal: FakePortal
    stick: Path
    session_file: Path
    name: str = NAME
    password: str = PASSWORD

    def run(self, command: str, *arguments: str, typed: str = "") -> Result:
        """Run `sluis-courier`; without `typed`, password and secret come from files."""
        options = ["--portal", self.portal.url, "--name", self.name]
        if not typed:
            options += ["--password-file", self._write("password", self.password + "\n")]
            options += ["--totp-secret-file", self._write("secret", SECRET + "\n")]
        desk = Desk(now=lambda: NOW, wait=lambda _seconds: None)
        arguments = (command, *options, *arguments)
        return CliRunner().invoke(courier_main, arguments, input=typed, obj=desk)

    def get(self, *more: str, typed: str = "") -> Result:
        """Get an inbound bundle to the stick."""
        return self.run("get", "--out", str(self.stick / "in.tar"), *more, typed=typed)

    def bring(self, bundle: bytes, *more: str) -> Result:
        """Bring an outbound bundle from the stick."""
        path = self.stick / "out.tar"
        path.write_bytes(bundle)
        return self.run("bring", str(path), *more)

    def on_the_stick(self) -> dict[str, bytes]:
        """Return every file on the stick by name."""
        return {path.name: path.read_bytes() for path in self.stick.iterdir()}

    def _write(self, name: str, content: str) -> str:
        path = self.session_file.with_name(name)
        path.write_text(content)
        return str(path)


@pytest.fixture
def portal() -> Iterator[FakePortal]:
    """A portal with one account."""
    with FakePortal() as fake:
        yield fake


@pytest.fixture
def courier(portal: FakePortal, tmp_path: Path) -> Courier:
    """The account's courier."""
    stick = tmp_path / "stick"
    stick.mkdir()
    return Courier(portal, stick, tmp_path / "session")


@pytest.fixture
def refused(request: pytest.FixtureRequest) -> Callable[[Result], str]:
    """A check that a command ended in one sentence and a status of a refusal; returns the sentence."""
    statuses = {1} if "courier" in request.fixturenames else REFUSALS

    def check(result: Result) -> str:
        assert result.exit_code in statuses, (result.stdout, result.stderr, result.exception)
        assert isinstance(result.exception, SystemExit)
        assert result.stdout == ""
        sentence = result.stderr.rstrip("\n").splitlines()[-1]
        assert sentence.endswith((".", "?)."))
        return sentence

    return check
