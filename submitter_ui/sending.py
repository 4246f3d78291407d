"""Sealing a message and submitting it: all or nothing, and the same thing however often it is sent.

A ticket's id is the submission's id, so the same body may be sent again after a
cut line and is stored once (docs/protocol.md section 8.1).
"""

from crypto.padding import pad
from crypto.parts import split
from crypto.sealing import seal_chunks
from crypto.sizes import LENGTH_SIZE, TEXT_SIZE
from crypto.slots import wrap_for_members
from crypto.stored import encode_prefix
from crypto.submission import Submission, encode_submission
from submitter_ui.patience import PASSING, TRIES, count_failure, pause, refusal_of_answer
from submitter_ui.refusals import PerhapsStored, Refusal
from submitter_ui.server_api import Nonsense, Refused
from submitter_ui.uploading import Envelope, Visit
from submitter_ui.wire import Unreachable

ROOM = TEXT_SIZE - LENGTH_SIZE
"""Bytes of a text part for one part of a message, part header included."""


def seal_message(frame: bytes, *, message_id: bytes, envelope: Envelope) -> tuple[bytes, ...]:
    """Return the stored text parts, one to four, of an encoded message."""
    parts = split(frame, message_id=message_id, room=ROOM)
    return tuple(_seal_part(part, envelope) for part in parts)


def submit(texts: tuple[bytes, ...], uploads: tuple[bytes, ...], *, visit: Visit) -> None:
    """Submit until the server says it is stored; raise `Refusal` if it is not, `PerhapsStored` if nobody knows."""
    body = encode_submission(Submission(texts, uploads))
    in_doubt, refusal, tries = False, Refusal("unreachable"), 0
    while tries < TRIES:
        if tries:
            pause(visit.device, tries)
        try:
            return visit.server.submit(visit.ticket, body)
        except (Unreachable, Nonsense, Refused) as error:
            in_doubt = in_doubt or _may_be_stored(error)
            refusal = _refusal(error)
            if isinstance(error, Refused) and error.code not in PASSING:
                break
            tries = count_failure(tries, error)
    raise PerhapsStored if in_doubt else refusal


def _may_be_stored(error: Unreachable | Nonsense | Refused) -> bool:
    if isinstance(error, Unreachable):
        return error.sent
    return isinstance(error, Nonsense) or error.code == "internal"


def _refusal(error: Unreachable | Nonsense | Refused) -> Refusal:
    if isinstance(error, Unreachable):
        return Refusal(error.why)
    return Refusal("nonsense") if isinstance(error, Nonsense) else refusal_of_answer(error)


def _seal_part(part: bytes, envelope: Envelope) -> bytes:
    wrap = wrap_for_members(envelope.slot_recipients, envelope.members)
    sealed = seal_chunks([pad(part, size=TEXT_SIZE)], wrap=wrap)
    return encode_prefix(envelope.period) + b"".join(sealed)
