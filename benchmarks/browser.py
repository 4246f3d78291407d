"""What a visit costs a reporter: bytes, requests, script, and time in a browser without a compiler.

Bytes are counted on the line between the browser and the real server, headers and
both directions included. Firefox has the preferences of Tor Browser's level Safer.
"""

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from benchmarks.full_service import full_service
from benchmarks.line import counted_line
from benchmarks.measure import Result, at_most
from crypto.batch import LIVE_DAYS
from crypto.codename.codename import Codename
from crypto.drop import encode_drop
from crypto.page_headers import SITE_HEADERS, TYPES
from crypto.period import period_of
from deploy.node import ready_node
from deploy.programs import CHROMIUM, FIREFOX, have, ready
from submitter_ui.site.build import Recipe, build_site
from submitter_ui.site.settings import SiteSettings
from tests.browser.service import running_service
from tests.prepared import prepare
from tests.tiny_service import TinyService

KB = 1000
VISITS = {"brotli": ("gzip, deflate, br", 120), "gzip": ("gzip, deflate", 138)}
"""How a browser takes what is packed, and the budget in kB."""
FIREFOX_SCRIPT = Path(__file__).parents[1] / "tests" / "browser" / "firefox.mjs"
TEXT = "Een wethouder vroeg mij een vergunning te antedateren. " * 20
CODENAME_RUNS = 2


def measure() -> list[Result]:
    """Measure a cold visit, the scripts, and the slowest browser that we serve."""
    for browser in (CHROMIUM, FIREFOX):
        have(browser)
    with tempfile.TemporaryDirectory() as folder, full_service(Path(folder)) as full:
        results = list(_visits(full.reporters, "eight confidants"))
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(prepare(Path(folder) / "service")) as service,
    ):
        results += _visits(service.reporters, "three confidants")
        typed = _firefox(service.reporters, text=TEXT)
        pasted = _firefox(service.reporters, pasted=TEXT)
    return results + _scripts() + _sending(typed, pasted) + _searching()


def _visits(reporters: str, team: str) -> Iterator[Result]:
    """Measure a cold visit as browsers make it with TLS, and to an onion service without."""
    address = urlsplit(reporters)
    for packed, (packings, budget) in VISITS.items():
        with counted_line(str(address.hostname), address.port or 80, packings) as line:
            _report_in_chromium(line.url)
        name = f"cold visit to a sent report, {team}, {packed}"
        yield at_most(name, line.bytes / KB, "kB", budget)
        yield at_most(f"requests of that visit, {packed}", line.requests, "requests", 10)


def _sending(typed: dict[str, Any], pasted: dict[str, Any]) -> list[Result]:
    """Return what whoever types waits for, and whoever pastes a text and loses no time."""
    for sent in (typed, pasted):
        if sent["hasWasm"]:
            raise AssertionError("this is not Firefox as it is at Safer")
    pause = max(sent["longestPause"] for sent in (typed, pasted))
    return [
        at_most("seal and send what was typed, Firefox at Safer", typed["seconds"], "s", 10),
        at_most("seal and send what was pasted at once", pasted["seconds"], "s", 10),
        Result("from opening the page to that codename", pasted["visit"], "s"),
        Result("longest time without a drawn frame", pause, "s"),
    ]


def _report_in_chromium(site: str) -> None:
    """Go from the landing page to a codename, on a first visit."""
    with sync_playwright() as playwright:
        program = str(ready(CHROMIUM))
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{site}/nl/")
        page.get_by_role("link", name="Ik wil iets melden").click()
        page.locator('input[value="integriteit"]').check()
        page.locator('[data-step="line"]').get_by_role("button", name="Verder").click()
        page.locator("#text").fill(TEXT)
        page.locator('[data-step="write"]').get_by_role("button", name="Verder").click()
        page.locator('[data-step="review"]').get_by_role("button", name="Verstuur").click()
        page.locator("[data-codename] li").first.wait_for()
        browser.close()


def _scripts() -> list[Result]:
    """Measure what is fetched for reporting and checking, without the library for uploads."""
    files = build_site(Recipe(bytes(32), 0, SiteSettings(), str(ready_node())))
    other = ("assets/uploads.", "assets/qr.", "assets/page.en.")
    scripts = [name for name in files if name.endswith(".js") and not name.startswith(other)]
    packed, zipped = (
        sum(len(files[f"{name}{ending}"]) for name in scripts) / KB for ending in (".br", ".gz")
    )
    return [
        at_most("scripts, brotli", packed, "kB", 60),
        at_most("scripts, gzip", zipped, "kB", 78),
    ]


def _searching() -> list[Result]:
    """Measure looking through a full drop against an empty one: the rest of a visit is the same.

    Fetching goes side by side with deriving, so what is left is verifying and searching.
    """
    day = int(time.time()) // 86_400
    service = TinyService(day)
    for slot in range(len(service.holders)):
        service.bundle(slot, day=day - LIVE_DAYS, with_batch=False)
    empty = _look_in_firefox(service, day)
    for each in range(day - LIVE_DAYS + 1, day + 1):
        for slot in range(len(service.holders)):
            service.bundle(slot, day=each)
    full = _look_in_firefox(service, day)
    slots = 8 * len(service.holders) * LIVE_DAYS
    return [
        at_most(f"what a drop of {slots} slots adds, Firefox at Safer", full - empty, "s", 5),
        Result("come back with a codename, all of it, Firefox at Safer", full, "s"),
    ]


def _look_in_firefox(service: TinyService, day: int) -> float:
    files = build_site(Recipe(service.root, 0, SiteSettings(), str(ready_node())))
    files["api/today"] = service.today()
    files["api/drop"] = b"".join(encode_drop(service.entries(), period=period_of(day)))
    codename = " ".join(Codename.generate().words("nl"))
    with _served(files) as site:
        return min(
            float(_firefox(site, codename=codename)["seconds"]) for _ in range(CODENAME_RUNS)
        )


def _firefox(site: str, **order: str) -> dict[str, Any]:
    order |= {"program": str(ready(FIREFOX)), "site": site}
    done = subprocess.run(
        [ready_node(), FIREFOX_SCRIPT],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        timeout=600,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@contextmanager
def _served(files: dict[str, bytes]) -> Iterator[str]:
    """Serve files from memory on loopback, and yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with a file."""
            name = self.path.removeprefix("/")
            name = f"{name}index.html" if name.endswith("/") else name
            content = files.get(name)
            self.send_response(200 if content is not None else 404)
            for header, value in SITE_HEADERS.items():
                self.send_header(header, value)
            kind = TYPES.get(Path(name).suffix, "application/octet-stream")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
