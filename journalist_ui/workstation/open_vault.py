"""A vault that is open: made or opened, asked for its day and its request, introduced to its service, closed.

What is done with it is `Workstation`'s, which is one of these. Methods raise `Refused`
or a `crypto.errors.ProtocolError`, each with a sentence for the user.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from journalist_ui.workstation import enrolment
from journalist_ui.workstation.days import choose_day
from journalist_ui.workstation.desk import Desk, load_desk
from journalist_ui.workstation.enrolment_request import Request, make_request
from journalist_ui.workstation.passphrase_lock import Cost, calibrate, check_passphrase
from journalist_ui.workstation.records import Clock
from journalist_ui.workstation.shelves import CLOCK, OWNER
from journalist_ui.workstation.vault import Vault


class OpenVault:
    """A vault of ours while it is open."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    @classmethod
    def create(
        cls, path: Path, *, passphrase: str, role: str, name: str, cost: Cost | None = None
    ) -> Self:
        """Make a new vault with fresh keys; `cost` is calibrated to this machine unless given."""
        check_passphrase(passphrase)
        vault = Vault.create(path, passphrase=passphrase, cost=cost or calibrate())
        try:
            with vault.transaction():
                enrolment.make_owner(vault, role=role, name=name)
        except BaseException:
            vault.close()
            path.unlink()
            raise
        return cls(vault)

    @classmethod
    def open(cls, path: Path, *, passphrase: str) -> Self:
        """Open a vault; nobody else can while it is open."""
        return cls(Vault.open(path, passphrase=passphrase))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the vault."""
        self._vault.close()

    def request(self) -> Request:
        """Return the public request that this workstation carries to the ceremony."""
        with self._vault.transaction():
            return make_request(OWNER.get(self._vault))

    def choose_day(self, *, confirmed: int | None, clock: int, again: int | None = None) -> int:
        """Return the day to work with, or raise `UnconfirmedDay`; `again` confirms a doubtful one."""
        with self._vault.transaction():
            floor = CLOCK.get_or(self._vault, b"", Clock(0)).floor
        return choose_day(confirmed=confirmed, clock=clock, floor=floor, again=again)

    def enrol(
        self,
        *,
        keyring: bytes,
        recipients: bytes,
        root: bytes,
        day: int,
        rotation: bytes | None = None,
    ) -> enrolment.Enrolled:
        """Introduce the workstation to its service, or to a newer keyring of it."""
        with self._vault.transaction():
            return enrolment.enrol(
                self._vault,
                keyring_raw=keyring,
                recipients_raw=recipients,
                root=root,
                day=day,
                rotation=rotation,
            )

    @contextmanager
    def _desk(self, day: int) -> Iterator[Desk]:
        """Give everything that work of a day needs, in one transaction."""
        with self._vault.transaction():
            yield load_desk(self._vault, day=day)
