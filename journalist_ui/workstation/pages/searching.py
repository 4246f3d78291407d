"""Searching cases by words, over texts that were opened for it and lie in memory until the vault is locked."""

from collections.abc import Iterator
from typing import Any

from journalist_ui.workstation.casebook import CaseView, view_case
from journalist_ui.workstation.desk import load_desk
from journalist_ui.workstation.pages.keeper import OpenDesk


def find_cases(
    desk: OpenDesk, cases: list[dict[str, Any]], *, words: str, day: int
) -> list[dict[str, Any]]:
    """Return the cases in whose number, messages, answers, replies, notes or objections every word occurs."""
    wanted = words.casefold().split()
    live = [str(case["case"]) for case in cases if case["destroyed"] is None]
    _read(desk, [case for case in live if case not in desk.words], day=day)
    return [
        case
        for case in cases
        if all(word in desk.words.get(str(case["case"]), str(case["case"])) for word in wanted)
    ]


def forget_words(desk: OpenDesk, case: str | None = None) -> None:
    """Let go of what was read of a case, or of all of them, because something new came."""
    if case is None:
        desk.words.clear()
    else:
        for known in [number for number in desk.words if number.startswith(case)]:
            del desk.words[known]


def _read(desk: OpenDesk, cases: list[str], *, day: int) -> None:
    if not cases:
        return
    with desk.vault.transaction():
        opened = load_desk(desk.vault, day=day)
        for case in cases:
            view = view_case(opened, bytes.fromhex(case))
            desk.words[case] = "\n".join([case, *_texts(view)]).casefold()


def _texts(view: CaseView) -> Iterator[str]:
    yield view.file.line
    for message in view.messages:
        yield message.text
        yield from message.answers.values()
        yield from (attached.name for attached in message.attachments)
    for said in (*view.team.replies, *view.team.notes):
        yield said.text
    yield from (objection.text for objection in view.team.objections)
