"""Sealed files: header, payload, and which of the slots may read (sections 4.1, 4.2 and 4.4)."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass

from newcomer.reader.encoding import unbase64
from newcomer.reader.refused import Refused, need
from newcomer.reader.stanza import Stanza, decrypt, encapsulation, hkdf, unwrap

CONSTANT = hashlib.sha256(b"sluis/v1/decoy").digest()[:16]
CHUNK = 65_536


@dataclass(frozen=True)
class Sealed:
    """A sealed file taken apart (4.1)."""

    stanzas: list[Stanza]
    signed: bytes
    mac: bytes
    payload: bytes

    def is_under(self, file_key: bytes) -> bool:
        """Tell whether the header's MAC is this key's."""
        return hmac.digest(hkdf(file_key, b"header"), self.signed, "sha256") == self.mac

    def open(self, file_key: bytes) -> bytes:
        """Return the whole content; `Tampered` if the header's MAC is another key's (4.1)."""
        need(self.is_under(file_key), "Tampered", "header MAC")
        need(len(self.payload) >= 16, "Tampered", "no nonce")
        key, rest, step = (
            hkdf(file_key, b"payload", self.payload[:16]),
            self.payload[16:],
            CHUNK + 16,
        )
        chunks = [rest[at : at + step] for at in range(0, len(rest), step)] or [b""]
        plain = [
            decrypt(key, n.to_bytes(11, "big") + bytes([n + 1 == len(chunks)]), chunk)
            for n, chunk in enumerate(chunks)
        ]
        need(plain[-1] or len(plain) == 1, "Tampered", "an empty last chunk")
        return b"".join(plain)


def parse_sealed(raw: bytes) -> Sealed:
    """Take a sealed file apart (4.1)."""
    lines, stanzas = _lines(raw), []
    need(next(lines)[0] == "age-encryption.org/v1")
    for line, end in lines:
        if line.startswith("--- ") and stanzas:
            mac = unbase64(line[4:])
            need(len(mac) == 32)
            return Sealed(stanzas, raw[: end - len(line) + 2], mac, raw[end:])
        need(re.fullmatch(r"->( [!-~]+)+", line))
        body = ""
        while len(part := next(lines)[0]) == 64:
            body += part
        need(len(part) < 64)
        stanzas.append((line.split(" ")[1:], unbase64(body + part)))
    raise Refused("Malformed", "no MAC")


def _lines(raw: bytes) -> Iterator[tuple[str, int]]:
    """Yield each line of a header, and the place of the newline behind it plus one."""
    at = 0
    while (end := raw.find(b"\n", at, 65_536)) >= 0:
        yield raw[at:end].decode("latin-1"), end + 1
        at = end + 1
    raise Refused("Malformed", "the header ends early")


def open_sealed(identity: bytes, raw: bytes) -> bytes:
    """Open a sealed file with one stanza (4.2)."""
    sealed = parse_sealed(raw)
    need(len(sealed.stanzas) == 1)
    return sealed.open(unwrap(identity, sealed.stanzas[0]))


def open_slot(identity: bytes, raw: bytes, slot: int, slots: int) -> bytes:
    """Open as one of S slots, with the three outcomes of 4.4."""
    sealed = parse_sealed(raw)
    need(len(sealed.stanzas) == slots, why="stanzas")
    for stanza in sealed.stanzas:
        encapsulation(stanza)
    file_key = unwrap(identity, sealed.stanzas[slot])
    if file_key == CONSTANT:
        raise Refused("Tampered" if sealed.is_under(CONSTANT) else "NotForThisKey")
    return sealed.open(file_key)
