"""Two questions before a handover: is a report concrete enough, and could it be traced to who told it.

Answers are codes, in a note of the case (`coded_notes`): never prose, and gone
with the case. Both gates must be open; where one is not, the report is not passed
on, which is an outcome of its own and no failure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crypto.case import Said
from journalist_ui.workstation.coded_notes import newest_of_each, write_coded
from journalist_ui.workstation.errors import Refused

GATES = "gates"
WHAT = "what"
FACTS = ("who", WHAT, "where", "when", "how")
"""What a report can say: who did it, what, where, when, and how the reporter knows."""
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


def note_of_answers(answers: Answers) -> str:
    """Return the note that keeps the answers, or `Refused` for one that is none of the codes."""
    known = set(answers.facts) <= set(FACTS)
    if not known or answers.circle not in CIRCLES or answers.consent not in CONSENTS:
        raise Refused("both gates want an answer; choose one for each question")
    facts = " ".join(fact for fact in FACTS if fact in answers.facts)
    lines = [f"facts {facts}", f"circle {answers.circle}", f"consent {answers.consent}"]
    return write_coded(GATES, lines)


def answers_by(notes: Iterable[Said]) -> Mapping[int, Answers]:
    """Return the newest answers of each slot in a case."""
    return {slot: _parse(lines) for slot, lines in newest_of_each(notes, GATES).items()}


def require_gates_open(notes: Iterable[Said]) -> None:
    """Raise `Refused` if anybody's newest answers say that a case is not passed on."""
    closed = [slot for slot, said in answers_by(notes).items() if not said.pass_on]
    if closed:
        raise Refused(
            "a confidant found this report not concrete enough, or too easy to trace; talk it over,"
            " and answer the two questions again"
        )


def _parse(lines: Sequence[str]) -> Answers:
    said = dict(line.split(" ", 1) for line in lines if " " in line)
    facts = tuple(fact for fact in FACTS if fact in said.get("facts", "").split())
    return Answers(facts, said.get("circle", ""), said.get("consent", ""))
