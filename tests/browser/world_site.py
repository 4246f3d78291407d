"""The site and the world's server as a browser sees them: every request is answered from memory.

Nothing leaves the test; what was asked for is kept in order, and each answer can
be made to fail in one way.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Request, Route
from world import World

from crypto.page_headers import API_HEADERS, SITE_HEADERS, file_headers
from server.refusals import STATUS
from submitter_ui.server_api import Refused

ORIGIN = "https://sluis.test"
PLACEHOLDER = bytes(range(100, 132))
"""The root that stands in the built scripts until a world puts its own there."""

Answer = tuple[int, dict[str, str], bytes]
Fault = Callable[[Route], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as an observer of the line sees it: method, path and the size of its body."""

    method: str
    path: str
    size: int


@dataclass
class WorldSite:
    """Answers the requests of a page from a world and a built site."""

    world: World
    files: dict[str, bytes]
    trace: list[Asked] = field(default_factory=list)
    """What pages asked for."""
    sent: list[bytes] = field(default_factory=list)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    before_scripts: bytes = b""
    silent_of_sizes: bool = False
    elsewhere: str = ""
    """The one other site that a page may lead to; it answers `elsewhere_status`."""
    elsewhere_status: int = 200
    left: list[dict[str, str]] = field(default_factory=list)
    """The headers of each request to it."""

    def handle(self, route: Route, request: Request) -> None:
        """Answer one request."""
        path = urlsplit(request.url).path
        body = request.post_data_buffer or b""
        if self.elsewhere and request.url == self.elsewhere:
            self.left.append(request.all_headers())
            route.fulfill(status=self.elsewhere_status, content_type="text/html", body="<p>Weer")
            return
        if not request.url.startswith(ORIGIN):
            raise AssertionError(f"the page asked somebody else: {request.url}")
        self.trace.append(Asked(request.method, path, len(body)))
        self.sent.append(request.url.encode() + json.dumps(request.headers).encode() + body)
        for place, fault in list(self.faults):
            if path.startswith(place) and fault(route):
                return
        self.answer(route, request)

    def answer(self, route: Route, request: Request) -> None:
        """Answer as an honest server does."""
        path = urlsplit(request.url).path
        try:
            status, headers, body = (
                self._api(path, request) if "/api/" in path else self._file(path)
            )
        except Refused as refused:
            status, headers, body = STATUS[refused.code], {}, b"{}"
        route.fulfill(status=status, headers={**API_HEADERS, **headers}, body=body)

    def fail(self, path: str, *, status: int = 0, times: int = 1_000, stored: bool = False) -> None:
        """Answer the next requests to a path with a status, or not at all; `stored`: after having acted on it."""
        left = [times]

        def fault(route: Route) -> bool:
            if left[0] == 0:
                return False
            left[0] -= 1
            if stored:
                self._api(path, route.request)
            if status:
                route.fulfill(status=status, body="{}", headers=API_HEADERS)
            else:
                route.abort("connectionreset")
            return True

        self.faults.append((path, fault))

    def heal(self) -> None:
        """Answer honestly from now on."""
        self.faults.clear()

    def _file(self, path: str) -> Answer:
        name = path.removeprefix("/")
        name = f"{name}index.html" if name.endswith("/") or not name else name
        content = self.files.get(name)
        if content is None:
            return 404, SITE_HEADERS, b""
        if name.endswith(".js"):
            content = content.replace(PLACEHOLDER.hex().encode(), self.world.root.hex().encode())
            content = self.before_scripts + content
        headers = file_headers(name, packed=False)
        # A browser asks for everything anew, so that each test sees what its page asks for.
        del headers["Cache-Control"]
        return 200, headers, content

    def _api(self, path: str, request: Request) -> Answer:
        server = self.world.server
        parts = path.split("/")[2:]
        match parts:
            case ["tickets"]:
                return 201, {}, _json(ticket=server.take_ticket())
            case ["submissions"]:
                server.submit(request.headers["sluis-ticket"], request.post_data_buffer or b"")
                return 201, {}, _json(stored=True)
            case ["uploads", *rest]:
                return self._upload(rest, request)
        served = self._served(parts)
        size = len(self.world.server.fetch_drop())
        told = (
            {"Sluis-Returning-Size": str(size)}
            if parts == ["today"] and not self.silent_of_sizes
            else {}
        )
        return (404, {}, b"{}") if served is None else (200, told, served)

    def _served(self, parts: list[str]) -> bytes | None:
        server = self.world.server
        match parts:
            case ["today"]:
                return server.fetch_today()
            case ["drop"]:
                return server.fetch_drop()
            case ["drop", "lists"]:
                return server.fetch_lists()
            case ["drop", bits, number]:
                return server.fetch_bucket(bits=int(bits), number=int(number))
        return None

    def _upload(self, rest: list[str], request: Request) -> Answer:
        server, headers = self.world.server, request.headers
        ticket = headers["sluis-ticket"]
        said = {"Tus-Resumable": "1.0.0"}
        if not rest:
            upload_id = server.create_upload(ticket, size=int(headers["upload-length"]))
            return 201, {**said, "Location": f"/api/uploads/{upload_id.hex()}"}, b""
        upload_id = bytes.fromhex(rest[0])
        if request.method == "HEAD":
            size, stored = server.uploads[upload_id]
            offsets = {"Upload-Offset": str(len(stored)), "Upload-Length": str(size)}
            return 200, said | offsets, b""
        received = server.append(
            ticket,
            upload_id,
            offset=int(headers["upload-offset"]),
            piece=request.post_data_buffer or b"",
        )
        return 204, {**said, "Upload-Offset": str(received)}, b""


def _json(**values: Any) -> bytes:
    return json.dumps(values).encode()
