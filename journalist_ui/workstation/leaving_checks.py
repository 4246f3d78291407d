"""What must hold of every text and file name that leaves in a handover, whoever asks and how often.

Checked when it is drafted, when it is approved, and when it is queued: a word may
be marked in between, and an older draft may have come from elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from journalist_ui.workstation.casebook import CaseView
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.gates import require_gates_open
from journalist_ui.workstation.marked_words import all_marked, find_marked
from journalist_ui.workstation.rewriting import (
    Copied,
    find_copied,
    require_rewritten,
    sentence_around,
)

SUBJECT, TEXT, FILE_NAME = "subject", "text", "file name"


@dataclass(frozen=True, slots=True)
class Betrayal:
    """A marked word in what would leave: where (`SUBJECT`, `TEXT`, `FILE_NAME`), and in which sentence."""

    word: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that keeps a text from leaving."""

    betrayals: list[Betrayal]
    copied: list[Copied]

    @property
    def can_leave(self) -> bool:
        """Whether nothing was found."""
        return not self.betrayals and not self.copied


def find_what_betrays(view: CaseView, *, subject: str, text: str, names: Iterable[str]) -> Findings:
    """Return the marked words and the literal stretches of a handover."""
    words = all_marked(view.team.marked)
    written = [(SUBJECT, subject), (TEXT, text), *((FILE_NAME, name) for name in names)]
    betrayals = [
        Betrayal(found.word, where, sentence_around(said, found.start, found.end))
        for where, said in written
        for found in find_marked(said, words)
    ]
    return Findings(betrayals, [found for _, said in written for found in find_copied(view, said)])


def require_may_leave(view: CaseView, *, subject: str, text: str, names: Iterable[str]) -> None:
    """Raise `Refused` while a gate is closed, or a text holds a marked word or the reporter's own."""
    require_gates_open(view.team.judged)
    written = [subject, text, *names]
    words = all_marked(view.team.marked)
    if any(find_marked(said, words) for said in written):
        # Which one is not said here: a refusal holds nothing that was typed.
        raise Refused(
            "a marked word stands in the subject, the text or a file's name; say it in another way"
        )
    require_rewritten(view, *written)
