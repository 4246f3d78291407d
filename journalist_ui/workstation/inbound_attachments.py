"""Attachments in a bundle: mine, not mine, or damaged; memory stays constant whatever their size.

What came before is passed over, unless it was damaged and other bytes come under
its name: then the copy that is whole takes the place of the one that is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from crypto.errors import NotForThisKey, ProtocolError
from crypto.period import last_kept_day, period_of
from crypto.pieces import read_through
from crypto.sizes import PREFIX_SIZE, header_size
from crypto.stored import StoredHead, parse_stored_attachment
from journalist_ui.workstation.attachments import (
    UPLOAD,
    WAITS,
    awaited_header,
    expecting_case,
    give_to_case,
    rewrapped_for,
    store_attachment,
)
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.kept_attachments import (
    Kept,
    await_same,
    find_kept,
    let_go,
    verify_named,
    verify_sealed,
)
from journalist_ui.workstation.period_keys import KeyRack, NoKey
from journalist_ui.workstation.records import CAME_DAMAGED, NOT_FOR_ME, OPEN, Damaged, Seen
from journalist_ui.workstation.shelves import AWAITED_HEADERS, DAMAGED, SEEN, WAITING_ATTACHMENTS

_DAMAGED = b"damaged "
"""In front of an upload's id in the name of its large object."""


@dataclass(slots=True)
class AttachmentImporter:
    """Takes the attachments of one bundle."""

    desk: Desk
    rack: KeyRack
    report: ImportReport

    def take(self, upload: bytes, size: int, sha256: str, pieces: Iterator[bytes]) -> None:
        """Keep one stored attachment of `size` bytes, or pass it over; `sha256` is theirs, in hex."""
        if self._came_before(upload, sha256):
            read_through(pieces)
            return
        start, rest = _split(pieces, PREFIX_SIZE + header_size(self.desk.slots))
        outcome, period = OPEN, period_of(self.desk.day)
        try:
            head = parse_stored_attachment(start, size=size, slots=self.desk.slots)
            period = head.period
            self._store(upload, head, chain([start[head.payload_offset :]], rest))
            self.report.attachments += 1
        except NotForThisKey:
            outcome = NOT_FOR_ME
            self.report.attachments_not_for_me += 1
            read_through(rest)
        except (ProtocolError, NoKey) as error:
            outcome = CAME_DAMAGED
            self._keep_damaged(upload, chain([start], rest), str(error), period)
        if outcome != CAME_DAMAGED:
            self._forget_damaged(upload)
        until = last_kept_day(min(period, period_of(self.desk.day) + 1))
        SEEN.put(self.desk.vault, UPLOAD + upload, Seen(outcome, until, sha256))

    def take_again(self, upload: bytes) -> bool:
        """Try what came as damaged before a colleague gave its header; return whether it is here now."""
        vault, stored = self.desk.vault, _DAMAGED + upload
        SEEN.discard(vault, UPLOAD + upload)
        if not DAMAGED.has(vault, upload):
            return False
        count = DAMAGED.get(vault, upload).chunks
        size = sum(map(len, vault.chunks(stored, count=count)))
        pieces = vault.chunks(stored, count=count)
        start, rest = _split(pieces, PREFIX_SIZE + header_size(self.desk.slots))
        try:
            head = parse_stored_attachment(start, size=size, slots=self.desk.slots)
            self._store(upload, head, chain([start[head.payload_offset :]], rest))
        except (ProtocolError, NoKey):
            # It stays as it is, and the portal may give a better copy.
            return False
        self._forget_damaged(upload)
        SEEN.put(vault, UPLOAD + upload, Seen(OPEN, last_kept_day(head.period)))
        self.report.attachments += 1
        return True

    def finish(self) -> None:
        """Give what waited to the cases whose messages name it by now."""
        for upload, _stored in WAITING_ATTACHMENTS.items(self.desk.vault):
            case = expecting_case(self.desk, upload)
            if case != WAITS:
                give_to_case(self.desk, upload, case)

    def _came_before(self, upload: bytes, sha256: str) -> bool:
        """Tell whether an attachment came and can be no better now; a copy that is not whole makes room."""
        if not SEEN.has(self.desk.vault, UPLOAD + upload):
            return False
        seen = SEEN.get(self.desk.vault, UPLOAD + upload)
        if seen.sha256 == sha256:
            return True
        if seen.outcome != OPEN:
            return False
        # Behind the header nothing was verified yet: only other bytes make that worth the time.
        return not any(self._made_room(kept) for kept in find_kept(self.desk, upload))

    def _made_room(self, kept: Kept) -> bool:
        """Let go of what is kept if it is not what it should be; return whether it was let go."""
        try:
            verify_sealed(self.desk, kept)
        except ProtocolError:
            await_same(self.desk, kept)
            return True
        try:
            verify_named(self.desk, kept)
        except ProtocolError:
            let_go(self.desk, kept)
            return True
        return False

    def _store(self, upload: bytes, head: StoredHead, payload: Iterator[bytes]) -> None:
        case = expecting_case(self.desk, upload)
        if self.desk.vault.has(AWAITED_HEADERS, upload):
            header = awaited_header(self.desk, upload, head.header, case=case)
            store_attachment(self.desk, upload, header, payload, case=case)
            return
        identity = self.rack.identity(head.period)
        header = rewrapped_for(
            self.desk,
            case,
            head.header,
            identity=identity,
            slot=self.desk.slot,
            slots=self.desk.slots,
        )
        store_attachment(self.desk, upload, header, payload, case=case)

    def _keep_damaged(self, upload: bytes, raw: Iterator[bytes], reason: str, period: int) -> None:
        chunks, _size = self.desk.vault.put_chunks(_DAMAGED + upload, raw)
        kept = Damaged("attachment", upload.hex(), reason, self.desk.day, period, chunks=chunks)
        DAMAGED.put(self.desk.vault, upload, kept)
        self.report.attachments_damaged += 1
        self.report.give_reason(reason)

    def _forget_damaged(self, upload: bytes) -> None:
        if DAMAGED.has(self.desk.vault, upload):
            DAMAGED.discard(self.desk.vault, upload)
            self.desk.vault.delete_chunks(_DAMAGED + upload)


def _split(pieces: Iterator[bytes], size: int) -> tuple[bytes, Iterator[bytes]]:
    """Return at least the first `size` bytes, if there are that many, and the rest."""
    start = b""
    for piece in pieces:
        start += piece
        if len(start) >= size:
            break
    return start, pieces
