"""Visits to the site as a browser makes them: the same requests in the same order, each visit on lines of its own.

What a server can still tell them by: the handshake of TLS is Python's (an onion
service has none), and nobody else opens every page.
"""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

import brotli  # type: ignore[import-untyped]

from submitter_ui.tor.line import Tor
from submitter_ui.wire import TooLong, Wire

MAX_FILE = 4 * 1024 * 1024
_BROWSER = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "*/*",
    "Accept-Language": "en-US,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
"""Of Tor Browser 15, whatever system it runs on."""
_ENCODINGS = {"http": "gzip, deflate", "https": "gzip, deflate, br, zstd"}
_PAGE = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
}


def _loaded(dest: str, accept: str = "*/*", mode: str = "no-cors") -> dict[str, str]:
    return {
        "Accept": accept,
        "Sec-Fetch-Dest": dest,
        "Sec-Fetch-Mode": mode,
        "Sec-Fetch-Site": "same-origin",
    }


STYLE = _loaded("style", "text/css,*/*;q=0.1")
SCRIPT = _loaded("script", mode="cors")
WORKER = _loaded("worker", mode="same-origin")
ICON = _loaded("image", "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5")
FETCHED = _loaded("empty", mode="cors")


@dataclass(frozen=True, slots=True)
class Got:
    """What came from an address: the status, the content's SHA-256, None if it was none, headers by their low names."""

    status: int
    plain: bytes | None
    headers: Mapping[str, str]

    @property
    def tag(self) -> str:
        """By what a browser asks for it the next time."""
        return "".join(self.headers.get(name, "") for name in ("etag", "last-modified"))


class Visit:
    """One visitor; every answer is noted by its address."""

    def __init__(self, address: str, tor: Tor | None) -> None:
        encoding = _ENCODINGS[address.partition(":")[0]]
        self._wire = Wire(address, tor=tor, headers=_BROWSER | {"Accept-Encoding": encoding})
        self.got: dict[str, Got] = {}

    def open_page(self, path: str) -> list[str]:
        """Fetch a page and all that it loads; return the addresses of the site to which it links."""
        page = _Page()
        page.feed(self.fetch(path, _PAGE).decode(errors="replace"))
        for loaded, headers in page.loads:
            if loaded not in self.got:
                self.fetch(loaded, headers)
        if page.has_worker:
            self.fetch("/api/today", FETCHED)
        return page.links

    def fetch(self, path: str, headers: Mapping[str, str] = FETCHED) -> bytes:
        """Return an address's content, unpacked as far as that is possible here, and note what came."""
        try:
            answer = self._wire.request("GET", path, limit=MAX_FILE, headers=headers, large=True)
        except TooLong:
            self.got[path] = Got(0, None, {})
            return b""
        content = _unpack(answer.body, answer.headers.get("Content-Encoding", ""))
        self.got[path] = Got(
            status=answer.status,
            plain=None if content is None else hashlib.sha256(content).digest(),
            headers={name.lower(): answer.headers[name] for name in answer.headers},
        )
        return content or b""


class _Page(HTMLParser):
    """What a page loads, in order, and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[tuple[str, dict[str, str]]] = []
        self.links: list[str] = []
        self.has_worker = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that names an address."""
        said = {name: value or "" for name, value in attrs}
        if said.get("rel") == "stylesheet":
            self._load(said.get("href", ""), STYLE)
        elif said.get("rel") == "icon":
            self._load(said.get("href", ""), ICON)
        elif tag == "script":
            self._load(said.get("src", ""), SCRIPT)
        elif tag == "a" and said.get("href", "").startswith("/"):
            self.links.append(said["href"].partition("#")[0])
        if "data-worker" in said:
            self.has_worker = True
            self._load(said["data-worker"], WORKER)

    def _load(self, path: str, headers: dict[str, str]) -> None:
        if path.startswith("/"):
            self.loads.append((path, headers))


def _unpack(body: bytes, encoding: str) -> bytes | None:
    """Return what was packed, None where it is damaged, packed in another way, or larger than any file of a site."""
    try:
        if not encoding:
            content, whole = body, True
        elif encoding == "gzip":
            gunzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
            content = gunzip.decompress(body, MAX_FILE)
            # Some browsers go on with what stands behind the end.
            whole = gunzip.eof and not gunzip.unused_data
        elif encoding == "br":
            unpack = brotli.Decompressor()
            content = unpack.process(body, output_buffer_limit=MAX_FILE)
            whole = unpack.is_finished()
        else:
            return None
    except (zlib.error, brotli.error):
        return None
    return content if whole else None
