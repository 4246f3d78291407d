"""A file of which pieces are asked for through a pipe, as `sandbox/asking.py` describes; runs inside the walls."""

import io
import os
from typing import BinaryIO

from journalist_ui.workstation.sandbox.asking import MOST_AT_ONCE, QUESTION

ANSWERS = 0


class _Asked(io.RawIOBase):
    def __init__(self, size: int, questions: int) -> None:
        self._size = size
        self._questions = questions
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("a place before the file")
        self._place = start + offset
        return self._place

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        length = min(len(buffer), MOST_AT_ONCE, max(0, self._size - self._place))
        if length:
            os.write(self._questions, QUESTION.pack(self._place, length))
        missing = memoryview(buffer)[:length]
        while missing:
            piece = os.read(ANSWERS, len(missing))
            if not piece:
                raise EOFError("nobody answers any more")
            missing[: len(piece)] = piece
            missing = missing[len(piece) :]
        self._place += length
        return length


def open_asked(size: int, *, questions: int) -> BinaryIO:
    """Return a file of so many bytes; `questions` is the descriptor to ask through."""
    return io.BufferedReader(_Asked(size, questions), MOST_AT_ONCE)
