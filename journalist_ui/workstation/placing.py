"""Putting an opened message where it belongs: a new case, its case, or nowhere yet (docs/protocol.md section 8.2).

A follow-up or a consent proves its case by the thread's key, a recipient's answer by the
handover's. An id that was seen before is a replay: counted, not shown twice.
"""

from dataclasses import dataclass

from crypto.frame import Frame
from crypto.messages import Consent, Feedback, FollowUp, Report
from crypto.period import last_kept_day
from crypto.signing import verify_mac
from crypto.thread import thread_id
from journalist_ui.workstation.casebook import add_message, open_case
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.inbound_feedback import FeedbackImporter
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.opened_messages import Unplaced, parse_opened
from journalist_ui.workstation.records import OPEN, REPLAY, Seen
from journalist_ui.workstation.shelves import ANSWERS, CASES, MESSAGES, SEEN, TOMBSTONES

MESSAGE = b"message "
"""In front of an id on the shelf of what was seen."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message came from: the submission's id, its day of arrival, its period."""

    submission: bytes
    day: int
    period: int


@dataclass(slots=True)
class Placer:
    """Puts the opened messages of one import in their cases; `touched` are the cases that got something."""

    desk: Desk
    report: ImportReport
    answers: FeedbackImporter
    touched: set[bytes]

    def accept(self, raw: bytes, origin: Origin) -> str:
        """Put a message in its case, or find that it is a replay; return the outcome, or raise why not."""
        message, frame = parse_opened(raw)
        case = self._case_of(message, frame, raw)
        if self.is_known(message.id):
            self.report.replays += 1
            return REPLAY
        if isinstance(message, Feedback):
            self.answers.keep(case, message, day=origin.day, period=origin.period)
            self.report.answers += 1
        else:
            self._add(case, message, origin)
        seen = Seen(OPEN, last_kept_day(origin.period))
        SEEN.put(self.desk.vault, MESSAGE + bytes.fromhex(message.id), seen)
        self.touched.add(case)
        return OPEN

    def is_known(self, message: str) -> bool:
        """Tell whether a message of this id (in hex) came before."""
        vault, name = self.desk.vault, bytes.fromhex(message)
        return (
            SEEN.has(vault, MESSAGE + name) or MESSAGES.has(vault, name) or ANSWERS.has(vault, name)
        )

    def _add(self, case: bytes, message: Report | FollowUp | Consent, origin: Origin) -> None:
        if isinstance(message, Report):
            open_case(self.desk, message, day=origin.day)
            self.report.reports += 1
        elif isinstance(message, Consent):
            self.report.consents += 1
        else:
            self.report.followups += 1
        add_message(
            self.desk,
            case,
            message,
            day=origin.day,
            period=origin.period,
            submission=origin.submission,
        )

    def _case_of(
        self, message: Report | FollowUp | Consent | Feedback, frame: Frame | None, raw: bytes
    ) -> bytes:
        """Return the case of a message, which all but a report prove; `Unplaced` if it is not here."""
        if isinstance(message, Feedback):
            return self.answers.case_of(message, raw)
        case = _thread_of(message)
        if TOMBSTONES.has(self.desk.vault, case):
            day = write_day(TOMBSTONES.get(self.desk.vault, case).day)
            reason = f"it belongs to a case that was destroyed here on {day}"
            raise Unplaced(reason, belongs_to=case, opened=b"")
        if frame is not None:
            if not CASES.has(self.desk.vault, case):
                reason = "it belongs to a case whose report is not here"
                raise Unplaced(reason, belongs_to=case, opened=raw)
            verify_mac(frame, key=CASES.get(self.desk.vault, case).thread_key)
        return case


def _thread_of(message: Report | FollowUp | Consent) -> bytes:
    if isinstance(message, Report):
        return thread_id(bytes.fromhex(message.reply.thread_key))
    return bytes.fromhex(message.thread)
