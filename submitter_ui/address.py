"""Which addresses the client will speak to: https, or http that cannot leave the device or Tor."""

import ipaddress
from urllib.parse import urlsplit

from submitter_ui.refusals import Refusal


def check_address(url: str) -> str:
    """Return `url` without its last slash, or raise `Refusal` if what is sent there could be overheard."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refusal("wrong_address") from error
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise Refusal("wrong_address")
    if parts.scheme != "https" and not (parts.scheme == "http" and _stays_inside(host)):
        raise Refusal("unsafe_address")
    return url.rstrip("/")


def _stays_inside(host: str) -> bool:
    if host == "localhost" or host.endswith(".onion"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
