"""Making a vault, and introducing it to its service.

Enrolment verifies the keyring against the root that the user typed from paper,
finds this workstation's own place in it, and makes the first period keys. It may
be repeated with a newer keyring and recipients' file of the same service.
"""

from dataclasses import dataclass

from crypto.errors import Tampered
from crypto.keyring import Keyring, keyring_hash, open_keyring
from crypto.opening.identity import Identity
from crypto.recipients import RecipientsFile, open_recipients
from crypto.signing import new_signing_seed, verify_key_of
from crypto.trust import check_keyring_days, check_not_older
from journalist_ui.workstation.desk import CONFIDANT, ROLES, load_desk, note_signed_day
from journalist_ui.workstation.enrolment_request import Request, make_request
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.period_keys import make_ahead
from journalist_ui.workstation.records import (
    Owner,
    Service,
)
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
    """What came of an enrolment: a confidant's slot or a recipient's authority, and the periods with new keys."""

    role: str
    slot: int
    authority: str
    serial: int
    new_keys: list[int]


def make_owner(vault: Vault, *, role: str, name: str) -> Request:
    """Give a new vault its owner and fresh keys; return the request for the ceremony."""
    if role not in ROLES:
        raise ValueError(f"there is no role {role}")
    if not 1 <= len(name) <= MAX_NAME:
        raise Refused(f"a name has 1 to {MAX_NAME} characters")
    seed = new_signing_seed() if role == CONFIDANT else Identity.generate().seed
    owner = Owner(role, name, seed)
    OWNER.put(vault, b"", owner)
    return make_request(owner)


def enrol(
    vault: Vault, *, keyring_raw: bytes, recipients_raw: bytes, root: bytes, day: int
) -> Enrolled:
    """Introduce a vault to its service, or to a newer keyring of it; raises `ProtocolError` or `Refused`."""
    keyring = open_keyring(keyring_raw, root=root)
    check_keyring_days(keyring, day)
    recipients = open_recipients(recipients_raw, keyring=keyring)
    owner = OWNER.get(vault)
    place = _confidant_place if owner.role == CONFIDANT else _recipient_place
    slot, generation, authority = place(owner, keyring, recipients)
    service = Service(root, keyring_raw, recipients_raw, day, slot, generation, authority=authority)
    if SERVICE.has(vault, b""):
        service = _after(SERVICE.get(vault), service)
    SERVICE.put(vault, b"", service)
    note_signed_day(vault, keyring.issued)
    desk = load_desk(vault, day=day)
    new_keys = make_ahead(desk) if owner.role == CONFIDANT else []
    return Enrolled(owner.role, slot, authority, keyring.serial, new_keys)


def _confidant_place(
    owner: Owner, keyring: Keyring, _recipients: RecipientsFile
) -> tuple[int, int, str]:
    verify_key = verify_key_of(owner.seed).hex()
    for slot, holder in enumerate(keyring.slots):
        if holder is not None and holder.verify_key == verify_key:
            return slot, holder.generation, ""
    raise Refused("this workstation has no slot in that keyring; was its request at the ceremony?")


def _recipient_place(
    owner: Owner, _keyring: Keyring, recipients: RecipientsFile
) -> tuple[int, int, str]:
    own_key = Identity(owner.seed).recipient.raw
    for authority in recipients.recipients:
        if any(reader.recipient_bytes == own_key for reader in authority.readers):
            return NO_SLOT, 0, authority.id
    raise Refused(
        "this workstation does not stand in that recipients' file; was its request at the ceremony?"
    )


def _after(known: Service, offered: Service) -> Service:
    """Return the service after a second enrolment: the same place, a keyring not older."""
    if offered.root not in (known.root, known.keyring_root):
        raise Refused("this vault belongs to another service; make a new vault for this one")
    place = (known.slot, known.generation, known.authority)
    if place != (offered.slot, offered.generation, offered.authority):
        raise Refused("that keyring gives this workstation another place; make a new vault for it")
    keyring = open_keyring(offered.keyring, root=offered.root)
    old = open_keyring(known.keyring, root=known.keyring_root)
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
        offered.root,
    )
