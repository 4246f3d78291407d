"""The desk: an open vault, who works at it, and on which day. Every act starts from one."""

from dataclasses import dataclass

from crypto.keyring import Keyring, open_keyring
from crypto.trust import check_keyring_days
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.records import Alarm, Clock, Owner, Service
from journalist_ui.workstation.shelves import (
    ALARMS,
    CLOCK,
    OWNER,
    SERVICE,
)
from journalist_ui.workstation.vault import Vault

CONFIDANT = "confidant"
RECIPIENT = "recipient"
ROLES = (CONFIDANT, RECIPIENT)


@dataclass(frozen=True, slots=True)
class Desk:
    """An enrolled workstation on a day; `keyring` is the newest that was verified here."""

    vault: Vault
    day: int
    owner: Owner
    service: Service
    keyring: Keyring

    @property
    def slot(self) -> int:
        """The slot of this workstation."""
        return self.service.slot

    @property
    def slots(self) -> int:
        """How many slots the service has."""
        return len(self.keyring.slots)

    @property
    def place(self) -> tuple[int, int]:
        """The slot and generation of this workstation."""
        return self.service.slot, self.service.generation

    @property
    def members_elsewhere(self) -> list[int]:
        """The manned slots other than this one."""
        return [
            slot
            for slot, holder in enumerate(self.keyring.slots)
            if holder is not None and slot != self.slot
        ]

    def require_confidant(self) -> None:
        """Raise `Refused` on a recipient's workstation."""
        if self.owner.role != CONFIDANT:
            raise Refused("this is a recipient's workstation; do that on a confidant's")

    def require_recipient(self) -> None:
        """Raise `Refused` on a confidant's workstation."""
        if self.owner.role != RECIPIENT:
            raise Refused("this is a confidant's workstation; do that on a recipient's")

    def require_may_publish(self) -> None:
        """Raise `Refused` unless this slot may sign today: manned by this key, not revoked, keyring valid."""
        self.require_confidant()
        holder = self.keyring.holder(self.slot)
        if holder is None or holder.generation != self.service.generation:
            raise Refused(
                "this workstation has no slot in the keyring any more and can only read; call the root holders"
            )
        if self.place in self.service.revoked:
            raise Refused("this slot was revoked and can only read; call the root holders")
        check_keyring_days(self.keyring, self.day)


def load_desk(vault: Vault, *, day: int) -> Desk:
    """Return the desk of an enrolled vault, or raise `Refused`."""
    if not SERVICE.has(vault, b""):
        raise Refused("this vault does not know its service yet; run enrol first")
    service = SERVICE.get(vault)
    keyring = open_keyring(service.keyring, root=service.keyring_root)
    return Desk(vault, day, OWNER.get(vault), service, keyring)


def note_signed_day(vault: Vault, day: int) -> None:
    """Remember a signed day: no clock of this workstation is before it from now on."""
    if day > CLOCK.get_or(vault, b"", Clock(0)).floor:
        CLOCK.put(vault, b"", Clock(day))


def raise_alarm(vault: Vault, text: str, *, day: int) -> None:
    """Keep a sentence about something that should be impossible; the same one once."""
    name = text.encode()
    if not ALARMS.has(vault, name):
        ALARMS.put(vault, name, Alarm(text, day))
