"""What is handed over is written anew: no stretch of the reporter's own words leaves the team (docs/protocol.md 9)."""

from journalist_ui.workstation.casebook import CaseView
from journalist_ui.workstation.errors import Refused

LITERAL = 40
"""Characters in a row: a name, a date and a place may recur, a sentence may not."""


def require_rewritten(view: CaseView, *written: str) -> None:
    """Raise `Refused` if a stretch of what the reporter wrote stands literally in one of these texts."""
    originals = [t for m in view.messages for t in (m.text, *m.answers.values())]
    stretches = {
        folded[at : at + LITERAL]
        for folded in map(_fold, originals)
        for at in range(len(folded) - LITERAL + 1)
    }
    for folded in map(_fold, written):
        for at in range(len(folded) - LITERAL + 1):
            if folded[at : at + LITERAL] in stretches:
                raise Refused(
                    f"from character {at + 1} on, {LITERAL} characters or more stand literally in"
                    " what the reporter wrote; say it in your own words"
                )


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
