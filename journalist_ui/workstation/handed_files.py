"""Files of handovers on a recipient's workstation: kept as they came, shown by name, saved when they are whole.

A bundle holds the files for every recipient. Kept are those that a verified
handover of this vault names, and of the size that it says; each is opened once
to see whether it is whole, and again before it is written (docs/protocol.md section 9.4).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crypto import labels
from crypto.bundle import File
from crypto.bundle_contents import parse_attachment_name
from crypto.errors import ProtocolError
from crypto.frame import parse_frame
from crypto.handover import Handover, parse_handover
from crypto.handover_attachments import HandoverAttachment
from crypto.opening.handover_attachments import open_handover_attachment
from crypto.opening.identity import Identity
from crypto.pieces import read_through, rechunk
from crypto.sizes import stored_attachment_size
from journalist_ui.workstation.counting import count_of
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.drafting import recipients_of
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import save_in_folder
from journalist_ui.workstation.handover_records import HandedFile
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.shelves import HANDED_FILES, HANDOVERS

HERE, AWAITED, DAMAGED = "here", "not fetched yet", "damaged"
PIECE = 1 << 16
_FETCH_AGAIN = (
    "Fetch it at the portal (sluis-courier get, with --large and --again DAYS), then import"
)


@dataclass(slots=True)
class HandedFileImporter:
    """Takes the files of one bundle, whose handovers are in the vault already."""

    desk: Desk
    report: ImportReport
    named: dict[bytes, HandoverAttachment] = field(init=False)

    def __post_init__(self) -> None:
        self.named = _named(self.desk)

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
            if kept.reason and kept.chunks and not (reason := _why_damaged(self.desk, attachment)):
                whole = HandedFile(kept.chunks, kept.size, kept.sha256, reason)
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
            reason = _why_damaged(self.desk, attachment)
            HANDED_FILES.put(vault, upload, HandedFile(chunks, size, file.sha256, reason))
        if not reason:
            self.report.attachments += 1
            return
        self.report.attachments_damaged += 1
        self.report.reasons[reason] = self.report.reasons.get(reason, 0) + 1


def describe_files(desk: Desk, handover: Handover) -> list[dict[str, Any]]:
    """Return the files of a handover with their numbers from 1, and whether each is here."""
    described = []
    for number, attachment in enumerate(handover.attachments, 1):
        state, reason = state_of_file(desk, attachment)
        described.append(
            {
                "number": number,
                "name": attachment.name,
                "type": attachment.type,
                "size": attachment.size,
                "state": state,
                "reason": reason,
            }
        )
    return described


def count_files(desk: Desk) -> dict[str, int]:
    """Return how many files of all handovers are here, not fetched yet, and damaged."""
    counted = Counter(state_of_file(desk, attachment)[0] for attachment in _named(desk).values())
    return {state: counted[state] for state in (HERE, AWAITED, DAMAGED)}


def find_file(handover: Handover, number: int) -> HandoverAttachment:
    """Return the file of a handover that has this number, or raise `Refused`."""
    count = len(handover.attachments)
    if not 1 <= number <= count:
        raise Refused(f"this handover has {count_of(count, 'file')}; show gives their numbers")
    return handover.attachments[number - 1]


def save_file(desk: Desk, handover: Handover, number: int, folder: Path) -> Path:
    """Write a file of a handover to a folder under a safe name, after it was verified whole; return where."""
    attachment = find_file(handover, number)
    if state_of_file(desk, attachment)[0] == AWAITED:
        raise Refused(f"this file is not here: it has not come yet. {_FETCH_AGAIN}")
    if reason := _why_damaged(desk, attachment):
        raise Refused(
            f"the file is damaged and was not written: {reason}. {_FETCH_AGAIN}; an intact copy"
            " takes its place"
        )
    return save_in_folder(folder, attachment.name, content_of_file(desk, attachment), number=number)


def save_files(desk: Desk, handover: Handover, folder: Path) -> list[Path]:
    """Write every file of a handover that is here and whole; `Refused` if none is."""
    here = [
        number
        for number, attachment in enumerate(handover.attachments, 1)
        if state_of_file(desk, attachment)[0] == HERE
    ]
    if not here:
        raise Refused(f"no file of this handover is here and whole. {_FETCH_AGAIN}")
    return [save_file(desk, handover, number, folder) for number in here]


def _named(desk: Desk) -> dict[bytes, HandoverAttachment]:
    """Return every file that a verified handover of this vault names, by its id."""
    return {
        bytes.fromhex(attachment.id): attachment
        for _name, handed in HANDOVERS.items(desk.vault)
        for attachment in parse_handover(
            parse_frame(handed.frame, labels.HANDOVER).body
        ).attachments
    }


def state_of_file(desk: Desk, attachment: HandoverAttachment) -> tuple[str, str]:
    """Return whether a file of a handover is `HERE`, `AWAITED` or `DAMAGED`, and why it is damaged."""
    upload = bytes.fromhex(attachment.id)
    if not HANDED_FILES.has(desk.vault, upload):
        return AWAITED, ""
    reason = HANDED_FILES.get(desk.vault, upload).reason
    return (DAMAGED, reason) if reason else (HERE, "")


def _why_damaged(desk: Desk, attachment: HandoverAttachment) -> str:
    """Return why a kept file cannot be used, or nothing; it is read to its end."""
    kept = HANDED_FILES.get(desk.vault, bytes.fromhex(attachment.id))
    if kept.reason and not kept.chunks:
        return kept.reason
    try:
        read_through(content_of_file(desk, attachment))
    except (ProtocolError, Refused) as error:
        return str(error)
    return ""


def content_of_file(desk: Desk, attachment: HandoverAttachment) -> Iterator[bytes]:
    """Yield the content of a file that is here; raises as `open_handover_attachment` does."""
    upload = bytes.fromhex(attachment.id)
    kept = HANDED_FILES.get(desk.vault, upload)
    return open_handover_attachment(
        desk.vault.chunks(chunks_name(upload), count=kept.chunks),
        attachment,
        size=kept.size,
        identity=Identity(desk.owner.seed),
        reader=reader_of(desk, attachment),
        slots=desk.slots,
    )


def reader_of(desk: Desk, attachment: HandoverAttachment) -> int:
    """Return which reader of the recipient this workstation is, by the recipients' file."""
    own = Identity(desk.owner.seed).recipient.raw
    for authority in recipients_of(desk):
        keys = [reader.recipient_bytes for reader in authority.readers]
        if own in keys and len(keys) == len(attachment.stanzas):
            return keys.index(own)
    raise Refused(
        "it was sealed by another recipients' file than the one here; bring the newest one, run"
        " enrol again, then import"
    )


def chunks_name(upload: bytes) -> bytes:
    """Return under which name the vault keeps the stored object of a file."""
    return b"handed file " + upload
