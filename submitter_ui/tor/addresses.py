"""Addresses of onion services, and of the port at which Tor takes lines.

An onion address holds its own checksum (Tor's rend-spec-v3, section 6), so one
that was typed wrong is noticed before anybody is asked for it.
"""

import base64
import binascii
import hashlib
import ipaddress
import re

ONION = ".onion"
TOR = "127.0.0.1:9050"
"""Where Tor listens as a service of the system."""
TOR_BROWSER = "127.0.0.1:9150"
_LETTERS = 56
_VERSION = b"\3"
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
"""All that names of hosts are parted by (IDNA, RFC 3490 section 3.1); a last one changes nothing of a name."""


class WrongAddress(Exception):
    """This is no such address."""


def is_onion(host: str) -> bool:
    """Tell whether only Tor can reach a host, whether the address is well formed or not."""
    return _DOTS.sub(".", host.lower()).rstrip(".").endswith(ONION)


def check_onion(host: str) -> None:
    """Raise `WrongAddress` unless this is an onion address of version 3 whose checksum is right."""
    label = host.lower().removesuffix(ONION).rpartition(".")[2]
    try:
        raw = base64.b32decode(label.upper()) if len(label) == _LETTERS else b""
    except binascii.Error as error:
        raise WrongAddress("a letter that no onion address has") from error
    key, checksum, version = raw[:32], raw[32:34], raw[34:]
    right = hashlib.sha3_256(b".onion checksum" + key + _VERSION).digest()[:2]
    if (checksum, version) != (right, _VERSION):
        raise WrongAddress("not an onion address of version 3")


def parse_port(given: str) -> tuple[str, int]:
    """Return host and port of `HOST:PORT` on this machine or the network at home, or raise `WrongAddress`.

    What goes to Tor's port is not sealed yet, and a name would be asked for in the clear.
    """
    host, _, port = given.rpartition(":")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 1 << 16):
        raise WrongAddress("the port is missing")
    if host == "localhost":
        return "127.0.0.1", int(port)
    try:
        address = ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError as error:
        raise WrongAddress("the host is no address") from error
    if not address.is_private or address.is_unspecified:
        raise WrongAddress("the host is not near")
    return str(address), int(port)
