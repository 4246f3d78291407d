"""Who keeps the vaults of a desk: one open at a time, closed when nobody works at it.

Locking closes the file and lets go of every key and every text that was opened.
What Python leaves in memory until it is used again is beyond this program, so a
workstation is switched off at night, not only locked.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from journalist_ui.workstation.answering_handover import SealedAnswer
from journalist_ui.workstation.days import clock_day
from journalist_ui.workstation.desk import CONFIDANT
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.exporting import Exported
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.outbox import Queued
from journalist_ui.workstation.packs import Left
from journalist_ui.workstation.pages.at_hand import AtHand
from journalist_ui.workstation.pages.refusing import Said
from journalist_ui.workstation.vault import Vault
from journalist_ui.workstation.workstation import Workstation
from submitter_ui.speaking.texts import Language


class Locked(Exception):
    """The vault is locked; the page to unlock it is shown."""


@dataclass(frozen=True, slots=True)
class Day:
    """The day that was chosen at unlocking, and what the machine's clock said then."""

    chosen: int
    clock: int


@dataclass(slots=True)
class Exchanged:
    """What came of leaving packs for colleagues, or of taking theirs in: their slots, and what was not taken."""

    left: Left | None = None
    givers: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    refused: list[tuple[int, Said]] = field(default_factory=list)
    events: int = 0


@dataclass(slots=True)
class OpenDesk:
    """An open vault: the workstation, its day, and what lasts until it is locked."""

    place: Path
    vault: Vault
    station: Workstation
    role: str
    slot: int | None
    """A confidant's place in the service."""
    started: Day
    words: dict[str, str] = field(default_factory=dict)
    """The texts of cases by number, folded for searching."""
    sought: str = ""
    """The words that were looked for last."""
    imported: ImportReport | None = None
    exported: Exported | None = None
    queued: tuple[str, Queued] | None = None
    """The case and the place in the queue of the answer that was written last."""
    noted: tuple[str, str] | None = None
    """The case and the text of the note that was written last."""
    exchanged: Exchanged | None = None
    sealed: dict[str, SealedAnswer] = field(default_factory=dict)
    """A recipient's answers by handover, until they were taken along."""
    tickets: set[str] = field(default_factory=set)
    """One for each page from which something is written: two clicks write it once."""
    at_hand: AtHand = field(default_factory=AtHand)

    def require_confidant(self) -> None:
        """Raise `Refused` on a recipient's desk."""
        if self.role != CONFIDANT:
            raise Refused("this is a recipient's workstation; do that on a confidant's")


@dataclass(slots=True)
class Keeper:
    """The vaults of this desk, which of them is open, and what is being written."""

    places: list[Path]
    idle_seconds: float
    clock: Callable[[], float] = time.monotonic
    today: Callable[[], int] = clock_day
    language: Language = "nl"
    drafts: dict[tuple[Path, str], str] = field(default_factory=dict)
    """What was being written, by vault and page: an idle lock must not cost anybody a letter."""
    _open: OpenDesk | None = None
    _place: Path | None = None
    _used: float = 0

    def unlock(
        self, place: Path, *, passphrase: str, confirmed: int | None, again: int | None
    ) -> None:
        """Open a vault and find the day, or raise `Refused`; another that is open is closed first."""
        if place not in self.places:
            raise Refused("there is no vault of that name at this desk; choose one of the list")
        self._close()
        clock = self.today()
        vault = Vault.open(place, passphrase=passphrase)
        try:
            station = Workstation(vault)
            day = station.choose_day(confirmed=confirmed, clock=clock, again=again)
            state = station.state(day=day)
        except BaseException:
            vault.close()
            raise
        self._open = OpenDesk(
            place, vault, station, state["role"], state.get("slot"), Day(day, clock)
        )
        self._place, self._used = place, self.clock()

    def require_open(self) -> OpenDesk:
        """Return the open desk and note that somebody works at it, or raise `Locked`."""
        self.lock_if_idle()
        if self._open is None:
            raise Locked
        self._used = self.clock()
        return self._open

    @property
    def is_open(self) -> bool:
        """Whether a vault is open."""
        return self._open is not None

    @property
    def place_name(self) -> str:
        """What the vault that is, or was last, open is called."""
        return self._place.stem if self._place is not None else ""

    @property
    def role(self) -> str:
        """Whose desk is open, or nothing."""
        return self._open.role if self._open is not None else ""

    @property
    def slot(self) -> int | None:
        """The slot of the confidant whose desk is open."""
        return self._open.slot if self._open is not None else None

    def day(self) -> int:
        """Return the day: the chosen one, moved on with the machine's clock."""
        if self._open is None:
            raise Locked
        started = self._open.started
        return started.chosen + max(0, self.today() - started.clock)

    def lock(self) -> None:
        """Close the vault, and forget what was being written."""
        self._close()
        self.drafts.clear()

    def lock_for_network(self) -> None:
        """Close the vault because the machine has got a network; what was being written stays."""
        self._close()

    def lock_for_colleague(self) -> None:
        """Close the vault because a colleague opens another; what was being written stays."""
        self._close()

    def lock_if_idle(self) -> None:
        """Close the vault if nobody has worked at it for too long; what was being written stays."""
        if self._open is not None and self.clock() - self._used >= self.idle_seconds:
            self._close()

    def keep_draft(self, page: str, written: str) -> None:
        """Keep what was being written on a page of the vault that is, or was last, open."""
        if self._place is not None:
            self.drafts[self._place, page] = written

    def draft(self, page: str) -> str:
        """Return what was being written on a page, or nothing."""
        return self.drafts.get((self._place, page), "") if self._place is not None else ""

    def drop_draft(self, page: str) -> None:
        """Forget what was being written on a page: it is sent."""
        if self._place is not None:
            self.drafts.pop((self._place, page), None)

    def drop_drafts_below(self, pages: str) -> None:
        """Forget what was being written on the pages that begin like this: their case is destroyed."""
        for place, page in list(self.drafts):
            if place == self._place and page.startswith(pages):
                del self.drafts[place, page]

    def pages_with_drafts(self) -> list[str]:
        """Return the pages of the open vault on which something was being written."""
        return sorted(
            page for (place, page), text in self.drafts.items() if place == self._place and text
        )

    def _close(self) -> None:
        if self._open is not None:
            self._open.station.close()
            self._open.words.clear()
            self._open.at_hand.forget()
            self._open = None
