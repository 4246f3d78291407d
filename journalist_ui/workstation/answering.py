"""Writing in a case: a reply to the reporter, a note to the team, a hold for the law."""

import re

from crypto.acts import Held, Noted, Replied
from crypto.messages import Reply
from crypto.randomness import random_bytes
from crypto.reply import free_room, reply_parts
from journalist_ui.workstation.casebook import refresh_summary, view_case
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.handover_records import Outgoing
from journalist_ui.workstation.outbox import REPLY, Queued, queue
from journalist_ui.workstation.team_events import write_event

_REASON = re.compile("[a-z][a-z0-9_]{0,39}")


def reply(desk: Desk, *, case: bytes, text: str) -> Queued:
    """Queue a reply for the next batch and tell the team; return what it takes and when it can leave."""
    desk.require_confidant()
    require_text(text)
    view = view_case(desk, case)
    answer = Reply(
        id=random_bytes(16).hex(),
        line=view.file.line,
        members=view.file.members,
        received=[message.id.hex() for message in view.messages],
        text=text,
    )
    if (room := free_room(answer)) < 0:
        raise Refused(f"the reply is about {-room} characters too long; shorten it or send two")
    file, parts = view.file, reply_parts(answer)
    outgoing = Outgoing(REPLY, case, parts, file.recipient, thread_key=file.thread_key)
    queued = queue(desk, [outgoing])
    write_event(desk, case=case, act=Replied(message=answer.id, text=text))
    refresh_summary(desk, case)
    return queued


def note(desk: Desk, *, case: bytes, text: str) -> None:
    """Write something down for the other members of a case."""
    desk.require_confidant()
    require_text(text)
    view_case(desk, case)
    write_event(desk, case=case, act=Noted(text=text))
    refresh_summary(desk, case)


def hold(desk: Desk, *, case: bytes, reason: str, until: int) -> None:
    """Ask that a case be kept until a day, for the law; it counts when two members do, in the same words."""
    desk.require_confidant()
    view_case(desk, case)
    if not _REASON.fullmatch(reason) or until < desk.day:
        raise Refused(
            "a hold has a reason of small letters, and a last day that is not past; give both so"
        )
    write_event(desk, case=case, act=Held(reason=reason, until=until))
    refresh_summary(desk, case)


def require_text(text: str) -> None:
    """Raise `Refused` for a text in which nothing stands."""
    if not text.strip():
        raise Refused("the text is empty; write something first")
