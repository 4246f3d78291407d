"""Making a sealed file: the age v1 format, streaming (docs/protocol.md section 4.1).

The file key is drawn here and leaves only wrapped; there is no way to ask for
encryption under a key that already exists.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from crypto.file_key import make_header, payload_key
from crypto.header import Stanza, encode_header
from crypto.hybrid import Recipient
from crypto.randomness import random_bytes
from crypto.sizes import FILE_KEY_SIZE, PAYLOAD_NONCE_SIZE
from crypto.stream import encrypt_chunks


def seal_chunks(
    plaintext: Iterable[bytes], *, wrap: Callable[[bytes], Sequence[Stanza]]
) -> Iterator[bytes]:
    """Yield a sealed file; `wrap` turns the fresh 16-byte file key into the stanzas of its header."""
    file_key = random_bytes(FILE_KEY_SIZE)
    yield encode_header(make_header(wrap(file_key), file_key=file_key))
    nonce = random_bytes(PAYLOAD_NONCE_SIZE)
    yield nonce
    yield from encrypt_chunks(plaintext, payload_key=payload_key(file_key, nonce))


def seal_to(plaintext: bytes, recipient: Recipient) -> bytes:
    """Return the sealed file of `plaintext` for one recipient."""
    return b"".join(seal_chunks([plaintext], wrap=lambda file_key: [recipient.wrap(file_key)]))
