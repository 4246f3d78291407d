"""A disk that turns read-only, as after an error: nothing is acknowledged, nothing is lost, and it goes on after."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from server.cli import main
from server.engine import open_engine
from server.refusals import BUSY_MESSAGE
from tests.server.sent import report, seal_attachment
from tests.server.service import TUS, Server, Template, copy_home, open_server
from tests.tiny_service import TinyService

pytestmark = pytest.mark.local
NOT_PERMITTED = "this test mounts a small disk of memory, which it may not here; run it as root: "


@dataclass(frozen=True, slots=True)
class Disk:
    """A file system of its own, and the engines of the databases on it."""

    path: Path
    engines: list[Engine]

    def remount(self, how: str) -> None:
        """Mount it anew, `ro` or `rw`; the kernel refuses while a file is open for writing, so idle connections end."""
        for engine in self.engines:
            engine.dispose()
        _mount("-o", f"remount,{how}", str(self.path))


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> list[Engine]:
    """Return the list to which every engine is added that is opened from now on."""
    opened: list[Engine] = []

    def note(url: str) -> Engine:
        opened.append(open_engine(url))
        return opened[-1]

    monkeypatch.setattr("server.database.open_engine", note)
    return opened


@pytest.fixture
def disk(tmp_path: Path, engines: list[Engine]) -> Iterator[Disk]:
    """Return a disk with nothing on it."""
    (path := tmp_path / "disk").mkdir()
    _mount("-t", "tmpfs", "-o", "size=64m", "sluis-test", str(path))
    try:
        yield Disk(path, engines)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


@pytest.fixture
def on_disk(template: Template, disk: Disk, tiny: TinyService) -> Server:
    """Return a server whose home is on that disk."""
    floors = {"attachments_disk_floor": 0, "texts_disk_floor": 0}
    home = copy_home(template, disk.path / "home", **floors)
    return open_server(home, tiny, template.staff)


def begin(server: Server, content: bytes, ticket: str) -> str:
    """Begin an upload, send its first bytes and return its address."""
    location = server.begin_upload(len(content), ticket).headers["Location"]
    assert server.patch(location, content[:50_000], 0, ticket).status_code == 204
    return location


def test_read_only_disk_refuses_and_goes_on_when_it_is_back(
    on_disk: Server, disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    """Report, new upload and next piece get 503 with its sentence; afterwards the same ones are taken."""
    content, ticket, other = seal_attachment(on_disk.tiny, b"x"), on_disk.ticket(), on_disk.ticket()
    location = begin(on_disk, content, ticket)
    body, drop = report(on_disk.tiny), on_disk.reporters.get("/api/drop").data
    disk.remount("ro")
    for refused in (
        on_disk.submit(body, other),
        on_disk.begin_upload(len(content), other),
        on_disk.patch(location, content[50_000:], 50_000, ticket),
    ):
        assert refused.status_code == 503
        assert refused.get_json() == {"error": "busy", "message": BUSY_MESSAGE}
    assert on_disk.reporters.get("/api/drop").data == drop
    assert str(disk.path) not in caplog.text
    disk.remount("rw")
    assert on_disk.submit(body, other).status_code == 201
    found = on_disk.reporters.head(location, headers=TUS | {"Sluis-Ticket": ticket})
    assert found.headers["Upload-Offset"] == "50000"
    assert on_disk.patch(location, content[50_000:], 50_000, ticket).status_code == 204
    whole = report(on_disk.tiny, uploads=(bytes.fromhex(location[-32:]),))
    assert on_disk.submit(whole, ticket).status_code == 201
    assert list(on_disk.get("anna")[1].values()).count(content) == 1


def test_commands_say_what_to_look_at(on_disk: Server, disk: Disk) -> None:
    """Serving does not begin, nothing is swept, and the doctor names the disk; all in sentences."""
    disk.remount("ro")
    words = ["--home", str(on_disk.home.path)]
    for command in ("serve", "sweep"):
        done = CliRunner().invoke(main, [command, *words])
        assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
        assert "this user may read and write its folder" in done.stderr
    found = CliRunner().invoke(main, ["doctor", *words])
    assert found.exit_code == 1
    assert "objects/ takes no file: Read-only file system" in found.output


def _mount(*words: str) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, NOT_PERMITTED + done.stderr
