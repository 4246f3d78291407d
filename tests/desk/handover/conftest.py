"""A case on its way through the pages of a handover: read, both gates open, drafted, approved, handed over."""

from pathlib import Path

import pytest
from desk.at_handover import ANNA, BRAM, answer_gates, change_to, decide, sign
from desk.conftest import Visitor
from world import World

REPORT = "Mijn baas, wethouder Karel Janssen, nam een envelop met geld aan in Hotel de Brug."


@pytest.fixture
def own_file(world: World) -> Path:
    """Give the file that the reporter sent."""
    file = world.folder / "foto.jpg"
    file.write_bytes(b"the reporter's own photo")
    return file


@pytest.fixture
def case(world: World, own_file: Path) -> str:
    """Give the address of a case that all three confidants have."""
    world.reporter().send(REPORT, attach=[own_file])
    for confidant in world.confidants:
        confidant.fetch(again=0)
    return f"/cases/{world.confidants[0].cases()[0]}"


@pytest.fixture
def anna(case: str, anna_at_desk: Visitor) -> Visitor:
    """Give Anna, whose vault is open."""
    return anna_at_desk


@pytest.fixture
def ready(anna: Visitor, case: str) -> Visitor:
    """Give Anna once both gates are open."""
    answer_gates(anna, case)
    return anna


@pytest.fixture
def drafted(ready: Visitor, case: str) -> Visitor:
    """Give Anna once she has signed a text."""
    sign(ready, case)
    return ready


@pytest.fixture
def approved(drafted: Visitor, case: str) -> Visitor:
    """Give Anna once Bram has approved her text."""
    change_to(drafted, BRAM)
    assert decide(drafted, case, "approve")[0] == 303
    change_to(drafted, ANNA)
    return drafted


@pytest.fixture
def handed_over(approved: Visitor, world: World, case: str) -> Visitor:
    """Give Anna once her text has left."""
    approved.post(f"{case}/handover/leave")
    approved.post("/export")
    world.server.bring(approved.get("/bundles/1").data)
    return approved
