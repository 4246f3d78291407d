"""The age recipient type `mlkem768x25519`: wrapping a file key (docs/protocol.md section 4.2).

HPKE (RFC 9180) with KEM MLKEM768-X25519, HKDF-SHA256 and ChaCha20-Poly1305,
all of it from `cryptography`; only the stanza is written here. Unwrapping lives
in `crypto.opening.identity`, which nothing online can load.
"""

import base64
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from crypto.errors import Malformed
from crypto.header import Stanza
from crypto.sizes import ENCAPSULATION_SIZE, MLKEM_KEY_SIZE, RECIPIENT_SIZE, STANZA_TYPE

INFO = b"age-encryption.org/mlkem768x25519"
"""The HPKE info that age prescribes for this recipient type."""
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A public key of 1,216 bytes to which a file key can be wrapped."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != RECIPIENT_SIZE:
            raise Malformed(f"a recipient has {RECIPIENT_SIZE} bytes")

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza that holds `file_key` for this recipient; `Malformed` if the key is no key."""
        try:
            public_key = MLKEM768X25519PublicKey(
                MLKEM768PublicKey.from_public_bytes(self.raw[:MLKEM_KEY_SIZE]),
                X25519PublicKey.from_public_bytes(self.raw[MLKEM_KEY_SIZE:]),
            )
            sealed = SUITE.encrypt(file_key, public_key, info=INFO)
        except ValueError as error:
            raise Malformed("a recipient is not a key of this type") from error
        encapsulation = base64.b64encode(sealed[:ENCAPSULATION_SIZE]).rstrip(b"=").decode()
        return Stanza((STANZA_TYPE, encapsulation), sealed[ENCAPSULATION_SIZE:])


def throwaway_recipient() -> Recipient:
    """Return a recipient whose private key is forgotten at once: nobody opens what is sealed to it."""
    mlkem = MLKEM768PrivateKey.generate().public_key().public_bytes_raw()
    return Recipient(mlkem + X25519PrivateKey.generate().public_key().public_bytes_raw())
