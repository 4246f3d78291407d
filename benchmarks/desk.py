"""The desk's pages over ten thousand cases, as a browser asks for them: through the server, on loopback."""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.measure import Result, at_most, median_seconds
from journalist_ui.workstation.pages.door import Door
from journalist_ui.workstation.pages.serving import Run, served

LIST_SECONDS = 1


@dataclass
class _Browser:
    """Somebody who has followed the link, and asks for pages over one connection."""

    door: Door
    connection: http.client.HTTPConnection
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> None:
        """Load a page whole."""
        self._ask("GET", path, b"", wanted=200)

    def post(self, path: str, **form: str) -> None:
        """Send a form."""
        self._ask("POST", path, urlencode(form).encode(), wanted=303)

    def enter(self) -> None:
        """Follow the one-time link and keep its cookie."""
        answer = self._ask("GET", self.door.link().removeprefix(self.door.origin), b"", wanted=303)
        self.headers["Cookie"] = str(answer.getheader("Set-Cookie")).partition(";")[0]

    def _ask(self, method: str, path: str, body: bytes, *, wanted: int) -> http.client.HTTPResponse:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.door.origin}
        self.connection.request(method, path, body, self.headers | (form if body else {}))
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != wanted:
            raise RuntimeError(f"{method} {path} was answered {answer.status}, not {wanted}")
        return answer


def measure_pages(vault: Path, passphrase: str, *, cases: int) -> list[Result]:
    """Return the times of the desk's pages over a vault with so many cases."""
    with _at_desk(vault) as browser:
        unlocking = _once(lambda: browser.post("/unlock", vault="0", passphrase=passphrase))
        first = _once(lambda: browser.get("/cases"))
        searching = _once(lambda: browser.get("/cases?words=iets+gezien"))
        return [
            Result(f"desk: unlock a vault of {cases} cases", unlocking, "s"),
            at_most(f"desk: first page of {cases} cases after that", first, "s", LIST_SECONDS),
            _page(browser, f"desk: list of {cases} cases", "/cases"),
            _page(browser, "desk: list of nobody's cases", "/cases?show=unassigned"),
            _page(browser, "desk: the day's page", "/"),
            Result(f"desk: first search in {cases} cases", searching, "s"),
            _page(browser, "desk: next search", "/cases?words=iets+werk"),
        ]


def _page(browser: _Browser, name: str, path: str) -> Result:
    return at_most(name, median_seconds(lambda: browser.get(path)), "s", LIST_SECONDS)


def _once(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


@contextmanager
def _at_desk(vault: Path) -> Iterator[_Browser]:
    with served(Run([vault], rehearsal=True)) as (door, _keeper):
        connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=120)
        browser = _Browser(door, connection)
        browser.enter()
        yield browser
        connection.close()
