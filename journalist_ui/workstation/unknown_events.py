"""Events of colleagues whose version knows more than this one (docs/protocol.md section 11.1).

Their bodies are kept as they came, and counted on the screen. After an update
they are read, before the next import.
"""

from collections.abc import Iterator

from crypto.errors import Malformed
from crypto.events import parse_event_body
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.shelves import BODIES, EVENTS
from journalist_ui.workstation.team_events import read_again


def count_unknown(desk: Desk) -> int:
    """Return how many events say something that this version does not know."""
    return sum(1 for _ in _unread(desk))


def read_unknown(desk: Desk) -> set[bytes]:
    """Take in what an older version could not read, and return the cases that it tells of."""
    known = [name for name, body in _unread(desk) if _is_known(body)]
    return {case for name in known if (case := read_again(desk, name))}


def _unread(desk: Desk) -> Iterator[tuple[bytes, bytes]]:
    for name, body in desk.vault.items(BODIES, case=b""):
        if not EVENTS.get(desk.vault, name).case:
            yield name, body


def _is_known(body: bytes) -> bool:
    try:
        parse_event_body(body)
    except Malformed:
        return False
    return True
