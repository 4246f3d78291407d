"""The real thing: gunicorn on loopback, four senders at once, and a worker that is killed."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from handed import sealed

from crypto.period import period_of
from crypto.sizes import stored_attachment_size
from crypto.stored import encode_prefix
from server.accounts import Credentials
from server.database import Database
from server.settings import open_home
from tests.server.running import ROOT, Running, is_alive, kill, memory, running, send
from tests.server.sent import body_of, how_often, pack, seal_attachment, seal_texts
from tests.server.service import TUS, Template, add_staff
from tests.tiny_service import SLOTS, TinyService

MARK = "marked-by-a-test"


@pytest.fixture
def server(served: Running) -> Running:
    """Return a running server, the same for the tests that leave it running."""
    return served


@pytest.fixture(scope="session")
def staff(ready: Template) -> dict[str, Credentials]:
    """Return everybody's credentials."""
    return ready.staff


def test_two_hundred_reports_of_four_senders(
    server: Running, today_tiny: TinyService, staff: dict[str, Credentials]
) -> None:
    """Every acknowledged report is in the inbound bundle exactly once."""
    texts = [seal_texts(today_tiny, day=today_tiny.day)[0] for _ in range(200)]
    with ThreadPoolExecutor(4) as senders:
        answers = list(senders.map(lambda text: server.submit(body_of((text,))), texts))
    assert answers == [201] * 200
    assert how_often(server.inbound(staff["anna"]), texts) == [1] * 200


def test_same_report_by_four_senders_at_once(server: Running, today_tiny: TinyService) -> None:
    """A report sent again while the first try still runs is stored once; all get the same answer."""
    body, ticket = body_of(seal_texts(today_tiny, day=today_tiny.day)), server.ticket()
    with ThreadPoolExecutor(4) as senders:
        answers = list(senders.map(lambda _: server.submit(body, ticket), range(8)))
    assert sorted(answers) == [200] * 7 + [201]


def test_report_survives_kill_right_after_the_answer(
    server: Running, today_tiny: TinyService, staff: dict[str, Credentials]
) -> None:
    """A worker killed with -9 as soon as it acknowledged has lost nothing."""
    texts = [seal_texts(today_tiny, day=today_tiny.day)[0] for _ in range(3)]
    for text in texts:
        worker = server.reporters_worker()
        assert server.submit(body_of((text,))) == 201
        kill(worker)
    assert how_often(server.inbound(staff["bram"]), texts) == [1] * 3


def test_files_of_a_handover_survive_kill_right_after_the_answer(
    server: Running, today_tiny: TinyService, staff: dict[str, Credentials]
) -> None:
    """Brought, killed, brought again: stored once, given to a recipient."""
    home = open_home(server.home)
    rijks = add_staff(home, Database(home.database_url), name="rijks", role="recipient")
    dora = add_staff(home, Database(home.database_url), name="dora", role="confidant", slot=2)
    file = sealed(b"made anew " * 100_000, period=period_of(today_tiny.day))
    raw = pack(*today_tiny.bundle(2, attachments={b"i" * 16: file}))
    headers = server.token(dora)
    while not (workers := server.workers("portal")):
        time.sleep(0.02)
    assert send(server.portal, "POST", "/api/outbound", raw, headers).status == 200
    for worker in workers:
        kill(worker)
    assert send(server.portal, "POST", "/api/outbound", raw, headers).json()["already"]
    assert list(server.inbound(rijks).values()).count(file) == 1


@pytest.mark.slow
def test_memory_stays_flat_while_a_large_file_of_a_handover_is_brought(
    ready: Template, today_tiny: TinyService, tmp_path: Path
) -> None:
    """The largest attachment, a hundred megabytes, passes through the portal's worker, which grows by ten at most."""
    shutil.copytree(ready[0].path, tmp_path / "home")
    start = sealed(b"x", period=period_of(today_tiny.day))[:20_000]
    file = start.ljust(stored_attachment_size(96 * 1024 * 1024 - 8, slots=SLOTS), b"\0")
    small = pack(*today_tiny.bundle(1, with_batch=False))
    raw = pack(*today_tiny.bundle(1, with_batch=False, attachments={b"i" * 16: file}))
    with running(tmp_path / "home") as server:
        headers = server.token(ready[1]["anna"])
        assert send(server.portal, "POST", "/api/outbound", small, headers).status == 200
        (worker,) = server.workers("portal")
        before = memory(worker)
        assert send(server.portal, "POST", "/api/outbound", raw, headers).status == 200
        assert memory(worker) - before < 10


def test_upload_goes_on_after_the_worker_was_killed(
    server: Running, today_tiny: TinyService, staff: dict[str, Credentials]
) -> None:
    """What was acknowledged of an upload is there after a crash, and nothing more is needed."""
    content = seal_attachment(today_tiny, bytes(200_000), day=today_tiny.day)
    ticket = server.ticket()
    headers = TUS | {"Sluis-Ticket": ticket}
    begun = send(
        server.reporters,
        "POST",
        "/api/uploads",
        headers=headers | {"Upload-Length": str(len(content))},
    )
    location = begun.headers["Location"]
    patch = headers | {"Content-Type": "application/offset+octet-stream"}
    first = patch | {"Upload-Offset": "0"}
    assert send(server.reporters, "PATCH", location, content[:100_000], first).status == 204
    kill(server.reporters_worker())
    offset = send(server.reporters, "HEAD", location, headers=headers).headers["Upload-Offset"]
    assert offset == "100000"
    rest = patch | {"Upload-Offset": offset}
    assert send(server.reporters, "PATCH", location, content[100_000:], rest).status == 204
    upload_id = bytes.fromhex(location[-32:])
    texts = seal_texts(today_tiny, day=today_tiny.day)
    assert server.submit(body_of(texts, (upload_id,)), ticket) == 201
    assert content in server.inbound(staff["cato"]).values()


