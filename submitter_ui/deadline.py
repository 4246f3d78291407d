"""An end to waiting: a server that drips a byte now and then keeps nobody longer than was said.

A time-out of the socket is counted anew with every byte, so it ends a silence
but not a trickle; looking up a name has none at all. The work is done in a
thread of its own, and one that is left behind ends with the process.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

_Result = TypeVar("_Result")


class OutOfTime(Exception):
    """The work was not done in time; what it did is not known."""


def run_within(seconds: float, work: Callable[[], _Result]) -> _Result:
    """Return what `work` returns or raise what it raises, or `OutOfTime` after so many seconds."""
    outcomes: SimpleQueue[Future[_Result]] = SimpleQueue()
    Thread(target=lambda: outcomes.put(_outcome(work)), daemon=True).start()
    try:
        return outcomes.get(timeout=seconds).result()
    except Empty:
        raise OutOfTime from None


def _outcome(work: Callable[[], _Result]) -> Future[_Result]:
    outcome: Future[_Result] = Future()
    try:
        outcome.set_result(work())
    except Exception as error:  # noqa: BLE001 - raised again where it is waited for
        outcome.set_exception(error)
    return outcome
