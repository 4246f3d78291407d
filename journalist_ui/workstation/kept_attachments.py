"""Attachments that are kept and may not be whole: found, verified, and let go of for a better copy.

At import only the header of an attachment is opened; what lies behind it is
verified when it leaves the vault, or when other bytes come under its name.
"""

from dataclasses import dataclass

from crypto.opening.messages import open_attachment
from crypto.opening.sealed_file import open_slot
from crypto.padding import unpad_chunks
from crypto.pieces import read_through
from journalist_ui.workstation.attachments import WAITS, described, kept_pieces, local_identity
from journalist_ui.workstation.case_records import StoredAttachment
from journalist_ui.workstation.casebook import messages_of
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.shelves import (
    ATTACHMENTS,
    AWAITED_HEADERS,
    EXPECTED,
    WAITING_ATTACHMENTS,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an attachment is kept, its case or `WAITS`, and how."""

    upload: bytes
    case: bytes
    stored: StoredAttachment


def find_kept(desk: Desk, upload: bytes) -> list[Kept]:
    """Return the one place in which an attachment is kept, or none."""
    kept = [
        Kept(upload, name[: -len(upload)], stored)
        for name, stored in ATTACHMENTS.items(desk.vault)
        if name.endswith(upload)
    ]
    if WAITING_ATTACHMENTS.has(desk.vault, upload):
        kept.append(Kept(upload, WAITS, WAITING_ATTACHMENTS.get(desk.vault, upload)))
    return kept


def verify_sealed(desk: Desk, kept: Kept) -> None:
    """Read a kept attachment to its end; raises `ProtocolError` unless it is what was sealed."""
    pieces = kept_pieces(desk, kept.case, kept.upload, kept.stored)
    identity = local_identity(desk, kept.case)
    read_through(unpad_chunks(open_slot(pieces, identity=identity, slot=0, slots=1)))


def verify_named(desk: Desk, kept: Kept) -> None:
    """Raise `ProtocolError` unless a kept attachment is the one that its message names, if one does."""
    for message in messages_of(desk, kept.case) if kept.case else []:
        for attached in message.attachments:
            if attached.id == kept.upload:
                pieces = kept_pieces(desk, kept.case, kept.upload, kept.stored)
                identity = local_identity(desk, kept.case)
                content = open_attachment(
                    pieces, described(attached), identity=identity, slot=0, slots=1
                )
                read_through(content)


def let_go(desk: Desk, kept: Kept) -> None:
    """Delete a kept attachment; its case expects another one under its name."""
    name = kept.case + kept.upload
    desk.vault.delete_chunks(name)
    WAITING_ATTACHMENTS.discard(desk.vault, kept.upload)
    if kept.case:
        ATTACHMENTS.discard(desk.vault, name)
        desk.vault.put(EXPECTED, kept.upload, kept.case, case=kept.case)


def await_same(desk: Desk, kept: Kept) -> None:
    """Delete a kept attachment but for its header: what is sealed under the same file key may take its place.

    The header opens with the case's identity, also when the period key has died since.
    """
    let_go(desk, kept)
    if kept.case:
        desk.vault.put(AWAITED_HEADERS, kept.upload, kept.stored.header, case=kept.case)
