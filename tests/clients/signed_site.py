"""A small site behind a server, with the list of its files that root holders signed, and the command that compares."""

import gzip
from dataclasses import dataclass, field

import brotli
from click.testing import CliRunner, Result

from crypto.frame import Frame, encode_frame
from crypto.keyring import root_of
from crypto.labels import SITE
from crypto.page_headers import TODAY_HEADERS, file_headers
from crypto.signing import new_signing_seed, sign
from crypto.site_manifest import SiteManifest, encode_digests, encode_site_manifest
from submitter_ui.cli import main
from submitter_ui.device import Device
from tests.clients.misbehaving import Answer, MisbehavingServer, Request
from tests.tiny_service import DAY, TinyService

POLICY = "default-src 'none'; script-src 'self'"
PAGE = """<!doctype html><html data-worker="/assets/worker.js"><head>
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/site.css">
<script src="/assets/page.js"></script></head><body>
<a href="/nl/uitleg/#top">x</a><a href="https://elsewhere.example/">y</a><a href="/robots.txt">z</a></body></html>"""
FILES = {
    "/index.html": PAGE.encode(),
    "/nl/uitleg/index.html": PAGE.replace('data-worker="/assets/worker.js"', "").encode(),
    "/404.html": b"<p>missing</p>",
    "/robots.txt": b"User-agent: *",
    **{f"/assets/{name}": name.encode() * 9 for name in ("worker.js", "page.js", "site.css")},
    "/assets/icon.svg": b"<svg/>",
}


@dataclass
class Served:
    """What the site's server answers, by address; each may be changed, and one header (left out where it is empty)."""

    files: dict[str, bytes]
    policy: str = POLICY
    trailing: str = ""
    more: dict[str, tuple[str, str]] = field(default_factory=dict)
    headers: list[tuple[str, dict[str, str]]] = field(default_factory=list)


class SiteServer(MisbehavingServer):
    """A server of a site, with `today` and the signed list."""

    def __init__(self, service: TinyService) -> None:
        super().__init__()
        self.served = Served({name.removesuffix("index.html"): c for name, c in FILES.items()})
        self.service = service
        self.today = service.today()
        self.served.files["/manifest.signed"] = signed_list(service)

    def act(self, request: Request) -> Answer:
        """Answer as a site does, packed as its visitor likes."""
        self.served.headers.append((request.path, dict(request.headers.items())))
        if request.path == "/api/today":
            return Answer(200, self.today, self._headers(request.path))
        content = self.served.files.get(request.path)
        if content is None:
            return Answer(404, b"missing")
        said = self._headers(request.path)
        if request.path == self.served.trailing:
            return Answer(200, gzip.compress(content) * 2, (*said, ("Content-Encoding", "gzip")))
        if request.path.endswith("/"):
            return Answer(200, gzip.compress(content), (*said, ("Content-Encoding", "gzip")))
        if request.path.endswith(".js"):
            return Answer(200, brotli.compress(content), (*said, ("Content-Encoding", "br")))
        return Answer(200, content, said)

    def _headers(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return the headers of an address, but for the one that was changed there."""
        name = f"{path}index.html" if path.endswith("/") else path
        sent = TODAY_HEADERS if path == "/api/today" else file_headers(name[1:], packed=False)
        name, value = self.served.more.get(path, ("", ""))
        changed = {name: value.format(len(self.served.headers))} if value else {}
        headers = {**sent, "Content-Security-Policy": self.served.policy}
        headers.pop(name, "")
        return tuple({**headers, **changed}.items())


def signed_list(
    service: TinyService, signers: tuple[int, ...] = (0, 1), root: bytes | None = None
) -> bytes:
    """Return the signed manifest of the files."""
    manifest = SiteManifest(
        app="sluis",
        build_day=DAY,
        default_csp=POLICY,
        default_fallback="/404.html",
        default_index="index.html",
        extra_csp={},
        files=encode_digests(FILES),
        root=(root or root_of(service.keyring.roots)).hex(),
        version="0.1.0",
        wasm=[],
    )
    body = encode_site_manifest(manifest)
    seeds = [*service.root_seeds, new_signing_seed()]
    signatures = tuple(sign(SITE, body, signer=i, signing_seed=seeds[i]) for i in signers)
    return encode_frame(Frame(SITE, body, signatures))


def compare(
    server: SiteServer,
    *more: str,
    at: str | None = None,
    waits: list[float] | None = None,
    day: int = DAY,
) -> Result:
    """Run the command, at the server's own address or another; waiting takes no time."""
    device = Device(day, wait=(waits if waits is not None else []).append)
    root = root_of(server.service.keyring.roots).hex()
    words = ["verify-site", "--server", at or server.url, "--root", root, "--language", "en", *more]
    return CliRunner().invoke(main, words, obj=device)
