"""A file that a form sends, on its way into the vault: on the disk only sealed, under a key that memory alone holds.

A server keeps what is too large for memory in a file while it comes. That file has
no name and goes with the request, but a disk forgets late; so it never gets the
content in plain.
"""

import tempfile
from typing import IO, cast

from flask import Request

from crypto.randomness import random_bytes
from journalist_ui.workstation.sealed_rows import KEY_SIZE, NONCE_SIZE, open_row, seal_row

PIECE = 1 << 16
_LENGTH = 4
_GIVES_PLAIN = frozenset({"handover.write", "handover.check"})
"""Where a file comes from a stick as it is; a bundle is sealed by itself, and is read in any order."""


class SealedSpool:
    """Written once from the beginning to the end, then read once in the same order, with constant memory."""

    def __init__(self) -> None:
        # Closed by whoever holds the request.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._key = random_bytes(KEY_SIZE)
        self._rest = bytearray()
        self._number = 0

    def write(self, piece: bytes) -> int:
        """Take what comes next."""
        self._rest += piece
        while len(self._rest) >= PIECE:
            self._put(bytes(self._rest[:PIECE]))
            del self._rest[:PIECE]
        return len(piece)

    def seek(self, place: int) -> int:
        """Go back to the beginning, to read; `ValueError` for any other place."""
        if place:
            raise ValueError("a sealed spool is read from its beginning")
        if self._rest:
            self._put(bytes(self._rest))
            self._rest.clear()
        self._file.seek(0)
        self._number = 0
        return 0

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer at the end."""
        while len(self._rest) < size and (length := self._file.read(_LENGTH)):
            row = self._file.read(int.from_bytes(length, "big"))
            place = self._place()
            self._rest += open_row(
                row[NONCE_SIZE:], nonce=row[:NONCE_SIZE], place=place, key=self._key
            )
        piece = bytes(self._rest[:size])
        del self._rest[:size]
        return piece

    def close(self) -> None:
        """Let go of it."""
        self._file.close()
        self._rest.clear()

    def _put(self, piece: bytes) -> None:
        nonce, sealed = seal_row(piece, place=self._place(), key=self._key)
        self._file.write((len(nonce) + len(sealed)).to_bytes(_LENGTH, "big") + nonce + sealed)

    def _place(self) -> bytes:
        self._number += 1
        return self._number.to_bytes(8, "big")


class SpoolingRequest(Request):
    """A request whose files, where they come in plain, wait in a sealed spool."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.endpoint in _GIVES_PLAIN:
            return cast(IO[bytes], SealedSpool())
        return super()._get_file_stream(
            total_content_length, content_type, filename, content_length
        )
