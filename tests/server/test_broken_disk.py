"""A disk with an error under a running server: the kernel makes it read-only, whatever files are open on it."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.refusals import BUSY_MESSAGE
from tests.server.running import OCTETS, Answer, Running, running, send
from tests.server.sent import body_of, how_often, seal_attachment, seal_texts
from tests.server.service import TUS, Template, copy_home
from tests.tiny_service import TinyService

pytestmark = pytest.mark.slow
NOT_PERMITTED = (
    "this test mounts a disk that is a file, which it may not here. Run it as root, where there are loop"
    " devices and e2fsprogs: "
)


@dataclass(frozen=True, slots=True)
class Disk:
    """An ext4 in a file, mounted as most machines mount theirs."""

    image: Path
    path: Path

    def mount(self) -> None:
        """Mount it; the first error makes it read-only."""
        _run("mount", "-o", "loop,errors=remount-ro", str(self.image), str(self.path))

    def fail(self) -> None:
        """Let the kernel find an error."""
        device = _run("findmnt", "-n", "-o", "SOURCE", str(self.path)).strip()
        Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error").write_text("1")

    def mend(self) -> None:
        """Check it and mount it again."""
        _run("umount", str(self.path))
        checked = subprocess.run(
            ["e2fsck", "-f", "-y", self.image], capture_output=True, check=False
        )
        assert checked.returncode in (0, 1)
        self.mount()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Return a disk with nothing on it."""
    found = Disk(tmp_path / "image", tmp_path / "disk")
    found.path.mkdir()
    with found.image.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    _run("mkfs.ext4", "-q", "-F", str(found.image))
    found.mount()
    try:
        yield found
    finally:
        _run("umount", "--lazy", str(found.path))


def offer(server: Running, body: bytes, ticket: str) -> Answer:
    """Send a report."""
    headers = {"Sluis-Ticket": ticket, "Content-Type": OCTETS}
    return send(server.reporters, "POST", "/api/submissions", body, headers)


def patch(server: Running, location: str, piece: bytes, at: int, ticket: str) -> Answer:
    """Send a piece of an upload."""
    headers = TUS | {"Sluis-Ticket": ticket, "Upload-Offset": str(at)}
    headers["Content-Type"] = "application/offset+octet-stream"
    return send(server.reporters, "PATCH", location, piece, headers)


def test_disk_with_an_error_under_a_running_server(
    ready: Template, today_tiny: TinyService, disk: Disk, tmp_path: Path
) -> None:
    """Refused with 503 by the same processes; what was acknowledged is on the mended disk, which takes more."""
    floors = {"attachments_disk_floor": 0, "texts_disk_floor": 0}
    copy_home(ready, disk.path / "home", **floors)
    os.sync()  # The copy only: what the server writes it must make durable itself.
    # By a link, so that what the server says is written to another disk.
    (home := tmp_path / "home").symlink_to(disk.path / "home")
    texts = [seal_texts(today_tiny, day=today_tiny.day)[0] for _ in range(6)]
    content = seal_attachment(today_tiny, bytes(200_000), day=today_tiny.day)
    with running(home) as server:
        tickets = [server.ticket() for _ in texts]
        for text, ticket in zip(texts[:5], tickets[:5], strict=True):
            assert offer(server, body_of((text,)), ticket).status == 201
        ticket = tickets[5]
        headers = TUS | {"Sluis-Ticket": ticket, "Upload-Length": str(len(content))}
        begun = send(server.reporters, "POST", "/api/uploads", headers=headers)
        location = begun.headers["Location"]
        assert patch(server, location, content[:100_000], 0, ticket).status == 204
        drop, workers = send(server.reporters, "GET", "/api/drop").data, server.workers()
        disk.fail()
        for refused in (
            offer(server, body_of((texts[5],)), ticket),
            patch(server, location, content[100_000:], 100_000, ticket),
            send(server.reporters, "POST", "/api/uploads", headers=headers),
        ):
            assert (refused.status, refused.json()["message"]) == (503, BUSY_MESSAGE)
        assert send(server.reporters, "GET", "/api/drop").data == drop
        assert server.workers() == workers
    disk.mend()
    with running(home) as server:
        asked = TUS | {"Sluis-Ticket": ticket}
        found = send(server.reporters, "HEAD", location, headers=asked)
        assert found.headers["Upload-Offset"] == "100000"
        assert patch(server, location, content[100_000:], 100_000, ticket).status == 204
        body = body_of((texts[5],), (bytes.fromhex(location[-32:]),))
        assert offer(server, body, ticket).status == 201
        files = server.inbound(ready.staff["anna"])
        assert how_often(files, [*texts, content]) == [1] * 7


def _run(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise AssertionError(NOT_PERMITTED + str(error)) from error
    assert done.returncode == 0, NOT_PERMITTED + done.stderr
    return done.stdout
