"""Handovers for a recipient, found in the drop (docs/protocol.md section 9.2).

Nothing of a handover is shown unless two confidants of its line signed it. What
opens with this key but does not verify is counted, named and kept.
"""

import hashlib

from crypto import labels
from crypto.errors import ProtocolError, Untrusted
from crypto.frame import parse_frame
from crypto.handover import draft_hash, open_handover
from crypto.opening.drop import find_handovers
from crypto.opening.identity import Identity
from crypto.period import period_of
from crypto.trust import Trusted
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.handover_records import HandedIn
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.records import Damaged
from journalist_ui.workstation.shelves import (
    DAMAGED,
    HANDOVERS,
)


def take_drop(desk: Desk, trusted: Trusted, raw: bytes, report: ImportReport) -> None:
    """Search the live batches for handovers to this reader; `Incomplete` or `Tampered` if they are not whole."""
    batches = trusted.live_batches(raw)
    handovers = find_handovers(batches, identity=Identity(desk.owner.seed))
    report.handovers_refused += handovers.damaged
    if handovers.damaged:
        reason = "a handover is not whole; it comes again with the next bundle"
        report.give_reason(reason, handovers.damaged)
    for frame in handovers.found:
        _take(desk, frame, report)


def _take(desk: Desk, frame: bytes, report: ImportReport) -> None:
    try:
        name = draft_hash(parse_frame(frame, labels.HANDOVER).body)
        if HANDOVERS.has(desk.vault, name):
            report.seen_before += 1
            return
        revoked = frozenset(desk.service.revoked)
        handover = open_handover(frame, keyring=desk.keyring, revoked=revoked)
        if handover.recipient != desk.service.authority:
            raise Untrusted("it names another recipient than this one")
    except ProtocolError as error:
        _keep_refused(desk, frame, str(error), report)
        return
    HANDOVERS.put(desk.vault, name, HandedIn(frame, desk.day))
    report.handovers += 1


def _keep_refused(desk: Desk, frame: bytes, reason: str, report: ImportReport) -> None:
    name = hashlib.sha256(frame).digest()
    if DAMAGED.has(desk.vault, name):
        report.seen_before += 1
        return
    kept = Damaged("handover", name.hex()[:16], reason, desk.day, period_of(desk.day), [frame])
    DAMAGED.put(desk.vault, name, kept)
    report.handovers_refused += 1
    report.give_reason(reason)
