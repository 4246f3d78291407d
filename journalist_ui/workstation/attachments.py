"""Attachments in this vault: kept as they came, behind a header of their own.

At import the header is opened with the period key, which will die, and written
anew for an identity that lives in the vault: that of the case, or, while no
message names the attachment yet, of the vault (docs/protocol.md section 9.3).
The payload is stored as it came. A file leaves the vault only after it was
verified whole against the hash that its message names.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from crypto.errors import ProtocolError
from crypto.file_key import verify_header
from crypto.header import Header, encode_header, parse_header
from crypto.messages import Attachment
from crypto.opening.identity import Identity
from crypto.opening.messages import open_attachment
from crypto.opening.rewrap import rewrap_header
from crypto.opening.sealed_file import unwrap_slot
from crypto.pieces import read_through, rechunk
from journalist_ui.workstation.case_records import Attached, StoredAttachment
from journalist_ui.workstation.casebook import CaseView
from journalist_ui.workstation.counting import count_of
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files import FETCH_AGAIN, save_in_folder
from journalist_ui.workstation.records import CAME_DAMAGED, NOT_FOR_ME
from journalist_ui.workstation.shelves import (
    ATTACHMENTS,
    AWAITED_HEADERS,
    CASES,
    DAMAGED,
    EXPECTED,
    SEEN,
    WAITING_ATTACHMENTS,
    WAITING_IDENTITY,
)

PIECE = 1 << 16
WAITS = b""
"""Stands for the case of an attachment that no message names yet."""
UPLOAD = b"upload "
"""In front of an id on the shelf of what was seen."""
HERE, AWAITED = "here", "awaited"
"""Beside `NOT_FOR_ME` and `CAME_DAMAGED`: how an attachment that a message names stands."""
_NOT_HERE = {
    CAME_DAMAGED: (
        f"this attachment came damaged, and nothing of it can be written. {FETCH_AGAIN}; if it"
        " comes damaged again, ask the reporter to send it once more"
    ),
    NOT_FOR_ME: (
        "this attachment is not here: it was not sealed to this workstation; ask a colleague of"
        " the case, or ask the reporter to send it once more"
    ),
    AWAITED: f"this attachment is not here: it has not come yet. {FETCH_AGAIN}",
}


def rewrapped_for(
    desk: Desk, case: bytes, header: Header, *, identity: Identity, slot: int, slots: int
) -> Header:
    """Return the header written anew for a case's own identity; raises as `unwrap_slot` does."""
    own = local_identity(desk, case)
    return rewrap_header(
        header,
        identity=identity,
        slot=slot,
        slots=slots,
        wrap=lambda file_key: [own.recipient.wrap(file_key)],
    )


def store_attachment(
    desk: Desk, upload: bytes, header: Header, payload: Iterable[bytes], *, case: bytes
) -> None:
    """Keep an attachment whose header was written anew, for a case or until a message names it."""
    chunks, size = desk.vault.put_chunks(case + upload, rechunk(payload, PIECE), case=case)
    stored = StoredAttachment(encode_header(header), chunks, size)
    if case:
        ATTACHMENTS.put(desk.vault, case + upload, stored, case=case)
        desk.vault.discard(EXPECTED, upload)
        desk.vault.discard(AWAITED_HEADERS, upload)
    else:
        WAITING_ATTACHMENTS.put(desk.vault, upload, stored)


def expecting_case(desk: Desk, upload: bytes) -> bytes:
    """Return the case whose message names an attachment that was not here, or `WAITS`."""
    return desk.vault.get(EXPECTED, upload) if desk.vault.has(EXPECTED, upload) else WAITS


def give_to_case(desk: Desk, upload: bytes, case: bytes) -> None:
    """Move an attachment that waited to the case whose message names it."""
    waiting = WAITING_ATTACHMENTS.get(desk.vault, upload)
    own = local_identity(desk, WAITS)
    header = rewrapped_for(desk, case, parse_header(waiting.header), identity=own, slot=0, slots=1)
    pieces = desk.vault.chunks(upload, count=waiting.chunks)
    store_attachment(desk, upload, header, pieces, case=case)
    desk.vault.delete_chunks(upload)
    WAITING_ATTACHMENTS.discard(desk.vault, upload)


def await_payload(
    desk: Desk, upload: bytes, header: Header, *, identity: Identity, case: bytes
) -> None:
    """Keep the header that a colleague wrote anew for us, for the case, until the stored object comes."""
    kept = rewrapped_for(desk, case, header, identity=identity, slot=0, slots=1)
    desk.vault.put(AWAITED_HEADERS, upload, encode_header(kept), case=case)


