"""Opening the content of an attachment at any place, without what stands before it (docs/protocol.md section 4.1).

A chunk of the payload has its place in its nonce, so each opens alone and none can
be moved. Nothing here says that the whole is what its message names: a caller
first reads it to its end once (`crypto.opening.messages.open_attachment`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from crypto.file_key import payload_key
from crypto.opening.stream import open_chunk
from crypto.sizes import (
    CHUNK_SIZE,
    LENGTH_SIZE,
    PAYLOAD_NONCE_SIZE,
    TAG_SIZE,
    padded_attachment_size,
)

ReadPayload = Callable[[int, int], bytes]
"""Returns so many bytes of a payload from a place in it, its nonce first; fewer only at its end."""


@dataclass(frozen=True, slots=True)
class Anywhere:
    """A content of `size` bytes behind a header whose MAC was verified."""

    read_payload: ReadPayload
    payload_key: bytes = field(repr=False)
    size: int

    def read(self, place: int, length: int) -> bytes:
        """Return at most `length` bytes from a place in the content, fewer at its end.

        Raises `Tampered` if a chunk that they need is not the sealed one.
        """
        start = LENGTH_SIZE + place
        end = LENGTH_SIZE + min(place + length, self.size)
        if start >= end:
            return b""
        first, last = start // CHUNK_SIZE, (end - 1) // CHUNK_SIZE
        plaintext = b"".join(self._open(number) for number in range(first, last + 1))
        return plaintext[start - first * CHUNK_SIZE : end - first * CHUNK_SIZE]

    def _open(self, number: int) -> bytes:
        sealed_size = CHUNK_SIZE + TAG_SIZE
        sealed = self.read_payload(PAYLOAD_NONCE_SIZE + number * sealed_size, sealed_size)
        is_last = number == -(-padded_attachment_size(self.size) // CHUNK_SIZE) - 1
        return open_chunk(sealed, payload_key=self.payload_key, counter=number, last=is_last)


def open_anywhere(read_payload: ReadPayload, *, file_key: bytes, size: int) -> Anywhere:
    """Return a padded content of `size` bytes; `file_key` is the one that its header was verified under."""
    nonce = read_payload(0, PAYLOAD_NONCE_SIZE)
    return Anywhere(read_payload, payload_key(file_key, nonce), size)
