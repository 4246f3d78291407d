"""The operations of the topics about what people write: what each does is said in tests/vectors/README.md."""

from collections.abc import Callable
from typing import Any

import msgspec
from vectors.run_trust import trusted_keyring

from crypto.case import Case, fold
from crypto.event_pack import Origin, parse_event_part
from crypto.events import Entry, Link, parse_event_body
from crypto.frame import Frame
from crypto.handover import open_handover
from crypto.handover_attachments import HandoverAttachment
from crypto.messages import (
    parse_answer,
    parse_consent,
    parse_feedback,
    parse_followup,
    parse_report,
)
from crypto.opening.drop import find_handovers, find_replies
from crypto.opening.handover_attachments import open_handover_attachment
from crypto.opening.identity import Identity
from crypto.opening.messages import open_event_part
from crypto.signing import verify_mac
from crypto.snapshot import parse_snapshot
from crypto.thread import BatchPlace
from crypto.trust import LiveBatch

Fields = dict[str, Any]
_WITH_A_MAC: dict[str, Callable[[bytes], tuple[msgspec.Struct, Frame]]] = {
    "followup": parse_followup,
    "consent": parse_consent,
    "feedback": parse_feedback,
}


def messages(given: Fields) -> Fields:
    """Parse a message of its kind, and verify its MAC if it has one."""
    match given["operation"]:
        case "report":
            return {"message": msgspec.to_builtins(parse_report(given["frame"]))}
        case "reply" | "proposal":
            return {"message": msgspec.to_builtins(parse_answer(given["body"]))}
        case kind:
            message, frame = _WITH_A_MAC[kind](given["frame"])
            verify_mac(frame, key=given["key"])
            return {"message": msgspec.to_builtins(message)}


def reply(given: Fields) -> Fields:
    """Search batches for the replies to one thread."""
    replies = find_replies(
        _batches(given),
        identity=Identity(given["identity"]),
        thread_key=given["thread_key"],
        keyring=trusted_keyring(given),
    )
    found = [
        {
            "slot": found.slot,
            "batch": found.batch,
            "day": found.day,
            "reply": msgspec.to_builtins(found.reply),
        }
        for found in replies.found
    ]
    return {"found": found, "damaged": replies.damaged}


def handover(given: Fields) -> Fields:
    """Verify a handover, search batches for handovers, or open a handover's file."""
    if given["operation"] == "open-file":
        content = open_handover_attachment(
            [given["object"]],
            HandoverAttachment(**given["file"]),
            size=len(given["object"]),
            identity=Identity(given["identity"]),
            reader=given["reader"],
            slots=given["slots"],
        )
        return {"content": b"".join(content)}
    if given["operation"] == "open":
        revoked = frozenset((slot, generation) for slot, generation in given["revoked"])
        opened = open_handover(given["frame"], keyring=trusted_keyring(given), revoked=revoked)
        return {"handover": msgspec.to_builtins(opened)}
    identity = Identity(given["identity"])
    handovers = find_handovers(_batches(given), identity=identity)
    return {"found": handovers.found, "damaged": handovers.damaged}


def _batches(given: Fields) -> list[LiveBatch]:
    return [
        LiveBatch(
            BatchPlace(batch["slot"], batch["generation"], batch["number"]),
            batch["day"],
            batch["drop_slots"],
        )
        for batch in given["batches"]
    ]


def events(given: Fields) -> Fields:
    """Read the content of an event part, open a sealed one, or read what one event says."""
    if given["operation"] == "body":
        return {"event": msgspec.to_builtins(parse_event_body(given["body"]))}
    keyring = trusted_keyring(given)
    if given["operation"] == "open":
        part = open_event_part(
            given["part"],
            identity=Identity(given["identity"]),
            keyring=keyring,
            origin=Origin(*given["origin"]),
        )
    else:
        part = parse_event_part(given["content"], keyring=keyring, origin=Origin(*given["origin"]))
    links = [
        {
            "slot": entry.link.slot,
            "sequence": entry.link.sequence,
            "day": entry.link.day,
            "previous": entry.link.previous,
            "body": entry.body,
        }
        for entry in part.entries
    ]
    return {
        "seen": [{"day": d, "digest": part.seen[d]} for d in sorted(part.seen)],
        "events": links,
    }


def folded(given: Fields) -> Fields:
    """Fold the events of one case."""
    return _case(fold(_entries(given)), given["day"])


def standing(given: Fields) -> Fields:
    """Fold the events of one case into whose it is and how it stands."""
    case = fold(_entries(given))
    said = case.standing
    return {
        "assigned": case.assigned,
        "standing": said and [said.state, said.slot, said.day, said.messages],
    }


def leaving(given: Fields) -> Fields:
    """Fold the events of one case into what was said of it before it leaves."""
    case = fold(_entries(given))
    return {
        "marked": [[slot, words] for slot, words in sorted(case.marked.items())],
        "judged": [
            [slot, said.facts, said.circle, said.consent]
            for slot, said in sorted(case.judged.items())
        ],
        "objections": [[said.slot, said.day, said.draft, said.text] for said in case.objections],
        **_shown(case),
    }


def _shown(case: Case) -> Fields:
    """Return what was shown to the reporter, where anything was."""
    shown = [[said.slot, said.day, said.draft, said.answer_by] for said in case.shown]
    return {"shown": shown} if shown else {}


def _entries(given: Fields) -> list[Entry]:
    return [
        Entry(
            b"",
            Link(
                slot=event["slot"],
                generation=event["generation"],
                sequence=event["sequence"],
                day=event["day"],
                previous=bytes(32),
                body_hash=bytes(32),
            ),
            event["body"],
        )
        for event in given["events"]
    ]


def _case(case: Case, day: int) -> Fields:
    draft = case.draft
    return {
        "replies": [[said.slot, said.day, said.text] for said in case.replies],
        "notes": [[said.slot, said.day, said.text] for said in case.notes],
        "draft": draft
        and {
            "body": draft.body.decode(),
            "hash": draft.hash,
            "drafter": draft.drafter,
            "approvers": sorted(draft.approvers),
        },
        "handed_over": [act.recipient for act in case.handed_over],
        "destroyed": [[slot, day] for slot, day in sorted(case.destroyed.items())],
        "held": case.held(day),
        "must_be_destroyed": case.must_be_destroyed(day),
    }


def snapshot(given: Fields) -> Fields:
    """Read the content of a snapshot."""
    slot, generation = given["taker"]
    giving, parsed = parse_snapshot(
        given["content"], keyring=trusted_keyring(given), taker=(slot, generation)
    )
    return {
        "giver": list(giving.giver),
        "day": giving.day,
        "messages": [
            {"submission_id": m.submission_id, "day": m.day, "frame": m.frame}
            for m in parsed.messages
        ],
        "events": [
            {"slot": e.link.slot, "sequence": e.link.sequence, "body": e.body}
            for e in parsed.events
        ],
        "attachments": [{"upload_id": a.upload_id, "header": a.header} for a in parsed.attachments],
    }
