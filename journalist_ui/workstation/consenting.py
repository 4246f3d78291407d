"""What the reporter said of a draft, or of going on at all, and what that forbids (docs/protocol.md section 8.2).

Kept here and not left to memory: nothing leaves while a report is withdrawn, and
no draft that the reporter finds too traceable or has not had the time to judge.
What was handed over before stays handed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crypto.case import Case, Showing
from journalist_ui.workstation.case_records import Message
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.errors import Refused

CONSENT = "consent"
"""The kind of a message that is the reporter's word (docs/protocol.md section 8.2)."""
AGREED, TRACEABLE, WITHDRAWN = "agreed", "traceable", "withdrawn"
WAITING, SILENT, NOT_SHOWN = "waiting", "silent", "not-shown"


@dataclass(frozen=True, slots=True)
class Word:
    """Where the reporter stands: the withdrawal that holds, and of the newest draft the last word and the showing."""

    withdrawal: Message | None = None
    on_draft: Message | None = None
    showing: Showing | None = None

    def stage(self, day: int) -> str:
        """Return in one code how it stands on a day: a withdrawal first, then the word, then the waiting."""
        if self.withdrawal is not None:
            return WITHDRAWN
        if self.on_draft is not None:
            return self.on_draft.says
        if self.showing is None:
            return NOT_SHOWN
        return WAITING if day <= self.showing.answer_by else SILENT


def word_of(team: Case, messages: Sequence[Message]) -> Word:
    """Return where the reporter of a case stands."""
    draft = team.draft.hash.hex() if team.draft else None
    said = _consents(messages)
    about = [message for message in said if message.draft == draft]
    shown = [showing for showing in team.shown if showing.draft == draft]
    return Word(
        standing_withdrawal(said), about[-1] if about else None, shown[-1] if shown else None
    )


def standing_withdrawal(messages: Sequence[Message]) -> Message | None:
    """Return the withdrawal that holds: the newest one, unless the reporter agreed to a draft after it."""
    standing = None
    for message in _consents(messages):
        if message.says == WITHDRAWN:
            standing = message
        elif message.says == AGREED:
            standing = None
    return standing


def require_not_withdrawn(messages: Sequence[Message]) -> None:
    """Raise `Refused` while the reporter has withdrawn the report."""
    if standing_withdrawal(messages):
        raise Refused(
            "the reporter has withdrawn this report; nothing of it may leave, unless the reporter"
            " agrees to a text after all"
        )


def require_not_refused(team: Case, messages: Sequence[Message]) -> None:
    """Raise `Refused` if the reporter withdrew, or finds the newest draft too traceable."""
    require_not_withdrawn(messages)
    word = word_of(team, messages).on_draft
    if word is not None and word.says == TRACEABLE:
        raise Refused(
            "the reporter finds this draft too traceable; write another, and show that one"
        )


def require_heard(team: Case, messages: Sequence[Message], *, day: int) -> None:
    """Raise `Refused` as before, and while the reporter has time left to judge the newest draft."""
    require_not_refused(team, messages)
    word = word_of(team, messages)
    if word.showing is not None and word.stage(day) == WAITING:
        until = write_day(word.showing.answer_by)
        raise Refused(f"the reporter has until {until} to judge this draft; wait for the answer")


def _consents(messages: Sequence[Message]) -> list[Message]:
    """Return the reporter's words by the day of arrival; of one day the more careful comes last, and counts."""
    said = [message for message in messages if message.kind == CONSENT]
    return sorted(said, key=lambda message: (message.day, message.says != AGREED))
