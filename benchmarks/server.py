"""The reporters' application under gunicorn with SQLite: CPU, durable reports a second, memory.

Both applications run as an administrator starts them; senders are processes of
their own on loopback. A report counts when the server has said that it stands.
"""

import http.client
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.measure import (
    MIB,
    Result,
    at_least,
    at_most,
    cpu_seconds,
    forget_peak,
    peak_resident_bytes,
    resident_bytes,
)
from crypto.padding import pad_chunks
from crypto.sealing import seal_chunks
from crypto.sizes import TEXT_SIZE, padded_attachment_size, stored_attachment_size
from crypto.slots import wrap_for_members
from crypto.stored import encode_prefix
from crypto.submission import Submission, encode_submission
from crypto.trust import open_today
from deploy.rehearsal import Rehearsal
from submitter_ui.device import this_device
from submitter_ui.server_api import ServerApi
from submitter_ui.trusted import slot_recipients
from tests.browser.service import running_service
from tests.prepared import prepare

REPORTS = 400
SENDERS = 4
LARGE = 96 * MIB - 65_536
"""The largest attachment that the settings take as they come: a hundred megabytes, once it is padded."""
PIECE = 4 * MIB
SLOTS = 8


def measure() -> list[Result]:
    """Start a whole service in a temporary folder and measure its reporters' worker."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(prepare(Path(folder))) as rehearsal,
    ):
        return [*_reports(rehearsal), *_memory(rehearsal)]


def _reports(rehearsal: Rehearsal) -> Iterator[Result]:
    body = _sealed_report(rehearsal)
    host = urlsplit(rehearsal.reporters).netloc
    worker = worker_of(rehearsal)
    _send_many(host, body, 20)
    before, rates = cpu_seconds(worker), []
    for _ in range(3):
        start = time.perf_counter()
        _send_many(host, body, REPORTS // 3)
        rates.append(REPORTS // 3 / (time.perf_counter() - start))
    cpu = (cpu_seconds(worker) - before) / (REPORTS // 3 * 3) * 1000
    yield at_most("CPU for a stored text report, its ticket included", cpu, "ms", 5)
    yield Result("durable reports a second, 1 sender", statistics.median(rates), "1/s")
    rates = []
    with ProcessPoolExecutor(SENDERS) as pool:
        list(pool.map(_send_many, [host] * SENDERS, [body] * SENDERS, [5] * SENDERS))
        for _ in range(3):
            start = time.perf_counter()
            counts = [REPORTS // SENDERS] * SENDERS
            list(pool.map(_send_many, [host] * SENDERS, [body] * SENDERS, counts))
            rates.append(REPORTS / (time.perf_counter() - start))
    median = statistics.median(rates)
    yield at_least(f"durable reports a second, {SENDERS} senders", median, "1/s", 100)


def _memory(rehearsal: Rehearsal) -> Iterator[Result]:
    rehearsal.stop()
    rehearsal.serve()
    api = ServerApi(rehearsal.reporters)
    api.fetch_today()
    worker = worker_of(rehearsal)
    idle = resident_bytes(worker)
    yield at_most("memory of the reporters' worker, idle", idle / MIB, "MiB", 70)
    trusted = open_today(
        api.fetch_today(), root=bytes.fromhex(rehearsal.root), day=this_device().day
    )
    wrap = wrap_for_members(slot_recipients(trusted), frozenset({0, 1, 2}))
    padded = padded_attachment_size(LARGE)
    content = pad_chunks(
        (bytes(65_536) for _ in range(LARGE // 65_536)), content_size=LARGE, size=padded
    )
    ticket = api.take_ticket()
    size = stored_attachment_size(LARGE, slots=SLOTS)
    upload = api.create_upload(ticket, size=size)
    forget_peak(worker)
    offset, buffer = 0, bytearray(encode_prefix(trusted.period))
    for piece in seal_chunks(content, wrap=wrap):
        buffer += piece
        if len(buffer) >= PIECE:
            offset = api.append(ticket, upload, offset=offset, piece=bytes(buffer))
            buffer.clear()
    offset = api.append(ticket, upload, offset=offset, piece=bytes(buffer))
    if offset != size:
        raise RuntimeError("the upload is not whole")
    grown = (peak_resident_bytes(worker) - idle) / MIB
    yield at_most("growth of that memory during an upload of 100 MB", grown, "MiB", 10)


def _sealed_report(rehearsal: Rehearsal) -> bytes:
    today = ServerApi(rehearsal.reporters).fetch_today()
    trusted = open_today(today, root=bytes.fromhex(rehearsal.root), day=this_device().day)
    wrap = wrap_for_members(slot_recipients(trusted), frozenset({0, 1, 2}))
    sealed = b"".join(seal_chunks([os.urandom(TEXT_SIZE)], wrap=wrap))
    return encode_submission(Submission((encode_prefix(trusted.period) + sealed,), ()))


def _send_many(host: str, body: bytes, count: int) -> None:
    connection = http.client.HTTPConnection(host, timeout=60)
    for _ in range(count):
        connection.request("POST", "/api/tickets", body=b"")
        ticket = json.loads(connection.getresponse().read())["ticket"]
        headers = {"Sluis-Ticket": ticket, "Content-Type": "application/octet-stream"}
        connection.request("POST", "/api/submissions", body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:
            raise RuntimeError(f"a report was answered {answer.status}")
    connection.close()


def worker_of(rehearsal: Rehearsal) -> int:
    """Return the process of the only worker of the reporters' application."""
    if rehearsal.process is None:
        raise RuntimeError("nothing is served")
    hosts = [
        child
        for child in _children(rehearsal.process.pid)
        if b"reporters" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        workers = _children(hosts[0])
        if workers:
            return workers[0]
        time.sleep(0.1)
    raise RuntimeError("the reporters' application has no worker")


def _children(pid: int) -> list[int]:
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
