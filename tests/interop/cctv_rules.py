"""Which of the published vectors do not concern Sluis, or end here under another name, and why."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from interop.cctv import Outcome, Vector, key_of_payload

from crypto.errors import Malformed
from crypto.header import Header, decode_base64, encode_header, split_header
from crypto.pieces import rechunk
from crypto.sizes import (
    CHUNK_SIZE,
    MAC_SIZE,
    MLKEM_CIPHERTEXT_SIZE,
    PAYLOAD_NONCE_SIZE,
    STANZA_TYPE,
    TAG_SIZE,
)
from crypto.stream import chunk_nonce


def header_of(vector: Vector) -> Header | None:
    """Return the header as our code reads it, None if it is outside the grammar."""
    try:
        return split_header(vector.file)[0]
    except Malformed:
        return None


def concerns_another_type(vector: Vector) -> bool:
    """Tell whether a vector's fault lies in unwrapping X25519 or scrypt, which Sluis does not have.

    So it is when the header is within the grammar and holds no stanza of our
    type, and what must fail is neither MAC nor payload; unless a hybrid identity
    is at hand and must find nothing, which our code can do.
    """
    header = header_of(vector)
    if header is None or lacks_nonce(vector):
        return False
    if any(stanza.arguments[0] == STANZA_TYPE for stanza in header.stanzas):
        return False
    return vector.expect is Outcome.HEADER_FAILURE or (
        vector.expect is Outcome.NO_MATCH and not vector.identities
    )


def lacks_nonce(vector: Vector) -> bool:
    """Tell whether a file ends inside the nonce, which the vectors count among the header."""
    header = header_of(vector)
    if header is None:
        return False
    return len(vector.file) < len(encode_header(header)) + PAYLOAD_NONCE_SIZE


def has_low_order_share(vector: Vector) -> bool:
    """Tell whether a hybrid stanza holds a point of low order, with which no key can be agreed.

    The vectors call this a failure of the header. The library that unwraps for
    us does not tell it from a stanza for somebody else; both are refused.
    """
    header = header_of(vector)
    stanzas = header.stanzas if header else ()
    return any(_is_low_order(s.arguments[1]) for s in stanzas if s.arguments[0] == STANZA_TYPE)


def expected(vector: Vector) -> Outcome:
    """Return what a vector expects, in the two cases that our code names otherwise by that name."""
    if vector.expect is Outcome.HEADER_FAILURE and lacks_nonce(vector):
        return Outcome.PAYLOAD_FAILURE
    if vector.expect is Outcome.HEADER_FAILURE and has_low_order_share(vector):
        return Outcome.NO_MATCH
    return vector.expect


def mac_has_another_size(vector: Vector) -> bool:
    """Tell whether the MAC in a file is base64, but not of 32 bytes."""
    line = vector.file[vector.file.index(b"\n---") + 1 :].split(b"\n")[0]
    return line.startswith(b"--- ") and len(decode_base64(line[4:])) != MAC_SIZE


def what_the_reference_releases(vector: Vector) -> bytes:
    """Return the plaintext that age in Go gives away, to which the vectors' hashes belong.

    It tries a whole chunk as one that is not the last and then as the last, a
    shorter one as the last only, and looks afterwards what stands behind it.
    """
    key, sealed = key_of_payload(vector)
    cipher, plaintext = ChaCha20Poly1305(key), b""
    for counter, chunk in enumerate(rechunk([sealed], CHUNK_SIZE + TAG_SIZE)):
        if len(chunk) == CHUNK_SIZE + TAG_SIZE:
            try:
                plaintext += cipher.decrypt(chunk_nonce(counter, last=False), chunk, None)
                continue
            except InvalidTag:
                pass
        try:
            return plaintext + cipher.decrypt(chunk_nonce(counter, last=True), chunk, None)
        except InvalidTag:
            return plaintext
    return plaintext


def _is_low_order(encapsulation: str) -> bool:
    try:
        share = decode_base64(encapsulation.encode())[MLKEM_CIPHERTEXT_SIZE:]
        point = X25519PublicKey.from_public_bytes(share)
    except (Malformed, ValueError):
        return False
    try:
        X25519PrivateKey.generate().exchange(point)
    except ValueError:
        return True
    return False
