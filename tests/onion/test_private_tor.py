"""`sluis-report --tor` through the real Tor: a private network on loopback, an onion service, a server behind it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from submitter_ui.statuses import Status
from tests.clients.conftest import Reporter
from tests.clients.fake_server import FakeServer
from tests.clients.opening import read_attachment, read_report
from tests.clients.signed_site import FILES, SiteServer, compare
from tests.clients.socks_port import onion_of
from tests.onion.private_tor import PrivateTor, private_tor
from tests.tiny_service import MANNED, TinyService

SITE_PORT = 8080
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def onion_server() -> Iterator[FakeServer]:
    """A service's server that listens on loopback, as one behind Tor does."""
    service = TinyService()
    for slot in range(MANNED):
        service.bundle(slot, with_batch=slot == MANNED - 1)
    with FakeServer(service) as server:
        yield server


@pytest.fixture(scope="module")
def site() -> Iterator[SiteServer]:
    """A site of which the root holders signed every file."""
    with SiteServer(TinyService()) as server:
        yield server


@pytest.fixture(scope="module")
def tor(
    onion_server: FakeServer, site: SiteServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PrivateTor]:
    """A network in which both have an onion address, the site at a port of its own."""
    leads = {80: port_of(onion_server.url), SITE_PORT: port_of(site.url)}
    with private_tor(tmp_path_factory.mktemp("tor"), leads=leads) as network:
        yield network


def port_of(url: str) -> int:
    """Return the port of an address."""
    port = urlsplit(url).port
    assert port is not None
    return port


@pytest.fixture
def reporter(onion_server: FakeServer, tor: PrivateTor, tmp_path: Path) -> Reporter:
    """A reporter whose every command goes to the onion address, through Tor."""
    return Reporter(onion_server, tmp_path, wait=time.sleep, way=("--tor", tor.socks))


def test_a_report_with_a_file_and_back(reporter: Reporter, tor: PrivateTor) -> None:
    """Sent and looked for at an address that only Tor knows; the file arrives whole."""
    there = ("--server", f"http://{tor.onion}")
    content = os.urandom(5 * 1024 * 1024)
    codename = reporter.send_well("--attach", reporter.write("film.mp4", content), *there)
    (attachment,) = read_report(reporter.server, 0).attachments
    assert read_attachment(reporter.server, 0, attachment) == content
    result = reporter.check(codename, *there)
    assert result.exit_code == Status.DONE, result.stderr
    assert "geen antwoord" in result.stdout


def test_an_address_that_nobody_has_is_said(reporter: Reporter) -> None:
    """Tor looks for it in the network and does not find it; nothing was sent."""
    result = reporter.send("x", "--server", f"http://{onion_of(bytes(range(32)))}")
    assert result.exit_code == Status.TRY_AGAIN
    assert "Tor" in result.stderr.splitlines()[-1]


def test_a_site_is_compared_as_visitors_see_it(site: SiteServer, tor: PrivateTor) -> None:
    """At an address that only Tor knows: the same as was signed, until a script differs."""
    there, through = f"http://{tor.onion}:{SITE_PORT}", ("--tor", tor.socks)
    result = compare(site, *through, at=there)
    assert (result.exit_code, result.stdout) == (Status.DONE, ""), result.stderr
    assert f"All {len(FILES)} files of the site" in result.stderr
    assert {headers["Host"] for _path, headers in site.served.headers} == {urlsplit(there).netloc}
    site.served.files["/assets/worker.js"] += b" "
    result = compare(site, *through, at=there)
    assert result.exit_code == Status.NOT_TRUSTED, result.stderr
    assert result.stdout == "/assets/worker.js: is not what was signed\n"