def test_cut_line_keeps_what_had_arrived(server: Running, today_tiny: TinyService) -> None:
    """A piece whose line is cut in the middle counts as far as it came."""
    content = seal_attachment(today_tiny, bytes(200_000), day=today_tiny.day)
    headers = TUS | {"Sluis-Ticket": server.ticket(), "Upload-Length": str(len(content))}
    location = send(server.reporters, "POST", "/api/uploads", headers=headers).headers["Location"]
    lines = {
        **headers,
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(len(content)),
        "Host": "x",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    netloc = urlsplit(server.reporters)
    with socket.create_connection((netloc.hostname or "", netloc.port or 0)) as line:
        line.sendall(f"PATCH {location} HTTP/1.1\r\n{head}\r\n".encode() + content[:150_000])
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = send(server.reporters, "HEAD", location, headers=headers).headers["Upload-Offset"]
        if found == "150000":
            return
        time.sleep(0.05)
    raise AssertionError(f"only {found} bytes were kept")


def test_log_says_nothing_about_anybody(server: Running) -> None:
    """Broken requests, unknown paths and odd headers leave no trace of themselves."""
    netloc = urlsplit(server.reporters)
    with socket.create_connection((netloc.hostname or "", netloc.port or 0)) as line:
        line.sendall(f"{MARK} nonsense\r\n\r\n".encode())
        line.recv(1000)
    send(server.reporters, "GET", f"/{MARK}", headers={"User-Agent": MARK, "X-Forwarded-For": MARK})
    send(server.portal, "POST", "/api/sessions", json.dumps({"name": MARK}).encode())
    log = (server.home.parent / "server.log").read_text()
    assert MARK not in log
    for line_of_log in log.splitlines():
        if not line_of_log.startswith(("Reporters:", "Portal:")):
            assert "127.0.0.1" not in line_of_log


def test_second_server_on_a_home_is_refused(server: Running) -> None:
    """Two servers on one home would step on each other's toes."""
    endpoints = server.home / "run" / "endpoints.json"
    told = endpoints.read_bytes()
    second = running(server.home)
    with pytest.raises(AssertionError, match="did not start"):
        second.__enter__()
    endpoints.write_bytes(told)
    assert server.process.poll() is None


def test_everything_ends_with_the_server(ready: Template, tmp_path: Path) -> None:
    """After SIGTERM no process and no file that says it runs is left; the exit status is 0."""
    shutil.copytree(ready[0].path, tmp_path / "home")
    with running(tmp_path / "home", "--workers", "2") as server:
        while len(workers := server.workers()) < 4:
            time.sleep(0.02)
    assert server.process.returncode == 0
    assert not any(map(is_alive, workers))
    assert not (tmp_path / "home" / "run" / "endpoints.json").exists()


def test_a_server_that_is_ended_while_it_starts_ends_well(ready: Template, tmp_path: Path) -> None:
    """A stop that comes before anything is served is heeded like a later one."""
    home = tmp_path / "home"
    shutil.copytree(ready[0].path, home)
    (home / "run" / "lock").unlink(missing_ok=True)
    command = [sys.executable, "-m", "server", "serve", "--home", str(home)]
    command += ["--reporters", "127.0.0.1:0", "--portal", "127.0.0.1:0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        while not (home / "run" / "lock").exists():
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert not (home / "run" / "endpoints.json").exists()


def test_everything_ends_when_the_server_is_killed(ready: Template, tmp_path: Path) -> None:
    """Even a killed starter leaves nothing running."""
    shutil.copytree(ready[0].path, tmp_path / "home")
    with running(tmp_path / "home") as server:
        server.ticket()
        workers = server.workers()
        server.process.kill()
        deadline = time.monotonic() + 30
        while any(map(is_alive, workers)) and time.monotonic() < deadline:
            time.sleep(0.1)
    assert not any(map(is_alive, workers))


@pytest.mark.slow
def test_memory_stays_flat_during_a_large_upload(server: Running, today_tiny: TinyService) -> None:
    """The largest attachment passes through a worker that grows by ten MiB at most and stays below seventy."""
    length = stored_attachment_size(96 * 1024 * 1024 - 8, slots=SLOTS)
    start = seal_attachment(today_tiny, b"x", day=today_tiny.day)[:20_000]
    assert start.startswith(encode_prefix(period_of(today_tiny.day)))
    headers = TUS | {"Sluis-Ticket": server.ticket(), "Upload-Length": str(length)}
    location = send(server.reporters, "POST", "/api/uploads", headers=headers).headers["Location"]
    before = memory(server.reporters_worker())

    def pieces() -> Iterator[bytes]:
        yield start
        for at in range(len(start), length, 65_536):
            yield bytes(min(65_536, length - at))

    patch = headers | {
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(length),
    }
    assert send(server.reporters, "PATCH", location, pieces(), patch).status == 204
    after = memory(server.reporters_worker())
    assert after - before < 10
    assert after < 70
