"""Event parts in a bundle: opened with our own key of their week, kept link by link."""

from dataclasses import dataclass, field

from crypto.bundle_contents import parse_events_name
from crypto.errors import ProtocolError
from crypto.event_pack import Origin
from crypto.opening.messages import open_event_part
from crypto.stored import parse_prefix
from journalist_ui.workstation import sequences
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.period_keys import KeyRack, NoKey
from journalist_ui.workstation.records import (
    Sequence,
)
from journalist_ui.workstation.shelves import (
    CLOSED_PARTS,
    PARTS_SEEN,
)
from journalist_ui.workstation.shown_days import keep_told
from journalist_ui.workstation.team_events import chain_name, keep_entry, part_name


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
        if self.from_portal and not self._note_part(chain_name(slot, generation), sequence):
            return
        try:
            identity = self.rack.identity(parse_prefix(part))
            told = open_event_part(
                part,
                identity=identity,
                keyring=self.desk.keyring,
                origin=Origin(slot, generation, sequence, self.desk.slot),
            )
        except (ProtocolError, NoKey):
            self._keep_closed(part)
            return
        keep_told(self.desk, chain_name(slot, generation), told.seen)
        for entry in told.entries:
            new, case = keep_entry(self.desk, entry)
            self.report.events += new
            if case:
                self.touched.add(case)

    def _note_part(self, chain: bytes, sequence: int) -> bool:
        """Remember which bundle's part came; return whether it is the first time."""
        known = PARTS_SEEN.get_or(self.desk.vault, chain, Sequence(sequence, sequence))
        noted = sequences.with_number(known, sequence)
        PARTS_SEEN.put(self.desk.vault, chain, noted)
        return noted != known

    def _keep_closed(self, part: bytes) -> None:
        name = part_name(part)
        if not self.desk.vault.has(CLOSED_PARTS, name):
            self.desk.vault.put(CLOSED_PARTS, name, part)
            self.report.closed_event_parts += 1
