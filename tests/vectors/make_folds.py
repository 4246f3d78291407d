"""Vectors of a case as the fold of its events (docs/protocol.md section 11.4)."""

import hashlib
from typing import Any

from vectors.kit import Topic
from vectors.service import DAY

from crypto.canonical import encode

_SIGNATURE = "1" * 128
_BODY = '{"kind":"handover"}'
_OTHER = '{"kind":"handover","text":"edited"}'

Event = dict[str, Any]


def event(
    slot: int, sequence: int, act: dict[str, Any], *, day: int = DAY, generation: int = 1
) -> Event:
    """Return an event of a case; its chain and signature play no part in a fold."""
    body = encode({"act": act, "case": "c" * 32, "id": "e" * 32, "kind": "event"})
    return {"slot": slot, "generation": generation, "sequence": sequence, "day": day, "body": body}


def _noted(text: str) -> dict[str, Any]:
    return {"type": "noted", "text": text}


def _replied(text: str) -> dict[str, Any]:
    return {"type": "replied", "message": "a" * 32, "text": text}


def _drafted(body: str) -> dict[str, Any]:
    return {"type": "drafted", "body": body, "signature": _SIGNATURE}


def _approved(body: str) -> dict[str, Any]:
    return {"type": "approved", "draft": _hash(body).hex(), "signature": _SIGNATURE}


def _held(until: int, reason: str = "rechtszaak") -> dict[str, Any]:
    return {"type": "held", "reason": reason, "until": until}


_DESTROYED = {"type": "destroyed"}


def _hash(body: str) -> bytes:
    return hashlib.sha256(body.encode()).digest()


def _case(**changes: Any) -> dict[str, Any]:
    return {
        "replies": [],
        "notes": [],
        "draft": None,
        "handed_over": [],
        "destroyed": [],
        "held": False,
        "must_be_destroyed": False,
        **changes,
    }


def _draft(body: str, *approvers: int, drafter: int = 0) -> dict[str, Any]:
    return {"body": body, "hash": _hash(body), "drafter": drafter, "approvers": list(approvers)}


def make_folds() -> Topic:
    """Return the vectors of folding: nothing is refused, and what does not count is seen in the case."""
    topic = Topic("fold", "11.4", base={"day": DAY})
    _add_orders(topic)
    for name, events, case, comment in [*_drafts(), *_ends()]:
        topic.ok(name, comment, case, events=events)
    return topic


def _add_orders(topic: Topic) -> None:
    events = [
        event(0, 0, _noted("eerst"), day=DAY - 1),
        event(1, 0, _replied("een")),
        event(0, 1, _replied("twee")),
        event(0, 2, _drafted(_BODY)),
        event(1, 1, _approved(_BODY)),
        event(1, 2, {"type": "handed-over", "draft": "0" * 64, "recipient": "gemeente"}),
    ]
    case = _case(
        replies=[[0, DAY, "twee"], [1, DAY, "een"]],
        notes=[[0, DAY - 1, "eerst"]],
        draft=_draft(_BODY, 1),
        handed_over=["gemeente"],
    )
    topic.ok("events-in-one-order", "By day, slot, generation, sequence.", case, events=events)
    topic.ok("the-same-events-in-reverse", "The same case.", case, events=events[::-1])
    mixed = [events[i] for i in (3, 0, 5, 1, 4, 2)]
    topic.ok("the-same-events-mixed", "The same case.", case, events=mixed)
    topic.ok("no-events", "An empty case.", _case(), events=[])
    unknown = {**event(2, 0, _noted("x")), "body": b'{"kind":"later"}'}
    bare = {**event(2, 1, _noted("x")), "body": b""}
    topic.ok(
        "events-of-unknown-forms-among-them",
        "They change nothing.",
        case,
        events=[unknown, *events, bare],
    )


def _drafts() -> list[tuple[str, list[Event], dict[str, Any], str]]:
    drafted, approved = event(0, 0, _drafted(_BODY)), event(1, 0, _approved(_BODY))
    return [
        (
            "a-drafter-approves-alone",
            [drafted, event(0, 1, _approved(_BODY))],
            _case(draft=_draft(_BODY)),
            "Four eyes are two people.",
        ),
        (
            "an-edit-voids-the-approval",
            [drafted, approved, event(0, 1, _drafted(_OTHER), day=DAY + 1)],
            _case(draft=_draft(_OTHER)),
            "It names another hash.",
        ),
        (
            "another-s-edit-takes-over-the-draft",
            [drafted, event(1, 0, _drafted(_OTHER))],
            _case(draft=_draft(_OTHER, drafter=1)),
            "The newest counts.",
        ),
        (
            "an-approval-of-the-newest-draft",
            [drafted, event(0, 1, _drafted(_OTHER)), event(1, 0, _approved(_OTHER))],
            _case(draft=_draft(_OTHER, 1)),
            "It names its hash.",
        ),
        (
            "an-approval-that-came-before-its-draft",
            [event(1, 0, _approved(_BODY), day=DAY - 1), drafted],
            _case(draft=_draft(_BODY, 1)),
            "The hash says what was approved, not the day.",
        ),
        ("an-approval-of-nothing", [approved], _case(), "There is no draft."),
        (
            "two-approvals-by-one",
            [drafted, approved, event(1, 1, _approved(_BODY))],
            _case(draft=_draft(_BODY, 1)),
            "One person.",
        ),
        (
            "two-approvals-by-two",
            [drafted, approved, event(2, 0, _approved(_BODY))],
            _case(draft=_draft(_BODY, 1, 2)),
            "Either will do.",
        ),
    ]


def _ends() -> list[tuple[str, list[Event], dict[str, Any], str]]:
    destroyed = event(0, 0, _DESTROYED)
    held = [event(1, 0, _held(DAY)), event(2, 0, _held(DAY))]
    gone = {"destroyed": [[0, DAY]]}
    return [
        (
            "one-has-destroyed",
            [destroyed],
            _case(**gone, must_be_destroyed=True),
            "Every member must.",
        ),
        (
            "one-has-destroyed-twice",
            [destroyed, event(0, 1, _DESTROYED, day=DAY + 3)],
            _case(**gone, must_be_destroyed=True),
            "The first day counts.",
        ),
        (
            "two-hold-it",
            [destroyed, *held],
            _case(**gone, held=True),
            "Two persons, the same reason and day.",
        ),
        (
            "one-holds-it",
            [destroyed, held[0]],
            _case(**gone, must_be_destroyed=True),
            "Two persons.",
        ),
        (
            "one-holds-it-twice",
            [destroyed, held[0], event(1, 1, _held(DAY))],
            _case(**gone, must_be_destroyed=True),
            "Two persons.",
        ),
        (
            "two-hold-it-for-different-reasons",
            [destroyed, held[0], event(2, 0, _held(DAY, "anders"))],
            _case(**gone, must_be_destroyed=True),
            "The same reason.",
        ),
        (
            "two-hold-it-until-different-days",
            [destroyed, held[0], event(2, 0, _held(DAY + 1))],
            _case(**gone, must_be_destroyed=True),
            "The same day.",
        ),
        (
            "a-hold-that-has-passed",
            [destroyed, event(1, 0, _held(DAY - 1)), event(2, 0, _held(DAY - 1))],
            _case(**gone, must_be_destroyed=True),
            "Its last day was yesterday.",
        ),
    ]
