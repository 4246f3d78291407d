"""What was inside a submission: a reporter's message, or a recipient's answer (docs/protocol.md section 8.2)."""

from crypto import labels
from crypto.errors import Malformed
from crypto.frame import Frame
from crypto.messages import (
    Consent,
    Feedback,
    FollowUp,
    Report,
    parse_consent,
    parse_feedback,
    parse_followup,
    parse_report,
)


class Unplaced(Malformed):
    """A message opens, but what it belongs to is not here; `opened` is what may be kept of it until that comes.

    `belongs_to` is the thread of a follow-up or a consent, or the id of the handover that is answered.
    """

    def __init__(self, reason: str, *, belongs_to: bytes, opened: bytes) -> None:
        super().__init__(reason)
        self.belongs_to = belongs_to
        self.opened = opened


def parse_opened(raw: bytes) -> tuple[Report | FollowUp | Consent | Feedback, Frame | None]:
    """Return a message, with its frame where the caller must verify a MAC, or raise `Malformed`."""
    if raw[1:].startswith(labels.REPORT.encode()):
        return parse_report(raw), None
    if is_feedback(raw):
        return parse_feedback(raw)
    if raw[1:].startswith(labels.CONSENT.encode()):
        return parse_consent(raw)
    return parse_followup(raw)


def is_feedback(raw: bytes) -> bool:
    """Tell whether an opened message says that it is a recipient's answer."""
    return raw[1:].startswith(labels.FEEDBACK.encode())
