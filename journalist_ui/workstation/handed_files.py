"""Files of handovers on a recipient's workstation: shown by name, saved when they are whole.

Each was opened once when it came, to see whether it is whole
(`inbound_handed_files`), and is opened again before it is written
(docs/protocol.md section 9.4).
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crypto import labels
from crypto.errors import ProtocolError
from crypto.frame import parse_frame
from crypto.handover import Handover, parse_handover
from crypto.handover_attachments import HandoverAttachment
from crypto.opening.handover_attachments import open_handover_attachment
from crypto.opening.identity import Identity
from crypto.pieces import read_through
from journalist_ui.workstation.counting import count_of
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.drafting import recipients_of
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import FETCH_AGAIN, save_in_folder
from journalist_ui.workstation.handover_records import HandedIn
from journalist_ui.workstation.shelves import HANDED_FILES, HANDOVERS

HERE, AWAITED, DAMAGED = "here", "not fetched yet", "damaged"
"""How a file that a handover names stands."""
PIECE = 1 << 16
"""Bytes of a chunk of it in the vault."""


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
    counted = Counter(
        state_of_file(desk, attachment)[0] for attachment in named_files(desk).values()
    )
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
        raise Refused(f"this file is not here: it has not come yet. {FETCH_AGAIN}")
    if reason := why_damaged(desk, attachment):
        raise Refused(
            f"the file is damaged and was not written: {reason}. {FETCH_AGAIN}; an intact copy"
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
        raise Refused(f"no file of this handover is here and whole. {FETCH_AGAIN}")
    return [save_file(desk, handover, number, folder) for number in here]


def state_of_file(desk: Desk, attachment: HandoverAttachment) -> tuple[str, str]:
    """Return whether a file of a handover is `HERE`, `AWAITED` or `DAMAGED`, and why it is damaged."""
    upload = bytes.fromhex(attachment.id)
    if not HANDED_FILES.has(desk.vault, upload):
        return AWAITED, ""
    reason = HANDED_FILES.get(desk.vault, upload).reason
    return (DAMAGED, reason) if reason else (HERE, "")


def why_damaged(desk: Desk, attachment: HandoverAttachment) -> str:
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


def named_files(desk: Desk) -> dict[bytes, HandoverAttachment]:
    """Return every file that a verified handover of this vault names, by its id."""
    return {
        bytes.fromhex(attachment.id): attachment
        for _name, handed in HANDOVERS.items(desk.vault)
        for attachment in read_handover(handed).attachments
    }


def read_handover(handed: HandedIn) -> Handover:
    """Return what a handover says that was verified when it came."""
    return parse_handover(parse_frame(handed.frame, labels.HANDOVER).body)


def chunks_name(upload: bytes) -> bytes:
    """Return under which name the vault keeps the stored object of a file."""
    return b"handed file " + upload
