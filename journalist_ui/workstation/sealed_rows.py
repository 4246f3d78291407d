"""Sealing one row of the vault: XChaCha20-Poly1305, bound to the place where the row stands.

row    nonce (24) || sealed (content || tag (16)); associated data = place
place  shelf || 0 || hidden name (16) || what else the row is bound to
"""

import hashlib

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError

from crypto.randomness import random_bytes
from journalist_ui.workstation.errors import VaultDamaged

KEY_SIZE = 32
NONCE_SIZE = 24
DAMAGED = "a record of the vault is damaged; use a colleague's vault and ask for help"


def derive_key(vault_key: bytes, purpose: bytes) -> bytes:
    """Return the 32-byte key for one purpose (at most 16 bytes) from the vault's key."""
    return hashlib.blake2b(key=vault_key, person=purpose, digest_size=KEY_SIZE).digest()


def place_of(shelf: str, hidden_name: bytes, bound_to: bytes = b"") -> bytes:
    """Return what a row is bound to: its place, so that rows cannot be swapped."""
    return shelf.encode() + b"\0" + hidden_name + bound_to


def seal_row(content: bytes, *, place: bytes, key: bytes) -> tuple[bytes, bytes]:
    """Return (nonce, sealed) of a row, under a fresh nonce."""
    nonce = random_bytes(NONCE_SIZE)
    return nonce, crypto_aead_xchacha20poly1305_ietf_encrypt(content, place, nonce, key)


def open_row(sealed: bytes, *, nonce: bytes, place: bytes, key: bytes) -> bytes:
    """Return the content of a row, or raise `VaultDamaged`."""
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, place, nonce, key)
    except (CryptoError, ValueError, TypeError) as error:
        raise VaultDamaged(DAMAGED) from error
