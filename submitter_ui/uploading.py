"""Uploading sealed attachments resumably: tus 1.0.0 in pieces of 1 MiB (docs/protocol.md section 14.1).

The sealed file is made while it is sent and never stands on the reporter's
disk. One piece is kept in memory; after a cut line the server says how far it
came, which can only be inside that piece, because it makes durable what it
acknowledges.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crypto.hybrid import Recipient
from crypto.messages import Attachment
from crypto.padding import pad_chunks
from crypto.pieces import rechunk
from crypto.sealing import seal_chunks
from crypto.sizes import padded_attachment_size, stored_attachment_size
from crypto.slots import wrap_for_members
from crypto.stored import encode_prefix
from submitter_ui.attachments import Content
from submitter_ui.device import Device
from submitter_ui.patience import PASSING, TRIES, count_failure, insist, pause, refusal_of_answer
from submitter_ui.progress import Meter
from submitter_ui.refusals import Refusal
from submitter_ui.server_api import Nonsense, Refused, ServerApi
from submitter_ui.wire import Unreachable

PIECE = 1024 * 1024
"""Large enough that a request for each costs little over Tor, small enough to send once more: with its checksum
a piece that is cut is lost whole."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What every part of one message is sealed to: a period, each slot's recipient, the members."""

    period: int
    slot_recipients: list[Recipient | None]
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Visit:
    """One reporter's visit: the server, the ticket, and the device it is made from."""

    server: ServerApi
    ticket: str
    device: Device


def upload_all(
    contents: Sequence[Content],
    *,
    envelope: Envelope,
    visit: Visit,
    meter: Callable[[int], Meter],
) -> list[Attachment]:
    """Return what the message says of each file, every one of them sealed and at the server.

    All uploads are announced before the first byte is sent, so that what the
    server finds too large is refused at once. `meter(number)` is asked for each
    file before it goes, and shows how far it is.
    """
    slots = len(envelope.slot_recipients)
    ids = [
        _announce(visit, size=stored_attachment_size(content.size, slots=slots))
        for content in contents
    ]
    for number, (upload_id, content) in enumerate(zip(ids, contents, strict=True), 1):
        size = stored_attachment_size(content.size, slots=slots)
        with meter(number)() as told:
            for done in upload(seal_content(content, envelope), upload_id=upload_id, visit=visit):
                told(done, size)
    return [content.describe(upload_id) for upload_id, content in zip(ids, contents, strict=True)]


def _announce(visit: Visit, *, size: int) -> bytes:
    # Made twice after a cut line, one of the two is never written to and ends by itself.
    return insist(lambda: visit.server.create_upload(visit.ticket, size=size), visit.device)


def seal_content(content: Content, envelope: Envelope) -> Iterator[bytes]:
    """Yield the stored object of a file, which is read meanwhile."""
    padded = pad_chunks(
        content.pieces(),
        content_size=content.size,
        size=padded_attachment_size(content.size),
    )
    wrap = wrap_for_members(envelope.slot_recipients, envelope.members)
    yield encode_prefix(envelope.period)
    yield from seal_chunks(padded, wrap=wrap)


def upload(
    sealed: Iterable[bytes], *, upload_id: bytes, visit: Visit, start: int = 0
) -> Iterator[int]:
    """Send a stored object from a place on, and yield after each piece how many bytes the server has."""
    for piece in rechunk(sealed, PIECE):
        _send_piece(piece, start=start, upload_id=upload_id, visit=visit)
        start += len(piece)
        yield start


def _send_piece(piece: bytes, *, start: int, upload_id: bytes, visit: Visit) -> None:
    """Send a piece that begins at `start`, asking after every cut how far it came."""
    end, at, tries = start + len(piece), start, 0
    while at < end:
        try:
            if tries:
                at = _place_within(visit.server.upload_offset(visit.ticket, upload_id), start, end)
            if at < end:
                said = visit.server.append(
                    visit.ticket, upload_id, offset=at, piece=piece[at - start :]
                )
                if said != end:
                    raise Refusal("server_fault" if said == at else "nonsense")
                at = said
        except (Unreachable, Refused) as error:
            tries = count_failure(tries, error)
            if tries == TRIES or not _may_pass(error):
                raise _refusal(error) from error
            pause(visit.device, tries)
        except Nonsense as error:
            raise Refusal("nonsense") from error


def _place_within(offset: int, start: int, end: int) -> int:
    if not start <= offset <= end:
        raise Refusal("nonsense")
    return offset


def _may_pass(error: Unreachable | Refused) -> bool:
    # A conflict passes too, because the piece before it may still hang in the server, and so does damage on the way.
    return isinstance(error, Unreachable) or error.code in (*PASSING, "conflict", "checksum")


def _refusal(error: Unreachable | Refused) -> Refusal:
    return Refusal(error.why) if isinstance(error, Unreachable) else refusal_of_answer(error)
