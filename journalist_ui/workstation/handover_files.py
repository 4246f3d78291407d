"""Files that go with a handover, at the confidants': kept with the draft, seen by a second, sealed, taken along.

They lie under the key of the case and go with it (docs/protocol.md section 9.4).
What was exported is sealed to the recipient's readers and to nobody here.
"""

from collections.abc import Sequence
from pathlib import Path

from crypto.handover import Handover
from crypto.handover_attachments import HandoverAttachment, draw_stanzas, wrap_for_readers
from crypto.hybrid import Recipient
from crypto.padding import pad_chunks
from crypto.pieces import rechunk
from crypto.randomness import random_bytes
from crypto.recipients import Reader
from crypto.sealing import seal_chunks
from crypto.sizes import padded_attachment_size
from crypto.submission import MAX_ATTACHMENTS
from journalist_ui.workstation.casebook import CaseView
from journalist_ui.workstation.chosen_files import PIECE, ChosenFile
from journalist_ui.workstation.counting import count_of
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import OtherFile, Refused, ReportersFile
from journalist_ui.workstation.files_at_hand import FileAtHand
from journalist_ui.workstation.handover_records import DraftFile, LeavingFile
from journalist_ui.workstation.leaving_files import leaving_name, waiting_files
from journalist_ui.workstation.shelves import DRAFT_FILES, LEAVING_FILES


def keep_files(
    desk: Desk, view: CaseView, files: Sequence[Path | FileAtHand], *, readers: int
) -> list[HandoverAttachment]:
    """Copy the files of a new draft into the vault, in place of those of an older one; return what a handover says."""
    if len(files) > MAX_ATTACHMENTS:
        raise Refused(
            f"{MAX_ATTACHMENTS} files go with a handover at most; choose fewer, or make a second one"
        )
    if files and readers > desk.slots:
        raise Refused(
            f"this recipient has {readers} readers and a file has room for {desk.slots};"
            " leave the files out, and ask the root holders for fewer readers"
        )
    forget_files(desk, view.id)
    attachments = [_keep(desk, view.id, _source(file), readers) for file in files]
    refuse_originals(view, attachments)
    if len({attachment.sha256 for attachment in attachments}) != len(attachments):
        raise Refused("one of the files was given twice; give each once")
    return attachments


def refuse_originals(view: CaseView, attachments: Sequence[HandoverAttachment]) -> None:
    """Raise `Refused` if one of the files is the reporter's own, byte for byte."""
    originals = {a.sha256 for message in view.messages for a in message.attachments}
    for attachment in attachments:
        if attachment.sha256 in originals:
            raise ReportersFile(
                f"{attachment.name} is the reporter's own file, byte for byte; make it anew"
                " without what could betray, and draft with that"
            )


def require_seen(
    attachments: Sequence[HandoverAttachment], files: Sequence[Path | FileAtHand]
) -> None:
    """Raise `Refused` unless these files are those of a draft, all of them and no other."""
    missing = {attachment.sha256: attachment.name for attachment in attachments}
    for file in map(_source, files):
        if isinstance(file, ChosenFile):
            file.read()
        if missing.pop(file.sha256, None) is None:
            raise OtherFile(
                f"{file.name} is not a file of this draft, or was given twice; look at the files"
                " that the drafter gave you"
            )
    if missing:
        raise Refused(
            f"this draft has {count_of(len(missing), 'file')} that you have not given:"
            f" {', '.join(missing.values())}; look at each, and give it with --attachment"
        )


def seal_files(desk: Desk, case: bytes, handover: Handover, readers: Sequence[Reader]) -> None:
    """Seal the files of an approved handover to its readers, and queue them for a bundle."""
    for attachment in handover.attachments:
        if len(attachment.stanzas) != len(readers):
            raise Refused(
                "the recipient has other readers than when this was drafted; draft it anew"
            )
        _seal(desk, case, handover, attachment, [Recipient(r.recipient_bytes) for r in readers])


def forget_files(desk: Desk, case: bytes) -> None:
    """Delete the files of a case's drafts."""
    for name, _file in list(DRAFT_FILES.items(desk.vault, case=case)):
        DRAFT_FILES.discard(desk.vault, name)
        desk.vault.delete_chunks(_draft_name(name))


def _source(file: Path | FileAtHand) -> ChosenFile | FileAtHand:
    return ChosenFile(file) if isinstance(file, Path) else file


def _keep(
    desk: Desk, case: bytes, file: ChosenFile | FileAtHand, readers: int
) -> HandoverAttachment:
    name = case + random_bytes(16)
    chunks, size = desk.vault.put_chunks(_draft_name(name), file.pieces(), case=case)
    DRAFT_FILES.put(desk.vault, name, DraftFile(chunks, size), case=case)
    return HandoverAttachment(
        id=name[len(case) :].hex(),
        name=file.name,
        sha256=file.sha256,
        size=size,
        stanzas=draw_stanzas(readers, slots=desk.slots),
        type=file.type,
    )


def _seal(
    desk: Desk,
    case: bytes,
    handover: Handover,
    attachment: HandoverAttachment,
    recipients: Sequence[Recipient],
) -> None:
    upload = bytes.fromhex(attachment.id)
    if not DRAFT_FILES.has(desk.vault, case + upload):
        raise Refused("the files of this draft are in the drafter's vault; hand over there")
    kept = DRAFT_FILES.get(desk.vault, case + upload)
    content = desk.vault.chunks(_draft_name(case + upload), count=kept.chunks, case=case)
    padded = pad_chunks(content, content_size=kept.size, size=padded_attachment_size(kept.size))
    wrap = wrap_for_readers(recipients, attachment.stanzas, slots=desk.slots)
    pieces = rechunk(seal_chunks(padded, wrap=wrap), PIECE)
    chunks, size = desk.vault.put_chunks(leaving_name(upload), pieces, case=case)
    number = 1 + max((file.number for _, file in waiting_files(desk.vault)), default=0)
    leaving = LeavingFile(number, case, bytes.fromhex(handover.id), chunks, size)
    LEAVING_FILES.put(desk.vault, upload, leaving, case=case)


def _draft_name(name: bytes) -> bytes:
    return b"draft file " + name
