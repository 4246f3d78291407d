"""The live site compared with what its root holders signed (docs/protocol.md section 5.6).

The pages come first, each on a visit of its own, and the signed list last: who asks
for the list shows that they compare, and by then everything else was served to
somebody who might have been anybody.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from crypto.errors import ProtocolError
from crypto.site_manifest import MAX_SITE, SiteManifest, open_site
from crypto.trust import open_today
from submitter_ui.build import BUILD_DAY
from submitter_ui.refusals import Refusal
from submitter_ui.site_headers import Differing, expected_of_file, expected_of_today, judge_headers
from submitter_ui.visiting import Got, Visit
from submitter_ui.wire import Unreachable

START = "/"
SIGNED = "/manifest.signed"
BODY = "/manifest.json"
TODAY = "/api/today"
MOST_PAGES = 200
PAUSE_SECONDS = 40
"""The longest pause between two visits; how long each is, nobody knows before."""
_FORMS = (".gz", ".br")
_Result = TypeVar("_Result")
_Seen = dict[str, list[Got]]
"""What each visit got, by address."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An address, and what is wrong there: the name of a text that says it, or the header that differs."""

    address: str
    what: str = ""
    header: Differing | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What one comparison found."""

    manifest: SiteManifest
    files: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Checker:
    """How to visit: `visit()` begins one on lines of its own, `wait(seconds)` waits; `secure` over HTTPS."""

    visit: Callable[[], Visit]
    wait: Callable[[float], None]
    secure: bool

    def compare(self, *, root: bytes, day: int) -> Compared:
        """Compare every file once; raise `Refusal`, or what the signed list or `today` are refused with."""
        got = self._walk()
        manifest = self._fetch_manifest(root, day, got)
        for address in _shuffled(set(map(_address, _names(manifest))) - got.keys()):
            self._look(address, got)
        differences = sorted(
            _compare(manifest, got, secure=self.secure), key=lambda found: found.address
        )
        return Compared(manifest, len(list(_names(manifest))), tuple(differences))

    def _walk(self) -> _Seen:
        """Open every page to which a page leads, from the start on, in an order that nobody knows."""
        got: _Seen = {}
        known, waiting = {START}, [START]
        while waiting and len(known) <= MOST_PAGES:
            path = waiting.pop(secrets.randbelow(len(waiting)))
            links = self._open(path, got)
            waiting += [link for link in links if link not in known and link.endswith("/")]
            known.update(links)
        return got

    def _open(self, path: str, got: _Seen) -> list[str]:
        visit = self._begin(got)
        links = _reached(lambda: visit.open_page(path))
        _note(visit, got)
        return links

    def _look(self, path: str, got: _Seen) -> bytes:
        visit = self._begin(got)
        content = _reached(lambda: visit.fetch(path))
        _note(visit, got)
        return content

    def _begin(self, got: _Seen) -> Visit:
        if got:
            self.wait(secrets.randbelow(PAUSE_SECONDS * 1000) / 1000)
        return self.visit()

    def _fetch_manifest(self, root: bytes, day: int, got: _Seen) -> SiteManifest:
        today = self._look(TODAY, got)
        trusted = open_today(today, root=root, day=day, build_day=BUILD_DAY)
        signed = self._look(SIGNED, got)
        if got[SIGNED][-1].status != 200 or len(signed) > 2 * MAX_SITE:
            raise Refusal("site_unsigned")
        try:
            return open_site(signed, keyring=trusted.keyring, root=root)
        except ProtocolError as error:
            raise Refusal("site_wrongly_signed") from error


def _note(visit: Visit, got: _Seen) -> None:
    for address, each in visit.got.items():
        got.setdefault(address, []).append(each)


def _compare(manifest: SiteManifest, got: _Seen, *, secure: bool) -> Iterator[Difference]:
    named = {_address(name): name for name in _names(manifest)}
    for address, visits in got.items():
        if address == TODAY:
            expected = expected_of_today(address, manifest, secure=secure)
        elif address in named or address in (SIGNED, BODY):
            name = named.get(address, address)
            expected = expected_of_file(name, manifest, secure=secure)
        else:
            yield Difference(address, "site_unknown")
            continue
        if address in named:
            yield from _compare_content(address, visits, manifest.digest(named[address]))
        yield from _compare_headers(address, visits, expected)


def _compare_content(address: str, visits: list[Got], digest: bytes) -> Iterator[Difference]:
    """Where two visits got different things, the odd one counts."""
    if any(each.status != 200 for each in visits):
        yield Difference(address, "site_missing")
    elif any(each.plain != digest for each in visits):
        yield Difference(address, "site_changed")
    elif len({each.tag for each in visits}) > 1:
        yield Difference(address, "site_tag")


def _compare_headers(
    address: str, visits: list[Got], expected: Mapping[str, str]
) -> Iterator[Difference]:
    served = [each.headers for each in visits if each.status == 200]
    differing = dict.fromkeys(found for came in served for found in judge_headers(came, expected))
    for found in differing:
        yield Difference(address, header=found)


def _names(manifest: SiteManifest) -> Iterator[str]:
    """Yield every file that has an address of its own: not the packed forms of others."""
    for name in manifest.files:
        plain = name[:-3]
        if not (name.endswith(_FORMS) and plain in manifest.files):
            yield name


def _address(name: str) -> str:
    return name.removesuffix("index.html") if name.endswith("/index.html") else name


def _shuffled(addresses: set[str]) -> list[str]:
    return sorted(addresses, key=lambda _address: secrets.token_bytes(8))


def _reached(act: Callable[[], _Result]) -> _Result:
    try:
        return act()
    except Unreachable as error:
        raise Refusal(error.why) from error
