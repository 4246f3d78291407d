"""The cases in this vault: opened by a report, continued by follow-ups and by the team's events.

A case is named by its thread (docs/protocol.md section 6.5). The first report
says who its members are and where answers go; nothing that comes later changes
that.
"""

import re
from dataclasses import dataclass

from crypto import labels
from crypto.case import Case, Draft
from crypto.errors import ProtocolError, UnknownSigner
from crypto.frame import Frame, Signature
from crypto.messages import Consent, FollowUp, Report, reply_recipient
from crypto.opening.identity import SEED_SIZE
from crypto.randomness import random_bytes
from crypto.signing import verify
from crypto.thread import thread_id
from journalist_ui.workstation.case_records import Attached, CaseFile, Message, Summary
from journalist_ui.workstation.consenting import word_of
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import NoSuchCase, Refused
from journalist_ui.workstation.shelves import (
    ANSWERS,
    CASES,
    EXPECTED,
    MESSAGES,
    SUMMARIES,
    TOMBSTONES,
)
from journalist_ui.workstation.team_events import fold_case

_KINDS = {Report: "report", FollowUp: "followup", Consent: "consent"}
_WHOLE_NUMBER = re.compile("[0-9a-f]{32}")
SHORTEST_NUMBER = 4
"""Characters of a case's number that are enough if no other case begins with them."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case whole: its file, the reporter's messages in order of arrival, and what the team did."""

    id: bytes
    file: CaseFile
    messages: list[Message]
    team: Case


def open_case(desk: Desk, report: Report, *, day: int) -> bytes:
    """Make the case of a report if it is not here, and return its name."""
    thread_key = bytes.fromhex(report.reply.thread_key)
    case = thread_id(thread_key)
    if not desk.vault.has_case_key(case):
        desk.vault.add_case_key(case)
    if not CASES.has(desk.vault, case):
        file = CaseFile(
            line=report.line,
            members=report.members,
            language=report.language,
            thread_key=thread_key,
            recipient=reply_recipient(report.reply),
            identity=random_bytes(SEED_SIZE),
            opened=day,
            consents=report.consents,
        )
        CASES.put(desk.vault, case, file, case=case)
    return case


def add_message(
    desk: Desk,
    case: bytes,
    message: Report | FollowUp | Consent,
    *,
    day: int,
    period: int,
    submission: bytes,
) -> Message:
    """Put a reporter's message in its case, with warnings about what does not fit."""
    stored = Message(
        id=bytes.fromhex(message.id),
        number=MESSAGES.count(desk.vault),
        kind=_KINDS[type(message)],
        day=day,
        period=period,
        line=message.line,
        members=message.members,
        language=message.language,
        text=message.text,
        answers=message.answers if isinstance(message, Report) else {},
        attachments=[] if isinstance(message, Consent) else _attached_to(message),
        warnings=_warnings(desk, CASES.get(desk.vault, case), message),
        submission=submission,
        says=message.says if isinstance(message, Consent) else "",
        draft=(message.draft or "") if isinstance(message, Consent) else "",
    )
    MESSAGES.put(desk.vault, stored.id, stored, case=case)
    for attached in stored.attachments:
        if not desk.vault.has(EXPECTED, attached.id):
            desk.vault.put(EXPECTED, attached.id, case, case=case)
    return stored


def messages_of(desk: Desk, case: bytes) -> list[Message]:
    """Return the reporter's messages of a case by the day of arrival, then as they were imported."""
    messages = [message for _, message in MESSAGES.items(desk.vault, case=case)]
    return sorted(messages, key=lambda message: (message.day, message.number))


def view_case(desk: Desk, case: bytes) -> CaseView:
    """Return a case whole, or raise `Refused` if its report is not here, or gone."""
    if TOMBSTONES.has(desk.vault, case):
        raise Refused("this case was destroyed here; ask a colleague, who may still have it")
    if not CASES.has(desk.vault, case):
        raise Refused("the report of this case is not here yet; import the newest bundle first")
    file = CASES.get(desk.vault, case)
    return CaseView(case, file, messages_of(desk, case), fold_case(desk, case, file.members))


