"""Which addresses a courier speaks to: https, or http that leaves neither this machine nor Tor."""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from journalist_ui.courier.errors import CourierError


def check_address(url: str) -> str:
    """Return the portal's address without its last slash, or raise `CourierError`."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - the property raises if the port is no port
    except ValueError as error:
        raise CourierError("The portal's address is not an address; check --portal.") from error
    if not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise CourierError("The portal's address is not an address; check --portal.")
    if not _is_private(parts):
        raise CourierError(
            "What is sent to this address could be overheard; use https, or an .onion address."
        )
    return url.rstrip("/")


def _is_private(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if parts.scheme != "http":
        return parts.scheme == "https"
    if host == "localhost" or host.endswith(".onion"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
