"""Opening the payload of an age v1 file (c2sp.org/age; docs/protocol.md section 4.1).

Yields only authentic chunks. A truncated, reordered or altered payload raises
before anything beyond its last authentic chunk is yielded, and a consumer shows
nothing until the iterator has ended.
"""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from crypto.errors import Tampered
from crypto.pieces import rechunk
from crypto.sizes import CHUNK_SIZE, TAG_SIZE
from crypto.stream import chunk_nonce


def decrypt_chunks(payload: Iterable[bytes], *, payload_key: bytes) -> Iterator[bytes]:
    """Yield the plaintext of sealed chunks that come in pieces of any size, or raise `Tampered`."""
    cipher = ChaCha20Poly1305(payload_key)
    counter = 0
    waiting: bytes | None = None
    for chunk in rechunk(payload, CHUNK_SIZE + TAG_SIZE):
        if waiting is not None:
            yield _open(cipher, counter, waiting, last=False)
            counter += 1
        waiting = chunk
    if waiting is None:
        raise Tampered("a sealed file ends before its payload")
    plaintext = _open(cipher, counter, waiting, last=True)
    if not plaintext and counter:
        raise Tampered("the last chunk of a sealed file is empty")
    yield plaintext


def open_chunk(sealed: bytes, *, payload_key: bytes, counter: int, last: bool) -> bytes:
    """Return the plaintext of the chunk of this number, counted from 0, or raise `Tampered`."""
    return _open(ChaCha20Poly1305(payload_key), counter, sealed, last=last)


def _open(cipher: ChaCha20Poly1305, counter: int, chunk: bytes, *, last: bool) -> bytes:
    try:
        return cipher.decrypt(chunk_nonce(counter, last=last), chunk, None)
    except InvalidTag as error:
        raise Tampered("a chunk of a sealed file was altered, moved or cut off") from error
