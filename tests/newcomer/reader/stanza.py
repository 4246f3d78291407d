"""Both halves of an identity, and the stanza that one opens: X-Wing, then HPKE (section 4.2)."""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from newcomer.reader.encoding import unbase64
from newcomer.reader.refused import Refused, need

STANZA = "mlkem768x25519"
SUITE = b"HPKE\x64\x7a\x00\x01\x00\x03"
XWING = rb"\./" + rb"/^" + b"\\"
Stanza = tuple[list[str], bytes]


def hkdf(secret: bytes, info: bytes, salt: bytes = b"") -> bytes:
    """Return 32 bytes of HKDF-SHA256."""
    return _expand(hmac.digest(salt, secret, "sha256"), info)


def _expand(secret: bytes, info: bytes) -> bytes:
    return hmac.digest(secret, info + b"\x01", "sha256")


def halves(identity: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """Return both private keys of an identity (4.2)."""
    need(len(identity) == 32)
    seed = hashlib.shake_256(identity).digest(96)
    ml_kem = MLKEM768PrivateKey.from_seed_bytes(seed[:64])
    return ml_kem, X25519PrivateKey.from_private_bytes(seed[64:])


def recipient_of(identity: bytes) -> bytes:
    """Return the public half of an identity (4.2)."""
    return b"".join(half.public_key().public_bytes_raw() for half in halves(identity))


def encapsulation(stanza: Stanza) -> bytes:
    """Return the encapsulation of a stanza whose shape is right (4.2)."""
    arguments, body = stanza
    need(len(arguments) == 2 and arguments[0] == STANZA and len(body) == 32)
    raw = unbase64(arguments[1])
    need(len(raw) == 1_120)
    return raw


def unwrap(identity: bytes, stanza: Stanza) -> bytes:
    """Return the file key of a stanza: X-Wing, then HPKE (4.2)."""
    (ml_kem, x25519), raw = halves(identity), encapsulation(stanza)
    try:
        exchanged = x25519.exchange(X25519PublicKey.from_public_bytes(raw[1_088:]))
    except ValueError:
        raise Refused("Tampered", "a share of small order") from None
    own = x25519.public_key().public_bytes_raw()
    mixed = ml_kem.decapsulate(raw[:1_088]) + exchanged + raw[1_088:] + own + XWING
    return _hpke_open(hashlib.sha3_256(mixed).digest(), stanza[1])


def _hpke_open(shared: bytes, sealed: bytes) -> bytes:
    """Open in base mode with the secret of the KEM at hand (RFC 9180, 5.1)."""

    def extract(salt: bytes, label: bytes, secret: bytes) -> bytes:
        return hmac.digest(salt, b"HPKE-v1" + SUITE + label + secret, "sha256")

    info = b"age-encryption.org/" + STANZA.encode()
    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    key = _expand(secret, b"\0\x20HPKE-v1" + SUITE + b"key" + context)
    nonce = _expand(secret, b"\0\x0cHPKE-v1" + SUITE + b"base_nonce" + context)[:12]
    return decrypt(key, nonce, sealed)


def decrypt(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    """Open one box of ChaCha20-Poly1305, without associated data."""
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, None)
    except InvalidTag:
        raise Refused("Tampered", "does not open") from None
