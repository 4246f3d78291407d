"""Ed25519 signatures and HMAC-SHA256 over frames (docs/protocol.md section 2.3).

Both cover the PAE of (type, context || body). The context binds a frame to
where it stands (a reply to its tag and recipient) without travelling itself.
"""

import hashlib
import hmac
from collections.abc import Sequence

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from crypto.errors import Malformed, Tampered, UnknownSigner
from crypto.frame import Frame, Signature, pre_authentication_encoding
from crypto.randomness import random_bytes

SIGNING_SEED_SIZE = 32


def new_signing_seed() -> bytes:
    """Return a fresh 32-byte Ed25519 seed."""
    return random_bytes(SIGNING_SEED_SIZE)


def verify_key_of(signing_seed: bytes) -> bytes:
    """Return the 32-byte verify key of a 32-byte seed."""
    return bytes(SigningKey(signing_seed).verify_key)


def sign(
    frame_type: str, body: bytes, *, signer: int, signing_seed: bytes, context: bytes = b""
) -> Signature:
    """Return the signature of `signer` over (type, context || body)."""
    message = pre_authentication_encoding(frame_type, context + body)
    return Signature(signer, SigningKey(signing_seed).sign(message).signature)


def verify(frame: Frame, *, signer: int, verify_key: bytes, context: bytes = b"") -> None:
    """Raise `UnknownSigner` unless `signer` signed the frame, `Tampered` if the signature is wrong."""
    for signature in frame.signatures:
        if signature.signer == signer:
            message = pre_authentication_encoding(frame.type, context + frame.body)
            try:
                VerifyKey(verify_key).verify(message, signature.value)
            except BadSignatureError as error:
                raise Tampered("a signature does not match what it signs") from error
            return
    raise UnknownSigner("the signature that must be there is missing")


def verify_threshold(frame: Frame, *, verify_keys: Sequence[bytes], threshold: int) -> None:
    """Raise `UnknownSigner` unless `threshold` of `verify_keys` signed; a wrong signature is `Tampered`.

    A signature whose signer index lies outside `verify_keys` is refused too, and so
    is a MAC: nothing foreign rides along.
    """
    refuse_mac(frame)
    for signature in frame.signatures:
        if signature.signer >= len(verify_keys):
            raise UnknownSigner("somebody signed who is not a root holder")
        verify(frame, signer=signature.signer, verify_key=verify_keys[signature.signer])
    if len(frame.signatures) < threshold:
        raise UnknownSigner(f"{len(frame.signatures)} root holders signed; {threshold} are needed")


def refuse_mac(frame: Frame) -> None:
    """Raise `Malformed` for a MAC in a frame of a type that has none (section 2.2)."""
    if frame.mac:
        raise Malformed("a frame of this type has no MAC")


def mac(frame_type: str, body: bytes, *, key: bytes, context: bytes = b"") -> bytes:
    """Return the 32-byte HMAC-SHA256 over (type, context || body)."""
    message = pre_authentication_encoding(frame_type, context + body)
    return hmac.digest(key, message, hashlib.sha256)


def verify_mac(frame: Frame, *, key: bytes, context: bytes = b"") -> None:
    """Raise `Tampered` unless the frame carries the MAC of `key`."""
    expected = mac(frame.type, frame.body, key=key, context=context)
    if not hmac.compare_digest(expected, frame.mac):
        raise Tampered("a MAC does not match what it covers")
