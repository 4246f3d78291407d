"""Handing a case over: one confidant writes it anew, another approves, then the original goes.

What leaves is never the reporter's own text (docs/protocol.md section 9): a draft in
which a stretch of it stands literally is refused, as is one with a marked word, and so
is the reporter's own file. An approval names the draft's hash, so an edit voids it, of
a file too. Destroying a case deletes its key.
"""

from collections.abc import Sequence
from pathlib import Path

from crypto.errors import ProtocolError
from crypto.events import Approved, Destroyed, Drafted, HandedOver
from crypto.handover import (
    Handover,
    assemble_handover,
    draft_hash,
    encode_handover,
    free_room,
    open_handover,
    parse_handover,
    sign_handover,
)
from crypto.parts import split
from crypto.period import last_kept_day
from crypto.randomness import random_bytes
from crypto.recipients import Authority, open_recipients
from crypto.reply import HANDOVER_ROOM
from crypto.thread import pseudonym
from journalist_ui.workstation.attachments import delete_attachments
from journalist_ui.workstation.casebook import (
    CaseView,
    refresh_summary,
    valid_signatures,
    view_case,
)
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.handover_files import (
    forget_files,
    keep_files,
    refuse_originals,
    require_seen,
    seal_files,
)
from journalist_ui.workstation.inbound_feedback import answers_of
from journalist_ui.workstation.leaving_checks import require_may_leave
from journalist_ui.workstation.leaving_files import waiting_files
from journalist_ui.workstation.outbox import HANDOVER, Queued, queue, waiting
from journalist_ui.workstation.records import (
    Outgoing,
    Tombstone,
)
from journalist_ui.workstation.shelves import (
    SUMMARIES,
    TOMBSTONES,
)
from journalist_ui.workstation.team_events import unsent_events_of, write_event


def recipients_of(desk: Desk) -> list[Authority]:
    """Return everybody to whom something can be handed over, or `Refused` while their file is missing."""
    try:
        return open_recipients(desk.service.recipients, keyring=desk.keyring).recipients
    except ProtocolError as error:
        raise Refused(
            "the recipients' file is of another keyring; bring the new one and run enrol again"
        ) from error


def draft(
    desk: Desk,
    *,
    case: bytes,
    recipient: str,
    subject: str,
    text: str,
    files: Sequence[Path] = (),
) -> bytes:
    """Write and sign a handover, with copies of `files`, for the others to approve; return the hash of the draft."""
    desk.require_confidant()
    view = view_case(desk, case)
    _require_member(desk, view)
    readers = _authority(desk, recipient).readers
    attachments = keep_files(desk, view, files, readers=len(readers))
    names = [attachment.name for attachment in attachments]
    require_may_leave(view, subject=subject, text=text, names=names)
    handover = Handover(
        attachments=attachments,
        day=desk.day,
        feedback_key=random_bytes(32).hex(),
        id=random_bytes(16).hex(),
        line=view.file.line,
        members=view.file.members,
        pseudonym=pseudonym(view.file.thread_key, recipient_id=recipient).hex(),
        recipient=recipient,
        service=desk.keyring.service,
        subject=subject,
        text=text,
    )
    body = encode_handover(handover)
    _require_room(body, subject, text)
    signature = sign_handover(body, slot=desk.slot, signing_seed=desk.owner.seed)
    write_event(desk, case=case, act=Drafted(body=body.decode(), signature=signature.value.hex()))
    newest = view_case(desk, case).team.draft
    if newest is None or newest.body != body:
        raise Refused(
            "a colleague has drafted today too, and that draft counts; approve it, or draft tomorrow"
        )
    refresh_summary(desk, case)
    return draft_hash(body)


def open_draft(desk: Desk, case: bytes) -> tuple[Handover, bytes, int]:
    """Return the newest draft of a case, its hash and its drafter, or `Refused` if there is none."""
    newest = view_case(desk, case).team.draft
    if newest is None:
        raise Refused("nobody has drafted a handover of this case; run draft first")
    return parse_handover(newest.body), newest.hash, newest.drafter


