"""Opening a backup as a stream: authentic chunks only, in constant memory.

This package alone of the server may load what opens (`crypto.opening`); no
module outside it may import it, which pyproject.toml and tests/test_walls.py check.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from crypto.age_text import MAX_TEXT, parse_seed
from crypto.errors import Malformed
from crypto.opening.identity import Identity
from crypto.opening.sealed_file import open_slot
from crypto.sizes import CHUNK_SIZE


class OpenedBackup(io.RawIOBase):
    """A sealed backup as a readable stream of its tar; raises what opening raises."""

    def __init__(self, sealed: BinaryIO, identity: Identity) -> None:
        self._pieces = open_slot(_pieces(sealed), identity=identity, slot=0, slots=1)
        self._waiting = b""

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with what comes next; nothing at the end."""
        while not self._waiting:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._waiting = piece
        size = min(len(buffer), len(self._waiting))
        buffer[:size], self._waiting = self._waiting[:size], self._waiting[size:]
        return size


def open_backup(sealed: BinaryIO, identity: Identity) -> io.BufferedReader:
    """Return the tar in a backup."""
    return io.BufferedReader(OpenedBackup(sealed, identity), CHUNK_SIZE)


def read_identity(file: Path) -> Identity:
    """Return the identity in a key's file, as age writes it: lines that begin with # are remarks."""
    try:
        with file.open("r", encoding="ascii") as text:
            lines = text.read(2 * MAX_TEXT).split()
    except UnicodeDecodeError as error:
        raise Malformed(f"{file.name} holds no key for backups") from error
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-PQ-")]
    if len(keys) != 1:
        raise Malformed(f"{file.name} does not hold exactly one key for backups")
    return Identity(parse_seed(keys[0]))


def _pieces(sealed: BinaryIO) -> Iterator[bytes]:
    while piece := sealed.read(CHUNK_SIZE):
        yield piece