def awaited_header(desk: Desk, upload: bytes, stored: Header, *, case: bytes) -> Header:
    """Return the kept header of an object that came, or raise `Tampered` if it is not under the same file key."""
    kept = parse_header(desk.vault.get(AWAITED_HEADERS, upload))
    file_key = unwrap_slot(kept, identity=local_identity(desk, case), slot=0, slots=1)
    verify_header(stored, file_key=file_key)
    return kept


def header_here(desk: Desk, case: bytes, attached: Attached) -> bytes:
    """Return the header by which this vault opens an attachment, or nothing if it cannot."""
    if is_here(desk, case, attached):
        return ATTACHMENTS.get(desk.vault, case + attached.id).header
    if desk.vault.has(AWAITED_HEADERS, attached.id):
        return desk.vault.get(AWAITED_HEADERS, attached.id)
    return b""


def local_identity(desk: Desk, case: bytes) -> Identity:
    """Return the identity of a case, or with `WAITS` that of the vault."""
    if case:
        return Identity(CASES.get(desk.vault, case).identity)
    if not desk.vault.has(WAITING_IDENTITY, b""):
        desk.vault.put(WAITING_IDENTITY, b"", Identity.generate().seed)
    return Identity(desk.vault.get(WAITING_IDENTITY, b""))


def described(attached: Attached) -> Attachment:
    """Return an attachment as its message names it."""
    return Attachment(
        id=attached.id.hex(),
        name=attached.name,
        sha256=attached.sha256,
        size=attached.size,
        type=attached.type,
    )


def numbered(view: CaseView) -> list[Attached]:
    """Return the attachments of a case in the order in which they are numbered, from 1."""
    return [attached for message in view.messages for attached in message.attachments]


def is_here(desk: Desk, case: bytes, attached: Attached) -> bool:
    """Tell whether the vault holds an attachment of a case, or only its name."""
    return ATTACHMENTS.has(desk.vault, case + attached.id)


def kept_pieces(
    desk: Desk, case: bytes, upload: bytes, stored: StoredAttachment
) -> Iterator[bytes]:
    """Yield a kept attachment as a sealed file: the header written anew, then the payload as it came."""
    yield stored.header
    yield from desk.vault.chunks(case + upload, count=stored.chunks, case=case)


def find_attachment(view: CaseView, number: int) -> Attached:
    """Return the attachment of a case that has this number, or raise `Refused`."""
    attachments = numbered(view)
    if not 1 <= number <= len(attachments):
        raise Refused(
            f"this case has {count_of(len(attachments), 'attachment')}; show gives their numbers"
        )
    return attachments[number - 1]


def save_attachment(desk: Desk, view: CaseView, number: int, folder: Path) -> Path:
    """Write an attachment to a folder under a safe name, after it was verified whole; return where."""
    attached = find_attachment(view, number)
    state = state_of(desk, view.id, attached)
    if state != HERE:
        raise Refused(_NOT_HERE[state])
    try:
        read_through(content_of(desk, view.id, attached))
    except ProtocolError as error:
        raise Refused(
            f"the attachment is damaged and was not written: {error}. {FETCH_AGAIN}; an intact"
            " copy takes its place"
        ) from error
    return save_in_folder(folder, attached.name, content_of(desk, view.id, attached), number=number)


def delete_attachments(desk: Desk, case: bytes) -> None:
    """Delete the payloads of a case's attachments; their headers go with the case's key."""
    for name, _stored in ATTACHMENTS.items(desk.vault, case=case):
        desk.vault.delete_chunks(name)


def came_damaged(desk: Desk, attached: Attached) -> bool:
    """Tell whether an attachment came, and was too damaged to be opened."""
    return DAMAGED.has(desk.vault, attached.id)


def state_of(desk: Desk, case: bytes, attached: Attached) -> str:
    """Tell whether an attachment is `HERE`, or why it is not: `CAME_DAMAGED`, `NOT_FOR_ME`, `AWAITED`."""
    if is_here(desk, case, attached):
        return HERE
    if came_damaged(desk, attached):
        return CAME_DAMAGED
    seen = UPLOAD + attached.id
    if SEEN.has(desk.vault, seen) and SEEN.get(desk.vault, seen).outcome == NOT_FOR_ME:
        return NOT_FOR_ME
    return AWAITED


def content_of(desk: Desk, case: bytes, attached: Attached) -> Iterator[bytes]:
    """Yield the content of an attachment that is here; raises as `open_attachment` does."""
    stored = ATTACHMENTS.get(desk.vault, case + attached.id)
    return open_attachment(
        kept_pieces(desk, case, attached.id, stored),
        described(attached),
        identity=local_identity(desk, case),
        slot=0,
        slots=1,
    )
