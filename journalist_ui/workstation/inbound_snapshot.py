"""Taking a colleague's snapshot on a replaced workstation (docs/protocol.md section 11.3).

The giver is believed for the messages, as far as each of them names both the
giver and this slot; events prove themselves. A header of an attachment waits
for the stored object that the portal still has.
"""

from dataclasses import dataclass, field

from crypto.errors import ProtocolError, UnknownSigner
from crypto.header import parse_header
from crypto.opening.messages import open_snapshot
from crypto.sizes import LARGE_STEP, PREFIX_SIZE, padded_attachment_size, sealed_size
from crypto.snapshot import MAX_SNAPSHOT, AttachmentHeader, Giving, Message
from crypto.stored import parse_prefix
from journalist_ui.workstation.attachments import WAITS, await_payload, expecting_case
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.inbound_attachments import AttachmentImporter
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.inbound_texts import TextImporter
from journalist_ui.workstation.period_keys import KeyRack, NoKey
from journalist_ui.workstation.shelves import AWAITED_HEADERS
from journalist_ui.workstation.team_events import keep_entry

MAX_SEALED_SNAPSHOT = PREFIX_SIZE + sealed_size(
    padded_attachment_size(MAX_SNAPSHOT + LARGE_STEP // 2), stanzas=1
)
"""The largest file of that name: the records, their frame, and the padding."""


@dataclass(slots=True)
class SnapshotImporter:
    """Takes a snapshot; `touched` are the cases that something was said of."""

    desk: Desk
    rack: KeyRack
    report: ImportReport
    texts: TextImporter
    attachments: AttachmentImporter
    touched: set[bytes] = field(default_factory=set)

    def take(self, raw: bytes) -> None:
        """Open a snapshot and keep what it holds; raises what is wrong with it as a whole."""
        try:
            identity = self.rack.identity(parse_prefix(raw))
        except NoKey as error:
            raise Refused(f"ask for a new snapshot: {error}") from error
        giving, snapshot = open_snapshot(
            raw, identity=identity, keyring=self.desk.keyring, taker=self.desk.place
        )
        if giving.giver in self.desk.service.revoked:
            raise UnknownSigner("the slot that gave this snapshot was revoked")
        for message in snapshot.messages:
            self._take_message(message, giving)
        for entry in snapshot.events:
            new, case = keep_entry(self.desk, entry)
            self.report.events += new
            if case:
                self.touched.add(case)
        for attachment in snapshot.attachments:
            self._take_header(attachment, parse_prefix(raw))

    def _take_message(self, message: Message, giving: Giving) -> None:
        both = {giving.giver[0], self.desk.slot}
        self.texts.take_given(message.submission_id, message.frame, day=message.day, must_name=both)

    def _take_header(self, attachment: AttachmentHeader, period: int) -> None:
        upload = attachment.upload_id
        case = expecting_case(self.desk, upload)
        if case == WAITS or self.desk.vault.has(AWAITED_HEADERS, upload):
            return
        try:
            header = parse_header(attachment.header)
            identity = self.rack.identity(period)
            await_payload(self.desk, upload, header, identity=identity, case=case)
        except ProtocolError as error:
            self.report.attachments_damaged += 1
            self.report.give_reason(str(error))
            return
        if not self.attachments.take_again(upload):
            self.report.attachments_awaited += 1
