"""What the workstation's tests share: a service in memory of which everybody imported something, letters and files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from workstation.handed_files import ONE, TWO
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


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Give two files on a stick."""
    stick = tmp_path / "stick"
    stick.mkdir()
    paths = [stick / "foto.jpg", stick / "verslag.txt"]
    for path, content in zip(paths, (ONE, TWO), strict=True):
        path.write_bytes(content)
    return paths


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give an empty folder."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
