"""What changes in a world now and then: root holders, a broken workstation, a recipient's second reader."""

from world import Desk, World

from crypto.keyring import Roots
from crypto.signing import new_signing_seed, verify_key_of
from journalist_ui.workstation.ceremony_rotation import (
    add_signature,
    draft_rotation,
    finish_rotation,
)


def change_root_holders(world: World, *, serial: int) -> None:
    """Let new root holders take over from the next keyring on; readers keep the root they were made for."""
    old, world.root_seeds = world.root_seeds, [new_signing_seed() for _ in range(3)]
    new = Roots([verify_key_of(seed).hex() for seed in world.root_seeds], 2)
    change = draft_rotation(world.server.keyring, new)
    for seed in (*old[:2], *world.root_seeds[:2]):
        change = add_signature(change, signing_seed=seed)
    service = world.server.keyring.service_id
    world.install(world.hold_ceremony(serial=serial, service=service))
    rotation = finish_rotation(change, keyring=world.server.keyring)
    world.server.rotations = (*world.server.rotations, rotation)


def replace_workstation(world: World, slot: int) -> Desk:
    """Give a confidant a new vault under a new generation, for the next ceremony; close the old one."""
    old = world.confidants[slot]
    old.workstation.close()
    world.generations[slot] += 1
    station = world.make_vault(f"{old.name}-{world.generations[slot]}", "confidant")
    world.requests[old.name] = station.request()
    world.confidants[slot] = Desk(world, old.name, station, slot, world.day)
    return world.confidants[slot]


def add_reader(world: World, recipient: str) -> Desk:
    """Give a recipient a second reader, by a new recipients' file that everybody gets by hand."""
    name = f"{recipient}-2"
    station = world.make_vault(name, "recipient")
    world.second_readers[recipient] = station.request()
    world.install(world.hold_ceremony(serial=2, service=world.server.keyring.service_id))
    desk = Desk(world, name, station, None, world.day)
    world.recipients[name] = desk
    for other in (*world.confidants, *world.recipients.values()):
        world.enrol(other.workstation)
    return desk
