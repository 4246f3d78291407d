"""Sealed files of handovers that wait for a bundle (docs/protocol.md section 10.3).

A file leaves with the last part of its handover's text or later, so that every
reader who has the text fetches the file after it. The clear bytes in front of
it, version and period, are written when it leaves: they are of the bundle's day.
"""

import hashlib
from collections.abc import Iterator
from itertools import chain

from crypto.bundle import File, Member
from crypto.bundle_contents import handed_name
from crypto.outbound_attachments import MAX_BUNDLE_ATTACHMENTS
from crypto.parts import parse_part
from crypto.period import period_of
from crypto.sizes import PREFIX_SIZE, is_stored_attachment_size
from crypto.stored import encode_prefix
from crypto.submission import MAX_ATTACHMENTS
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.handover_records import LeavingFile
from journalist_ui.workstation.outbox import HANDOVER, waiting
from journalist_ui.workstation.shelves import LEAVING_FILES
from journalist_ui.workstation.vault import Vault


def leaving_name(upload: bytes) -> bytes:
    """Return the name of the large object that waits under the id of a handover's file."""
    return b"leaving file " + upload


def waiting_files(vault: Vault, *, case: bytes | None = None) -> list[tuple[bytes, LeavingFile]]:
    """Return the ids and records of the files that wait, oldest first, of one case if it is named."""
    return sorted(LEAVING_FILES.items(vault, case=case), key=lambda item: item[1].number)


def choose_files(desk: Desk) -> list[tuple[bytes, LeavingFile]]:
    """Return the files that go in a bundle now, by rising ids: as many as it may carry, the oldest first."""
    texts = {
        parse_part(outgoing.parts[0]).message_id
        for _, outgoing in waiting(desk.vault)
        if outgoing.kind == HANDOVER
    }
    chosen: list[tuple[bytes, LeavingFile]] = []
    room = MAX_BUNDLE_ATTACHMENTS
    for upload, file in waiting_files(desk.vault):
        size = PREFIX_SIZE + file.size
        # One that was sealed for another number of slots would stop this bundle and all that follow.
        fits = size <= room and is_stored_attachment_size(size, slots=desk.slots)
        if fits and file.handover not in texts and len(chosen) < MAX_ATTACHMENTS:
            chosen.append((upload, file))
            room -= size
    return sorted(chosen, key=lambda item: item[0])


def list_file(desk: Desk, upload: bytes, file: LeavingFile) -> File:
    """Return the manifest's line for a file; it is read whole for that."""
    digest = hashlib.sha256()
    for piece in _stored(desk, upload, file):
        digest.update(piece)
    return File(handed_name(upload), digest.hexdigest(), PREFIX_SIZE + file.size)


def member_of(desk: Desk, upload: bytes, file: LeavingFile) -> Member:
    """Return a file as it stands in the bundle."""
    return Member(handed_name(upload), PREFIX_SIZE + file.size, _stored(desk, upload, file))


def discard_file(desk: Desk, upload: bytes) -> None:
    """Take a file that is in a bundle off the queue."""
    LEAVING_FILES.discard(desk.vault, upload)
    desk.vault.delete_chunks(leaving_name(upload))


def _stored(desk: Desk, upload: bytes, file: LeavingFile) -> Iterator[bytes]:
    sealed = desk.vault.chunks(leaving_name(upload), count=file.chunks, case=file.case)
    return chain([encode_prefix(period_of(desk.day))], sealed)
