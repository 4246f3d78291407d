"""Destroying a case: its key, and all under it; what is remembered is a number, days, and to whom it went.

A case that two confidants hold for the law stays, and so does one of which something
has not left yet.
"""

from crypto.acts import Destroyed
from crypto.period import last_kept_day
from journalist_ui.workstation.attachments import delete_attachments
from journalist_ui.workstation.case_records import Tombstone
from journalist_ui.workstation.casebook import CaseView, view_case
from journalist_ui.workstation.consenting import standing_withdrawal
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.event_packing import has_unsent
from journalist_ui.workstation.files_at_hand import take_all_away
from journalist_ui.workstation.handover_files import forget_files
from journalist_ui.workstation.inbound_feedback import answers_of
from journalist_ui.workstation.leaving_files import waiting_files
from journalist_ui.workstation.outbox import waiting
from journalist_ui.workstation.shelves import SUMMARIES, TOMBSTONES
from journalist_ui.workstation.team_events import write_event


def destroy(desk: Desk, *, case: bytes) -> Tombstone:
    """Delete the key of a case that was handed over or withdrawn, with all under it; return what is remembered."""
    desk.require_confidant()
    view = view_case(desk, case)
    if view.team.held(desk.day):
        raise Refused("two confidants hold this case, for the law; destroy it after their last day")
    if not may_be_destroyed(view, desk.day):
        raise Refused(
            "this case was not handed over; run hand-over first, only then is the original destroyed"
        )
    if is_leaving(desk, case):
        raise Refused("something of this case has not left yet; export first, then destroy")
    tombstone = Tombstone(
        line=view.file.line,
        day=desk.day,
        members=view.file.members,
        handed_over=sorted({handed.recipient for handed in view.team.handed_over}),
        unreadable_after=unreadable_after(desk, view),
        destroyed={**view.team.destroyed, desk.slot: desk.day},
    )
    write_event(desk, case=case, act=Destroyed())
    delete_attachments(desk, case)
    forget_files(desk, case)
    take_all_away(desk, case)
    SUMMARIES.discard(desk.vault, case)
    desk.vault.destroy_case_key(case)
    TOMBSTONES.put(desk.vault, case, tombstone)
    return tombstone


def may_be_destroyed(view: CaseView, day: int) -> bool:
    """Tell whether a case has served: handed over, withdrawn by its reporter, or destroyed by a colleague."""
    team = view.team
    is_withdrawn = standing_withdrawal(view.messages) is not None
    return bool(team.handed_over) or is_withdrawn or team.must_be_destroyed(day)


def unreadable_after(desk: Desk, view: CaseView) -> int:
    """Return the last day on which a key may open something of a case that came here."""
    answered = [answer.period for answer in answers_of(desk, view.id)]
    return last_kept_day(max([*(message.period for message in view.messages), *answered]))


def is_leaving(desk: Desk, case: bytes) -> bool:
    """Tell whether something of a case waits for a bundle."""
    texts = waiting(desk.vault, case=case)
    return bool(texts or waiting_files(desk.vault, case=case) or has_unsent(desk, case))
