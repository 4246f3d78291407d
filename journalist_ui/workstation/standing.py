"""Whose a case is and how it stands: said by one member, believed by all until another says otherwise."""

from typing import get_args

from crypto.acts import Assigned, State, Stated
from journalist_ui.workstation.casebook import refresh_summary, view_case
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.team_events import write_event

STATES: tuple[State, ...] = get_args(State)
CLOSED: State = "closed"


def assign(desk: Desk, *, case: bytes, slot: int | None) -> None:
    """Say who sees to a case: a member, or nobody. What is so already is not said again."""
    desk.require_confidant()
    view = view_case(desk, case)
    if slot is not None and (slot not in view.file.members or desk.keyring.holder(slot) is None):
        raise Refused(
            "whoever sees to a case must be a member of it who is still in the team; show names them"
        )
    if slot == view.team.assigned:
        return
    write_event(desk, case=case, act=Assigned(slot))
    refresh_summary(desk, case)


def state(desk: Desk, *, case: bytes, how: str) -> None:
    """Say how a case stands. What was said already, knowing the same messages, is not said again."""
    desk.require_confidant()
    view = view_case(desk, case)
    if how not in STATES:
        raise Refused(f"a case is in one of these states: {', '.join(STATES)}; choose one")
    last, messages = view.team.standing, len(view.messages)
    if last is not None and (last.state, last.messages) == (how, messages):
        return
    write_event(desk, case=case, act=Stated(how, messages))
    refresh_summary(desk, case)


def held_by(desk: Desk, assigned: int | None) -> int | None:
    """Return whose a case is: an assignment to a slot that somebody has left is one to nobody."""
    return assigned if assigned is not None and desk.keyring.holder(assigned) else None


def is_word_after_closing(state: str, *, heard: int, messages: int) -> bool:
    """Tell whether the reporter wrote something that whoever closed the case did not know."""
    return state == CLOSED and messages > heard
