"""What the workstation's tests share: a service in memory of which everybody imported something, and letters."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from workstation.letters import Letters
from world import Desk, World
from world_copies import Worlds

from crypto.opening.identity import Identity
from crypto.randomness import random_bytes


@pytest.fixture
def world(worlds: Worlds, tmp_path: Path) -> Iterator[World]:
    """Give a service on its first day, of which every confidant has imported one bundle."""
    world = worlds.copy(tmp_path, fetched=True)
    yield world
    world.close()


@pytest.fixture
def letters(world: World) -> Letters:
    """Give somebody who writes letters by hand."""
    return Letters(world, random_bytes(32), Identity.generate())


@pytest.fixture
def told() -> str:
    """What the report of the case says, where a file does not say it otherwise."""
    return "een melding"


@pytest.fixture
def case(letters: Letters, anna: Desk, bram: Desk, told: str) -> str:
    """Give a case of Anna and Bram."""
    letters.post(letters.report(told, members=(0, 1)))
    anna.fetch()
    bram.fetch()
    return letters.case
