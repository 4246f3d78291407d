"""The age identity type `mlkem768x25519`: unwrapping a file key (docs/protocol.md section 4.2)."""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from crypto.errors import Malformed, Tampered
from crypto.header import Stanza, decode_base64
from crypto.hybrid import INFO, SUITE, Recipient
from crypto.randomness import random_bytes
from crypto.sizes import ENCAPSULATION_SIZE, STANZA_TYPE, WRAPPED_SIZE

SEED_SIZE = 32
"""The X-Wing seed (draft-connolly-cfrg-xwing-kem), from which both halves are expanded."""
_MLKEM_SEED_SIZE = 64


class Identity:
    """A private key, made from a 32-byte seed; `repr` shows nothing of it."""

    __slots__ = ("_private_key", "_recipient", "_seed")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_SIZE:
            raise Malformed(f"the seed of an identity has {SEED_SIZE} bytes")
        expanded = hashlib.shake_256(seed).digest(_MLKEM_SEED_SIZE + 32)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_SIZE])
        x25519 = X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_SIZE:])
        self._seed = seed
        self._private_key = MLKEM768X25519PrivateKey(mlkem, x25519)
        self._recipient = Recipient(
            mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and hmac.compare_digest(self._seed, other._seed)

    def __hash__(self) -> int:
        return hash(self._recipient)

    @classmethod
    def generate(cls) -> "Identity":
        """Return a fresh identity."""
        return cls(random_bytes(SEED_SIZE))

    @property
    def seed(self) -> bytes:
        """The 32 bytes from which the identity can be made again: a secret."""
        return self._seed

    @property
    def recipient(self) -> Recipient:
        """The public key to which others seal."""
        return self._recipient

    def unwrap(self, stanza: Stanza) -> bytes:
        """Return the 16-byte file key in a stanza, `Malformed` for another type, `Tampered` if it does not open."""
        if len(stanza.arguments) != 2 or stanza.arguments[0] != STANZA_TYPE:
            raise Malformed("a stanza is not of the type mlkem768x25519")
        encapsulation = decode_base64(stanza.arguments[1].encode("ascii"))
        if len(encapsulation) != ENCAPSULATION_SIZE or len(stanza.body) != WRAPPED_SIZE:
            raise Malformed("a stanza has a part of the wrong size")
        try:
            return SUITE.decrypt(encapsulation + stanza.body, self._private_key, info=INFO)
        except (InvalidTag, ValueError) as error:
            raise Tampered("a stanza does not open with this key") from error
