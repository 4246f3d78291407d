"""Somebody at the pages of cases: a report arrives, a note is written."""

import io
import re
from pathlib import Path

from desk.conftest import Visitor
from world import World

REPORT = "De directeur laat zijn eigen bedrijf alle klussen doen. Ik zag de facturen."


def arrive(visitor: Visitor, world: World, text: str, attach: tuple[Path, ...] = ()) -> str:
    """Let a report arrive, bring it in, and return the address of its case."""
    world.reporter().send(text, attach=attach)
    bundle = world.server.inbound(slot=0, since=world.day)
    known = {str(line["case"]) for line in cases_of(visitor)}
    visitor.post("/import", {"bundle": (io.BytesIO(bundle), "in.bundle")})
    (new,) = {str(line["case"]) for line in cases_of(visitor)} - known
    return f"/cases/{new}"


def cases_of(visitor: Visitor) -> list[dict[str, object]]:
    """Return the cases of the open vault."""
    return visitor.keeper.require_open().station.cases(day=visitor.keeper.day())


def note_down(visitor: Visitor, case: str, text: str) -> dict[str, object]:
    """Write a note and return the form that was sent."""
    found = re.search('name="ticket" value="([^"]+)"', visitor.read(f"{case}/note"))
    assert found is not None
    form: dict[str, object] = {"text": text, "ticket": found[1]}
    assert visitor.post(f"{case}/note", form).location == case
    return form
