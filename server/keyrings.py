"""The keyrings and revocations that the root holders made, as the server keeps them.

The root is given once, with the first keyring, and remembered. What is wrong
with a keyring is decided by `crypto`; here stands what an install may change.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from crypto.errors import ProtocolError, RolledBack, Tampered
from crypto.keyring import Keyring, keyring_hash, open_keyring
from crypto.slot_statements import open_revocation
from crypto.trust import check_keyring_days, check_not_older
from server.models import keyrings, revocations
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


class WrongRoot(ProtocolError):
    """The first install must say the root, and every later one must fit it."""


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


def install_keyring(
    connection: Connection, frame: bytes, *, root: bytes | None, day: int
) -> Keyring:
    """Store a keyring that may follow the one installed, or raise what is wrong with it."""
    newest = _newest(connection)
    known_root = newest.root if newest else root
    if known_root is None:
        raise WrongRoot("the first keyring needs the root beside it: give --root")
    if root is not None and root != known_root:
        raise WrongRoot("this server was set up for another root; nothing was changed")
    keyring = open_keyring(frame, root=known_root)
    check_keyring_days(keyring, day)
    if newest is not None:
        _check_follows(keyring, frame, newest)
    if newest is None or keyring.serial != newest.keyring.serial:
        row = {"serial": keyring.serial, "slots": len(keyring.slots)}
        connection.execute(insert(keyrings).values(row | {"root": known_root, "frame": frame}))
    return keyring


def install_revocation(connection: Connection, frame: bytes) -> tuple[int, int]:
    """Store a revocation by the root holders and return its (slot, generation); once or more often."""
    installed = read_installed(connection)
    revocation = open_revocation(frame, keyring=installed.keyring)
    place = (revocation.slot, revocation.generation)
    if place not in installed.revoked:
        row = {"slot": revocation.slot, "generation": revocation.generation, "frame": frame}
        connection.execute(insert(revocations).values(row))
    return place


def read_revocations(connection: Connection) -> tuple[bytes, ...]:
    """Return the frames of all revocations, in order of slot and generation."""
    query = select(revocations.c.frame).order_by(revocations.c.slot, revocations.c.generation)
    return tuple(connection.scalars(query))


def _newest(connection: Connection) -> Installed | None:
    try:
        return read_installed(connection)
    except NoKeyring:
        return None


def _check_follows(keyring: Keyring, frame: bytes, newest: Installed) -> None:
    check_not_older(keyring, newest_serial=newest.keyring.serial)
    if keyring.serial == newest.keyring.serial and keyring_hash(frame) != newest.hash:
        raise Tampered("another keyring with this serial number is installed already")
    if keyring.issued < newest.keyring.issued:
        raise RolledBack("this keyring was issued before the one that is installed")
    if keyring.service != newest.keyring.service:
        raise WrongRoot("this keyring is of another service; nothing was changed")
