"""A whole world in memory: reporters, a server, the gap, workstations that may be off for weeks, recipients.

Everything runs on the product's own code; the day is a value that only `pass_days`
moves. A test reads like the service: somebody reports, somebody fetches, somebody
answers. `dump` writes the world to a folder for eyes.
"""

import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace
from world_server import WorldServer

from crypto.codename.codename import Codename
from crypto.keyring import Line, Roots, Slot, open_keyring
from crypto.recipients import Authority, Reader
from crypto.signing import new_signing_seed, verify_key_of
from journalist_ui.workstation.ceremony import ONE_DROP, Finished, finish, make_draft, sign_draft
from journalist_ui.workstation.enrolment_request import Request
from journalist_ui.workstation.inbound_report import ImportReport
from journalist_ui.workstation.passphrase_lock import ONLY_FOR_TESTS
from journalist_ui.workstation.workstation import Workstation
from submitter_ui.attachments import open_contents
from submitter_ui.build import BUILD_DAY
from submitter_ui.coming_back import Thread
from submitter_ui.device import Device
from submitter_ui.reporting import Letter, Service, find_thread, send_followup, send_report
from submitter_ui.trusted import Choice
from submitter_ui.voice import Voice

SLOTS = 8
PASSPHRASE = "only for tests, not a secret"
LINES = {
    "integriteit": Line(2, [0, 1, 2]),
    "afpersing": Line(2, [0, 1]),
    "klacht": Line(2, [1, 2]),
    "bedreiging": Line(2, [0, 2]),
    "signaal": Line(1, [0, 1, 2]),
    "contact": Line(1, [1]),
}
RECIPIENTS = ("rijksrecherche", "gemeente")


class QuietVoice(Voice):
    """Says nothing: what a reporter would read on the way is not what these tests are about."""

    def tell(self, name: str, **values: object) -> None:
        self.text(name, **values)


@dataclass
class Reporter:
    """Somebody with a codename and a device."""

    world: "World"
    codename: Codename = field(default_factory=Codename.generate)

    def send(
        self,
        text: str,
        *,
        line: str = "integriteit",
        excluded: Iterable[int] = (),
        attach: Iterable[Path] = (),
    ) -> None:
        """Send a report."""
        with ExitStack() as stack:
            letter = Letter(text, open_contents(list(attach), stack))
            choice = Choice(line, frozenset(excluded))
            send_report(letter, choice, self.codename, self._service())

    def follow_up(self, text: str, *, line: str | None = None) -> None:
        """Add to the thread."""
        send_followup(Letter(text, []), line, frozenset(), self.codename, self._service())

    def check(self) -> Thread:
        """Come back and look."""
        return find_thread(self.codename, self._service())[1]

    def answers(self) -> list[str]:
        """Return the texts of all live answers."""
        return [found.reply.text for found in self.check().answers]

    def _service(self) -> Service:
        device = Device(self.world.day, lambda _seconds: None)
        server = self.world.server
        return Service(server, self.world.root, device, QuietVoice("nl"))  # type: ignore[arg-type]


@dataclass
class Desk:
    """A workstation, its owner's account, and the sticks between them."""

    world: "World"
    name: str
    workstation: Workstation
    slot: int | None
    fetched_through: int
    lost: list[bytes] = field(default_factory=list)

    def fetch(self, *, again: int | None = None) -> ImportReport:
        """Carry an inbound bundle in and import it."""
        since = self.fetched_through if again is None else self.world.day - again
        bundle = self.world.server.inbound(slot=self.slot, since=since)
        self.fetched_through = self.world.day
        return self.take(bundle)

    def take(self, bundle: bytes) -> ImportReport:
        """Import a bundle from wherever."""
        return self.workstation.import_bundle(io.BytesIO(bundle), day=self.world.day)

    def export(self, *, with_batch: bool = True) -> bytes:
        """Return the next outbound bundle."""
        exported = self.workstation.export(day=self.world.day, with_batch=with_batch)
        with self.workstation.bundle(exported.sequence) as (_sequence, pieces):
            return b"".join(pieces)

    def bring(self, *, with_batch: bool = True) -> bytes:
        """Carry an outbound bundle to the server and return it."""
        bundle = self.export(with_batch=with_batch)
        self.world.server.bring(bundle)
        return bundle

    def tell(self, other: "Desk") -> ImportReport:
        """Give our events to a colleague at the same desk."""
        assert other.slot is not None
        return other.take(self.workstation.exchange(other.slot, day=self.world.day))

    def hand_over(
        self,
        case: str,
        text: str,
        *,
        with_help_of: "Desk",
        to: str = "rijksrecherche",
        files: Sequence[Path] = (),
    ) -> None:
        """Draft, let a colleague at the same desk approve, and queue the handover."""
        workstation, day = self.workstation, self.world.day
        shown = workstation.draft(
            case, recipient=to, subject="Melding", text=text, day=day, files=files
        )
        self.tell(with_help_of)
        with_help_of.workstation.approve(case, shown=shown, day=day, files=files)
        with_help_of.tell(self)
        workstation.hand_over(case, day=day)

    def cases(self) -> list[str]:
        """Return the names of the cases, or of the handovers."""
        return [str(line["case"]) for line in self.workstation.cases(day=self.world.day)]

    def reply(self, case: str, text: str) -> None:
        """Queue an answer."""
        self.workstation.reply(case, text=text, day=self.world.day)


