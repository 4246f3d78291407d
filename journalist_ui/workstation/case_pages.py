"""Cases and handovers as plain objects: what `cases` and `show` print, and what pages will show."""

from typing import Any

from crypto import labels
from crypto.case import Said
from crypto.fingerprint import fingerprint_words
from crypto.frame import parse_frame
from crypto.handover import Handover, parse_handover
from journalist_ui.workstation.attachments import came_damaged, is_here
from journalist_ui.workstation.before_handover import tell_before_handover, tell_consent
from journalist_ui.workstation.case_records import Answer, Message, Tombstone
from journalist_ui.workstation.casebook import CaseView, find_case, valid_signatures, view_case
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.destroying import may_be_destroyed
from journalist_ui.workstation.errors import NoSuchCase
from journalist_ui.workstation.handed_files import describe_files, read_handover
from journalist_ui.workstation.handover_records import HandedIn
from journalist_ui.workstation.inbound_feedback import answers_of
from journalist_ui.workstation.outbox import next_batch_day, waiting
from journalist_ui.workstation.shelves import HANDOVERS, SUMMARIES, TOMBSTONES
from journalist_ui.workstation.standing import held_by, is_word_after_closing
from journalist_ui.workstation.team_events import gaps


def list_cases(desk: Desk) -> list[dict[str, Any]]:
    """Return a line for each case, newest first, and for each destroyed one."""
    live = [
        {
            "case": name.hex(),
            "line": summary.line,
            "opened": write_day(summary.opened),
            "last_message": write_day(summary.last_message),
            "messages": summary.messages,
            "replies": summary.replies,
            "notes": summary.notes,
            "last_reply": summary.last_reply and write_day(summary.last_reply),
            "assigned": held_by(desk, summary.assigned),
            "state": summary.state or None,
            "word_after_closing": is_word_after_closing(
                summary.state, heard=summary.heard, messages=summary.messages
            ),
            "answers_of_recipients": summary.answers,
            "consent": summary.consent or None,
            "consented": summary.consented and write_day(summary.consented),
            "answer_by": summary.answer_by and write_day(summary.answer_by),
            "drafted_by": summary.drafted_by,
            "approved_by": summary.approved_by,
            "handed_over": summary.handed_over,
            "must_be_destroyed": bool(summary.destroyed)
            and (summary.held_until is None or summary.held_until < desk.day),
            "destroyed": None,
        }
        for name, summary in SUMMARIES.items(desk.vault)
    ]
    live.sort(key=lambda line: (line["last_message"], line["case"]), reverse=True)
    gone = [
        {"case": name.hex(), "destroyed": _gone(tombstone)}
        for name, tombstone in TOMBSTONES.items(desk.vault)
    ]
    return [*live, *gone]


def show_case(desk: Desk, number: str) -> dict[str, Any]:
    """Return a case whole, or what is remembered of a destroyed one."""
    case = find_case(desk, number)
    if TOMBSTONES.has(desk.vault, case):
        return {"case": case.hex(), "destroyed": _gone(TOMBSTONES.get(desk.vault, case))}
    view = view_case(desk, case)
    team = view.team
    return {
        "case": case.hex(),
        "line": view.file.line,
        "members": view.file.members,
        "language": view.file.language,
        "opened": write_day(view.file.opened),
        "consents": view.file.consents,
        "messages": _messages(desk, view),
        "replies": [_said(reply) for reply in team.replies],
        "notes": [_said(note) for note in team.notes],
        "assigned": held_by(desk, team.assigned),
        "standing": _standing(view),
        "draft": _draft(desk, view),
        "consent": tell_consent(view, desk.day),
        "may_be_destroyed": may_be_destroyed(view, desk.day),
        **tell_before_handover(team),
        "handed_over": [
            {"recipient": handed.recipient, "draft": handed.draft} for handed in team.handed_over
        ],
        "answers_of_recipients": [_answer(answer) for answer in answers_of(desk, case)],
        "destroyed_by": {str(slot): write_day(day) for slot, day in team.destroyed.items()},
        "must_be_destroyed": team.must_be_destroyed(desk.day),
        "held": team.held(desk.day),
        "messages_waiting": len(waiting(desk.vault, case=case)),
        "next_batch": write_day(next_batch_day(desk)),
        "event_gaps": gaps(desk),
    }


