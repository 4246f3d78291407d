"""Worlds made once for a run, and copied for whoever lives in one: a copy takes a twentieth of the time."""

import shutil
from copy import copy, deepcopy
from dataclasses import replace
from pathlib import Path

from world import PASSPHRASE, Desk, World

from journalist_ui.workstation.workstation import Workstation
from submitter_ui.build import BUILD_DAY

FIRST_DAY = BUILD_DAY + 3


class Worlds:
    """Services on their first day, one for each day that is asked for; `folder` holds their vaults, closed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[int, bool], World] = {}

    def copy(self, folder: Path, *, day: int = FIRST_DAY, fetched: bool = False) -> World:
        """Return a world of one's own below a folder, vaults open; `fetched` where every confidant imported once."""
        if (day, fetched) not in self._made:
            self._made[day, fetched] = self._make(day, fetched=fetched)
        return _copied(self._made[day, fetched], folder)

    def _make(self, day: int, *, fetched: bool) -> World:
        place = self._folder / f"{day}-{fetched}"
        place.mkdir()
        world = World(place, day=day)
        if fetched:
            for confidant in world.confidants:
                confidant.fetch()
        world.close()
        return world


def _copied(template: World, folder: Path) -> World:
    world = copy(template)
    world.folder = folder
    world.server = deepcopy(template.server)
    world.requests = dict(template.requests)
    world.generations = list(template.generations)
    world.second_readers = dict(template.second_readers)
    world.confidants = [_opened(desk, world) for desk in template.confidants]
    world.recipients = {name: _opened(desk, world) for name, desk in template.recipients.items()}
    return world


def _opened(desk: Desk, world: World) -> Desk:
    """Return a desk of the world with a copy of its vault."""
    place = world.folder / f"{desk.name}.vault"
    shutil.copy(desk.world.folder / place.name, place)
    workstation = Workstation.open(place, passphrase=PASSPHRASE)
    return replace(desk, world=world, workstation=workstation, lost=[])
