"""Ctrl-C: it stops a command until its message is stored; then that is said first, and nothing cuts it short.

To be ended by another program (SIGTERM) is the same. Neither can be told from a
thread of its own, where signals are nobody's.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import current_thread, main_thread

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_hearing: ContextVar[bool] = ContextVar("hearing", default=False)
"""Whether a command hears them here: what only uses our parts keeps its own ways with signals."""


@contextmanager
def heard_as_interrupts() -> Iterator[None]:
    """Let both raise `KeyboardInterrupt`; afterwards they are what they were before."""
    if current_thread() is not main_thread():
        yield
        return
    before = [signal.signal(number, signal.default_int_handler) for number in _SIGNALS]
    hearing = _hearing.set(True)
    try:
        yield
    finally:
        _hearing.reset(hearing)
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)


def no_longer() -> None:
    """Let nothing stop the command any more, to the end of `heard_as_interrupts`; outside it, change nothing."""
    if _hearing.get() and current_thread() is main_thread():
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