def approve(desk: Desk, *, case: bytes, shown: bytes, files: Sequence[Path] = ()) -> None:
    """Sign the draft whose hash was `shown` and whose files were seen; `Refused` for one's own, or a changed one."""
    desk.require_confidant()
    view = view_case(desk, case)
    _require_member(desk, view)
    newest = view.team.draft
    if newest is None or newest.hash != shown:
        raise Refused("the draft has changed since it was shown; read the new one first")
    if newest.drafter == desk.slot:
        raise Refused("this is your own draft; another confidant of the case must approve it")
    if desk.slot in {s.signer for s in valid_signatures(desk, view, newest)}:
        raise Refused("you have approved this draft already; it can be handed over")
    handover = parse_handover(newest.body)
    _require_may_leave(view, handover)
    refuse_originals(view, handover.attachments)
    require_seen(handover.attachments, files)
    signature = sign_handover(newest.body, slot=desk.slot, signing_seed=desk.owner.seed)
    act = Approved(draft=newest.hash.hex(), signature=signature.value.hex())
    write_event(desk, case=case, act=act)
    refresh_summary(desk, case)


def hand_over(desk: Desk, *, case: bytes) -> tuple[str, Queued]:
    """Queue the approved draft for every reader of its recipient; return who that is, and what it takes."""
    desk.require_confidant()
    view = view_case(desk, case)
    handover, digest, _drafter = open_draft(desk, case)
    if any(handed.draft == digest.hex() for handed in view.team.handed_over):
        raise Refused(
            "this draft was handed over already; state says whether it still waits for an export"
        )
    _require_may_leave(view, handover)
    frame = _signed_frame(desk, view)
    parts = split(frame, message_id=bytes.fromhex(handover.id), room=HANDOVER_ROOM)
    readers = _authority(desk, handover.recipient).readers
    queued = queue(
        desk, [Outgoing(HANDOVER, case, parts, reader.recipient_bytes) for reader in readers]
    )
    seal_files(desk, case, handover, readers)
    forget_files(desk, case)
    write_event(desk, case=case, act=HandedOver(draft=digest.hex(), recipient=handover.recipient))
    refresh_summary(desk, case)
    return handover.recipient, queued


def destroy(desk: Desk, *, case: bytes) -> Tombstone:
    """Delete the key of a case that was handed over, with all under it; return what is remembered."""
    desk.require_confidant()
    view = view_case(desk, case)
    if view.team.held(desk.day):
        raise Refused("two confidants hold this case, for the law; destroy it after their last day")
    if not view.team.handed_over and not view.team.must_be_destroyed(desk.day):
        raise Refused(
            "this case was not handed over; run hand-over first, only then is the original destroyed"
        )
    leaving = waiting(desk.vault, case=case) or waiting_files(desk.vault, case=case)
    if leaving or unsent_events_of(desk, case):
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
    SUMMARIES.discard(desk.vault, case)
    desk.vault.destroy_case_key(case)
    TOMBSTONES.put(desk.vault, case, tombstone)
    return tombstone


def unreadable_after(desk: Desk, view: CaseView) -> int:
    """Return the last day on which a key may open something of a case that came here."""
    answered = [answer.period for answer in answers_of(desk, view.id)]
    return last_kept_day(max([*(message.period for message in view.messages), *answered]))


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


def _require_member(desk: Desk, view: CaseView) -> None:
    if desk.slot not in view.file.members:
        raise Refused("you are not a member of this case; a member must do that")


def _authority(desk: Desk, recipient: str) -> Authority:
    authorities = {authority.id: authority for authority in recipients_of(desk)}
    if recipient not in authorities:
        raise Refused(f"there is no such recipient; there are: {', '.join(sorted(authorities))}")
    return authorities[recipient]


def _require_room(body: bytes, subject: str, text: str) -> None:
    if not subject.strip() or not text.strip():
        raise Refused("a handover has a subject and a text; write both")
    if (room := free_room(body)) < 0:
        raise Refused(
            f"the handover is about {-room} characters too long; shorten it, or leave out files:"
            " each takes some 250 characters"
        )
