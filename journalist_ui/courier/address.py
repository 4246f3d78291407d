"""Which addresses a courier speaks to: https, or http that leaves neither this machine nor Tor."""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from journalist_ui.courier.errors import CourierError
from submitter_ui.tor.addresses import TOR_BROWSER, WrongAddress, check_onion, is_onion


def check_address(url: str, *, through_tor: bool) -> str:
    """Return the portal's address without its last slash, or raise `CourierError`."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - the property raises if the port is no port
    except ValueError as error:
        raise CourierError("The portal's address is not an address; check --portal.") from error
    if not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise CourierError("The portal's address is not an address; check --portal.")
    if is_onion(parts.hostname):
        _check_onion(parts.hostname, through_tor=through_tor)
    if not _is_private(parts, through_tor=through_tor):
        raise CourierError(
            "What is sent to this address could be overheard; use https, or an .onion address."
        )
    return url.rstrip("/")


def _check_onion(host: str, *, through_tor: bool) -> None:
    try:
        check_onion(host)
    except WrongAddress as error:
        raise CourierError("There is a mistake in the .onion address; check --portal.") from error
    if not through_tor:
        raise CourierError(
            f"An .onion address is reached through Tor only; start Tor Browser and use --tor {TOR_BROWSER}."
        )


def _is_private(parts: SplitResult, *, through_tor: bool) -> bool:
    host = parts.hostname or ""
    if parts.scheme != "http":
        return parts.scheme == "https"
    if is_onion(host) or through_tor:
        # Behind Tor's exit this machine is another one.
        return is_onion(host)
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
