"""The published vectors of age (npm package `cctv-age`): their file format, and how our code is asked.

`outcome` answers with the vectors' own words. A vector for a hybrid identity is
opened with that identity. In every other one our code cannot unwrap the file
key, which the vector names, so that header, MAC and payload are still judged.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crypto.age_text import IDENTITY_PREFIX, parse_seed
from crypto.errors import Malformed, Tampered
from crypto.file_key import payload_key, verify_header
from crypto.header import Header, split_header
from crypto.opening.identity import Identity
from crypto.opening.sealed_file import open_payload
from crypto.sizes import PAYLOAD_NONCE_SIZE, STANZA_TYPE

FIELDS = {
    "expect",
    "compressed",
    "payload",
    "identity",
    "passphrase",
    "armored",
    "file key",
    "comment",
}
"""All that the package's README defines; a vector with another field is not understood."""


class Outcome(StrEnum):
    """What a vector expects, in its own words."""

    SUCCESS = "success"
    NO_MATCH = "no match"
    HMAC_FAILURE = "HMAC failure"
    HEADER_FAILURE = "header failure"
    PAYLOAD_FAILURE = "payload failure"
    ARMOR_FAILURE = "armor failure"


@dataclass(frozen=True, slots=True)
class Vector:
    """A sealed file with one fault or none, and what must come of it."""

    name: str
    expect: Outcome
    file: bytes
    armored: bool
    file_key: bytes
    identities: tuple[Identity, ...]
    payload_sha256: str | None


def parse_vector(name: str, raw: bytes) -> Vector:
    """Return a vector from its file: lines of `field: value`, an empty line, the sealed file."""
    head, _, file = raw.partition(b"\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.decode().split("\n"):
        field, _, value = line.partition(": ")
        fields.setdefault(field, []).append(value)
    assert fields.keys() <= FIELDS, f"{name} has a field that is not known"
    return Vector(
        name=name,
        expect=Outcome(fields["expect"][0]),
        file=zlib.decompress(file) if "compressed" in fields else file,
        armored="armored" in fields,
        file_key=bytes.fromhex(fields["file key"][0]),
        identities=tuple(_hybrid_identities(fields.get("identity", []))),
        payload_sha256=fields.get("payload", [None])[0],
    )


def outcome(vector: Vector) -> Outcome:
    """Return what our code makes of a vector, its armor taken off."""
    try:
        header, size = split_header(vector.file)
        file_key = _unwrap(header, vector)
    except Malformed:
        return Outcome.HEADER_FAILURE
    if file_key is None:
        return Outcome.NO_MATCH
    try:
        verify_header(header, file_key=file_key)
    except Tampered:
        return Outcome.HMAC_FAILURE
    whole = released(vector.file[size:], file_key=file_key)[1]
    return Outcome.SUCCESS if whole else Outcome.PAYLOAD_FAILURE


def released(payload: bytes, *, file_key: bytes) -> tuple[bytes, bool]:
    """Return all plaintext that our code gives away, and whether it came to the end of the file."""
    plaintext = bytearray()
    try:
        for chunk in open_payload([payload], file_key=file_key):
            plaintext += chunk
    except Tampered:
        return bytes(plaintext), False
    return bytes(plaintext), True


def key_of_payload(vector: Vector) -> tuple[bytes, bytes]:
    """Return the payload key of a vector whose header is whole, and the sealed chunks."""
    _, size = split_header(vector.file)
    chunks = size + PAYLOAD_NONCE_SIZE
    return payload_key(vector.file_key, vector.file[size:chunks]), vector.file[chunks:]


def _unwrap(header: Header, vector: Vector) -> bytes | None:
    if not vector.identities:
        return vector.file_key
    for identity in vector.identities:
        for stanza in header.stanzas:
            if stanza.arguments[0] != STANZA_TYPE:
                continue
            try:
                return identity.unwrap(stanza)
            except Tampered:
                continue
    return None


def _hybrid_identities(texts: list[str]) -> Iterator[Identity]:
    for text in texts:
        if text.startswith(IDENTITY_PREFIX):
            yield Identity(parse_seed(text))
