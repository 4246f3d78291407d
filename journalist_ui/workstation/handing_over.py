"""Handing a case over: what one confidant drafted, another approves, and then it leaves.

An approval names the draft's hash, so an edit voids it, of a file too. Nothing is
queued that the recipient's workstation would refuse (docs/protocol.md section 9).
"""

from collections.abc import Sequence
from pathlib import Path

from crypto.acts import Approved, HandedOver
from crypto.case import Draft
from crypto.handover import (
    Handover,
    assemble_handover,
    open_handover,
    parse_handover,
    sign_handover,
)
from crypto.parts import split
from crypto.reply import HANDOVER_ROOM
from journalist_ui.workstation.casebook import (
    CaseView,
    refresh_summary,
    valid_signatures,
    view_case,
)
from journalist_ui.workstation.consenting import require_heard, require_not_refused
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.drafting import find_recipient, open_draft, require_member
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files_at_hand import FileAtHand, take_all_away
from journalist_ui.workstation.handover_files import (
    forget_files,
    refuse_originals,
    require_seen,
    seal_files,
)
from journalist_ui.workstation.handover_records import Outgoing
from journalist_ui.workstation.leaving_checks import require_may_leave
from journalist_ui.workstation.outbox import HANDOVER, Queued, queue
from journalist_ui.workstation.team_events import write_event


def approve(
    desk: Desk, *, case: bytes, shown: bytes, files: Sequence[Path | FileAtHand] = ()
) -> None:
    """Sign the draft whose hash was `shown` and whose files were seen; `Refused` for one's own, or a changed one."""
    desk.require_confidant()
    view = view_case(desk, case)
    require_member(desk, view)
    newest = newest_as_shown(view, shown)
    if newest.drafter == desk.slot:
        raise Refused("this is your own draft; another confidant of the case must approve it")
    if desk.slot in {s.signer for s in valid_signatures(desk, view, newest)}:
        raise Refused("you have approved this draft already; it can be handed over")
    require_not_refused(view.team, view.messages)
    handover = parse_handover(newest.body)
    _require_may_leave(view, handover)
    refuse_originals(view, handover.attachments)
    require_seen(handover.attachments, files)
    signature = sign_handover(newest.body, slot=desk.slot, signing_seed=desk.owner.seed)
    act = Approved(draft=newest.hash.hex(), signature=signature.value.hex())
    write_event(desk, case=case, act=act)
    take_all_away(desk, case)
    refresh_summary(desk, case)


def newest_as_shown(view: CaseView, shown: bytes) -> Draft:
    """Return the newest draft of a case, or raise `Refused` if it is not the one whose hash was `shown`."""
    newest = view.team.draft
    if newest is None or newest.hash != shown:
        raise Refused("the draft has changed since it was shown; read the new one first")
    return newest


def hand_over(desk: Desk, *, case: bytes) -> tuple[str, Queued]:
    """Queue the approved draft for every reader of its recipient; return who that is, and what it takes."""
    desk.require_confidant()
    view = view_case(desk, case)
    handover, digest, _drafter = open_draft(desk, case)
    if any(handed.draft == digest.hex() for handed in view.team.handed_over):
        raise Refused(
            "this draft was handed over already; state says whether it still waits for an export"
        )
    require_heard(view.team, view.messages, day=desk.day)
    _require_may_leave(view, handover)
    frame = _signed_frame(desk, view)
    parts = split(frame, message_id=bytes.fromhex(handover.id), room=HANDOVER_ROOM)
    readers = find_recipient(desk, handover.recipient).readers
    queued = queue(
        desk, [Outgoing(HANDOVER, case, parts, reader.recipient_bytes) for reader in readers]
    )
    seal_files(desk, case, handover, readers)
    forget_files(desk, case)
    take_all_away(desk, case)
    write_event(desk, case=case, act=HandedOver(draft=digest.hex(), recipient=handover.recipient))
    refresh_summary(desk, case)
    return handover.recipient, queued


def _signed_frame(desk: Desk, view: CaseView) -> bytes:
    newest = view.team.draft
    if newest is None:
        raise Refused("nobody has drafted a handover of this case; run draft first")
    signatures = valid_signatures(desk, view, newest)
    drafters = [s for s in signatures if s.signer == newest.drafter]
    approvals = [s for s in signatures if s.signer != newest.drafter]
    if not drafters or not approvals:
        raise Refused("nobody else has approved this draft; another confidant runs approve first")
    frame = assemble_handover(newest.body, [drafters[0], approvals[0]])
    # What the recipient's workstation will do: it must not refuse what leaves here.
    open_handover(frame, keyring=desk.keyring, revoked=frozenset(desk.service.revoked))
    return frame


def _require_may_leave(view: CaseView, handover: Handover) -> None:
    names = [attachment.name for attachment in handover.attachments]
    require_may_leave(view, subject=handover.subject, text=handover.text, names=names)
