"""Trying again after a cut line: how often, and how long to wait between."""

from collections.abc import Callable
from typing import TypeVar

from submitter_ui.device import Device
from submitter_ui.refusals import Refusal
from submitter_ui.server_api import Nonsense, Refused
from submitter_ui.wire import WAYS_THAT_TOR_MAY_FIND, Unreachable

TRIES = 5
"""With the pauses between, half a minute: longer than a Tor circuit takes to be replaced."""

PASSING = ("busy", "internal")
"""Refusals that may be gone when the same is asked again."""

_Result = TypeVar("_Result")

_REFUSED_TEXT = {
    "malformed": "server_refused",
    "ticket": "ticket_expired",
    "unknown": "server_refused",
    "conflict": "server_refused",
    "too-large": "server_too_large",
    "period": "wrong_period",
    "checksum": "line_damages",
    "internal": "server_fault",
    "busy": "server_busy",
    "full": "server_full",
}


def pause(device: Device, tries: int) -> None:
    """Wait 1, 2, 4, 8 seconds after the first, second, third and fourth failed try."""
    device.wait(float(2 ** (tries - 1)))


def insist(
    call: Callable[[], _Result],
    device: Device,
    *,
    refusal: Callable[[Refused], Refusal] | None = None,
) -> _Result:
    """Return what `call` returns, trying again when the line was cut; raise `Refusal` when it is no use.

    Only for calls that may be made twice without harm.
    """
    tries = 0
    while True:
        try:
            return call()
        except Unreachable as error:
            tries = count_failure(tries, error)
            if not error.may_pass or tries == TRIES:
                raise Refusal(error.why) from error
        except Refused as error:
            tries = count_failure(tries, error)
            if error.code not in PASSING or tries == TRIES:
                raise (refusal or refusal_of_answer)(error) from error
        except Nonsense as error:
            raise Refusal("nonsense") from error
        pause(device, tries)


def fetch(call: Callable[[], _Result], device: Device) -> _Result:
    """Insist on something that is published for everybody: where it is refused, there is no service of ours."""
    return insist(call, device, refusal=_refusal_of_address)


def count_failure(tries: int, error: Exception) -> int:
    """Return how many tries are used up after one more failed: a long wait costs more, so that waiting ends.

    A silent server leaves one more; a Tor that finds no way in time takes two.
    """
    if isinstance(error, Unreachable) and error.silent:
        return max(tries + 1, TRIES - 1)
    if isinstance(error, Unreachable) and error.why in WAYS_THAT_TOR_MAY_FIND:
        return min(tries + 2, TRIES)
    return tries + 1


def refusal_of_answer(error: Refused) -> Refusal:
    """Return the refusal that tells a reporter what the server refused."""
    return Refusal(_REFUSED_TEXT[error.code])


def _refusal_of_address(error: Refused) -> Refusal:
    return refusal_of_answer(error) if error.code in PASSING else Refusal("no_service")
