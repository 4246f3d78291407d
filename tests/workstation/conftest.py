"""What the workstation's tests share: a service in memory, its people, and letters written by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from workstation.letters import Letters
from world import Desk, World

from crypto.messages import Attachment
from crypto.opening.identity import Identity
from crypto.randomness import random_bytes


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Give a service on its first day, of which every workstation has imported one bundle."""
    world = World(tmp_path)
    for confidant in world.confidants:
        confidant.fetch()
    yield world
    world.close()


@pytest.fixture
def anna(world: World) -> Desk:
    """Give the confidant in slot 0."""
    return world.confidants[0]


@pytest.fixture
def bram(world: World) -> Desk:
    """Give the confidant in slot 1."""
    return world.confidants[1]


@pytest.fixture
def chris(world: World) -> Desk:
    """Give the confidant in slot 2."""
    return world.confidants[2]


@pytest.fixture
def letters(world: World) -> Letters:
    """Give somebody who writes letters by hand."""
    return Letters(world, random_bytes(32), Identity.generate())


@pytest.fixture
def attachment() -> Attachment:
    """Give the description of a file of five bytes."""
    digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    return Attachment(random_bytes(16).hex(), "../../brief.txt", digest, 5, "text/plain")
