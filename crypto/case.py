"""A case as the fold of its events (docs/protocol.md section 11.4).

Two workstations that have the same events show the same case, in whatever
order the events came. The rules are fixed: two replies are two replies; the
newest draft counts, and only approvals that name its hash, by another slot than
the drafter's; what one has destroyed all must destroy, unless two hold it. Of those
who say whose the case is, or how it stands, the last is believed. What a slot marked
and how it judged, only that slot can say anew; an objection stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crypto.acts import (
    Act,
    Approved,
    Assigned,
    Destroyed,
    Drafted,
    HandedOver,
    Held,
    Judged,
    Marked,
    Noted,
    Objected,
    Replied,
    Shown,
    State,
    Stated,
)
from crypto.errors import Malformed
from crypto.events import Entry, Link, parse_event_body
from crypto.handover import draft_hash

HOLDERS = 2
"""A legal hold needs two persons, like a handover."""


@dataclass(frozen=True, slots=True)
class Said:
    """A reply or a note: whose, on which day, what."""

    slot: int
    day: int
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The newest handover as drafted: canonical body, its hash, the drafter, and each signer's signature."""

    body: bytes
    hash: bytes
    drafter: int
    signatures: dict[int, bytes]

    @property
    def approvers(self) -> frozenset[int]:
        """The slots other than the drafter's that signed this very draft."""
        return frozenset(self.signatures) - {self.drafter}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands, who said so on which day, and how many of the reporter's messages were known then."""

    state: State
    slot: int
    day: int
    messages: int


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a draft is not approved: whose word, on which day, the draft's hash in hexadecimal, what."""

    slot: int
    day: int
    draft: str
    text: str


@dataclass(frozen=True, slots=True)
class Showing:
    """A draft (its hash in hexadecimal) was shown to the reporter: by whom, on which day, to answer by which."""

    slot: int
    day: int
    draft: str
    answer_by: int


@dataclass(slots=True)
class Case:
    """What the events of one case add up to; `destroyed` says on which day each slot destroyed its key.

    `assigned` is the slot that was named last; the caller, who knows the members,
    takes one that is none of them for nobody. `marked` and `judged` hold the newest of each slot.
    """

    replies: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    draft: Draft | None = None
    handed_over: list[HandedOver] = field(default_factory=list)
    destroyed: dict[int, int] = field(default_factory=dict)
    holds: dict[tuple[str, int], set[int]] = field(default_factory=dict)
    assigned: int | None = None
    standing: Standing | None = None
    marked: dict[int, list[str]] = field(default_factory=dict)
    judged: dict[int, Judged] = field(default_factory=dict)
    objections: list[Objection] = field(default_factory=list)
    shown: list[Showing] = field(default_factory=list)

    def held_until(self) -> int | None:
        """Return the last day of a legal hold by two confidants, the latest if there are several."""
        until = (day for (_, day), slots in self.holds.items() if len(slots) >= HOLDERS)
        return max(until, default=None)

    def held(self, day: int) -> bool:
        """Tell whether a legal hold by two confidants is in force on `day`."""
        until = self.held_until()
        return until is not None and until >= day

    def must_be_destroyed(self, day: int) -> bool:
        """Tell whether every member's workstation must destroy its key: one has, and no hold is in force."""
        return bool(self.destroyed) and not self.held(day)


def fold(entries: Iterable[Entry]) -> Case:
    """Return the case that these events, all of one case and with their bodies, make up.

    An event of a form that this version does not know is passed over here; the
    caller counts it.
    """
    acts = _acts(entries)
    case = Case(draft=_newest_draft(acts))
    for link, act in acts:
        match act:
            case Replied(text=text):
                case.replies.append(Said(link.slot, link.day, text))
            case Noted(text=text):
                case.notes.append(Said(link.slot, link.day, text))
            case HandedOver():
                case.handed_over.append(act)
            case Held(reason=reason, until=until):
                case.holds.setdefault((reason, until), set()).add(link.slot)
            case Destroyed():
                case.destroyed.setdefault(link.slot, link.day)
            case Assigned(slot=slot):
                case.assigned = slot
            case Stated(state=state, messages=messages):
                case.standing = Standing(state, link.slot, link.day, messages)
            case _:
                _add_before_leaving(case, link, act)
    return case


def _add_before_leaving(case: Case, link: Link, act: Act) -> None:
    """Add what comes before a handover: marks, judgements, objections, and what was shown to the reporter."""
    match act:
        case Marked(words=words):
            case.marked[link.slot] = words
        case Judged():
            case.judged[link.slot] = act
        case Objected(draft=draft, text=text):
            case.objections.append(Objection(link.slot, link.day, draft, text))
        case Shown(draft=draft, answer_by=answer_by):
            case.shown.append(Showing(link.slot, link.day, draft, answer_by))


def _newest_draft(acts: list[tuple[Link, Act]]) -> Draft | None:
    drafts = [(link, act) for link, act in acts if isinstance(act, Drafted)]
    if not drafts:
        return None
    link, newest = drafts[-1]
    body = newest.body.encode()
    signatures = {
        approval_link.slot: bytes.fromhex(approval.signature)
        for approval_link, approval in acts
        if isinstance(approval, Approved) and approval.draft == draft_hash(body).hex()
    }
    # The drafter's own word comes last: an approval cannot stand in for it.
    signatures[link.slot] = bytes.fromhex(newest.signature)
    return Draft(body, draft_hash(body), link.slot, signatures)


def _acts(entries: Iterable[Entry]) -> list[tuple[Link, Act]]:
    acts = []
    for entry in sorted(entries, key=_order):
        try:
            acts.append((entry.link, parse_event_body(entry.body).act))
        except Malformed:
            continue
    return acts


def _order(entry: Entry) -> tuple[int, int, int, int]:
    link = entry.link
    return link.day, link.slot, link.generation, link.sequence
