"""Each header of the live site alone: altered, gone or added, it is named; what differs by moment has a form."""

import pytest

from crypto.page_headers import TLS_ONLY, TODAY_HEADERS, file_headers
from crypto.site_manifest import SiteManifest, parse_site_frame
from submitter_ui.site_headers import (
    Differing,
    expected_of_file,
    expected_of_today,
    judge_headers,
)
from tests.clients.signed_site import POLICY, signed_list
from tests.tiny_service import TinyService

TODAY = "/api/today"
NAMES = ("/nl/uitleg/index.html", "/assets/worker.js", "/assets/site.css", "/robots.txt")
SENT = {name: file_headers(name[1:], packed=False) for name in NAMES} | {TODAY: TODAY_HEADERS}
EACH = [(name, header) for name, headers in SENT.items() for header in (*headers, *TLS_ONLY)]


@pytest.fixture(scope="module")
def manifest() -> SiteManifest:
    """What was signed."""
    return parse_site_frame(signed_list(TinyService()))[0]


def right(name: str, manifest: SiteManifest) -> dict[str, str]:
    """Return the headers with which an address comes over HTTPS."""
    expected_of = expected_of_today if name == TODAY else expected_of_file
    return expected_of(name, manifest, secure=True)


def judge(came: dict[str, str], expected: dict[str, str]) -> list[Differing]:
    """Return what differs, however the names were written."""
    return list(judge_headers({name.lower(): value for name, value in came.items()}, expected))


@pytest.mark.parametrize("name", SENT)
def test_what_is_expected_is_what_is_sent(manifest: SiteManifest, name: str) -> None:
    """The table that servers send from, with the policy that was signed."""
    expected = right(name, manifest)
    assert expected == {**SENT[name], **TLS_ONLY, "Content-Security-Policy": POLICY}
    assert judge(expected, expected) == []


@pytest.mark.parametrize(("name", "header"), EACH)
def test_header_that_is_altered_or_gone_is_named(
    manifest: SiteManifest, name: str, header: str
) -> None:
    """One at a time, with what came and what should come."""
    expected = right(name, manifest)
    value = expected[header]
    for came in ("unsafe", f"{value}, {value}", f"{value} ", value.upper() + "x"):
        altered = expected | {header: came}
        assert judge(altered, expected) == [Differing(header, came, value)]
    gone = {each: said for each, said in expected.items() if each != header}
    assert judge(gone, expected) == [Differing(header, "", value)]


@pytest.mark.parametrize("header", sorted({header for _name, header in EACH}))
def test_header_of_another_kind_of_file_is_named(manifest: SiteManifest, header: str) -> None:
    """What only some files come with, or a policy that only reports, is not expected on any other."""
    expected = right("/assets/site.css", manifest)
    added = f"{header}-Report-Only" if header in expected else header
    assert judge({**expected, added: "x"}, expected) == [Differing(added.lower(), "x")]


FORMS = [
    ("Date", "Thu, 26 Nov 2026 19:00:00 GMT", "x"),
    ("Last-Modified", "Thu, 26 Nov 2026 19:00:00 GMT", "visitor 7"),
    ("ETag", '"0123456789abcdef0123456789abcdef-br"', '"a b"'),
    ("ETag", 'W/"0123456789abcdef"', '"' + "a" * 99 + '"'),
    ("Content-Length", "9000", "-1"),
    ("Content-Encoding", "br", "br, br"),
    ("Connection", "keep-alive", "set-cookie"),
    ("Keep-Alive", "timeout=5, max=100", "x"),
    ("Transfer-Encoding", "chunked", "x"),
    ("Accept-Ranges", "bytes", "x"),
    ("Age", "0", "x"),
    ("Server", "nginx", "a\x1b[2J"),
    ("Via", "1.1 Caddy", "<b>"),
    ("Alt-Svc", 'h3=":443"; ma=2592000', 'h3="elsewhere.example:443"; ma=2592000'),
    ("Sluis-Returning-Size", "4096", "visitor 7"),
]


@pytest.mark.parametrize(("header", "good", "bad"), FORMS)
def test_what_may_differ_is_known_by_its_form(
    manifest: SiteManifest, header: str, good: str, bad: str
) -> None:
    """A moment, a length, a line, a program in between; anything else in its place is named."""
    expected = right("/robots.txt", manifest)
    assert judge({**expected, header: good}, expected) == []
    said = [Differing(header.lower(), bad, is_formed=True)]
    assert judge({**expected, header: bad}, expected) == said


def test_https_is_asked_for_where_it_is_spoken(manifest: SiteManifest) -> None:
    """On plain HTTP (an onion service) the header may come, as it is, or stay away."""
    plain = expected_of_file("/robots.txt", manifest, secure=False)
    assert judge(plain, plain) == []
    assert judge({**plain, **TLS_ONLY}, plain) == []
    weaker = {**plain, "Strict-Transport-Security": "max-age=0"}
    assert judge(weaker, plain) == [
        Differing("strict-transport-security", "max-age=0", is_formed=True)
    ]


def test_packed_file_says_that_it_may_come_packed() -> None:
    """Or a cache in between gives it to a browser that cannot unpack it."""
    assert file_headers("robots.txt", packed=True)["Vary"] == "Accept-Encoding"
    assert "Vary" not in file_headers("robots.txt", packed=False)
