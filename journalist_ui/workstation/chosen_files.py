"""Files that a confidant chooses for a handover, by their path or as a form sends them.

Read once, hashed as they are read, never larger than may be sent. What stands
inside a file, such as its author or the place of a photograph, is not taken out
here: the command line warns, and so do the pages.
"""

import hashlib
import mimetypes
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from crypto.pieces import read_through
from journalist_ui.workstation.errors import UnusableFile

MAX_FILE = 100_000_000
"""As much as a reporter may send; one of these fits in a bundle."""
PIECE = 1 << 16
_MAX_NAME = 255
_MIME_TYPE = re.compile(r"[a-z0-9.+-]{1,50}/[a-z0-9.+-]{1,49}")
_UNKNOWN_TYPE = "application/octet-stream"


class ArrivingFile:
    """A file as it comes; `size` (bytes) and `sha256` (hex) are those of what was read, once it was read."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self._stream = stream
        self.name = name[:_MAX_NAME] or "?"
        self.size = 0
        self.sha256 = ""

    @property
    def type(self) -> str:
        """The MIME type, guessed from the name only."""
        guessed = mimetypes.guess_type(self.name)[0] or _UNKNOWN_TYPE
        return guessed if _MIME_TYPE.fullmatch(guessed) else _UNKNOWN_TYPE

    def pieces(self) -> Iterator[bytes]:
        """Yield the content, or raise `UnusableFile` for what is no file, empty, too large or cannot be read."""
        digest = hashlib.sha256()
        try:
            for piece in self._read():
                digest.update(piece)
                self.size += len(piece)
                if self.size > MAX_FILE:
                    raise UnusableFile(
                        f"{self.name} is larger than {MAX_FILE // 1_000_000} MB;"
                        " make it smaller or split it"
                    )
                yield piece
        except OSError as error:
            raise UnusableFile(f"{self.name} cannot be read; check name and stick") from error
        if not self.size:
            raise UnusableFile(f"{self.name} is empty; choose another file")
        self.sha256 = digest.hexdigest()

    def _read(self) -> Iterator[bytes]:
        while piece := self._stream.read(PIECE):
            yield piece


class ChosenFile(ArrivingFile):
    """A file by its path."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = os.fsencode(path.name).decode("utf-8", "replace")[:_MAX_NAME] or "?"
        self.size = 0
        self.sha256 = ""

    def read(self) -> None:
        """Read the whole file for its size and hash."""
        read_through(self.pieces())

    def _read(self) -> Iterator[bytes]:
        if not stat.S_ISREG(self._path.stat().st_mode):
            # Asked before opening: opening a pipe waits for its other end.
            raise UnusableFile(f"{self.name} is not a plain file; choose another one")
        with self._path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
