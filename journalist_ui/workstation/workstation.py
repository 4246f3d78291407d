"""The workstation as one object: what the command line, pages and tests call.

Each method is one transaction on the vault: all of it happens, or nothing. The
day is always an argument; `choose_day` finds it. Methods raise `Refused` or a
`crypto.errors.ProtocolError`, each with a sentence for the user.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from journalist_ui.workstation import (
    answering,
    destroying,
    drafting,
    handing_over,
    proposing,
    standing,
)
from journalist_ui.workstation.answering_handover import SealedAnswer, answer_handover
from journalist_ui.workstation.attachments import save_attachment
from journalist_ui.workstation.case_pages import (
    find_handover,
    list_cases,
    list_handovers,
    show_case,
    show_handover,
)
from journalist_ui.workstation.case_records import Tombstone
from journalist_ui.workstation.casebook import find_case, view_case
from journalist_ui.workstation.desk import CONFIDANT
from journalist_ui.workstation.exchanging import exchange
from journalist_ui.workstation.exporting import Exported, export
from journalist_ui.workstation.handed_files import save_file, save_files
from journalist_ui.workstation.inbound import check_inbound, import_bundle
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.kept_bundles import kept_bundle
from journalist_ui.workstation.kept_files import KeptFile, kept_attachment, kept_handed_file
from journalist_ui.workstation.open_vault import OpenVault
from journalist_ui.workstation.outbox import Queued
from journalist_ui.workstation.overview import overview
from journalist_ui.workstation.snapshot_portions import Taker
from journalist_ui.workstation.snapshotting import Snapshots, find_taker, make_snapshots


class Workstation(OpenVault):
    """An open vault and everything that can be done with it."""

    def look_into(self, bundle: BinaryIO, *, day: int) -> dict[str, int]:
        """Return how many files of each kind a bundle holds, after reading it whole; nothing is changed."""
        with self._desk(day) as desk:
            files = check_inbound(desk, bundle).manifest.files
        kinds = [file.name.split("/")[0] for file in files]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}

    def import_bundle(self, bundle: BinaryIO, *, day: int) -> ImportReport:
        """Import a bundle of the portal's or of a colleague's vault."""
        with self._vault.transaction():
            return import_bundle(self._vault, bundle, day=day)

    def cases(self, *, day: int) -> list[dict[str, Any]]:
        """Return a line for each case, or on a recipient's workstation for each handover."""
        with self._desk(day) as desk:
            return list_cases(desk) if desk.owner.role == CONFIDANT else list_handovers(desk)

    def show(self, case: str, *, day: int) -> dict[str, Any]:
        """Return a case, or a handover, whole; a case may be named by the start of its number."""
        with self._desk(day) as desk:
            if desk.owner.role == CONFIDANT:
                return show_case(desk, case)
            return show_handover(desk, case)

    @contextmanager
    def kept_file(self, case: str, *, number: int, day: int) -> Iterator[KeptFile]:
        """Give an attachment of a case, or a file of a handover, to be read while the block runs."""
        with self._desk(day) as desk:
            if desk.owner.role == CONFIDANT:
                yield kept_attachment(desk, view_case(desk, find_case(desk, case)), number)
            else:
                yield kept_handed_file(desk, find_handover(desk, case)[1], number)

    def save_attachment(self, case: str, *, number: int, folder: Path, day: int) -> Path:
        """Write an attachment of a case, or a file of a handover, after it was verified whole; return where."""
        with self._desk(day) as desk:
            if desk.owner.role != CONFIDANT:
                return save_file(desk, find_handover(desk, case)[1], number, folder)
            return save_attachment(desk, view_case(desk, find_case(desk, case)), number, folder)

    def save_files(self, number: str, *, folder: Path, day: int) -> list[Path]:
        """Write every file of a handover that is here and whole; return where."""
        with self._desk(day) as desk:
            desk.require_recipient()
            return save_files(desk, find_handover(desk, number)[1], folder)

    def reply(self, case: str, *, text: str, day: int) -> Queued:
        """Queue a reply to the reporter; return what it takes and when it can leave."""
        with self._desk(day) as desk:
            return answering.reply(desk, case=find_case(desk, case), text=text)

    def note(self, case: str, *, text: str, day: int) -> None:
        """Write something down for the team."""
        with self._desk(day) as desk:
            answering.note(desk, case=find_case(desk, case), text=text)

    def assign(self, case: str, *, slot: int | None, day: int) -> None:
        """Say which member sees to a case, or that nobody does."""
        with self._desk(day) as desk:
            standing.assign(desk, case=find_case(desk, case), slot=slot)

    def state_case(self, case: str, *, how: str, day: int) -> None:
        """Say how a case stands."""
        with self._desk(day) as desk:
            standing.state(desk, case=find_case(desk, case), how=how)

    def hold(self, case: str, *, reason: str, until: int, day: int) -> None:
        """Ask that a case be kept until a day, for the law."""
        with self._desk(day) as desk:
            answering.hold(desk, case=find_case(desk, case), reason=reason, until=until)

    def draft(
        self,
        case: str,
        *,
        recipient: str,
        subject: str,
        text: str,
        day: int,
        files: Sequence[Path] = (),
    ) -> bytes:
        """Draft and sign a handover with copies of files; return the hash that an approval names."""
        with self._desk(day) as desk:
            return drafting.draft(
                desk,
                case=find_case(desk, case),
                recipient=recipient,
                subject=subject,
                text=text,
                files=files,
            )

    def show_draft(self, case: str, *, shown: bytes, days: int, day: int) -> Queued:
        """Queue the newest draft for the reporter to judge; return what it takes and when it can leave."""
        with self._desk(day) as desk:
            return proposing.show_draft(desk, case=find_case(desk, case), shown=shown, days=days)

    def approve(self, case: str, *, shown: bytes, day: int, files: Sequence[Path] = ()) -> None:
        """Sign the draft whose hash was shown, and whose files were seen."""
        with self._desk(day) as desk:
            handing_over.approve(desk, case=find_case(desk, case), shown=shown, files=files)

    def hand_over(self, case: str, *, day: int) -> tuple[str, Queued]:
        """Queue the approved draft; return its recipient, what it takes and when it can leave."""
        with self._desk(day) as desk:
            return handing_over.hand_over(desk, case=find_case(desk, case))

    def destroy(self, case: str, *, day: int) -> Tombstone:
        """Destroy a case that was handed over; return what is remembered of it."""
        with self._desk(day) as desk:
            return destroying.destroy(desk, case=find_case(desk, case))

    def export(
        self, *, day: int, with_batch: bool = True, away_until: int | None = None
    ) -> Exported:
        """Make the next outbound bundle and keep it; `bundle` gives its bytes."""
        with self._desk(day) as desk:
            return export(desk, with_batch=with_batch, away_until=away_until)

    @contextmanager
    def bundle(self, sequence: int | None = None) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Give the number and the bytes of the last outbound bundle, or of the one of this number."""
        with self._vault.transaction():
            yield kept_bundle(self._vault, sequence)

    def exchange(self, slot: int, *, day: int) -> bytes:
        """Return a bundle with our events for the vault of another slot."""
        with self._desk(day) as desk:
            return exchange(desk, slot=slot)

    def taker(self, slot: int, *, day: int) -> Taker:
        """Return to whom a snapshot for a slot would go."""
        with self._desk(day) as desk:
            return find_taker(desk, slot)

    def snapshot(self, slot: int, *, day: int) -> Snapshots:
        """Return the open cases of a slot for the workstation that replaced another."""
        with self._desk(day) as desk:
            return make_snapshots(desk, slot=slot)

    def answer_handover(self, number: str, *, text: str, day: int) -> SealedAnswer:
        """Return a recipient's answer to a handover, sealed as a submission."""
        with self._desk(day) as desk:
            return answer_handover(desk, number, text=text)

    def state(self, *, day: int) -> dict[str, Any]:
        """Return how the workstation stands."""
        with self._desk(day) as desk:
            return overview(desk)
