"""Event parts in a bundle: ours, not ours, or damaged; kept link by link (docs/protocol.md section 11.2).

A colleague who had no key of ours yet sealed a decoy to a throw-away key, and
nothing tells it from a part whose stanza was damaged; what was in that one shows
as a gap in the colleague's chain. A part that our key opens and that then is not
what it should be is damaged, and said to be.
"""

from dataclasses import dataclass, field

from crypto.bundle_contents import parse_events_name
from crypto.errors import ProtocolError, Tampered
from crypto.event_pack import EventPart, Origin
from crypto.opening.messages import open_event_part
from crypto.opening.sealed_file import read_header
from crypto.period import period_of
from crypto.sizes import PREFIX_SIZE
from crypto.stored import check_stanzas, parse_prefix
from journalist_ui.workstation import sequences
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.period_keys import KeyRack, NoKey
from journalist_ui.workstation.records import Damaged, Sequence
from journalist_ui.workstation.shelves import (
    CLOSED_PARTS,
    DAMAGED,
    PARTS_SEEN,
)
from journalist_ui.workstation.shown_days import keep_told
from journalist_ui.workstation.team_events import chain_name, event_name, keep_entry


class NotOurs(Exception):
    """No key here opens this part: a decoy, or of a week whose key is not here, or not any more."""


@dataclass(slots=True)
class EventImporter:
    """Takes the event parts of one bundle; `touched` are the cases that something was said of."""

    desk: Desk
    rack: KeyRack
    report: ImportReport
    from_portal: bool
    touched: set[bytes] = field(default_factory=set)

    def take(self, name: str, part: bytes) -> None:
        """Open one part and keep its events; a part that does not open is kept as it came."""
        slot, generation, sequence = parse_events_name(name)
        chain = chain_name(slot, generation)
        place = self._kept_name(event_name(slot, generation, sequence))
        if self.from_portal and self._came_before(chain, sequence, place):
            return
        origin = Origin(slot, generation, sequence, self.desk.slot)
        try:
            told = self._open(part, origin)
        except NotOurs:
            self._keep_closed(place, part)
            return
        except ProtocolError as error:
            self._keep_damaged(place, part, origin, str(error))
            return
        self.desk.vault.discard(CLOSED_PARTS, place)
        DAMAGED.discard(self.desk.vault, place)
        keep_told(self.desk, chain, told.seen)
        for entry in told.entries:
            new, case = keep_entry(self.desk, entry)
            self.report.events += new
            if case:
                self.touched.add(case)

    def _open(self, part: bytes, origin: Origin) -> EventPart:
        try:
            identity = self.rack.identity(parse_prefix(part))
        except NoKey as error:
            raise NotOurs from error
        header, _payload = read_header([part[PREFIX_SIZE:]])
        check_stanzas(header, slots=1)
        try:
            identity.unwrap(header.stanzas[0])
        except Tampered as error:
            raise NotOurs from error
        return open_event_part(part, identity=identity, keyring=self.desk.keyring, origin=origin)

    def _came_before(self, chain: bytes, sequence: int, place: bytes) -> bool:
        """Remember which bundle's part came; return whether it came before, and opened."""
        vault = self.desk.vault
        known = PARTS_SEEN.get_or(vault, chain, Sequence(sequence, sequence))
        noted = sequences.with_number(known, sequence)
        PARTS_SEEN.put(vault, chain, noted)
        is_kept = vault.has(CLOSED_PARTS, place) or DAMAGED.has(vault, place)
        return noted == known and not is_kept

    def _kept_name(self, place: bytes) -> bytes:
        # In an exchange parts are numbered anew, each time from 0.
        return (b"event part " if self.from_portal else b"exchanged part ") + place

    def _keep_closed(self, place: bytes, part: bytes) -> None:
        vault = self.desk.vault
        if not vault.has(CLOSED_PARTS, place) or vault.get(CLOSED_PARTS, place) != part:
            vault.put(CLOSED_PARTS, place, part)
            self.report.closed_event_parts += 1

    def _keep_damaged(self, place: bytes, part: bytes, origin: Origin, reason: str) -> None:
        vault, day = self.desk.vault, self.desk.day
        if DAMAGED.has(vault, place) and DAMAGED.get(vault, place).parts == [part]:
            return
        name = f"{origin.slot}-{origin.generation}-{origin.sequence}"
        kept = Damaged("event part", name, reason, day, period_of(day), [part])
        DAMAGED.put(vault, place, kept)
        self.report.damaged_event_parts += 1
        self.report.give_reason(reason)
