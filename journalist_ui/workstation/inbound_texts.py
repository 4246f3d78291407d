"""Reporters' messages in a bundle: each is open, not for me, or damaged (docs/protocol.md section 4.4).

Whatever does not open, does not join, or does not belong is kept as it came with
the reason, counted and shown, and tried again when what it waits for arrives. A
submission that came before is passed over; a message that comes again under
another name is a replay.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from crypto.bundle_contents import Arrived
from crypto.errors import Malformed, NotForThisKey, ProtocolError
from crypto.opening.messages import open_text_part
from crypto.parts import join
from crypto.period import CLIENT_SLACK_DAYS, last_kept_day, period_of
from crypto.stored import parse_prefix
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.inbound_feedback import FeedbackImporter
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.opened_messages import Unplaced, is_feedback, parse_opened
from journalist_ui.workstation.period_keys import KeyRack, NoKey
from journalist_ui.workstation.placing import Origin, Placer
from journalist_ui.workstation.records import CAME_DAMAGED, NOT_FOR_ME, Damaged, Seen
from journalist_ui.workstation.shelves import CASES, DAMAGED, SEEN

SUBMISSION = b"submission "
"""In front of an id on the shelf of what was seen."""


@dataclass(slots=True)
class TextImporter:
    """Takes the submissions of one bundle; `touched` are the cases that got something."""

    desk: Desk
    rack: KeyRack
    report: ImportReport
    touched: set[bytes] = field(default_factory=set)
    _damaged: dict[bytes, str] = field(default_factory=dict)
    _placer: Placer = field(init=False)

    def __post_init__(self) -> None:
        answers = FeedbackImporter(self.desk)
        self._placer = Placer(self.desk, self.report, answers, self.touched)

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
            origin = Origin(submission, place.day, period)
            outcome = self._placer.accept(self._open(parts, period), origin)
        except NotForThisKey:
            outcome = NOT_FOR_ME
            self.report.not_for_me += 1
        except Unplaced as error:
            outcome = CAME_DAMAGED
            self._keep(damaged_name, kept, str(error), opened=error.opened, case=error.belongs_to)
        except (ProtocolError, NoKey) as error:
            outcome = CAME_DAMAGED
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
            message = parse_opened(raw)[0]
            if self._placer.is_known(message.id):
                self.report.seen_before += 1
                return
            if not set(must_name) <= set(message.members):
                raise Malformed("a colleague gave it who may not have it, or to whom it is not for")
            outcome = self._placer.accept(raw, Origin(submission, day, period))
        except Unplaced as error:
            # What belongs to a case that was destroyed here is not kept in another form.
            self.report.warnings.append(f"a message was not taken: {error}")
            return
        except ProtocolError as error:
            outcome = CAME_DAMAGED
            kept = Damaged("message", submission.hex(), "", day, period, [raw])
            self._keep(name, kept, str(error))
        self._remember(submission, outcome, period)

    def finish(self) -> None:
        """Try again what waited for its case, and count what is left."""
        self._placer.answers.look_again()
        for name, damaged in DAMAGED.items(self.desk.vault):
            if damaged.opened and self._has_place(damaged):
                self._retry(name, damaged)
        self.report.damaged += len(self._damaged)
        for reason in self._damaged.values():
            self.report.give_reason(reason)

    def _came_before(self, submission: bytes, damaged_name: bytes) -> bool:
        name = SUBMISSION + submission
        if not SEEN.has(self.desk.vault, name):
            return False
        was_damaged = SEEN.get(self.desk.vault, name).outcome == CAME_DAMAGED
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
        if parse_opened(raw)[0].id != message_id.hex():
            raise Malformed("it has another id than its parts")
        return raw

    def _has_place(self, damaged: Damaged) -> bool:
        if is_feedback(damaged.opened):
            return self._placer.answers.knows(damaged.thread)
        return CASES.has(self.desk.vault, damaged.thread)

    def _retry(self, name: bytes, damaged: Damaged) -> None:
        origin = Origin(bytes.fromhex(damaged.name), damaged.day, damaged.period)
        try:
            outcome = self._placer.accept(damaged.opened, origin)
        except ProtocolError as error:
            # The case is here and refuses it: from now on it is damaged for good.
            self._keep(name, damaged, str(error))
            return
        DAMAGED.discard(self.desk.vault, name)
        self._damaged.pop(name, None)
        self._remember(origin.submission, outcome, origin.period)

    def _keep(
        self, name: bytes, kept: Damaged, reason: str, *, opened: bytes = b"", case: bytes = b""
    ) -> None:
        record = replace(kept, reason=reason, opened=opened, thread=case)
        DAMAGED.put(self.desk.vault, name, record)
        self._damaged[name] = reason

    def _remember(self, submission: bytes, outcome: str, period: int) -> None:
        if outcome != CAME_DAMAGED and SEEN.has(self.desk.vault, SUBMISSION + submission):
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