def find_case(desk: Desk, number: str) -> bytes:
    """Return the case whose number begins like this, or raise `NoSuchCase`."""
    wanted = number.strip().lower()
    if _WHOLE_NUMBER.fullmatch(wanted) and _is_known(desk, bytes.fromhex(wanted)):
        return bytes.fromhex(wanted)
    known = [name for name, _ in SUMMARIES.items(desk.vault)]
    known += [name for name, _ in TOMBSTONES.items(desk.vault)]
    found = [name for name in known if name.hex().startswith(wanted)]
    if len(wanted) < SHORTEST_NUMBER or not found:
        raise NoSuchCase("no case here has that number; cases shows the numbers")
    if len(found) > 1:
        raise NoSuchCase("several cases begin with that number; give more of it")
    return found[0]


def valid_signatures(desk: Desk, view: CaseView, draft: Draft) -> list[Signature]:
    """Return the signatures of a draft that hold: by members of the case, over exactly this text."""
    valid = []
    for slot in sorted(draft.signatures.keys() & set(view.file.members)):
        signature = Signature(slot, draft.signatures[slot])
        try:
            _verify_draft(desk, draft, signature)
        except ProtocolError:
            continue
        valid.append(signature)
    return valid


def refresh_summary(desk: Desk, case: bytes) -> None:
    """Write the line of a case in the list anew, after something changed in it."""
    if not CASES.has(desk.vault, case):
        return
    view = view_case(desk, case)
    team, draft = view.team, view.team.draft
    signers = [s.signer for s in valid_signatures(desk, view, draft)] if draft else []
    word = word_of(team, view.messages)
    said = word.withdrawal or word.on_draft
    summary = Summary(
        line=view.file.line,
        opened=view.file.opened,
        messages=len(view.messages),
        last_message=max(message.day for message in view.messages),
        replies=len(team.replies),
        last_reply=max((reply.day for reply in team.replies), default=None),
        notes=len(team.notes),
        assigned=team.assigned,
        state=team.standing.state if team.standing else "",
        heard=team.standing.messages if team.standing else 0,
        drafted_by=draft.drafter if draft else None,
        approved_by=[signer for signer in signers if draft and signer != draft.drafter],
        handed_over=[handed.recipient for handed in team.handed_over],
        destroyed=team.destroyed,
        held_until=team.held_until(),
        consent=said.says if said else "",
        consented=said.day if said else None,
        answer_by=word.showing.answer_by if word.showing else None,
        answers=sum(1 for _ in ANSWERS.items(desk.vault, case=case)),
    )
    SUMMARIES.put(desk.vault, case, summary, case=case)


def _is_known(desk: Desk, case: bytes) -> bool:
    return SUMMARIES.has(desk.vault, case) or TOMBSTONES.has(desk.vault, case)


def _verify_draft(desk: Desk, draft: Draft, signature: Signature) -> None:
    """Raise `UnknownSigner` or `Tampered` unless a slot's holder signed exactly this draft."""
    holder = desk.keyring.holder(signature.signer)
    if holder is None:
        raise UnknownSigner("a draft is signed by a slot that has no holder")
    frame = Frame(labels.HANDOVER, draft.body, (signature,))
    verify(frame, signer=signature.signer, verify_key=bytes.fromhex(holder.verify_key))


def _attached_to(message: Report | FollowUp) -> list[Attached]:
    return [
        Attached(
            id=bytes.fromhex(attachment.id),
            name=attachment.name,
            sha256=attachment.sha256,
            size=attachment.size,
            type=attachment.type,
        )
        for attachment in message.attachments
    ]


def _warnings(desk: Desk, file: CaseFile, message: Report | FollowUp | Consent) -> list[str]:
    line = desk.keyring.lines.get(message.line)
    serving = set(line.slots) if line else set()
    checks = [
        (
            desk.slot not in message.members,
            "it was sealed to you, but does not name you as a member",
        ),
        (desk.slot not in serving, f"it is for the line {message.line}, which you do not serve"),
        (
            not set(message.members) <= serving,
            f"it names members who do not serve the line {message.line}",
        ),
        (
            (message.line, message.members) != (file.line, file.members),
            "it names another line or other members than the first report of this case",
        ),
    ]
    return [warning for wrong, warning in checks if wrong]
