"""A report without JavaScript and back: downloads, `sluis-report` offline, the form, the portal, a workstation."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from crypto.period import accept_window, period_of
from server.database import Database
from server.keyring_install import install_keyring
from server.publication import Publisher
from server.settings import Home, open_home, render_settings
from submitter_ui.cli import main
from submitter_ui.device import Device
from submitter_ui.statuses import Status
from submitter_ui.voice import Voice
from tests.server.service import Server, SetClock, add_staff, make_home, open_server
from tests.server.small_site import write_small_site
from tests.tiny_service import TinyService

if TYPE_CHECKING:
    from world import Desk, World


class ByHand:
    """Somebody with a browser without JavaScript and a computer without a network, and the real server."""

    def __init__(self, server: Server, world: "World", folder: Path) -> None:
        self.server = server
        self.world = world
        self.folder = folder

    def download(self, *names: str) -> None:
        """Save what the site links to."""
        for name in names:
            response = self.server.reporters.get(f"/api/{name}")
            assert response.status_code == 200
            (self.folder / name).write_bytes(response.data)

    def run(self, command: str, *arguments: str, typed: str = "") -> Result:
        """Run `sluis-report` on the downloaded `today`, in the folder of the downloads."""
        given = ("--today", str(self.folder / "today"), "--root", self.world.root.hex())
        device = Device(self.server.clock.day)
        result = CliRunner().invoke(main, [command, *given, *arguments], input=typed, obj=device)
        assert result.exit_code == 0, (result.stderr, result.exception)
        return result

    def post(self, name: str) -> TestResponse:
        """Send a sealed file by the form on the site."""
        body = io.BytesIO((self.folder / name).read_bytes())
        return self.server.reporters.post(
            "/api/form/submissions?language=nl", data={"sealed": (body, name)}
        )

    def fetch(self, desk: "Desk") -> None:
        """Carry an inbound bundle from the portal to a confidant's workstation."""
        headers = self.server.token(desk.name)
        desk.take(self.server.portal.get("/api/inbound", headers=headers).data)

    def bring(self, desk: "Desk") -> None:
        """Carry an outbound bundle from a confidant's workstation to the portal."""
        assert self.server.bring(desk.name, desk.export()).status_code == 200

    def path(self, name: str) -> str:
        """Return a file of the folder."""
        return str(self.folder / name)


def _open_home_with_site(folder: Path) -> Home:
    home = make_home(folder / "home")
    settings = replace(home.settings, site=str(write_small_site(folder / "site")))
    (home.path / "settings.toml").write_text(render_settings(settings))
    return open_home(home.path)


@pytest.fixture
def by_hand(world: "World", tmp_path: Path) -> ByHand:
    """The world's confidants at a real server that shows a site, each of them heard of once."""
    home = _open_home_with_site(tmp_path)
    database, clock = Database(home.database_url), SetClock(world.day)
    with database.writing() as connection:
        install_keyring(connection, world.finished.keyring, root=world.root, day=world.day)
    Publisher(home, database, clock).publish()
    staff = {
        desk.name: add_staff(home, database, name=desk.name, role="confidant", slot=desk.slot)
        for desk in world.confidants
    }
    server = open_server(home, TinyService(), staff)
    server.clock.day = world.day
    for desk in world.confidants:
        with desk.workstation.bundle(0) as (_sequence, pieces):
            assert server.bring(desk.name, b"".join(pieces)).status_code == 200
    folder = tmp_path / "downloads"
    folder.mkdir()
    return ByHand(server, world, folder)


def test_a_report_goes_in_by_form_and_its_answer_comes_back_as_a_download(
    by_hand: ByHand, anna: "Desk"
) -> None:
    """And so does a follow-up: every step without a network on the reporter's side."""
    by_hand.download("today")
    sealing = ("--line", "integriteit", "--text", "-", "--out", by_hand.path("report"))
    codename = by_hand.run("seal", *sealing, typed="Er is iets aan de hand.").stdout
    (by_hand.folder / "codename").write_text(codename)
    response = by_hand.post("report")
    assert (response.status_code, response.headers["Location"]) == (303, "/nl/ontvangen/")

    by_hand.fetch(anna)
    (case,) = anna.cases()
    assert "Er is iets aan de hand." in str(anna.workstation.show(case, day=anna.world.day))
    anna.reply(case, "Dank u wel. Wie nog meer?")
    by_hand.bring(anna)

    by_hand.download("today", "drop")
    searching = ("--drop", by_hand.path("drop"), "--codename-file", by_hand.path("codename"))
    assert "Dank u wel. Wie nog meer?" in by_hand.run("open", *searching).stdout
    sealing = ("--text", "-", "--out", by_hand.path("more"))
    by_hand.run("seal-follow-up", *searching, *sealing, typed="De wethouder ook.")
    assert by_hand.post("more").status_code == 303
    by_hand.fetch(anna)
    assert "De wethouder ook." in str(anna.workstation.show(case, day=anna.world.day))


def test_the_server_takes_the_file_until_the_day_that_was_said(by_hand: ByHand) -> None:
    """Not on the day after it, and on the day itself still."""
    by_hand.download("today")
    sealing = ("--line", "integriteit", "--text", "-", "--out", by_hand.path("report"))
    said = by_hand.run("seal", *sealing, typed="Er is iets.").stderr
    last = accept_window(period_of(by_hand.world.day)).last
    assert Voice("nl").date(last) in said
    by_hand.server.clock.day = last + 1
    assert by_hand.post("report").status_code == 422
    by_hand.server.clock.day = last
    assert by_hand.post("report").status_code == 303


@contextmanager
def listening(server: Server) -> Iterator[str]:
    """Let the reporters' application listen on loopback, on the day of the test."""
    serving = make_server("127.0.0.1", 0, server.reporters.application, threaded=True)
    thread = Thread(target=serving.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{serving.server_port}"
    finally:
        serving.shutdown()
        thread.join()


def test_attachments_sealed_offline_are_uploaded_in_two_visits(
    by_hand: ByHand, anna: "Desk"
) -> None:
    """The first forgets an attachment; the second brings all, and a third finds it stored."""
    by_hand.download("today")
    files = {"foto.jpg": b"een foto", "film.mp4": bytes(2_000_000)}
    attached = []
    for name, content in files.items():
        (by_hand.folder / name).write_bytes(content)
        attached += ["--attach", by_hand.path(name)]
    sealing = ("--line", "integriteit", "--text", "-", "--out", by_hand.path("report"))
    by_hand.run("seal", *sealing, *attached, typed="Zie de bijlagen.")
    sealed = [by_hand.path(name) for name in ("report", "report.1", "report.2")]
    with listening(by_hand.server) as url:
        options = ["--server", url, "--root", by_hand.world.root.hex()]
        for count, status in ((2, Status.WRONG_USE), (3, Status.DONE), (3, Status.DONE)):
            arguments = ["upload", *options, *sealed[:count]]
            device = Device(by_hand.server.clock.day)
            result = CliRunner().invoke(main, arguments, obj=device)
            assert result.exit_code == status, result.stderr
    by_hand.fetch(anna)
    (case,) = anna.cases()
    shown = str(anna.workstation.show(case, day=anna.world.day))
    assert all(name in shown for name in files)
