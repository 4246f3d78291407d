"""The keyring, the revocations and the changes of root holders, as the server keeps them."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from crypto.keyring import Keyring, keyring_hash, open_keyring
from server.models import keyrings, revocations, rotations
from server.refusals import Refusal

_NEWEST_SLOTS = select(keyrings.c.slots).order_by(keyrings.c.serial.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Installed:
    """The newest keyring, its frame as it was installed, and what was revoked of its slots."""

    keyring: Keyring
    frame: bytes
    root: bytes
    revoked: frozenset[tuple[int, int]]

    @property
    def hash(self) -> bytes:
        """The hash by which heads name this keyring."""
        return keyring_hash(self.frame)

    def is_trusted(self, slot: int, generation: int) -> bool:
        """Tell whether the keyring has this holder in this slot, and nobody revoked it."""
        holder = self.keyring.holder(slot)
        matches = holder is not None and holder.generation == generation
        return matches and (slot, generation) not in self.revoked


class NoKeyring(Refusal):
    """No keyring was installed: the service is not open yet."""

    def __init__(self) -> None:
        super().__init__("busy", "The service has no keyring yet; try again later.")


def read_slot_count(connection: Connection) -> int:
    """Return how many slots every sealed file has, without parsing the keyring."""
    slots = connection.scalar(_NEWEST_SLOTS)
    if slots is None:
        raise NoKeyring
    return int(slots)


def read_installed(connection: Connection) -> Installed:
    """Return the newest keyring, or raise `NoKeyring`."""
    row = connection.execute(select(keyrings).order_by(keyrings.c.serial.desc()).limit(1)).first()
    if row is None:
        raise NoKeyring
    keyring = open_keyring(row.frame, root=row.root)
    revoked = connection.execute(select(revocations.c.slot, revocations.c.generation))
    return Installed(
        keyring=keyring,
        frame=row.frame,
        root=row.root,
        revoked=frozenset((slot, generation) for slot, generation in revoked),
    )


def read_revocations(connection: Connection) -> tuple[bytes, ...]:
    """Return the frames of all revocations, in order of slot and generation."""
    query = select(revocations.c.frame).order_by(revocations.c.slot, revocations.c.generation)
    return tuple(connection.scalars(query))


def read_rotations(connection: Connection) -> tuple[bytes, ...]:
    """Return the statements by which the root holders changed, in order."""
    return tuple(connection.scalars(select(rotations.c.frame).order_by(rotations.c.serial)))
