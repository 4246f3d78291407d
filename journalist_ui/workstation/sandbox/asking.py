"""A file that the program in the sandbox reads by asking for pieces of it, so that nobody holds it whole.

    question = place (8) || length (4)       the sandbox's, through a pipe of its own
    answer   = exactly these bytes           ours, through its standard input

Numbers are big endian; `inside/asked.py` speaks the other side. Whoever asks may be in
the hands of whoever made the file: a question for what the file has not, or for
too much at once, ends the look. Nothing is owed to it but bytes of that one file.
"""

import os
import select
import struct
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

QUESTION = struct.Struct(">QI")
MOST_AT_ONCE = 1 << 16
"""Bytes of one answer; a pipe takes as many without anybody reading."""


@dataclass(frozen=True, slots=True)
class Source:
    """A content of `size` bytes; `read` returns so many bytes from a place in it, all of which are there."""

    size: int
    read: Callable[[int, int], bytes]


class BadQuestion(Exception):
    """What was asked is not a question about this file."""


class Asking:
    """Our ends of the two pipes, and theirs until they are handed over; closed at the end of the block."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._questions, self.their_questions = os.pipe()
        self.their_answers, self._answers = os.pipe()
        os.set_blocking(self._answers, False)
        self._open = {self._questions, self.their_questions, self.their_answers, self._answers}
        self._asked = b""
        self._owed = memoryview(b"")

    def __enter__(self) -> "Asking":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for descriptor in self._open:
            os.close(descriptor)
        self._open.clear()

    def hand_over(self) -> None:
        """Close their ends here, once the sandbox has them."""
        for descriptor in (self.their_questions, self.their_answers):
            self._open.discard(descriptor)
            os.close(descriptor)

    def register(self, poll: select.poll) -> None:
        """Let a poll wake up for questions."""
        poll.register(self._questions, select.POLLIN)

    def take(self, poll: select.poll, woken: int) -> None:
        """Deal with a descriptor that a poll woke up for, if it is one of ours; `BadQuestion` for nonsense."""
        if woken == self._questions:
            self._listen(poll)
        elif woken == self._answers:
            self._answer(poll)

    def _listen(self, poll: select.poll) -> None:
        heard = os.read(self._questions, QUESTION.size - len(self._asked))
        if not heard:
            poll.unregister(self._questions)
            return
        self._asked += heard
        if len(self._asked) < QUESTION.size:
            return
        place, length = QUESTION.unpack(self._asked)
        self._asked = b""
        if not 0 < length <= MOST_AT_ONCE or place + length > self._source.size:
            raise BadQuestion
        self._owed = memoryview(self._source.read(place, length))
        # The next question is heard when this one is answered.
        poll.unregister(self._questions)
        poll.register(self._answers, select.POLLOUT)

    def _answer(self, poll: select.poll) -> None:
        try:
            self._owed = self._owed[os.write(self._answers, self._owed) :]
        except BrokenPipeError:
            # It has ended, which is heard elsewhere.
            poll.unregister(self._answers)
            return
        if not self._owed:
            poll.unregister(self._answers)
            poll.register(self._questions, select.POLLIN)
