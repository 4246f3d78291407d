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
class Browser:
    """Somebody who has followed the link, and asks for pages over one connection."""

    door: Door
    connection: http.client.HTTPConnection
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> bytes:
        """Load a page whole and return it."""
        return self._ask("GET", path, b"", wanted=200)[1]

    def post(self, path: str, **form: str) -> None:
        """Send a form."""
        self._ask("POST", path, urlencode(form).encode(), wanted=303)

    def enter(self) -> None:
        """Follow the one-time link and keep its cookie."""
        link = self.door.link().removeprefix(self.door.origin)
        answer, _page = self._ask("GET", link, b"", wanted=303)
        self.headers["Cookie"] = str(answer.getheader("Set-Cookie")).partition(";")[0]

    def _ask(
        self, method: str, path: str, body: bytes, *, wanted: int
    ) -> tuple[http.client.HTTPResponse, bytes]:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.door.origin}
        self.connection.request(method, path, body, self.headers | (form if body else {}))
        answer = self.connection.getresponse()
        page = answer.read()
        if answer.status != wanted:
            raise RuntimeError(f"{method} {path} was answered {answer.status}, not {wanted}")
        return answer, page


def measure_pages(vault: Path, passphrase: str, *, cases: int) -> list[Result]:
    """Return the times of the desk's pages over a vault with so many cases."""
    with at_desk(vault) as browser:
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


def _page(browser: Browser, name: str, path: str) -> Result:
    return at_most(name, median_seconds(lambda: browser.get(path)), "s", LIST_SECONDS)


def _once(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


@contextmanager
def at_desk(vault: Path, *, sticks: tuple[Path, ...] = ()) -> Iterator[Browser]:
    """Give somebody at a desk that is served by this process, with folders that count as sticks."""
    with served(Run([vault], rehearsal=True, sticks=sticks)) as (door, _keeper):
        connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=600)
        browser = Browser(door, connection)
        browser.enter()
        yield browser
        connection.close()
