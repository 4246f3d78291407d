"""What the pages of a handover call: how it stands, and what is written, marked, answered and brought for it.

Each method is one transaction on the vault, and raises as `Workstation` does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from crypto.acts import Marked, Objected
from crypto.case import Objection
from journalist_ui.workstation import answering, destroying, drafting, files_at_hand, gates
from journalist_ui.workstation.casebook import CaseView, find_case, view_case
from journalist_ui.workstation.desk import Desk, load_desk
from journalist_ui.workstation.files_at_hand import FileAtHand
from journalist_ui.workstation.gates import Answers
from journalist_ui.workstation.handing_over import approve, newest_as_shown
from journalist_ui.workstation.leaving_checks import Findings, find_what_betrays
from journalist_ui.workstation.marked_words import all_marked, words_to_mark
from journalist_ui.workstation.rewriting import originals_of
from journalist_ui.workstation.team_events import write_event
from journalist_ui.workstation.vault import Vault


@dataclass(frozen=True, slots=True)
class Written:
    """A handover as it is being written."""

    recipient: str = ""
    subject: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """Who asks that a case be kept, until which day and for which reason."""

    reason: str
    until: int
    slots: frozenset[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the handover of a case stands, beside what `Workstation.show` says of the case."""

    slot: int
    members: Sequence[int]
    originals: Sequence[str]
    marked_by: Mapping[int, Sequence[str]]
    marked: Sequence[str]
    answers_by: Mapping[int, Answers]
    recipients: Mapping[str, str]
    objections: Sequence[Objection]
    holds: Sequence[Hold]
    files: Sequence[FileAtHand]
    is_leaving: bool
    unreadable_after: int

    @property
    def own_words(self) -> Sequence[str]:
        """The words that this confidant has marked."""
        return self.marked_by.get(self.slot, ())

    @property
    def own_answers(self) -> Answers | None:
        """What this confidant answered at the gates, if anything."""
        return self.answers_by.get(self.slot)

    @property
    def pass_on(self) -> bool:
        """Whether somebody has answered at the gates, and nobody has closed one."""
        return bool(self.answers_by) and all(said.pass_on for said in self.answers_by.values())


@dataclass(frozen=True, slots=True)
class HandoverWork:
    """The handovers of one vault on one day."""

    vault: Vault
    day: int

    def look(self, number: str) -> Standing:
        """Return how the handover of a case stands, or `Refused` if the case is not here."""
        with self._case(number) as (desk, view):
            return _standing(desk, view)

    def mark(self, number: str, words: Iterable[str]) -> None:
        """Say which words may not leave, in place of what was said from here before."""
        wanted = words_to_mark(words)
        with self._case(number) as (desk, view):
            write_event(desk, case=view.id, act=Marked(wanted))

    def answer_gates(self, number: str, answers: Answers) -> None:
        """Keep the answers at the gates."""
        judged = gates.judge(answers)
        with self._case(number) as (desk, view):
            write_event(desk, case=view.id, act=judged)

    def bring(self, number: str, *, name: str, stream: BinaryIO) -> None:
        """Copy a file from a stick into the case."""
        with self._case(number) as (desk, view):
            files_at_hand.bring_file(desk, view.id, name=name, stream=stream)

    def take_away(self, number: str, file_id: str) -> None:
        """Delete a file that was brought."""
        with self._case(number) as (desk, view):
            files_at_hand.take_away(desk, view.id, file_id)

    @contextmanager
    def file(self, number: str, file_id: str) -> Iterator[FileAtHand]:
        """Give a file that was brought, to read it."""
        with self._case(number) as (desk, view):
            yield files_at_hand.find_file(desk, view.id, file_id)

    def check(self, number: str, written: Written) -> Findings:
        """Return what of a text may not leave."""
        with self._case(number) as (desk, view):
            names = [file.name for file in files_at_hand.files_at_hand(desk, view.id)]
            return find_what_betrays(view, subject=written.subject, text=written.text, names=names)

    def room(self, number: str, written: Written) -> int:
        """Return how many bytes of room a text and the files that were brought leave."""
        with self._case(number) as (desk, view):
            known = sorted(authority.id for authority in drafting.recipients_of(desk))
            recipient = written.recipient if written.recipient in known else max(known, key=len)
            return drafting.room_left(
                desk,
                view,
                recipient=recipient,
                subject=written.subject,
                text=written.text,
                files=files_at_hand.files_at_hand(desk, view.id),
            )

    def draft(self, number: str, written: Written) -> None:
        """Draft and sign a handover with the files that were brought."""
        with self._case(number) as (desk, view):
            drafting.draft(
                desk,
                case=view.id,
                recipient=written.recipient,
                subject=written.subject,
                text=written.text,
                files=files_at_hand.files_at_hand(desk, view.id),
            )

    def approve(self, number: str, shown: bytes) -> None:
        """Sign the draft that was shown, having brought and seen its files."""
        with self._case(number) as (desk, view):
            files = files_at_hand.files_at_hand(desk, view.id)
            approve(desk, case=view.id, shown=shown, files=files)

    def object(self, number: str, *, shown: bytes, why: str) -> None:
        """Write for the others why the newest draft, as it was shown, is not approved."""
        answering.require_text(why)
        with self._case(number) as (desk, view):
            newest = newest_as_shown(view, shown)
            write_event(desk, case=view.id, act=Objected(newest.hash.hex(), why))

    @contextmanager
    def _case(self, number: str) -> Iterator[tuple[Desk, CaseView]]:
        with self.vault.transaction():
            desk = load_desk(self.vault, day=self.day)
            desk.require_confidant()
            yield desk, view_case(desk, find_case(desk, number))


def _standing(desk: Desk, view: CaseView) -> Standing:
    team = view.team
    return Standing(
        slot=desk.slot,
        members=view.file.members,
        originals=originals_of(view),
        marked_by=team.marked,
        marked=all_marked(team.marked),
        answers_by=gates.answers_by(team.judged),
        recipients={known.id: known.name for known in drafting.recipients_of(desk)},
        objections=team.objections,
        holds=[Hold(*said, frozenset(slots)) for said, slots in sorted(team.holds.items())],
        files=files_at_hand.files_at_hand(desk, view.id),
        is_leaving=destroying.is_leaving(desk, view.id),
        unreadable_after=destroying.unreadable_after(desk, view),
    )