def list_handovers(desk: Desk) -> list[dict[str, Any]]:
    """Return a line for each handover on a recipient's workstation, newest first."""
    lines = []
    for _name, handed in HANDOVERS.items(desk.vault):
        handover = read_handover(handed)
        lines.append(
            {
                "case": handover.id,
                "pseudonym": handover.pseudonym,
                "line": handover.line,
                "subject": handover.subject,
                "day": write_day(handover.day),
                "received": write_day(handed.day),
            }
        )
    return sorted(lines, key=lambda line: (line["day"], line["case"]), reverse=True)


def find_handover(desk: Desk, number: str) -> tuple[HandedIn, Handover]:
    """Return the verified handover whose number begins like this, or raise `NoSuchCase`."""
    wanted = number.strip().lower()
    found = [
        handed
        for _name, handed in HANDOVERS.items(desk.vault)
        if wanted and read_handover(handed).id.startswith(wanted)
    ]
    if len(found) != 1:
        raise NoSuchCase("no handover has that number, or several have; cases shows the numbers")
    return found[0], read_handover(found[0])


def show_handover(desk: Desk, number: str) -> dict[str, Any]:
    """Return a verified handover whole, with the slots that signed it."""
    handed, handover = find_handover(desk, number)
    frame = parse_frame(handed.frame, labels.HANDOVER)
    return {
        "case": handover.id,
        "pseudonym": handover.pseudonym,
        "line": handover.line,
        "day": write_day(handover.day),
        "received": write_day(handed.day),
        "recipient": handover.recipient,
        "subject": handover.subject,
        "text": handover.text,
        "files": describe_files(desk, handover),
        "signed_by": [signature.signer for signature in frame.signatures],
    }


def _messages(desk: Desk, view: CaseView) -> list[dict[str, Any]]:
    messages, number = [], 0
    for message in view.messages:
        messages.append(_message(desk, view, message, first=number + 1))
        number += len(message.attachments)
    return messages


def _message(desk: Desk, view: CaseView, message: Message, *, first: int) -> dict[str, Any]:
    return {
        "kind": message.kind,
        "id": message.id.hex(),
        "day": write_day(message.day),
        "text": message.text,
        "answers": message.answers,
        "consents": view.file.consents if message.kind == "report" else [],
        "says": message.says or None,
        "draft": message.draft or None,
        "warnings": message.warnings,
        "attachments": [
            {
                "number": number,
                "name": attached.name,
                "type": attached.type,
                "size": attached.size,
                "here": is_here(desk, view.id, attached),
                "came_damaged": came_damaged(desk, attached),
            }
            for number, attached in enumerate(message.attachments, first)
        ],
    }


def _draft(desk: Desk, view: CaseView) -> dict[str, Any] | None:
    draft = view.team.draft
    if draft is None:
        return None
    handover = parse_handover(draft.body)
    signers = [signature.signer for signature in valid_signatures(desk, view, draft)]
    return {
        "recipient": handover.recipient,
        "subject": handover.subject,
        "text": handover.text,
        "files": [
            {"name": file.name, "type": file.type, "size": file.size, "sha256": file.sha256}
            for file in handover.attachments
        ],
        "pseudonym": handover.pseudonym,
        "drafted_by": draft.drafter,
        "approved_by": [signer for signer in signers if signer != draft.drafter],
        "hash": draft.hash.hex(),
        "hash_words": " ".join(fingerprint_words(draft.hash)),
    }


def _standing(view: CaseView) -> dict[str, Any] | None:
    said = view.team.standing
    if said is None:
        return None
    return {
        "state": said.state,
        "slot": said.slot,
        "day": write_day(said.day),
        "word_after_closing": is_word_after_closing(
            said.state, heard=said.messages, messages=len(view.messages)
        ),
    }


def _said(said: Said) -> dict[str, Any]:
    return {"slot": said.slot, "day": write_day(said.day), "text": said.text}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "recipient": answer.recipient,
        "handover": answer.handover,
        "day": write_day(answer.day),
        "text": answer.text,
    }


def _gone(tombstone: Tombstone) -> dict[str, Any]:
    missing = [slot for slot in tombstone.members if slot not in tombstone.destroyed]
    return {
        "here": write_day(tombstone.day),
        "by": {str(slot): write_day(day) for slot, day in sorted(tombstone.destroyed.items())},
        "still_at": missing,
        "unreadable_at_server_after": write_day(tombstone.unreadable_after),
        "handed_over": tombstone.handed_over,
        "line": tombstone.line,
    }
