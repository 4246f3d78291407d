"""Tickets: a stateless right to submit once, for two days and the rest of today (docs/protocol.md section 14.1).

    day (4) || id (16) || HMAC-SHA256(ticket key, day || id)[:16], in base64url without padding

The id becomes the id of the submission, which makes submitting idempotent. Whoever
has a sealed file may name its SHA-256; then the id follows from that, so the same
file is one submission however often and by whichever door it comes. A ticket says
nothing about who asked for it, and nothing is stored.
"""

import base64
import binascii
import hashlib
import hmac
import os
from dataclasses import dataclass

from server.refusals import Refusal
from server.settings import Secret

TICKET_ID_SIZE = 16
MAC_SIZE = 16
VALID_DAYS = 2
"""A ticket of day 0 is good through day 2: 48 hours at least."""
_SIZE = 4 + TICKET_ID_SIZE + MAC_SIZE
_REFUSED = "This ticket is not valid, or its two days are over; ask for a new one and send again."


@dataclass(frozen=True, slots=True)
class Ticket:
    """The day on which a ticket was given, and its 16 random bytes."""

    day: int
    id: bytes

    @property
    def ends(self) -> int:
        """The first day on which it is good for nothing any more, nor is what was uploaded with it."""
        return self.day + VALID_DAYS + 1


class TicketOffice:
    """Gives tickets and checks them with one secret key."""

    def __init__(self, key: Secret) -> None:
        self._key = key

    def issue(self, day: int, *, digest: bytes | None = None) -> str:
        """Return a fresh ticket, or the one of the body of which this is the SHA-256."""
        ticket_id = os.urandom(TICKET_ID_SIZE) if digest is None else self._id_of(digest)
        named = day.to_bytes(4, "big") + ticket_id
        return base64.urlsafe_b64encode(named + self._mac(named)).rstrip(b"=").decode()

    def check(self, text: str | None, *, day: int) -> Ticket:
        """Return the ticket in a header's text, or raise a `ticket` refusal."""
        raw = _decode(text or "")
        named, mac = raw[:-MAC_SIZE], raw[-MAC_SIZE:]
        if len(raw) != _SIZE or not hmac.compare_digest(mac, self._mac(named)):
            raise Refusal("ticket", _REFUSED)
        ticket = Ticket(int.from_bytes(named[:4], "big"), named[4:])
        if not ticket.day <= day < ticket.ends:
            raise Refusal("ticket", _REFUSED)
        return ticket

    def derive(self, body: bytes, *, day: int) -> Ticket:
        """Return the ticket of a submission that came without one: the same for the same body."""
        return Ticket(day, self._id_of(hashlib.sha256(body).digest()))

    def _id_of(self, digest: bytes) -> bytes:
        # One length longer than what `_mac` signs for a ticket, so neither can pass as the other.
        return hmac.digest(self._key.value, digest, hashlib.sha256)[:TICKET_ID_SIZE]

    def _mac(self, named: bytes) -> bytes:
        return hmac.digest(self._key.value, named, hashlib.sha256)[:MAC_SIZE]


def _decode(text: str) -> bytes:
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return b""
    return raw if base64.urlsafe_b64encode(raw).decode() == text else b""
