"""Which addresses the client will speak to: https, or http that cannot leave the device or Tor."""

import ipaddress
from urllib.parse import urlsplit

from submitter_ui.refusals import Refusal
from submitter_ui.tor.addresses import WrongAddress, check_onion, is_onion


def check_address(url: str, *, through_tor: bool) -> str:
    """Return `url` without its last slash, or raise `Refusal` if it could be overheard, or leads nowhere."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refusal("wrong_address") from error
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise Refusal("wrong_address")
    if is_onion(host):
        _check_onion(host, through_tor=through_tor)
    safe = is_onion(host) or (_is_this_device(host) and not through_tor)
    if parts.scheme != "https" and not (parts.scheme == "http" and safe):
        raise Refusal("unsafe_address")
    return url.rstrip("/")


def stays_here(url: str) -> bool:
    """Tell whether what is sent to an address does not leave this device."""
    return _is_this_device(urlsplit(url).hostname or "")


def _check_onion(host: str, *, through_tor: bool) -> None:
    try:
        check_onion(host)
    except WrongAddress as error:
        raise Refusal("wrong_onion") from error
    if not through_tor:
        raise Refusal("onion_needs_tor")


def _is_this_device(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
