"""A file that the vault keeps, a reporter's or one of a handover, as the pages and the sandbox read it.

`verify` reads it whole, before anything of it is shown. After that any piece of it
can be had without what stands before it, so that nobody holds it whole and
nothing of it is on the disk in plain.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from crypto.handover import Handover
from crypto.header import parse_header, split_header
from crypto.opening.anywhere import Anywhere, open_anywhere
from crypto.opening.identity import Identity
from crypto.opening.sealed_file import unwrap_slot
from crypto.pieces import read_through
from crypto.sizes import PREFIX_SIZE, header_size
from journalist_ui.workstation import attachments, handed_files, records
from journalist_ui.workstation.casebook import CaseView
from journalist_ui.workstation.chosen_files import PIECE
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.files_at_hand import FileAtHand
from journalist_ui.workstation.shelves import ATTACHMENTS, HANDED_FILES
from journalist_ui.workstation.vault import Vault

HERE, AWAITED = attachments.HERE, attachments.AWAITED
DAMAGED, NOT_FOR_ME = records.CAME_DAMAGED, records.NOT_FOR_ME
"""How a file stands, of a report or of a handover."""
_STATES = {
    handed_files.HERE: HERE,
    handed_files.AWAITED: AWAITED,
    handed_files.DAMAGED: DAMAGED,
}


class Reading(Protocol):
    """A content of which any place can be read."""

    def read(self, place: int, length: int) -> bytes:
        """Return bytes from a place, fewer at the end."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as its message names it: `type` and `size` (bytes) are the message's, `state` is this vault's.

    `copy` tells one copy in the vault from another. The rest may be asked of what is `HERE` only.
    """

    number: int
    name: str
    type: str
    size: int
    state: str
    copy: bytes = field(repr=False)
    pieces: Callable[[], Iterator[bytes]] = field(repr=False)
    open: Callable[[], Reading] = field(repr=False)

    def verify(self) -> None:
        """Read it to its end; raises `ProtocolError` unless it is what its message names."""
        read_through(self.pieces())


@dataclass(frozen=True, slots=True)
class _Chunks:
    """A large object of a vault, in chunks of `size` bytes, of which any place can be read."""

    vault: Vault
    name: bytes
    count: int
    size: int
    case: bytes = b""

    def read(self, place: int, length: int) -> bytes:
        """Return bytes from a place, fewer at the end."""
        first, end = place // self.size, min(self.count, -(-(place + length) // self.size))
        found = self.vault.chunks(self.name, count=end, start=first, case=self.case)
        return b"".join(found)[place - first * self.size :][:length]


def kept_attachment(desk: Desk, view: CaseView, number: int) -> KeptFile:
    """Return the attachment of a case that has this number, or raise `Refused`."""
    attached = attachments.find_attachment(view, number)
    state = attachments.state_of(desk, view.id, attached)
    name = view.id + attached.id

    def open_here() -> Anywhere:
        stored = ATTACHMENTS.get(desk.vault, name)
        own = attachments.local_identity(desk, view.id)
        return open_anywhere(
            _Chunks(desk.vault, name, stored.chunks, attachments.PIECE, view.id).read,
            file_key=unwrap_slot(parse_header(stored.header), identity=own, slot=0, slots=1),
            size=attached.size,
        )

    return KeptFile(
        number,
        attached.name,
        attached.type,
        attached.size,
        state,
        ATTACHMENTS.get(desk.vault, name).header if state == HERE else b"",
        lambda: attachments.content_of(desk, view.id, attached),
        open_here,
    )


def kept_handed_file(desk: Desk, handover: Handover, number: int) -> KeptFile:
    """Return the file of a handover that has this number, or raise `Refused`."""
    attachment = handed_files.find_file(handover, number)
    state = _STATES[handed_files.state_of_file(desk, attachment)[0]]
    upload = bytes.fromhex(attachment.id)

    def open_here() -> Anywhere:
        kept = HANDED_FILES.get(desk.vault, upload)
        name, start = handed_files.chunks_name(upload), PREFIX_SIZE + header_size(desk.slots)
        stored = _Chunks(desk.vault, name, kept.chunks, handed_files.PIECE)
        header, _size = split_header(stored.read(PREFIX_SIZE, start - PREFIX_SIZE))
        file_key = unwrap_slot(
            header,
            identity=Identity(desk.owner.seed),
            slot=attachment.stanzas[handed_files.reader_of(desk, attachment)],
            slots=desk.slots,
        )
        return open_anywhere(
            lambda place, length: stored.read(start + place, length),
            file_key=file_key,
            size=attachment.size,
        )

    return KeptFile(
        number,
        attachment.name,
        attachment.type,
        attachment.size,
        state,
        upload + HANDED_FILES.get(desk.vault, upload).sha256.encode() if state == HERE else b"",
        lambda: handed_files.content_of_file(desk, attachment),
        open_here,
    )


def kept_file_at_hand(file: FileAtHand) -> KeptFile:
    """Return a file that a confidant brought to a case; it is whole, because it was copied here."""
    return KeptFile(
        file.kept.number,
        file.name,
        file.type,
        file.size,
        HERE,
        bytes.fromhex(file.id),
        file.pieces,
        lambda: _Chunks(file.vault, file.chunks_name, file.kept.chunks, PIECE, file.case),
    )
