"""Checksums of pieces (tus: checksum): a body is believed only when its hash is the one that came with it.

A checksum is over one request. It is reckoned while the bytes come and are
written, so memory stays one piece; they are acknowledged after it was compared,
and thrown away where it was not what was announced.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

from werkzeug.exceptions import ClientDisconnected

from server.incoming import Readable
from server.refusals import Refusal

ALGORITHMS = ("sha256", "sha1")
"""SHA-1 because tus asks for it; here it finds bytes that a line has changed, and defends nothing."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """The name of an algorithm, and what it is to give for the body of a request."""

    algorithm: str
    digest: bytes


def parse_checksum(header: str) -> Checksum:
    """Return the checksum in a header `ALGORITHM BASE64`, or refuse."""
    algorithm, _space, text = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Refusal("malformed", f"The checksum must be one of {', '.join(ALGORITHMS)}.")
    try:
        digest = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        digest = b""
    if len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise Refusal("malformed", f"This is no {algorithm} in base64.")
    return Checksum(algorithm, digest)


class CheckedBody:
    """A body whose end is refused when its checksum is another."""

    def __init__(self, body: Readable, checksum: Checksum) -> None:
        self._body = body
        self._expected = checksum.digest
        self._hash = hashlib.new(checksum.algorithm, usedforsecurity=False)

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; at the end none, or refuse with `checksum`."""
        try:
            piece = self._body.read(size)
        except (ClientDisconnected, OSError):
            # Of a piece that is cut there is no telling whether what came is what was sent.
            piece = b""
        self._hash.update(piece)
        if not piece and not hmac.compare_digest(self._hash.digest(), self._expected):
            raise Refusal("checksum", "This piece is not what was sent; send it again.")
        return piece
