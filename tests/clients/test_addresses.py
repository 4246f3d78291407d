"""Which addresses the two clients speak to."""

import pytest

from journalist_ui.courier import address as courier
from journalist_ui.courier.errors import CourierError
from submitter_ui import address as reporter
from submitter_ui.refusals import Refusal
from tests.clients.socks_port import onion_of

SAFE = [
    "https://meld.example",
    "https://meld.example:8443/pad/",
    "http://127.0.0.1:8080",
    "http://[::1]:8080/",
    "http://localhost",
    f"http://{onion_of(bytes(32))}",
]
UNSAFE = [
    "http://meld.example",
    "http://localhost.example",
    "http://onion",
    "http://127.0.0.1.example",
    "http://10.0.0.1",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
    "127.0.0.1:8080",
    "https://",
    "https://name:word@meld.example",
    "https://meld.example/?a=b",
    "https://meld.example/#a",
    "https://meld.example:port",
    "https://[::1",
    "",
]


@pytest.mark.parametrize("url", SAFE)
def test_a_safe_address_is_taken(url: str) -> None:
    """Https, loopback, or an onion service; without its last slash."""
    assert reporter.check_address(url, through_tor=".onion" in url) == url.rstrip("/")
    assert courier.check_address(url, through_tor=".onion" in url) == url.rstrip("/")


@pytest.mark.parametrize("url", UNSAFE)
def test_an_unsafe_address_is_refused(url: str) -> None:
    """What could be overheard, holds a secret, or is no address."""
    with pytest.raises(Refusal):
        reporter.check_address(url, through_tor=False)
    with pytest.raises(CourierError):
        courier.check_address(url, through_tor=False)
