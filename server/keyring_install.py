"""Installing keyrings and revocations: forwards only, and only what the root holders signed.

The root is given once, with the first keyring, and remembered. What is wrong
with a keyring is decided by `crypto`; here stands what an install may change.
"""

from sqlalchemy import Connection, delete, insert, select

from crypto.errors import ProtocolError, RolledBack, Tampered
from crypto.keyring import Keyring, keyring_hash, open_keyring, root_of
from crypto.root_rotation import open_rotation
from crypto.slot_statements import open_revocation
from crypto.trust import check_keyring_days, check_not_older
from server.keyrings import Installed, NoKeyring, read_installed
from server.marks import note_change
from server.models import keyrings, revocations, rotations


class WrongRoot(ProtocolError):
    """The first install must say the root, and every later one must fit it."""


def install_keyring(
    connection: Connection,
    frame: bytes,
    *,
    root: bytes | None,
    day: int,
    rotation: bytes | None = None,
) -> Keyring:
    """Store a keyring that may follow the one installed, or raise what is wrong with it.

    `rotation` is the statement by which the root holders changed before this
    keyring was signed.
    """
    newest = _newest(connection)
    signing_root = _known_root(newest, root)
    if rotation is not None:
        signing_root = _follow(rotation, signing_root)
    keyring = open_keyring(frame, root=signing_root)
    check_keyring_days(keyring, day)
    if newest is not None:
        _check_follows(keyring, frame, newest)
    if newest is None or keyring.serial != newest.keyring.serial:
        if rotation is not None:
            _store_rotation(connection, rotation, keyring)
        row = {"serial": keyring.serial, "slots": len(keyring.slots)}
        connection.execute(insert(keyrings).values(row | {"root": signing_root, "frame": frame}))
        note_change(connection)
    return keyring


def install_revocation(connection: Connection, frame: bytes) -> tuple[int, int]:
    """Store a revocation by the root holders and return its (slot, generation); once or more often."""
    installed = read_installed(connection)
    revocation = open_revocation(frame, keyring=installed.keyring)
    place = (revocation.slot, revocation.generation)
    if place not in installed.revoked:
        row = {"slot": revocation.slot, "generation": revocation.generation, "frame": frame}
        connection.execute(insert(revocations).values(row))
        note_change(connection)
    return place


def _known_root(newest: Installed | None, root: bytes | None) -> bytes:
    if newest is None:
        if root is None:
            raise WrongRoot("the first keyring needs the root beside it: give --root")
        return root
    if root is not None and root != newest.root:
        raise WrongRoot("this server was set up for another root; nothing was changed")
    return newest.root


def _follow(rotation: bytes, root: bytes) -> bytes:
    """Return the root to which a rotation leads; one that was followed before leads nowhere new."""
    opened = open_rotation(rotation)
    if root not in (root_of(opened.old), root_of(opened.new)):
        raise WrongRoot("this change of root holders does not start at the root known here")
    return root_of(opened.new)


def _store_rotation(connection: Connection, rotation: bytes, keyring: Keyring) -> None:
    opened = open_rotation(rotation)
    if opened.service != keyring.service or opened.serial > keyring.serial:
        raise WrongRoot("this change of root holders does not belong to this keyring")
    row = {"serial": opened.serial, "frame": rotation}
    if connection.scalar(select(rotations.c.frame).where(rotations.c.serial == opened.serial)):
        return
    connection.execute(insert(rotations).values(row))
    _drop_old_revocations(connection, keyring)


def _drop_old_revocations(connection: Connection, keyring: Keyring) -> None:
    """Remove revocations that the new root holders' keyring makes needless; refuse if one is needed.

    Readers verify a revocation by the roots of the keyring beside it.
    """
    for row in connection.execute(select(revocations.c.slot, revocations.c.generation)).all():
        holder = keyring.holder(row.slot)
        if holder is not None and holder.generation == row.generation:
            raise WrongRoot(f"slot {row.slot} was revoked, and this keyring still has it")
    connection.execute(delete(revocations))


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
