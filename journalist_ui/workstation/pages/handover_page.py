"""What every page of a handover begins with: an open vault of a confidant, and a case that is not destroyed."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template, request

from journalist_ui.workstation.handover_work import HandoverWork, Standing

PAGES = Blueprint("handover", __name__)


@dataclass(frozen=True, slots=True)
class AtCase:
    """A case, how its handover stands, and what can be done about it."""

    case: dict[str, Any]
    standing: Standing
    work: HandoverWork

    @property
    def number(self) -> str:
        """The whole number of the case."""
        return str(self.case["case"])

    @property
    def draft(self) -> dict[str, Any] | None:
        """The newest draft, if there is one."""
        draft: dict[str, Any] | None = self.case["draft"]
        return draft

    @property
    def is_own_draft(self) -> bool:
        """Whether the newest draft was written here."""
        return self.draft is not None and self.draft["drafted_by"] == self.standing.slot

    @property
    def has_left(self) -> bool:
        """Whether the newest draft was handed over."""
        gone = {handed["draft"] for handed in self.case["handed_over"]}
        return self.draft is not None and self.draft["hash"] in gone

    @property
    def objections(self) -> list[Any]:
        """What was said against the newest draft by those who have not approved it since."""
        if self.draft is None:
            return []
        digest, approvers = self.draft["hash"], self.draft["approved_by"]
        objections = self.standing.objections
        return [s for s in objections if s.draft == digest and s.slot not in approvers]


class CaseGone(Exception):
    """The case was destroyed here; what is remembered of it is shown."""

    def __init__(self, case: dict[str, Any]) -> None:
        super().__init__("this case was destroyed here")
        self.case = case


def at_case(number: str) -> AtCase:
    """Return a case and its handover; raises `CaseGone`, or `Refused` on a recipient's desk."""
    g.desk.require_confidant()
    case = g.desk.station.show(number, day=g.day)
    if case.get("destroyed"):
        raise CaseGone(case)
    work = HandoverWork(g.desk.vault, g.day)
    return AtCase(case, work.look(case["case"]), work)


@PAGES.app_errorhandler(CaseGone)
def show_gone(error: CaseGone) -> str:
    """Say what is remembered of a destroyed case."""
    return render_template("gone.html", case=error.case["case"], gone=error.case["destroyed"])


@PAGES.context_processor
def whereabouts() -> dict[str, Any]:
    """Say where in the menu these pages belong; each can be opened by its address again."""
    return {"here": "case", "back": request.path}
