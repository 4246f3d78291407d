"""An answer before it is queued: how much room it leaves, what of it is the reporter's, what the reporter will see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crypto.messages import Reply
from crypto.reply import free_room
from journalist_ui.workstation.pages.quoting import find_quotes
from journalist_ui.workstation.pages.showing import has_hidden


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer as typed: its text, the bytes of room it leaves (negative: too long), quotations, hidden characters."""

    text: str
    room: int
    quotes: list[str]
    hidden: bool

    @property
    def can_leave(self) -> bool:
        """Whether it can be queued; a quotation is a warning only."""
        return bool(self.text.strip()) and self.room >= 0


def compose(case: Mapping[str, Any], text: str) -> Composed:
    """Return an answer to a case as `Workstation.show` gives it."""
    reports = [
        said
        for message in case["messages"]
        for said in (message["text"], *message["answers"].values())
    ]
    return Composed(text, _room(case, text), find_quotes(text, reports), has_hidden(text))


def read_text(typed: str) -> str:
    """Return what somebody typed into a form with the line breaks of a text: a browser sends CR LF."""
    return typed.replace("\r\n", "\n").replace("\r", "\n")


def _room(case: Mapping[str, Any], text: str) -> int:
    # The id is drawn when the answer is queued; every id takes the same room.
    answer = Reply(
        id=bytes(16).hex(),
        line=case["line"],
        members=case["members"],
        received=[message["id"] for message in case["messages"]],
        text=text,
    )
    return free_room(answer)
