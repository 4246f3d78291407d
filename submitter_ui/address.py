"""Which addresses the client will speak to, said as its refusals."""

from submitter_ui.refusals import Refusal
from submitter_ui.tor import safe_address
from submitter_ui.tor.safe_address import Fault, NotSafe

_SAID = {
    Fault.NO_ADDRESS: "wrong_address",
    Fault.WRONG_ONION: "wrong_onion",
    Fault.NEEDS_TOR: "onion_needs_tor",
    Fault.OVERHEARD: "unsafe_address",
}


def check_address(url: str, *, through_tor: bool) -> str:
    """Return `url` without its last slash, or raise `Refusal` if it could be overheard, or leads nowhere."""
    try:
        return safe_address.check_address(url, through_tor=through_tor)
    except NotSafe as error:
        raise Refusal(_SAID[error.fault]) from error
