"""The server of a desk: one thread for the vault, whatever a browser's connections do."""

import http.client
import io
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from world import PASSPHRASE, World

from journalist_ui.workstation.pages import serving
from journalist_ui.workstation.pages.door import Door
from journalist_ui.workstation.pages.keeper import Keeper
from journalist_ui.workstation.pages.serving import Run, run_desk, served
from journalist_ui.workstation.workstation import Workstation


@pytest.fixture
def desk(places: list[Path], world: World) -> Iterator[tuple[Door, Keeper]]:
    """A desk that is served, with Anna's vault locked."""
    world.confidants[0].workstation.close()
    with served(Run(places[:1], rehearsal=True)) as desk:
        yield desk


def ask(
    door: Door, method: str, path: str, body: str = "", **headers: str
) -> http.client.HTTPResponse:
    """Send one request, as a browser would, and return the answer with its body unread."""
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=30)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": door.origin}
    connection.request(method, path, body, (form if method == "POST" else {}) | headers)
    return connection.getresponse()


def unlock(door: Door) -> dict[str, str]:
    """Come in, unlock the vault, and return the cookie."""
    answer = ask(door, "GET", door.link().removeprefix(door.origin))
    cookie = {"Cookie": str(answer.headers["Set-Cookie"]).partition(";")[0]}
    answer = ask(door, "POST", "/unlock", f"vault=0&passphrase={PASSPHRASE}", **cookie)
    assert answer.status == 303
    return cookie


def test_a_connection_that_says_nothing_keeps_nobody_waiting(desk: tuple[Door, Keeper]) -> None:
    """A browser opens such ones ahead of time."""
    door, _keeper = desk
    with socket.create_connection(("127.0.0.1", door.port)):
        assert ask(door, "GET", "/desk.css").status == 200


def test_only_this_machine_is_listened_to(desk: tuple[Door, Keeper]) -> None:
    """The port is not open at any other address."""
    door, _keeper = desk
    listening = Path("/proc/net/tcp").read_text().splitlines()[1:]
    addresses = {line.split()[1] for line in listening if line.split()[3] == "0A"}
    assert [a for a in addresses if a.endswith(f":{door.port:04X}")] == [
        f"0100007F:{door.port:04X}"
    ]


def test_many_requests_at_once_share_one_vault(desk: tuple[Door, Keeper]) -> None:
    """Each is answered; the vault belongs to one thread."""
    door, _keeper = desk
    cookie = unlock(door)
    connections = [http.client.HTTPConnection("127.0.0.1", door.port, timeout=30) for _ in range(8)]
    for connection in connections:
        connection.request("GET", "/cases", headers=cookie)
    assert [connection.getresponse().status for connection in connections] == [200] * 8


def test_an_idle_vault_is_closed_without_a_request(
    places: list[Path], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys do not wait in memory for somebody to ask."""
    monkeypatch.setattr(serving, "LOOK_SECONDS", 0.05)
    world.confidants[0].workstation.close()
    with served(Run(places[:1], rehearsal=True, idle_seconds=0.2)) as (door, keeper):
        unlock(door)
        patience = time.monotonic() + 20
        while keeper.is_open and time.monotonic() < patience:
            time.sleep(0.02)
        assert not keeper.is_open


def test_the_end_of_the_desk_closes_the_vault(places: list[Path], world: World) -> None:
    """Another program can open it then."""
    world.confidants[0].workstation.close()
    with served(Run(places[:1], rehearsal=True)) as (door, _keeper):
        unlock(door)
    with Workstation.open(places[0], passphrase=PASSPHRASE) as station:
        assert station.state(day=world.day)["name"] == "anna"


def test_the_command_prints_a_link_that_works_and_ends_at_an_interrupt(
    places: list[Path], world: World
) -> None:
    """As somebody at a terminal runs it."""
    command = [sys.executable, "-c", "from journalist_ui.workstation.cli import main; main()"]
    options = ["desk", "--vault", str(places[0]), "--rehearsal", "--no-browser"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        lines = io.StringIO()
        while "http" not in lines.getvalue():
            lines.write(program.stdout.readline())
        link = lines.getvalue().split()[-1]
        door = Door(int(link.split(":")[2].partition("/")[0]))
        assert ask(door, "GET", link.removeprefix(door.origin)).status == 303
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=30) == 0


def test_an_interrupt_that_comes_with_the_link_closes_the_desk(places: list[Path]) -> None:
    """Nobody has to wait until it can be ended."""

    def interrupt(_link: str) -> None:
        raise KeyboardInterrupt

    run_desk(Run(places, rehearsal=True), say=interrupt, open_browser=False)
