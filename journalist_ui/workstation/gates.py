"""Two questions before a handover: is a report concrete enough, and could it be traced to who told it.

Answers are codes and never prose (docs/protocol.md section 11.1), and gone with the
case. Both gates must be open; where one is not, the report is not passed on, which
is an outcome of its own and no failure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from crypto.acts import FACTS, Judged
from journalist_ui.workstation.errors import Refused

WHAT = "what"
ENOUGH_FACTS = 3
FEW, SOME, MANY = "1-3", "4-10", "11-or-more"
CIRCLES = (FEW, SOME, MANY)
"""How many people could know what stands in the new text, as far as the accused can tell."""
SEEN, SILENT_GO, SILENT_STOP, NOT_SHOWN = "agreed", "silent-go", "silent-stop", "not-shown"
CONSENTS = (SEEN, SILENT_GO, SILENT_STOP, NOT_SHOWN)
"""What the reporter said of the new text; who is silent has chosen beforehand what that means."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one confidant answered."""

    facts: Sequence[str] = ()
    circle: str = ""
    consent: str = ""

    @property
    def is_concrete(self) -> bool:
        """Whether a recipient could do something with it."""
        return WHAT in self.facts and len(self.facts) >= ENOUGH_FACTS

    @property
    def is_safe(self) -> bool:
        """Whether enough people could have told it, and the reporter has not said no."""
        return self.circle != FEW and self.consent != SILENT_STOP

    @property
    def pass_on(self) -> bool:
        """Whether both gates are open."""
        return self.is_concrete and self.is_safe


def judge(answers: Answers) -> Judged:
    """Return the answers as the team is told them, or `Refused` for one that is none of the codes."""
    facts = [str(fact) for fact in FACTS if fact in answers.facts]
    unknown = [fact for fact in answers.facts if fact not in facts]
    said = {"type": "judged", "circle": answers.circle, "consent": answers.consent}
    try:
        return msgspec.convert({**said, "facts": [*facts, *unknown]}, Judged)
    except msgspec.ValidationError as error:
        raise Refused("both gates want an answer; choose one for each question") from error


def answers_by(judged: Mapping[int, Judged]) -> Mapping[int, Answers]:
    """Return the newest answers of each slot in a case."""
    return {
        slot: Answers(tuple(said.facts), said.circle, said.consent) for slot, said in judged.items()
    }


def require_gates_open(judged: Mapping[int, Judged]) -> None:
    """Raise `Refused` if anybody's newest answers say that a case is not passed on."""
    if not all(said.pass_on for said in answers_by(judged).values()):
        raise Refused(
            "a confidant found this report not concrete enough, or too easy to trace; talk it over,"
            " and answer the two questions again"
        )
