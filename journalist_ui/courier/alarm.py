"""An alarm beside a line: whatever the other end does, or does not, the wait for it ends.

A time-out of a socket begins anew with every byte, so an end that drips would
hold a courier for days. The alarm is set for a piece of work, set anew when that
is done, and cuts the line when it rings: whoever reads from the line then sees
its end.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Alarm:
    """Cuts the line that it watches when the time that was given last is over."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._line: socket.socket | None = None
        self._end = 0.0
        self._is_on = False
        self.rang = False

    @contextmanager
    def on(self, seconds: float) -> Iterator[None]:
        """Keep the alarm on inside the block, first for so many seconds."""
        self.rang, self._is_on = False, True
        self._end = time.monotonic() + seconds
        watcher = threading.Thread(target=self._watch_clock, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            with self._changed:
                self._is_on = False
                self._changed.notify()
            watcher.join()

    def set_anew(self, seconds: float) -> None:
        """Give so many seconds from now."""
        with self._changed:
            self._end = time.monotonic() + seconds
            self._changed.notify()

    def watch(self, line: socket.socket) -> None:
        """Watch a new line in the place of the one before."""
        with self._changed:
            if self._line is not None:
                self._line.close()
            # Of our own, because TLS takes the socket over and the library closes it when it likes.
            self._line = line.dup()
            if self.rang:
                self._cut()

    def _watch_clock(self) -> None:
        with self._changed:
            while self._is_on and not self.rang:
                left = self._end - time.monotonic()
                if left <= 0:
                    self.rang = True
                    self._cut()
                else:
                    self._changed.wait(left)

    def _cut(self) -> None:
        if self._line is not None:
            # The other end may have cut it already.
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
