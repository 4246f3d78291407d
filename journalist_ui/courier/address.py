"""Which addresses a courier speaks to, and what it says of others."""

from journalist_ui.courier.errors import CourierError
from submitter_ui.tor import safe_address
from submitter_ui.tor.addresses import TOR_BROWSER
from submitter_ui.tor.safe_address import Fault, NotSafe

_SAID = {
    Fault.NO_ADDRESS: "The portal's address is not an address; check --portal.",
    Fault.WRONG_ONION: "There is a mistake in the .onion address; check --portal.",
    Fault.NEEDS_TOR: "An .onion address is reached through Tor only; start Tor Browser and use"
    f" --tor {TOR_BROWSER}.",
    Fault.OVERHEARD: "What is sent to this address could be overheard; use https, or an .onion address.",
}


def check_address(url: str, *, through_tor: bool) -> str:
    """Return the portal's address without its last slash, or raise `CourierError`."""
    try:
        return safe_address.check_address(url, through_tor=through_tor)
    except NotSafe as error:
        raise CourierError(_SAID[error.fault]) from error
