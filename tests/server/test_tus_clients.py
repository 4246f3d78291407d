"""Other people's tus clients against the real server: begun, stopped, resumed, and whole in the bundle."""

import subprocess
from pathlib import Path

import pytest
from tusclient import client as tuspy

from deploy.node import ready_node
from server.accounts import Credentials
from tests.server.running import ROOT, Running
from tests.server.sent import body_of, seal_attachment, seal_texts
from tests.tiny_service import TinyService


@pytest.fixture
def server(served_anywhere: tuple[Running, dict[str, Credentials]]) -> Running:
    """Return a running server."""
    return served_anywhere[0]


@pytest.fixture
def anna(served_anywhere: tuple[Running, dict[str, Credentials]]) -> Credentials:
    """Return the credentials of a confidant there."""
    return served_anywhere[1]["anna"]


@pytest.fixture
def file(today_tiny: TinyService, tmp_path: Path) -> Path:
    """Return a sealed attachment of some pieces."""
    path = tmp_path / "sealed"
    path.write_bytes(seal_attachment(today_tiny, bytes(200_000), day=today_tiny.day))
    return path


def submit(server: Running, tiny: TinyService, ticket: str, url: str) -> int:
    """Submit a report with an upload that a client made."""
    upload_id = bytes.fromhex(url.rsplit("/", 1)[1])
    return server.submit(body_of(seal_texts(tiny, day=tiny.day), (upload_id,)), ticket)


def test_tuspy_uploads_stops_and_resumes(
    server: Running, anna: Credentials, today_tiny: TinyService, file: Path
) -> None:
    """The reference client in Python asks for the offset and goes on from there."""
    ticket = server.ticket()
    endpoint = f"{server.reporters}/api/uploads"
    client = tuspy.TusClient(endpoint, headers={"Sluis-Ticket": ticket})
    first = client.uploader(str(file), chunk_size=50_000)
    first.upload_chunk()
    assert first.offset == 50_000
    second = client.uploader(str(file), url=first.url, chunk_size=70_000)
    assert second.offset == 50_000
    second.upload()
    assert submit(server, today_tiny, ticket, second.url) == 201
    assert file.read_bytes() in server.inbound(anna).values()


def test_tuspy_sends_checksums(server: Running, today_tiny: TinyService, file: Path) -> None:
    """Each piece with the SHA-1 that this client makes."""
    ticket = server.ticket()
    client = tuspy.TusClient(f"{server.reporters}/api/uploads", headers={"Sluis-Ticket": ticket})
    sender = client.uploader(str(file), chunk_size=150_000, upload_checksum=True)
    sender.upload()
    assert submit(server, today_tiny, ticket, sender.url) == 201


def test_tus_js_client_uploads_stops_and_resumes(
    server: Running, anna: Credentials, today_tiny: TinyService, file: Path
) -> None:
    """The client that the pages use does too, in Node."""
    ticket = server.ticket()
    script = ROOT / "tests/server/tus.mjs"
    command = [ready_node(), script, f"{server.reporters}/api/uploads", ticket, file]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert submit(server, today_tiny, ticket, done.stdout) == 201
    assert file.read_bytes() in server.inbound(anna).values()
