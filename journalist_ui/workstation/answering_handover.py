"""A recipient answers a handover: a file in the shape of a reporter's submission (docs/protocol.md section 8.2).

Sealed to the handover's members among all slots, with decoys for the rest; on
its way and at the server nothing tells it from a report. Its MAC proves to the
team that it comes from whom the handover went to, and proves it to nobody else.
"""

from dataclasses import dataclass

from crypto.errors import TooFewMembers
from crypto.handover import Handover
from crypto.hybrid import Recipient
from crypto.messages import Feedback, encode_feedback
from crypto.padding import pad
from crypto.parts import split
from crypto.period import client_window, period_of
from crypto.randomness import random_bytes
from crypto.sealing import seal_chunks
from crypto.sizes import LENGTH_SIZE, TEXT_SIZE
from crypto.slots import wrap_for_members
from crypto.stored import encode_prefix
from crypto.submission import Submission, encode_submission
from crypto.trust import check_keyring_days
from journalist_ui.workstation.case_pages import find_handover
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.inbound_trust import peer_recipient


@dataclass(frozen=True, slots=True)
class SealedAnswer:
    """The body of a submission, the slots that can open it, and the last day on which to submit it."""

    submission: bytes
    members: list[int]
    last_day: int


def answer_handover(desk: Desk, number: str, *, text: str) -> SealedAnswer:
    """Return an answer to the handover of this number, sealed; `Refused` or `TooFewMembers` if it cannot be."""
    desk.require_recipient()
    check_keyring_days(desk.keyring, desk.day)
    if not text.strip():
        raise Refused("the text is empty; write something first")
    handover = find_handover(desk, number)[1]
    period = period_of(desk.day)
    recipients = [
        Recipient(raw) if (raw := peer_recipient(desk, slot, period=period)) else None
        for slot in range(desk.slots)
    ]
    members = _members(desk, handover, recipients)
    feedback = Feedback(
        handover=handover.id,
        id=random_bytes(16).hex(),
        line=handover.line,
        members=members,
        pseudonym=handover.pseudonym,
        text=text,
    )
    wrap = wrap_for_members(recipients, frozenset(members))
    texts = tuple(
        encode_prefix(period) + b"".join(seal_chunks([pad(part, size=TEXT_SIZE)], wrap=wrap))
        for part in _parts(feedback, bytes.fromhex(handover.feedback_key))
    )
    body = encode_submission(Submission(texts, ()))
    return SealedAnswer(body, members, client_window(period).last)


def _members(desk: Desk, handover: Handover, recipients: list[Recipient | None]) -> list[int]:
    """Return the members who still serve the line and have a key of this week, if they are enough."""
    line = desk.keyring.lines.get(handover.line)
    if line is None:
        raise Refused("the service has no such line any more; telephone the confidants")
    if not any(recipients):
        raise Refused("there are no keys of this week here; import the newest bundle first")
    members = [s for s in handover.members if s in line.slots and recipients[s] is not None]
    if len(members) < line.minimum:
        raise TooFewMembers(
            f"{len(members)} confidants of this handover can be reached this week;"
            f" {line.minimum} are needed; telephone them"
        )
    return members


def _parts(feedback: Feedback, feedback_key: bytes) -> list[bytes]:
    try:
        frame = encode_feedback(feedback, feedback_key=feedback_key)
        message_id = bytes.fromhex(feedback.id)
        return split(frame, message_id=message_id, room=TEXT_SIZE - LENGTH_SIZE)
    except ValueError as error:
        raise Refused(f"the answer is too long: {error}; shorten it or send two") from error
