"""Which addresses an online client speaks to: https, or http that leaves neither this machine nor Tor."""

import ipaddress
from enum import Enum, auto
from urllib.parse import urlsplit

from submitter_ui.tor.addresses import WrongAddress, check_onion, is_onion


class Fault(Enum):
    """What is wrong with an address; each client has a sentence for each."""

    NO_ADDRESS = auto()
    WRONG_ONION = auto()
    NEEDS_TOR = auto()
    OVERHEARD = auto()


class NotSafe(Exception):
    """Nothing may be sent to this address; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


def check_address(url: str, *, through_tor: bool) -> str:
    """Return `url` without its last slash, or raise `NotSafe` if it could be overheard, or leads nowhere."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise NotSafe(Fault.NO_ADDRESS) from error
    if not host or "@" in parts.netloc or parts.query or parts.fragment:
        raise NotSafe(Fault.NO_ADDRESS)
    if is_onion(host):
        _check_onion(host, through_tor=through_tor)
    # Behind Tor's exit this machine is another one.
    private = is_onion(host) or (_is_this_machine(host) and not through_tor)
    if parts.scheme != "https" and not (parts.scheme == "http" and private):
        raise NotSafe(Fault.OVERHEARD)
    return url.rstrip("/")


def stays_here(url: str) -> bool:
    """Tell whether what is sent to an address does not leave this machine."""
    return _is_this_machine(urlsplit(url).hostname or "")


def _check_onion(host: str, *, through_tor: bool) -> None:
    try:
        check_onion(host)
    except WrongAddress as error:
        raise NotSafe(Fault.WRONG_ONION) from error
    if not through_tor:
        raise NotSafe(Fault.NEEDS_TOR)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
