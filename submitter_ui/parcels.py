"""Attachments that are sealed without a server: files beside the sealed message (docs/protocol.md section 8.1).

    upload id (16) || size of the stored object (8) || stored object

The id is drawn here, and the message names it; nothing else holds the files
together, so they may be called anything and be brought in any order.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from crypto.errors import Malformed
from crypto.messages import Attachment
from crypto.randomness import random_bytes
from crypto.sizes import is_stored_attachment_size, stored_attachment_size
from crypto.submission import UPLOAD_ID_SIZE, Submission, parse_submission
from submitter_ui.attachments import Content
from submitter_ui.files import Write, name_of, read_file, require_plain
from submitter_ui.patience import insist, refusal_of_answer
from submitter_ui.progress import Meter
from submitter_ui.refusals import Refusal
from submitter_ui.server_api import Nonsense, Refused
from submitter_ui.uploading import PIECE, Envelope, Visit, seal_content, upload

_LENGTH_SIZE = 8
_HEAD_SIZE = UPLOAD_ID_SIZE + _LENGTH_SIZE
READ_FOR_A_MESSAGE = 1 << 20
"""More than any sealed message; an attachment is rarely as small as one."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A sealed attachment: its id, the size of its stored object, and the file, which is read from its start."""

    upload_id: bytes
    size: int
    file: BinaryIO

    def pieces(self, *, at: int, size: int) -> Iterator[bytes]:
        """Yield the stored object from a place on, in pieces of `size` bytes."""
        self.file.seek(_HEAD_SIZE + at)
        left = self.size - at
        while left:
            piece = self.file.read(min(size, left))
            if not piece:
                raise Refusal("file_changed", file=name_of(Path(self.file.name)))
            left -= len(piece)
            yield piece


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed message as it came out of its file, and its attachments in the order in which it names them."""

    body: bytes
    submission: Submission
    parcels: Sequence[Parcel]


def write_parcels(
    contents: Sequence[Content], paths: Sequence[Path], *, envelope: Envelope, write: Write
) -> list[Attachment]:
    """Seal every file to its path and return what the message says of each; raises as `write` does."""
    described = []
    for content, path in zip(contents, paths, strict=True):
        upload_id = random_bytes(UPLOAD_ID_SIZE)
        write(path, _parcel_of(upload_id, content, envelope))
        described.append(content.describe(upload_id))
    return described


def open_sealed(paths: Sequence[Path], *, slots: int, stack: ExitStack) -> Sealed:
    """Return the one message among some files with all its attachments, or raise `Refusal`; `stack` closes them."""
    messages = {path: found for path in paths if (found := _read_message(path, slots)) is not None}
    if len(messages) != 1:
        raise (
            Refusal("file_not_sealed", file=name_of(paths[0]))
            if not messages
            else Refusal("two_messages")
        )
    ((message, (body, submission)),) = messages.items()
    parcels = {}
    for path in paths:
        if path != message:
            parcel = _open_parcel(path, slots=slots, stack=stack)
            if parcel.upload_id not in submission.uploads:
                raise Refusal("parcel_of_another", file=name_of(path))
            parcels[parcel.upload_id] = parcel
    missing = len(submission.uploads) - len(parcels)
    if missing:
        raise Refusal("parcels_missing", count=missing)
    return Sealed(body, submission, [parcels[upload_id] for upload_id in submission.uploads])


def upload_parcel(parcel: Parcel, visit: Visit, *, meter: Meter) -> None:
    """Bring a sealed attachment to the server, from where an earlier visit left it; raise `Refusal`."""
    try:
        insist(lambda: _begin(parcel, visit), visit.device, refusal=_AlreadyHere.instead)
    except _AlreadyHere:
        return
    start = insist(lambda: _offset(parcel, visit), visit.device)
    with meter() as told:
        pieces = parcel.pieces(at=start, size=PIECE)
        for done in upload(pieces, upload_id=parcel.upload_id, visit=visit, start=start):
            told(done, parcel.size)


class _AlreadyHere(Refusal):
    """The attachment was submitted before, with its message or another: which, its message will tell."""

    @classmethod
    def instead(cls, error: Refused) -> Refusal:
        """Return this for a conflict, and for anything else what it says of itself."""
        return cls("server_refused") if error.code == "conflict" else refusal_of_answer(error)


def _begin(parcel: Parcel, visit: Visit) -> bytes:
    return visit.server.create_upload(visit.ticket, size=parcel.size, wanted=parcel.upload_id)


def _offset(parcel: Parcel, visit: Visit) -> int:
    offset = visit.server.upload_offset(visit.ticket, parcel.upload_id)
    if offset > parcel.size:
        raise Nonsense("an upload has more than was announced")
    return offset


def _parcel_of(upload_id: bytes, content: Content, envelope: Envelope) -> Iterator[bytes]:
    size = stored_attachment_size(content.size, slots=len(envelope.slot_recipients))
    yield upload_id + size.to_bytes(_LENGTH_SIZE, "big")
    yield from seal_content(content, envelope)


def _read_message(path: Path, slots: int) -> tuple[bytes, Submission] | None:
    """Return a file's bytes and the message that they are, or None for anything else."""
    raw = read_file(path, limit=READ_FOR_A_MESSAGE)
    try:
        return raw, parse_submission(raw, slots=slots)[0]
    except Malformed:
        return None


def _open_parcel(path: Path, *, slots: int, stack: ExitStack) -> Parcel:
    require_plain(path)
    try:
        file = stack.enter_context(path.open("rb"))
        size = os.fstat(file.fileno()).st_size - _HEAD_SIZE
        head = file.read(_HEAD_SIZE)
    except (OSError, ValueError) as error:
        raise Refusal("file_unreadable", file=name_of(path)) from error
    announced = int.from_bytes(head[UPLOAD_ID_SIZE:], "big")
    if announced != size or not is_stored_attachment_size(size, slots=slots):
        raise Refusal("file_not_sealed", file=name_of(path))
    return Parcel(head[:UPLOAD_ID_SIZE], size, file)
