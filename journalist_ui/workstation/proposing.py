"""Showing a draft to the reporter, who judges whether it can be traced (docs/protocol.md section 6.5).

It travels as a reply does, and says subject, text, recipient and the names of the
files as the draft has them. The reporter's word comes back as a message of the case.
"""

from crypto.acts import Shown
from crypto.handover import parse_handover
from crypto.messages import Proposal
from crypto.randomness import random_bytes
from crypto.reply import free_room, reply_parts
from journalist_ui.workstation.casebook import CaseView, refresh_summary, view_case
from journalist_ui.workstation.consenting import require_not_refused, word_of
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.drafting import find_recipient, require_member
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.handing_over import newest_as_shown
from journalist_ui.workstation.handover_records import Outgoing
from journalist_ui.workstation.outbox import REPLY, Queued, next_batch_day, queue
from journalist_ui.workstation.team_events import write_event

ANSWER_DAYS = (14, 7, 28)
"""So many days a reporter may have, counted from the batch; an answer stays in the drop for 42 days."""


def show_draft(desk: Desk, *, case: bytes, shown: bytes, days: int) -> Queued:
    """Queue the newest draft, whose hash was `shown`, for the reporter to judge within so many days."""
    desk.require_confidant()
    view = view_case(desk, case)
    require_member(desk, view)
    newest_as_shown(view, shown)
    require_not_refused(view.team, view.messages)
    if word_of(view.team, view.messages).showing is not None:
        raise Refused("this draft was shown to the reporter already; wait for the answer")
    if any(handed.draft == shown.hex() for handed in view.team.handed_over):
        raise Refused("this draft was handed over already; it is too late to show it")
    if days not in ANSWER_DAYS:
        raise Refused(
            f"a reporter has {', '.join(map(str, ANSWER_DAYS))} days to answer; choose one"
        )
    proposal = proposal_of(desk, view, answer_by=next_batch_day(desk) + days)
    if (room := free_room(proposal)) < 0:
        raise Refused(
            f"the draft is about {-room} characters too long to be shown; draft a shorter one"
        )
    parts, key = reply_parts(proposal), view.file.thread_key
    queued = queue(desk, [Outgoing(REPLY, case, parts, view.file.recipient, thread_key=key)])
    act = Shown(answer_by=proposal.answer_by, draft=proposal.draft, message=proposal.id)
    write_event(desk, case=case, act=act)
    refresh_summary(desk, case)
    return queued


def proposal_of(desk: Desk, view: CaseView, *, answer_by: int) -> Proposal:
    """Return the newest draft of a case as the reporter would be shown it, or `Refused` if there is none."""
    newest = view.team.draft
    if newest is None:
        raise Refused("nobody has drafted a handover of this case; run draft first")
    handover = parse_handover(newest.body)
    return Proposal(
        answer_by=answer_by,
        draft=newest.hash.hex(),
        files=[file.name for file in handover.attachments],
        id=random_bytes(16).hex(),
        line=view.file.line,
        members=view.file.members,
        received=[message.id.hex() for message in view.messages],
        recipient=find_recipient(desk, handover.recipient).name[:200],
        subject=handover.subject,
        text=handover.text,
    )
