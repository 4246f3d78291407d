"""Somebody at the pages of a handover, who sends what a browser sends."""

import io
import re

from desk.conftest import Visitor

GATES = {"facts": ["what", "where", "how"], "circle": "11-or-more", "consent": "not-shown"}
TEXT = "Een bestuurder zou geld hebben aangenomen."
ANNA, BRAM = 0, 1


def ticket(page: str) -> str:
    """Return the ticket of the first form on a page."""
    found = re.search('name="ticket" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def answer_gates(visitor: Visitor, case: str, **answers: object) -> None:
    """Answer the two questions."""
    visitor.post(f"{case}/handover/questions", GATES | answers)


def written(visitor: Visitor, case: str, **fields: object) -> dict[str, object]:
    """Return the form of a text as it is signed."""
    form = {"recipient": "gemeente", "subject": "Geld", "text": TEXT, "apart": "yes"}
    page = visitor.read(f"{case}/handover/write")
    return form | {"clean": "yes", "step": "sign", "ticket": ticket(page)} | fields


def sign(visitor: Visitor, case: str, **fields: object) -> dict[str, object]:
    """Write a text, sign it, and return the form that was sent."""
    form = written(visitor, case, **fields)
    answer = visitor.post(f"{case}/handover/write", form)
    assert answer.location == f"{case}/handover", answer.text
    return form


def bring_file(visitor: Visitor, page: str, name: str, content: bytes) -> str:
    """Bring a file on a page, and return what the page says then."""
    file = (io.BytesIO(content), name)
    return visitor.post(page, {"file": file, "recipient": "", "subject": "", "text": ""}).text


def change_to(visitor: Visitor, vault: int) -> None:
    """Leave what was written for colleagues, lock, open another vault, and take in what was left there."""
    visitor.post("/exchange/leave", {"lock": "yes"})
    assert visitor.unlock(vault).status_code == 303
    visitor.post("/exchange/take")


def decide(visitor: Visitor, case: str, step: str, **fields: object) -> tuple[int, str]:
    """Approve a draft as it is shown, or object; return the status and the page."""
    page = visitor.read(f"{case}/handover/check")
    found = re.search('name="shown" value="([^"]+)"', page)
    shown = found[1] if found else "00" * 32
    marked = re.search('name="ticket" value="([^"]+)"', page)
    form = {"step": step, "shown": shown, "ticket": marked[1] if marked else ""} | fields
    answer = visitor.post(f"{case}/handover/check", form)
    return answer.status_code, answer.text


def draft_of(visitor: Visitor, case: str) -> dict[str, object]:
    """Return the newest draft as the workstation tells it."""
    desk = visitor.keeper.require_open()
    draft: dict[str, object] = desk.station.show(case[-32:], day=visitor.keeper.day())["draft"]
    return draft


def state_of(visitor: Visitor) -> dict[str, object]:
    """Return how the open vault stands."""
    return visitor.keeper.require_open().station.state(day=visitor.keeper.day())
