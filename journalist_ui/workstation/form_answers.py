"""What a reporter answered to the form of a line, read without the form (docs/protocol.md section 8.2).

The desk has no forms: they are the reporters', they change, and a message may be
opened years later. An answer says itself what was asked; where it does not, the id
of the question stands for it. All of it is a stranger's text, whatever it looks like.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from journalist_ui.workstation.screen import visible, visible_line

MAX_ASKED = 120
"""Characters of a question: the pages show a line of no more, and nothing may hide behind its end."""
PASS_ON_IN_SILENCE = "doorsturen_als_ik_zwijg"  # noqa: S105 (a word of the protocol, not a secret)
ASK_AN_EXPERT = "deskundige_vragen"


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What was asked, and what the reporter chose or wrote; several choices stand in lines."""

    asked: str
    answer: str


def read_answers(answers: Mapping[str, str]) -> list[FormAnswer]:
    """Return the answers of a message, each with its question."""
    return [_read(key, said) for key, said in answers.items()]


def lines_of_form(answers: Mapping[str, str], consents: Iterable[str]) -> list[str]:
    """Return answers and consents in words, safe for a terminal."""
    lines = [
        visible_line(read.asked)
        + ("" if read.asked.endswith("?") else ":")
        + _indented(read.answer)
        for read in read_answers(answers)
    ]
    given = ", ".join(visible_line(word) for word in consents)
    return [*lines, f"consents to: {given}"] if given else lines


def _indented(answer: str) -> str:
    """Return an answer safe for a terminal, on one line or each of its lines set in: none looks like ours."""
    lines = visible(answer).split("\n")
    return f" {lines[0]}" if len(lines) == 1 else "".join(f"\n    {line}" for line in lines)


def _read(key: str, said: str) -> FormAnswer:
    asked, _, answer = said.partition("\n")
    return (
        FormAnswer(asked, answer) if answer and len(asked) <= MAX_ASKED else FormAnswer(key, said)
    )
