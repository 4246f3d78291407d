"""Files of handovers in a bundle for a recipient: kept as they came where a handover here names them.

A bundle holds the files for every recipient. Kept are those that a verified
handover of this vault names, and of the size that it says; each is opened once
to see whether it is whole (docs/protocol.md section 9.4).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crypto.bundle import File
from crypto.bundle_contents import parse_attachment_name
from crypto.handover_attachments import HandoverAttachment
from crypto.pieces import read_through, rechunk
from crypto.sizes import stored_attachment_size
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.handed_files import PIECE, chunks_name, named_files, why_damaged
from journalist_ui.workstation.handover_records import HandedFile
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.shelves import HANDED_FILES


@dataclass(slots=True)
class HandedFileImporter:
    """Takes the files of one bundle, whose handovers are in the vault already."""

    desk: Desk
    report: ImportReport
    named: dict[bytes, HandoverAttachment] = field(init=False)

    def __post_init__(self) -> None:
        self.named = named_files(self.desk)

    def take(self, file: File, pieces: Iterator[bytes]) -> None:
        """Keep a file that a handover here names, unless a whole one is here; pass over all others."""
        upload = parse_attachment_name(file.name).id
        attachment = self.named.get(upload)
        if attachment is None:
            self.report.attachments_not_for_me += 1
            read_through(pieces)
        elif self._is_no_better(upload, file):
            self.report.seen_before += 1
            read_through(pieces)
        else:
            self._keep(upload, attachment, file, pieces)

    def finish(self) -> None:
        """Look again at what was damaged, since a new recipients' file may open it; count what is still to come."""
        for upload, attachment in self.named.items():
            if not HANDED_FILES.has(self.desk.vault, upload):
                self.report.attachments_awaited += 1
                continue
            kept = HANDED_FILES.get(self.desk.vault, upload)
            if kept.reason and kept.chunks and not why_damaged(self.desk, attachment):
                whole = HandedFile(kept.chunks, kept.size, kept.sha256)
                HANDED_FILES.put(self.desk.vault, upload, whole)
                self.report.attachments += 1

    def _is_no_better(self, upload: bytes, file: File) -> bool:
        if not HANDED_FILES.has(self.desk.vault, upload):
            return False
        kept = HANDED_FILES.get(self.desk.vault, upload)
        return not kept.reason or kept.sha256 == file.sha256

    def _keep(
        self, upload: bytes, attachment: HandoverAttachment, file: File, pieces: Iterator[bytes]
    ) -> None:
        vault = self.desk.vault
        if file.size != stored_attachment_size(attachment.size, slots=self.desk.slots):
            # A bundle could name any size: what cannot be this file takes no room here.
            read_through(pieces)
            vault.delete_chunks(chunks_name(upload))
            reason = "it has not the size that the handover says"
            HANDED_FILES.put(vault, upload, HandedFile(0, file.size, file.sha256, reason))
        else:
            chunks, size = vault.put_chunks(chunks_name(upload), rechunk(pieces, PIECE))
            HANDED_FILES.put(vault, upload, HandedFile(chunks, size, file.sha256))
            reason = why_damaged(self.desk, attachment)
            HANDED_FILES.put(vault, upload, HandedFile(chunks, size, file.sha256, reason))
        if not reason:
            self.report.attachments += 1
            return
        self.report.attachments_damaged += 1
        self.report.give_reason(reason)
