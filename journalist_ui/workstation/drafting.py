"""Drafting a handover: for whom, in whose words, with which files, and how much room that leaves (docs/protocol.md 9).

What leaves is never the reporter's own text: a draft in which a stretch of it stands
literally is refused, as is one with a marked word, and so is the reporter's own file.
"""

from collections.abc import Sequence
from pathlib import Path

from crypto.acts import Drafted
from crypto.errors import ProtocolError
from crypto.handover import (
    Handover,
    draft_hash,
    encode_handover,
    free_room,
    parse_handover,
    sign_handover,
)
from crypto.handover_attachments import HandoverAttachment, draw_stanzas
from crypto.randomness import random_bytes
from crypto.recipients import Authority, open_recipients
from crypto.thread import pseudonym
from journalist_ui.workstation.casebook import CaseView, refresh_summary, view_case
from journalist_ui.workstation.consenting import require_not_withdrawn
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.files_at_hand import FileAtHand
from journalist_ui.workstation.handover_files import keep_files
from journalist_ui.workstation.leaving_checks import require_may_leave
from journalist_ui.workstation.team_events import write_event

MAX_SUBJECT = 200
"""Characters (docs/protocol.md section 9.1)."""


def recipients_of(desk: Desk) -> list[Authority]:
    """Return everybody to whom something can be handed over, or `Refused` while their file is missing."""
    try:
        return open_recipients(desk.service.recipients, keyring=desk.keyring).recipients
    except ProtocolError as error:
        raise Refused(
            "the recipients' file is of another keyring; bring the new one and run enrol again"
        ) from error


def find_recipient(desk: Desk, recipient: str) -> Authority:
    """Return a recipient by its id, or raise `Refused`."""
    authorities = {authority.id: authority for authority in recipients_of(desk)}
    if recipient not in authorities:
        raise Refused(f"there is no such recipient; there are: {', '.join(sorted(authorities))}")
    return authorities[recipient]


def require_member(desk: Desk, view: CaseView) -> None:
    """Raise `Refused` unless this workstation is a member of the case."""
    if desk.slot not in view.file.members:
        raise Refused("you are not a member of this case; a member must do that")


def draft(
    desk: Desk,
    *,
    case: bytes,
    recipient: str,
    subject: str,
    text: str,
    files: Sequence[Path | FileAtHand] = (),
) -> bytes:
    """Write and sign a handover, with copies of `files`, for the others to approve; return the hash of the draft."""
    desk.require_confidant()
    view = view_case(desk, case)
    require_member(desk, view)
    require_not_withdrawn(view.messages)
    readers = find_recipient(desk, recipient).readers
    attachments = keep_files(desk, view, files, readers=len(readers))
    names = [attachment.name for attachment in attachments]
    require_may_leave(view, subject=subject, text=text, names=names)
    body = _body(
        desk, view, recipient=recipient, subject=subject, text=text, attachments=attachments
    )
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


def room_left(
    desk: Desk,
    view: CaseView,
    *,
    recipient: str,
    subject: str,
    text: str,
    files: Sequence[FileAtHand],
) -> int:
    """Return how many bytes of room a handover with these files leaves; negative: so much too long."""
    readers = len(find_recipient(desk, recipient).readers)
    attachments = [
        HandoverAttachment(
            id=bytes(16).hex(),
            name=file.name,
            sha256=file.sha256,
            size=file.size,
            stanzas=draw_stanzas(min(readers, desk.slots), slots=desk.slots),
            type=file.type,
        )
        for file in files
    ]
    return free_room(
        _body(desk, view, recipient=recipient, subject=subject, text=text, attachments=attachments)
    )


def open_draft(desk: Desk, case: bytes) -> tuple[Handover, bytes, int]:
    """Return the newest draft of a case, its hash and its drafter, or `Refused` if there is none."""
    newest = view_case(desk, case).team.draft
    if newest is None:
        raise Refused("nobody has drafted a handover of this case; run draft first")
    return parse_handover(newest.body), newest.hash, newest.drafter


def _body(
    desk: Desk,
    view: CaseView,
    *,
    recipient: str,
    subject: str,
    text: str,
    attachments: list[HandoverAttachment],
) -> bytes:
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
    return encode_handover(handover)


def _require_room(body: bytes, subject: str, text: str) -> None:
    if not subject.strip() or not text.strip():
        raise Refused("a handover has a subject and a text; write both")
    if len(subject) > MAX_SUBJECT:
        raise Refused(f"the subject is longer than {MAX_SUBJECT} characters; put more in the text")
    if (room := free_room(body)) < 0:
        raise Refused(
            f"the handover is about {-room} characters too long; shorten it, or leave out files:"
            " each takes some 250 characters"
        )
