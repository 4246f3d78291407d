"""The headers of every kind of response, one by one."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crypto.page_headers import TLS_ONLY, TODAY_HEADERS, file_headers
from submitter_ui.site_headers import judge_headers
from tests.server.expected_headers import (
    HSTS,
    NONE,
    OPENED,
    READ,
    RUN,
    SELF,
    STRICT,
    parse_policy,
    policy_of,
)
from tests.server.service import Server, Template, copy_server
from tests.server.small_site import ROBOTS, STYLE, write_small_site
from tests.tiny_service import TinyService

POLICY = {
    "default-src": NONE,
    "base-uri": NONE,
    "child-src": NONE,
    "connect-src": SELF,
    "font-src": NONE,
    "form-action": SELF,
    "frame-ancestors": NONE,
    "frame-src": NONE,
    "img-src": {"data:"},
    "manifest-src": NONE,
    "media-src": NONE,
    "object-src": NONE,
    "script-src": SELF,
    "style-src": SELF,
    "worker-src": SELF,
    "require-trusted-types-for": {"'script'"},
    "trusted-types": {"sluis"},
}


@pytest.fixture
def shown(template: Template, tmp_path: Path, tiny: TinyService) -> Server:
    """Return a server that shows a small site."""
    return copy_server(template, tmp_path, tiny, site=str(write_small_site(tmp_path / "site")))


def ask(client: FlaskClient, address: str) -> TestResponse:
    """Return the answer to a GET, or to an empty form where the address is the form's."""
    return client.post(address) if "/form/" in address else client.get(address)


@pytest.mark.parametrize("address", ["/", "/nope", "/api/form/submissions"])
def test_page_may_use_its_own_files_and_nothing_else(shown: Server, address: str) -> None:
    """Page, page for what is missing and refusal of a form carry the pages' headers."""
    response = ask(shown.reporters, address)
    assert policy_of(response) == POLICY
    assert OPENED.items() <= dict(response.headers).items()


@pytest.mark.parametrize(
    "address", ["/api/today", "/api/nope", "/api/tickets", "/api/uploads/x", f"/{STYLE}"]
)
def test_answer_to_a_program_may_do_nothing(shown: Server, address: str) -> None:
    """Answers of the interface, refusals among them, carry the strict headers, and so does the style."""
    response = shown.reporters.get(address)
    assert policy_of(response) == STRICT
    assert READ.items() <= dict(response.headers).items()


def test_worker_may_ask_its_server_and_load_its_script() -> None:
    """It has a policy of its own, which says nothing of what only a page could do, and keeps the page's embedder."""
    headers = file_headers("assets/worker.0123456789ab.js", packed=True)
    assert RUN.items() <= headers.items()
    assert parse_policy(headers["Content-Security-Policy"]) == STRICT | {
        "connect-src": SELF,
        "script-src": SELF,
        "require-trusted-types-for": {"'script'"},
        "trusted-types": NONE,
    }


@pytest.mark.parametrize(
    "name",
    ["page.nl.0.js", "uploads.0.js", "qr.0.js", "qr.0.js.LEGAL.txt", "site.0.css"],
)
def test_what_a_page_loads_says_no_more_than_browsers_heed(name: str) -> None:
    """Its response says whose it is and of what kind; what it may do is the page's to say."""
    headers = file_headers(f"assets/{name}", packed=False)
    kept = {"Cache-Control", "Content-Type"}
    assert headers.keys() == READ.keys() | kept | {"Content-Security-Policy"}
    assert parse_policy(headers["Content-Security-Policy"]) == STRICT


def test_portal_answers_strictly(shown: Server) -> None:
    """The portal's answers carry the strict headers as well."""
    response = shown.portal.get("/api/inbound")
    assert policy_of(response) == STRICT
    assert READ.items() <= dict(response.headers).items()


def test_unexpected_error_carries_the_headers(
    shown: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of our own is answered with the strict headers too."""

    def fail(*_arguments: object) -> None:
        raise LookupError

    monkeypatch.setattr("server.tickets.TicketOffice.issue", fail)
    response = shown.reporters.post("/api/tickets")
    assert (response.status_code, policy_of(response)) == (500, STRICT)


@pytest.mark.parametrize("address", ["/", "/nope", "/api/form/submissions"])
def test_page_gets_no_feature_of_the_device(shown: Server, address: str) -> None:
    """Camera, place, clipboard and the like are off on every page."""
    features = ask(shown.reporters, address).headers["Permissions-Policy"].split(",")
    assert {"camera=()", "geolocation=()", "microphone=()", "clipboard-read=()"} <= set(features)
    assert all(feature.endswith("=()") for feature in features)


@pytest.mark.parametrize("address", ["/", "/nope", "/api/today", "/api/nope"])
def test_no_cookie_is_set(shown: Server, address: str) -> None:
    """No response sets a cookie."""
    assert "Set-Cookie" not in shown.reporters.get(address).headers


@pytest.mark.parametrize("https", [False, True])
def test_whoever_compares_the_site_knows_every_header(
    template: Template, tmp_path: Path, tiny: TinyService, https: bool
) -> None:
    """Any other is named by `sluis-report verify-site`."""
    site = str(write_small_site(tmp_path / "site"))
    shown = copy_server(template, tmp_path, tiny, site=site, https=https)
    names = {f"/{name}": name for name in (STYLE, ROBOTS)} | {"/": "index.html"}
    expected = {address: file_headers(name, packed=True) for address, name in names.items()}
    expected["/manifest.json"] = file_headers("manifest.json", packed=False)
    expected["/api/today"] = TODAY_HEADERS
    for address, headers in expected.items():
        came = {name.lower(): value for name, value in shown.reporters.get(address).headers.items()}
        assert list(judge_headers(came, headers | (TLS_ONLY if https else {}))) == []


@pytest.mark.parametrize("address", ["/", "/nope", "/api/today", "/api/form/submissions"])
def test_https_is_asked_for_only_where_it_is_set(
    template: Template, tmp_path: Path, tiny: TinyService, address: str
) -> None:
    """A trial on plain HTTP does not lock itself out; a service on HTTPS says so everywhere."""
    site = str(write_small_site(tmp_path / "site"))
    for https, said in ((False, None), (True, "max-age=63072000; includeSubDomains")):
        folder = tmp_path / str(https)
        folder.mkdir()
        both = {"https": https, "portal_https": https}
        shown = copy_server(template, folder, tiny, site=site, **both)
        assert ask(shown.reporters, address).headers.get(HSTS) == said
        assert shown.portal.get("/api/inbound").headers.get(HSTS) == said
