"""Which cases of the list to show, by plain links: mine, nobody's, open, closed."""

from collections.abc import Mapping
from typing import Any

from submitter_ui.speaking.texts import text

ALL, MINE, NOBODYS, OPEN, CLOSED = "", "mine", "unassigned", "open", "closed"
KINDS = {
    ALL: text("Alle"),
    MINE: text("Van mij"),
    NOBODYS: text("Van niemand"),
    OPEN: text("Open"),
    CLOSED: text("Afgesloten"),
}
"""In the order in which they are offered."""


def is_of_kind(case: Mapping[str, Any], kind: str, *, own_slot: int | None) -> bool:
    """Tell whether a case of the list is of a kind; one that is over is nobody's, until the reporter writes again."""
    closed = case["destroyed"] is not None or case["state"] == "closed"
    over = closed and not case.get("word_after_closing")
    match kind:
        case "mine":
            return not over and case["assigned"] == own_slot
        case "unassigned":
            return not over and case["assigned"] is None
        case "open":
            return not over
        case "closed":
            return closed
    return True
