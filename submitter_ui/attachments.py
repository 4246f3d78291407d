"""Files beside a message: opened once, measured, read in pieces, never held whole in memory.

A file that is empty, too large, unreadable, or not a plain file is refused
before anything is sent; one that changes while it is read is refused before
the message is. Only the last part of its name travels, or a name that says no
more than what it is. What stands inside a file (author, place, camera) is not taken
out here, as the page does it: the command line says so.
"""

import hashlib
import mimetypes
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from crypto.messages import Attachment
from crypto.submission import MAX_ATTACHMENTS
from submitter_ui.file_names import name_plainly
from submitter_ui.files import name_of, require_plain
from submitter_ui.limits import MAX_FILE_MB, MAX_FILES_MB, MB
from submitter_ui.refusals import Refusal
from submitter_ui.texts import Language

MAX_CONTENT = MAX_FILE_MB * MB
"""A service may allow less; then its server says so before the first byte is sent."""
MAX_CONTENTS = MAX_FILES_MB * MB
PIECE = 1 << 16
_MIME_TYPE = re.compile(r"[a-z0-9.+-]{1,50}/[a-z0-9.+-]{1,49}")
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(slots=True)
class Content:
    """An open file of `size` bytes that is read once; afterwards `sha256` is that of what was read."""

    name: str
    """On this computer; refusals say it."""
    title: str
    """In the message."""
    size: int
    file: BinaryIO
    modified: int
    sha256: str = field(default="", init=False)

    def pieces(self) -> Iterator[bytes]:
        """Yield the content; raise `Refusal` if the file is not what it was when it was opened."""
        digest, left = hashlib.sha256(), self.size
        while left:
            piece = self._read(min(left, PIECE))
            digest.update(piece)
            left -= len(piece)
            yield piece
        status = os.fstat(self.file.fileno())
        if self._read(1, at_end=True) or (status.st_size, status.st_mtime_ns) != (
            self.size,
            self.modified,
        ):
            raise Refusal("file_changed", file=self.name)
        self.sha256 = digest.hexdigest()

    def describe(self, upload_id: bytes) -> Attachment:
        """Return what the message says of this file, once it has been read to its end."""
        if not self.sha256:
            raise ValueError("the file was not read to its end")
        return describe(upload_id, name=self.title, size=self.size, sha256=self.sha256)

    def _read(self, size: int, *, at_end: bool = False) -> bytes:
        try:
            piece = self.file.read(size)
        except OSError as error:
            raise Refusal("file_unreadable", file=self.name) from error
        if not piece and not at_end:
            raise Refusal("file_changed", file=self.name)
        return piece


def describe(upload_id: bytes, *, name: str, size: int, sha256: str) -> Attachment:
    """Return an attachment's description; its type is guessed from the name only."""
    guessed = mimetypes.guess_type(name)[0] or _UNKNOWN_TYPE
    return Attachment(
        id=upload_id.hex(),
        name=name,
        sha256=sha256,
        size=size,
        type=guessed if _MIME_TYPE.fullmatch(guessed) else _UNKNOWN_TYPE,
    )


def open_contents(
    paths: Sequence[Path], stack: ExitStack, *, plain_names: Language | None = None
) -> list[Content]:
    """Return every file opened and measured, or raise `Refusal`; `stack` closes them.

    With `plain_names` they go under names of that language that say no more than what
    each of them is.
    """
    if len(paths) > MAX_ATTACHMENTS:
        raise Refusal("too_many_files", most=MAX_ATTACHMENTS)
    titles = [name_of(path) for path in paths]
    if plain_names is not None:
        titles = name_plainly(titles, plain_names)
    contents = [
        _open_content(path, title, stack) for path, title in zip(paths, titles, strict=True)
    ]
    if sum(content.size for content in contents) > MAX_CONTENTS:
        raise Refusal("files_too_large", most=MAX_FILES_MB)
    return contents


def _open_content(path: Path, title: str, stack: ExitStack) -> Content:
    name = name_of(path)
    require_plain(path)
    try:
        file = stack.enter_context(path.open("rb", buffering=0))
        status = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        raise Refusal("file_unreadable", file=name) from error
    if status.st_size == 0:
        raise Refusal("file_empty", file=name)
    if status.st_size > MAX_CONTENT:
        raise Refusal("file_too_large", file=name, most=MAX_FILE_MB)
    return Content(name, title, status.st_size, file, status.st_mtime_ns)
