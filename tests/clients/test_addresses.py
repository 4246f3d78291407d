"""Which addresses the two clients speak to."""

import pytest

from journalist_ui.courier import address as courier
from journalist_ui.courier.errors import CourierError
from submitter_ui import address as reporter
from submitter_ui.refusals import Refusal
from submitter_ui.texts import TEXTS
from submitter_ui.tor import safe_address
from submitter_ui.tor.safe_address import Fault, NotSafe
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
    "https://@meld.example",
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


@pytest.mark.parametrize(
    ("url", "through_tor", "fault"),
    [
        ("https://meld.example/?a=b", False, Fault.NO_ADDRESS),
        ("http://meld.example", False, Fault.OVERHEARD),
        ("http://localhost", True, Fault.OVERHEARD),
        (f"http://{'a' * 56}.onion", True, Fault.WRONG_ONION),
        (f"http://{onion_of(bytes(32))}", False, Fault.NEEDS_TOR),
    ],
)
def test_each_client_says_what_is_wrong(url: str, through_tor: bool, fault: Fault) -> None:
    """One rule for both, and a sentence in every language that a client speaks."""
    with pytest.raises(NotSafe) as said:
        safe_address.check_address(url, through_tor=through_tor)
    assert said.value.fault == fault
    with pytest.raises(Refusal) as refused:
        reporter.check_address(url, through_tor=through_tor)
    assert all(refused.value.name in texts for texts in TEXTS.values())
    with pytest.raises(CourierError, match=r"[.]$"):
        courier.check_address(url, through_tor=through_tor)


@pytest.mark.parametrize("dot", [".", "\u3002", "\uff0e", "\uff61"])
def test_an_onion_address_is_known_however_its_dots_are_written(dot: str) -> None:
    """One with a last dot, or with another sign for it, would be asked for in the clear."""
    name = onion_of(bytes(32)).removesuffix(".onion")
    for host in (f"{name}{dot}onion", f"{name}.onion{dot}"):
        with pytest.raises(Refusal, match="onion"):
            reporter.check_address(f"https://{host}/", through_tor=False)
        with pytest.raises(CourierError, match="onion"):
            courier.check_address(f"https://{host}/", through_tor=False)
