"""The payload of an age v1 file: STREAM over 64 KiB chunks of ChaCha20-Poly1305 (c2sp.org/age).

Memory is constant: one chunk at a time, whatever the size of the file.
"""

from collections.abc import Iterable, Iterator

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from crypto.pieces import rechunk
from crypto.sizes import CHUNK_SIZE


def chunk_nonce(counter: int, *, last: bool) -> bytes:
    """Return the 12-byte nonce of a chunk: an 11-byte counter and a byte that marks the last one."""
    return counter.to_bytes(11, "big") + bytes([last])


def encrypt_chunks(plaintext: Iterable[bytes], *, payload_key: bytes) -> Iterator[bytes]:
    """Yield the sealed chunks of plaintext that comes in pieces of any size."""
    cipher = ChaCha20Poly1305(payload_key)
    counter = 0
    waiting: bytes | None = None
    for chunk in rechunk(plaintext, CHUNK_SIZE):
        if waiting is not None:
            yield cipher.encrypt(chunk_nonce(counter, last=False), waiting, None)
            counter += 1
        waiting = chunk
    yield cipher.encrypt(chunk_nonce(counter, last=True), waiting or b"", None)
