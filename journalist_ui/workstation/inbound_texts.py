"""Reporters' messages in a bundle: each is open, not for me, or damaged (docs/protocol.md section 4.4).

Whatever does not open, does not join, or does not belong is kept as it came with
the reason, counted and shown, and tried again when what it waits for arrives. A
submission that came before is passed over; a message that comes again under
another name is a replay.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from crypto import labels
from crypto.bundle_contents import Arrived
from crypto.errors import Malformed, NotForThisKey, ProtocolError
from crypto.frame import Frame
from crypto.messages import FollowUp, Report, parse_followup, parse_report
from crypto.opening.messages import open_text_part
from crypto.parts import join
from crypto.period import CLIENT_SLACK_DAYS, last_kept_day, period_of
from crypto.signing import verify_mac
from crypto.stored import parse_prefix
from crypto.thread import thread_id
from journalist_ui.workstation.casebook import add_message, open_case
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.period_keys import KeyRack, NoKey
from journalist_ui.workstation.records import (
    Damaged,
    Seen,
)
from journalist_ui.workstation.shelves import (
    CASES,
    DAMAGED,
    MESSAGES,
    SEEN,
    TOMBSTONES,
)

OPEN, NOT_FOR_ME, DAMAGED_OUTCOME, REPLAY = "open", "not-for-me", "damaged", "replay"
SUBMISSION = b"submission "
MESSAGE = b"message "
"""In front of an id on the shelf of what was seen."""


class Unplaced(Malformed):
    """A message opens, but its case is not here; `opened` is what may be kept of it until the case comes."""

    def __init__(self, reason: str, *, case: bytes, opened: bytes) -> None:
        super().__init__(reason)
        self.case = case
        self.opened = opened


@dataclass(slots=True)
class TextImporter:
    """Takes the submissions of one bundle; `touched` are the cases that got something."""

    desk: Desk
    rack: KeyRack
    report: ImportReport
    touched: set[bytes] = field(default_factory=set)
    _damaged: dict[bytes, str] = field(default_factory=dict)

    def take(self, place: Arrived, parts: Sequence[bytes]) -> None:
        """Open one submission of one or more stored text parts, and keep what came of it."""
        submission = place.id
        damaged_name = submission + hashlib.sha256(b"".join(parts)).digest()[:8]
        if self._came_before(submission, damaged_name):
            self.report.seen_before += 1
            return
        period = _period(parts, self.desk.day)
        kept = Damaged("message", submission.hex(), "", place.day, period, list(parts))
        try:
            outcome = self._accept(self._open(parts, period), place.day, period, submission)
        except NotForThisKey:
            outcome = NOT_FOR_ME
            self.report.not_for_me += 1
        except Unplaced as error:
            outcome = DAMAGED_OUTCOME
            self._keep(damaged_name, kept, str(error), opened=error.opened, case=error.case)
        except (ProtocolError, NoKey) as error:
            outcome = DAMAGED_OUTCOME
            self._keep(damaged_name, kept, str(error))
        self._remember(submission, outcome, period)

    def take_given(
        self, submission: bytes, raw: bytes, *, day: int, must_name: Collection[int]
    ) -> None:
        """Keep a message that a colleague opened and gave, if it names these slots."""
        # The period is not known any more; the later one that the day allows keeps the tombstone longer.
        period = period_of(day + CLIENT_SLACK_DAYS)
        name = submission + hashlib.sha256(raw).digest()[:8]
        try:
            message = _parse(raw)[0]
            if MESSAGES.has(self.desk.vault, bytes.fromhex(message.id)):
                self.report.seen_before += 1
                return
            if not set(must_name) <= set(message.members):
                raise Malformed("a colleague gave it who may not have it, or to whom it is not for")
            outcome = self._accept(raw, day, period, submission)
        except Unplaced as error:
            # What belongs to a case that was destroyed here is not kept in another form.
            self.report.warnings.append(f"a message was not taken: {error}")
            return
        except ProtocolError as error:
            outcome = DAMAGED_OUTCOME
            kept = Damaged("message", submission.hex(), "", day, period, [raw])
            self._keep(name, kept, str(error))
        self._remember(submission, outcome, period)

    def finish(self) -> None:
        """Try again what waited for its case, and count what is left."""
        for name, damaged in DAMAGED.items(self.desk.vault):
            if damaged.opened and CASES.has(self.desk.vault, damaged.thread):
                self._retry(name, damaged)
        self.report.damaged += len(self._damaged)
        for reason in self._damaged.values():
            self.report.reasons[reason] = self.report.reasons.get(reason, 0) + 1

    def _came_before(self, submission: bytes, damaged_name: bytes) -> bool:
        name = SUBMISSION + submission
        if not SEEN.has(self.desk.vault, name):
            return False
        was_damaged = SEEN.get(self.desk.vault, name).outcome == DAMAGED_OUTCOME
        return not was_damaged or DAMAGED.has(self.desk.vault, damaged_name)

    def _open(self, parts: Sequence[bytes], period: int) -> bytes:
        identity = self.rack.identity(period)
        opened, closed = [], 0
        for raw in parts:
            try:
                opened.append(
                    open_text_part(
                        raw, identity=identity, slot=self.desk.slot, slots=self.desk.slots
                    )
                )
            except NotForThisKey:
                closed += 1
        if closed == len(parts):
            raise NotForThisKey("this was not sealed to this slot")
        if closed:
            raise Malformed("some of its parts were sealed to this slot, others were not")
        message_id, raw = join(opened)
        if _message_id(raw) != message_id.hex():
            raise Malformed("it has another id than its parts")
        return raw

    def _accept(self, raw: bytes, day: int, period: int, submission: bytes) -> str:
        """Put an opened message in its case, or find that it is a replay; return the outcome."""
        message, frame = _parse(raw)
        message_id = bytes.fromhex(message.id)
        case = self._case_of(message, frame, raw)
        if SEEN.has(self.desk.vault, MESSAGE + message_id) or MESSAGES.has(
            self.desk.vault, message_id
        ):
            self.report.replays += 1
            return REPLAY
        if isinstance(message, Report):
            open_case(self.desk, message, day=day)
            self.report.reports += 1
        else:
            self.report.followups += 1
        add_message(self.desk, case, message, day=day, period=period, submission=submission)
        SEEN.put(self.desk.vault, MESSAGE + message_id, Seen(OPEN, last_kept_day(period)))
        self.touched.add(case)
        return OPEN

    def _case_of(self, message: Report | FollowUp, frame: Frame | None, raw: bytes) -> bytes:
        """Return the case of a message, which a follow-up proves; `Unplaced` if it is not here."""
        case = _thread_of(message)
        if TOMBSTONES.has(self.desk.vault, case):
            day = write_day(TOMBSTONES.get(self.desk.vault, case).day)
            reason = f"it belongs to a case that was destroyed here on {day}"
            raise Unplaced(reason, case=case, opened=b"")
        if frame is not None:
            if not CASES.has(self.desk.vault, case):
                reason = "it belongs to a case whose report is not here"
                raise Unplaced(reason, case=case, opened=raw)
            verify_mac(frame, key=CASES.get(self.desk.vault, case).thread_key)
        return case

    def _retry(self, name: bytes, damaged: Damaged) -> None:
        submission = bytes.fromhex(damaged.name)
        try:
            outcome = self._accept(damaged.opened, damaged.day, damaged.period, submission)
        except ProtocolError as error:
            # The case is here and refuses it: from now on it is damaged for good.
            self._keep(name, damaged, str(error))
            return
        DAMAGED.discard(self.desk.vault, name)
        self._damaged.pop(name, None)
        self._remember(submission, outcome, damaged.period)

    def _keep(
        self, name: bytes, kept: Damaged, reason: str, *, opened: bytes = b"", case: bytes = b""
    ) -> None:
        record = Damaged(
            kept.what, kept.name, reason, kept.day, kept.period, kept.parts, opened, case
        )
        DAMAGED.put(self.desk.vault, name, record)
        self._damaged[name] = reason

    def _remember(self, submission: bytes, outcome: str, period: int) -> None:
        if outcome != DAMAGED_OUTCOME and SEEN.has(self.desk.vault, SUBMISSION + submission):
            # An undamaged copy has come: the damaged ones of the same name have served.
            for name, _ in DAMAGED.items(self.desk.vault):
                if name.startswith(submission):
                    DAMAGED.discard(self.desk.vault, name)
                    self._damaged.pop(name, None)
        until = last_kept_day(min(period, period_of(self.desk.day) + 1))
        SEEN.put(self.desk.vault, SUBMISSION + submission, Seen(outcome, until))


def forget_what_cannot_return(desk: Desk) -> None:
    """Drop the tombstones of messages whose period the server no longer keeps."""
    for name, seen in SEEN.items(desk.vault):
        if seen.until < desk.day:
            SEEN.discard(desk.vault, name)


def _period(parts: Sequence[bytes], day: int) -> int:
    """Return the period that the parts name; of what is too damaged to name one, today's."""
    try:
        return parse_prefix(parts[0])
    except Malformed:
        return period_of(day)


def _parse(raw: bytes) -> tuple[Report | FollowUp, Frame | None]:
    if raw[1:].startswith(labels.REPORT.encode()):
        return parse_report(raw), None
    return parse_followup(raw)


def _message_id(raw: bytes) -> str:
    return _parse(raw)[0].id


def _thread_of(message: Report | FollowUp) -> bytes:
    if isinstance(message, Report):
        return thread_id(bytes.fromhex(message.reply.thread_key))
    return bytes.fromhex(message.thread)
