"""The header of an age v1 file: its grammar (c2sp.org/age; docs/protocol.md section 4.1).

Parsing is strict: canonical unpadded base64, no trailing byte, every line as
the specification has it. A parsed header is not yet authentic.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from crypto.errors import Malformed
from crypto.sizes import MAC_SIZE, VERSION_LINE

BODY_LINE = 64
"""A body line holds 64 characters, the last one fewer."""
MAX_HEADER = 1 << 16
"""Sixteen hybrid stanzas are 25 kB; the bound stops a header without end."""

_ARGUMENT = re.compile(rb"[!-~]+")


@dataclass(frozen=True, slots=True)
class Stanza:
    """A recipient's part of the header: arguments (type first) and a wrapped file key."""

    arguments: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """The stanzas in order, and the 32-byte MAC over them."""

    stanzas: tuple[Stanza, ...]
    mac: bytes


def encode_header(header: Header) -> bytes:
    """Return the bytes of a header, its last newline included."""
    return encode_without_mac(header.stanzas) + b" " + _encode_base64(header.mac) + b"\n"


def encode_without_mac(stanzas: tuple[Stanza, ...]) -> bytes:
    """Return the bytes that the header's MAC covers: everything up to and including `---`."""
    lines = [VERSION_LINE]
    for stanza in stanzas:
        lines.append(b"-> " + " ".join(stanza.arguments).encode("ascii") + b"\n")
        body = _encode_base64(stanza.body)
        # The last line is always shorter than 64, so a full one is followed by an empty one.
        lines += [body[at : at + BODY_LINE] + b"\n" for at in range(0, len(body) + 1, BODY_LINE)]
    return b"".join(lines) + b"---"


def split_header(raw: bytes) -> tuple[Header, int]:
    """Return the header at the start of `raw` and its length in bytes, or raise `Malformed`."""
    end = raw.find(b"\n--- ", 0, MAX_HEADER)
    if end < 0 or (newline := raw.find(b"\n", end + 1, end + 1 + 4 + BODY_LINE)) < 0:
        raise Malformed("the sealed file has no whole header")
    return parse_header(raw[: newline + 1]), newline + 1


def parse_header(raw: bytes) -> Header:
    """Return the header that fills `raw`, or raise `Malformed`."""
    if not raw.startswith(VERSION_LINE) or not raw.endswith(b"\n") or len(raw) > MAX_HEADER:
        raise Malformed("this is not the header of an age v1 file")
    *lines, mac_line = raw[len(VERSION_LINE) : -1].split(b"\n")
    if not mac_line.startswith(b"--- "):
        raise Malformed("the header has no MAC")
    mac = decode_base64(mac_line[4:])
    if len(mac) != MAC_SIZE:
        raise Malformed("the header's MAC has the wrong size")
    stanzas = []
    while lines:
        stanza, lines = _take_stanza(lines)
        stanzas.append(stanza)
    if not stanzas:
        raise Malformed("the header has no stanza")
    return Header(tuple(stanzas), mac)


def decode_base64(text: bytes) -> bytes:
    """Return the bytes of canonical unpadded base64, or raise `Malformed`."""
    try:
        raw = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise Malformed("a line of the header is not base64") from error
    if _encode_base64(raw) != text:
        raise Malformed("a line of the header is not canonical base64")
    return raw


def _take_stanza(lines: list[bytes]) -> tuple[Stanza, list[bytes]]:
    if not lines[0].startswith(b"-> "):
        raise Malformed("a stanza does not begin with an arrow")
    arguments = lines[0][3:].split(b" ")
    if not all(map(_ARGUMENT.fullmatch, arguments)):
        raise Malformed("a stanza has an argument that is empty or not printable")
    body = bytearray()
    for index, line in enumerate(lines[1:], 2):
        if len(line) > BODY_LINE:
            raise Malformed("a line of a stanza is too long")
        body += decode_base64(line)
        if len(line) < BODY_LINE:
            names = tuple(argument.decode("ascii") for argument in arguments)
            return Stanza(names, bytes(body)), lines[index:]
    raise Malformed("a stanza has no last line")


def _encode_base64(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")
