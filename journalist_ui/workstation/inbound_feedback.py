"""A recipient's answer to a handover, proved by the key that the handover carried (docs/protocol.md section 8.2).

The key stands in the case's own draft, as a member wrote it and a member handed
it over. An answer is shown to the team and never forwarded by itself: whoever
replies to the reporter writes it anew.
"""

from dataclasses import dataclass, field

from crypto import labels
from crypto.acts import Drafted, HandedOver
from crypto.errors import Malformed, Tampered
from crypto.events import parse_event_body
from crypto.frame import parse_frame
from crypto.handover import Handover, draft_hash, parse_handover
from crypto.messages import Feedback
from crypto.signing import verify_mac
from journalist_ui.workstation.case_records import Answer
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.opened_messages import Unplaced
from journalist_ui.workstation.shelves import ANSWERS, BODIES, CASES


@dataclass(slots=True)
class FeedbackImporter:
    """Finds the cases to which answers belong; looks through the team's events once, when the first one comes."""

    desk: Desk
    _known: dict[str, tuple[bytes, Handover]] | None = field(default=None)

    def look_again(self) -> None:
        """Forget what was found, because events have come since."""
        self._known = None

    def knows(self, handover: bytes) -> bool:
        """Tell whether a handover of this id left from a case that is here."""
        return handover.hex() in self._handovers()

    def case_of(self, feedback: Feedback, raw: bytes) -> bytes:
        """Return the case that an answer proves to belong to; `Unplaced`, `Tampered` or `Malformed` if none."""
        if feedback.handover not in self._handovers():
            raise Unplaced(
                "it answers a handover that is not known here: of a colleague's, or destroyed",
                belongs_to=bytes.fromhex(feedback.handover),
                opened=raw,
            )
        case, handover = self._handovers()[feedback.handover]
        verify_mac(parse_frame(raw, labels.FEEDBACK), key=bytes.fromhex(handover.feedback_key))
        if (feedback.line, feedback.pseudonym) != (handover.line, handover.pseudonym):
            raise Tampered("an answer names another line or case than the handover it answers")
        if self.desk.slot not in feedback.members or feedback.line not in self.desk.keyring.lines:
            raise Malformed("an answer does not name this slot, or a line that is not there")
        return case

    def keep(self, case: bytes, feedback: Feedback, *, day: int, period: int) -> None:
        """Put an answer in its case."""
        _case, handover = self._handovers()[feedback.handover]
        answer = Answer(feedback.handover, handover.recipient, day, period, feedback.text)
        ANSWERS.put(self.desk.vault, bytes.fromhex(feedback.id), answer, case=case)

    def _handovers(self) -> dict[str, tuple[bytes, Handover]]:
        if self._known is None:
            self._known = _handed_over(self.desk)
        return self._known


def answers_of(desk: Desk, case: bytes) -> list[Answer]:
    """Return the recipients' answers of a case by the day of arrival."""
    answers = [answer for _, answer in ANSWERS.items(desk.vault, case=case)]
    return sorted(answers, key=lambda answer: answer.day)


def _handed_over(desk: Desk) -> dict[str, tuple[bytes, Handover]]:
    """Return case and handover, by the handover's id, of what members drafted and handed over."""
    members = {case: file.members for case, file in CASES.items(desk.vault)}
    drafts: dict[str, tuple[bytes, Handover]] = {}
    gone: set[tuple[bytes, str]] = set()
    for name, raw in desk.vault.items(BODIES):
        try:
            body = parse_event_body(raw)
            case = bytes.fromhex(body.case)
            if name[0] not in members.get(case, ()):
                continue
            if isinstance(body.act, Drafted):
                draft = body.act.body.encode()
                drafts[draft_hash(draft).hex()] = (case, parse_handover(draft))
            elif isinstance(body.act, HandedOver):
                gone.add((case, body.act.draft))
        except Malformed:
            continue
    return {
        handover.id: (case, handover)
        for digest, (case, handover) in drafts.items()
        if (case, digest) in gone
    }
