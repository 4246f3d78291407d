"""Making a vault, and introducing it to its service.

Enrolment verifies the keyring against the root that the user typed from paper,
finds this workstation's own place in it, and makes the first period keys. It may
be repeated with a newer keyring and recipients' file of the same service.
"""

from dataclasses import dataclass

from crypto.errors import OtherService, RolledBack, Tampered
from crypto.keyring import Keyring, keyring_hash, open_keyring
from crypto.opening.identity import Identity
from crypto.recipients import RecipientsFile, open_recipients
from crypto.root_rotation import follow_rotations
from crypto.signing import new_signing_seed, verify_key_of
from crypto.trust import check_keyring_days, check_not_older
from journalist_ui.workstation.desk import CONFIDANT, ROLES, load_desk, note_signed_day
from journalist_ui.workstation.enrolment_request import Request, make_request
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.period_keys import make_ahead
from journalist_ui.workstation.records import Owner, Service
from journalist_ui.workstation.shelves import (
    OWNER,
    SERVICE,
)
from journalist_ui.workstation.vault import Vault

MAX_NAME = 100
NO_SLOT = -1
"""A recipient's workstation has no slot."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of an enrolment: a confidant's slot or a recipient's authority, and the periods with new keys.

    `root` is the root whose holders signed the keyring.
    """

    role: str
    slot: int
    authority: str
    serial: int
    new_keys: list[int]
    root: bytes


def make_owner(vault: Vault, *, role: str, name: str) -> Request:
    """Give a new vault its owner and fresh keys; return the request for the ceremony."""
    if role not in ROLES:
        raise ValueError(f"there is no role {role}")
    if not 1 <= len(name) <= MAX_NAME:
        raise Refused(f"a name has 1 to {MAX_NAME} characters; choose another")
    seed = new_signing_seed() if role == CONFIDANT else Identity.generate().seed
    owner = Owner(role, name, seed)
    OWNER.put(vault, b"", owner)
    return make_request(owner)


def enrol(
    vault: Vault,
    *,
    keyring_raw: bytes,
    recipients_raw: bytes,
    root: bytes,
    day: int,
    rotation: bytes | None = None,
) -> Enrolled:
    """Introduce a vault to its service, or to a newer keyring of it; raises `ProtocolError` or `Refused`.

    `rotation` is the change of root holders since: `root` may be the root before it or after it.
    """
    changes = () if rotation is None else (rotation,)
    signing_root = follow_rotations(changes, root=root).root
    keyring = open_keyring(keyring_raw, root=signing_root)
    check_keyring_days(keyring, day)
    recipients = open_recipients(recipients_raw, keyring=keyring)
    owner = OWNER.get(vault)
    place = _confidant_place if owner.role == CONFIDANT else _recipient_place
    slot, generation, authority = place(owner, keyring, recipients)
    service = Service(
        root, keyring_raw, recipients_raw, day, slot, generation, authority, [], signing_root
    )
    known_root = root
    if SERVICE.has(vault, b""):
        known_root = SERVICE.get(vault).keyring_root
        service = _after(SERVICE.get(vault), service, changes)
    _check_change(keyring, changes, known_root)
    SERVICE.put(vault, b"", service)
    note_signed_day(vault, keyring.issued)
    desk = load_desk(vault, day=day)
    new_keys = make_ahead(desk) if owner.role == CONFIDANT else []
    return Enrolled(owner.role, slot, authority, keyring.serial, new_keys, signing_root)


def _confidant_place(
    owner: Owner, keyring: Keyring, _recipients: RecipientsFile
) -> tuple[int, int, str]:
    verify_key = verify_key_of(owner.seed).hex()
    for slot, holder in enumerate(keyring.slots):
        if holder is not None and holder.verify_key == verify_key:
            return slot, holder.generation, ""
    raise Refused(
        "this workstation has no slot in that keyring; ask the root holders"
        " whether its request was at the ceremony"
    )


def _recipient_place(
    owner: Owner, _keyring: Keyring, recipients: RecipientsFile
) -> tuple[int, int, str]:
    own_key = Identity(owner.seed).recipient.raw
    for authority in recipients.recipients:
        if any(reader.recipient_bytes == own_key for reader in authority.readers):
            return NO_SLOT, 0, authority.id
    raise Refused(
        "this workstation does not stand in that recipients' file; ask the root holders"
        " whether its request was at the ceremony"
    )


def _check_change(keyring: Keyring, changes: tuple[bytes, ...], root: bytes) -> None:
    """Raise unless a keyring is of the service whose root holders changed, and not from before."""
    followed = follow_rotations(changes, root=root)
    if followed.service not in (None, keyring.service):
        raise OtherService("the root holders changed to those of another service")
    if keyring.serial < followed.serial:
        raise RolledBack("this keyring is older than the change of its root holders")


def _after(known: Service, offered: Service, changes: tuple[bytes, ...]) -> Service:
    """Return the service after a second enrolment: the same place, a keyring not older."""
    if offered.keyring_root != follow_rotations(changes, root=known.keyring_root).root:
        raise Refused(
            "this vault belongs to another service, for which a new vault is made, or its root"
            " holders changed: then give their change with --rotation"
        )
    place = (known.slot, known.generation, known.authority)
    if place != (offered.slot, offered.generation, offered.authority):
        raise Refused("that keyring gives this workstation another place; make a new vault for it")
    keyring = open_keyring(offered.keyring, root=offered.keyring_root)
    old = open_keyring(known.keyring, root=known.keyring_root)
    if keyring.service != old.service:
        raise OtherService("that keyring is of another service of the same root holders")
    check_not_older(keyring, newest_serial=old.serial)
    if keyring.serial == old.serial and keyring_hash(offered.keyring) != keyring_hash(
        known.keyring
    ):
        raise Tampered("this is another keyring of the same number than the one known here")
    return Service(
        known.root,
        offered.keyring,
        offered.recipients,
        known.enrolled,
        known.slot,
        known.generation,
        known.authority,
        known.revoked,
        offered.keyring_root,
    )
