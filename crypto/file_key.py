"""What an age file key derives: the header's MAC and the payload key (c2sp.org/age; docs/protocol.md section 4.1)."""

import hashlib
import hmac
from collections.abc import Sequence

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.errors import Tampered
from crypto.header import Header, Stanza, encode_without_mac


def make_header(stanzas: Sequence[Stanza], *, file_key: bytes) -> Header:
    """Return the header of `stanzas` with its MAC under a 16-byte file key."""
    return Header(tuple(stanzas), _header_mac(tuple(stanzas), file_key))


def verify_header(header: Header, *, file_key: bytes) -> None:
    """Raise `Tampered` unless the header's MAC is that of `file_key`."""
    if not hmac.compare_digest(_header_mac(header.stanzas, file_key), header.mac):
        raise Tampered("the header of a sealed file was altered")


def payload_key(file_key: bytes, nonce: bytes) -> bytes:
    """Return the 32-byte key of the payload from a 16-byte file key and a 16-byte nonce."""
    return _hkdf(file_key, salt=nonce, info=b"payload")


def _header_mac(stanzas: tuple[Stanza, ...], file_key: bytes) -> bytes:
    key = _hkdf(file_key, salt=None, info=b"header")
    return hmac.digest(key, encode_without_mac(stanzas), hashlib.sha256)


def _hkdf(file_key: bytes, *, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=salt, info=info).derive(file_key)