class World:
    """A service on a day, with its people; everything lies below `folder`."""

    def __init__(self, folder: Path, *, day: int = BUILD_DAY + 3) -> None:
        self.folder = folder
        self.day = day
        self.root_seeds = [new_signing_seed() for _ in range(3)]
        self.generations = [1, 1, 1]
        self.second_readers: dict[str, Request] = {}
        makers = {name: self.make_vault(name, "confidant") for name in ("anna", "bram", "chris")}
        readers = {name: self.make_vault(name, "recipient") for name in RECIPIENTS}
        self.requests = {name: w.request() for name, w in (makers | readers).items()}
        self.finished = self.hold_ceremony(serial=1)
        self.root = self.finished.root
        keyring = open_keyring(self.finished.keyring, root=self.root)
        self.server = WorldServer(day, keyring, self.finished.keyring)
        self.confidants = [
            self._seat(name, workstation, slot)
            for slot, (name, workstation) in enumerate(makers.items())
        ]
        self.recipients = {n: self._seat(n, w, None) for n, w in readers.items()}
        for confidant in self.confidants:
            confidant.bring(with_batch=False)

    def close(self) -> None:
        """Close every vault."""
        for desk in (*self.confidants, *self.recipients.values()):
            desk.workstation.close()

    def reporter(self) -> Reporter:
        """Return somebody new."""
        return Reporter(self)

    def pass_days(self, days: int = 1) -> None:
        """Let time go by for everybody at once."""
        self.day += days
        self.server.day = self.day
        self.server.sweep()

    def hold_ceremony(
        self, *, serial: int, service: bytes | None = None, bucket_bits: int = 0
    ) -> Finished:
        """Let two of three root holders sign a keyring of everybody who asked."""
        slots: list[Slot | None] = [None] * SLOTS
        for slot, name in enumerate(("anna", "bram", "chris")):
            slots[slot] = Slot(self.generations[slot], self.requests[name].public_key.hex())
        draft = make_draft(
            roots=Roots([verify_key_of(seed).hex() for seed in self.root_seeds], 2),
            slots=slots,
            lines=LINES,
            recipients=[self._authority(name) for name in RECIPIENTS],
            serial=serial,
            issued=self.day,
            service=service,
            drop=replace(ONE_DROP, bucket_bits=bucket_bits, bucket_bits_since=self.day),
        )
        for seed in self.root_seeds[:2]:
            draft = sign_draft(draft, signing_seed=seed)
        return finish(draft)

    def install(self, finished: Finished) -> None:
        """Install a newer keyring at the server."""
        self.finished = finished
        self.server.keyring = open_keyring(finished.keyring, root=finished.root)
        self.server.keyring_raw = finished.keyring

    def enrol(self, workstation: Workstation) -> None:
        """Introduce a workstation to the service, with the root that is printed today."""
        workstation.enrol(
            keyring=self.finished.keyring,
            recipients=self.finished.recipients,
            root=self.finished.root,
            day=self.day,
        )

    def dump(self, folder: Path) -> None:
        """Write what the server serves and holds to a folder, for eyes."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "today").write_bytes(self.server.fetch_today())
        (folder / "drop").write_bytes(self.server.fetch_drop())
        for name, held in self.server.submissions.items():
            (folder / f"submission-{held.day}-{name.hex()}").write_bytes(held.body)
        for entry in self.server.entries:
            name = f"head-{entry.head.slot}-{entry.head.sequence}"
            (folder / name).write_bytes(entry.frame + entry.batch)

    def make_vault(self, name: str, role: str) -> Workstation:
        """Make an open vault that nobody has enrolled."""
        path = self.folder / f"{name}.vault"
        return Workstation.create(
            path, passphrase=PASSPHRASE, role=role, name=name, cost=ONLY_FOR_TESTS
        )

    def _authority(self, name: str) -> Authority:
        requests = [self.requests[name], self.second_readers.get(name)]
        readers = [
            Reader(request.name, request.key.recipient)  # type: ignore[union-attr]
            for request in requests
            if request is not None
        ]
        return Authority(id=name, name=name.title(), readers=readers)

    def _seat(self, name: str, workstation: Workstation, slot: int | None) -> Desk:
        self.enrol(workstation)
        return Desk(self, name, workstation, slot, self.day)
