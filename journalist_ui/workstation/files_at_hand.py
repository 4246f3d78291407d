"""Files that a confidant brought to a case from a stick: to hand them over, or to compare them with a draft's.

Copied into the vault under the case's key as they come, a piece at a time, and
gone with the case; looked at from there, so that what was seen is what is sent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from crypto.pieces import rechunk
from crypto.randomness import random_bytes
from crypto.submission import MAX_ATTACHMENTS
from journalist_ui.workstation.chosen_files import PIECE, ArrivingFile
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.handover_records import HandFile
from journalist_ui.workstation.shelves import FILES_AT_HAND
from journalist_ui.workstation.vault import Vault

_FOLDERS = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True)
class FileAtHand:
    """A file in the vault; `id` is 16 random bytes in hex, `sha256` that of its content in hex."""

    vault: Vault
    case: bytes
    id: str
    kept: HandFile

    @property
    def name(self) -> str:
        """Its name on the stick."""
        return self.kept.name

    @property
    def type(self) -> str:
        """The MIME type, guessed from the name only."""
        return self.kept.type

    @property
    def size(self) -> int:
        """The bytes of its content."""
        return self.kept.size

    @property
    def sha256(self) -> str:
        """The SHA-256 of its content in hex."""
        return self.kept.sha256

    @property
    def chunks_name(self) -> bytes:
        """Under which name the vault keeps its content, in chunks of `PIECE` bytes."""
        return _chunks_name(self.case + bytes.fromhex(self.id))

    def pieces(self) -> Iterator[bytes]:
        """Yield the content."""
        return self.vault.chunks(self.chunks_name, count=self.kept.chunks, case=self.case)


def bring_file(desk: Desk, case: bytes, *, name: str, stream: BinaryIO) -> FileAtHand:
    """Copy a file into the vault; `Refused` for one that is empty, too large, or here already."""
    here = files_at_hand(desk, case)
    if len(here) >= MAX_ATTACHMENTS:
        raise Refused(
            f"no more than {MAX_ATTACHMENTS} files go with a handover; take one away first, or make"
            " a second handover"
        )
    file = ArrivingFile(_FOLDERS.split(name)[-1], stream)
    fresh = random_bytes(16)
    pieces = rechunk(file.pieces(), PIECE)
    chunks, size = desk.vault.put_chunks(_chunks_name(case + fresh), pieces, case=case)
    if file.sha256 in {known.sha256 for known in here}:
        raise Refused("this file is here already; each goes once")
    number = 1 + max((known.kept.number for known in here), default=0)
    kept = HandFile(number, file.name, file.type, chunks, size, file.sha256)
    FILES_AT_HAND.put(desk.vault, case + fresh, kept, case=case)
    return FileAtHand(desk.vault, case, fresh.hex(), kept)


def files_at_hand(desk: Desk, case: bytes) -> list[FileAtHand]:
    """Return the files that were brought to a case, in the order in which they came."""
    found = [
        FileAtHand(desk.vault, case, name[len(case) :].hex(), kept)
        for name, kept in FILES_AT_HAND.items(desk.vault, case=case)
    ]
    return sorted(found, key=lambda file: file.kept.number)


def find_file(desk: Desk, case: bytes, file_id: str) -> FileAtHand:
    """Return one of them by its id, or raise `Refused`."""
    for file in files_at_hand(desk, case):
        if file.id == file_id:
            return file
    raise Refused("that file is not here any more; choose it from the stick again")


def take_away(desk: Desk, case: bytes, file_id: str) -> None:
    """Delete one of them; nothing happens to the stick."""
    name = case + bytes.fromhex(find_file(desk, case, file_id).id)
    FILES_AT_HAND.discard(desk.vault, name)
    desk.vault.delete_chunks(_chunks_name(name))


def take_all_away(desk: Desk, case: bytes) -> None:
    """Delete all of them, because they left or the case goes."""
    for file in files_at_hand(desk, case):
        take_away(desk, case, file.id)


def _chunks_name(name: bytes) -> bytes:
    return b"file at hand " + name
