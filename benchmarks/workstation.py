"""The workstation: importing ten thousand reports, opening the list of cases, the desk's pages over them.

The bundle is made as a portal would make it; import and list are the commands
that a confidant types, their start included. Of the two seconds that such a list
takes, one is Argon2id by design and half a one the start of Python.
"""

import base64
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.desk import measure_pages
from benchmarks.measure import Result, at_most
from crypto.bundle import File, Inbound, Member, bundle_chunks, encode_inbound, file_of
from crypto.bundle_contents import TODAY, Arrived, text_name
from crypto.messages import Attachment, ReplyTo, Report, encode_report
from crypto.opening.identity import Identity
from crypto.randomness import random_bytes
from crypto.sizes import stored_text_size
from crypto.trust import Trusted, open_today
from deploy.rehearsal import Rehearsal
from journalist_ui.workstation.files import read_text_file
from submitter_ui.device import this_device
from submitter_ui.sending import seal_message
from submitter_ui.server_api import ServerApi
from submitter_ui.trusted import slot_recipients
from submitter_ui.uploading import Envelope
from tests.browser.service import running_service
from tests.prepared import prepare

MESSAGES = 10_000
SLOTS = 8


def measure() -> list[Result]:
    """Import a bundle of ten thousand reports on one workstation and list its cases."""
    with tempfile.TemporaryDirectory() as folder:
        rehearsal, today = prepare_service(Path(folder))
        bundle = Path(folder) / "large.bundle"
        _write_bundle(bundle, today, bytes.fromhex(rehearsal.root))
        anna, empty = rehearsal.person("anna"), rehearsal.person("bram")
        importing = seconds_of(lambda: rehearsal.workstation("import", anna, bundle))
        unlocking = seconds_of(lambda: rehearsal.workstation("cases", empty, "--json"))
        listing = seconds_of(lambda: rehearsal.workstation("cases", anna, "--json"))
        passphrase = read_text_file(anna.passphrase_file)
        pages = measure_pages(anna.vault, passphrase, cases=MESSAGES)
    return [
        at_most(f"import {MESSAGES} messages", importing, "s", 60),
        at_most(f"list {MESSAGES} cases, once unlocked", listing - unlocking, "s", 1),
        Result("start and unlock an empty vault", unlocking, "s"),
        *pages,
    ]


def prepare_service(folder: Path) -> tuple[Rehearsal, bytes]:
    """Return a service with vaults of everybody, at rest, and what it gives as `today`."""
    with running_service(prepare(folder)) as rehearsal:
        return rehearsal, ServerApi(rehearsal.reporters).fetch_today()


def seal_report(trusted: Trusted, attachments: Sequence[Attachment] = ()) -> tuple[bytes, ...]:
    """Return the stored text parts of a report to the line `integriteit`."""
    message_id = random_bytes(16)
    reply_key = base64.b64encode(Identity.generate().recipient.raw).decode()
    report = Report(
        answers={},
        attachments=list(attachments),
        consents=[],
        id=message_id.hex(),
        language="nl",
        line="integriteit",
        members=[0, 1, 2],
        reply=ReplyTo(reply_key, random_bytes(32).hex()),
        text="Ik heb iets gezien op mijn werk. " * 30,
    )
    envelope = Envelope(trusted.period, slot_recipients(trusted), frozenset({0, 1, 2}))
    return seal_message(encode_report(report), message_id=message_id, envelope=envelope)


def seconds_of(act: Callable[[], object]) -> float:
    """Return how long something takes that is done once."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _write_bundle(path: Path, today: bytes, root: bytes) -> None:
    day = this_device().day
    trusted = open_today(today, root=root, day=day)
    names = sorted(random_bytes(16) for _ in range(MESSAGES))
    texts = path.with_suffix(".texts")
    files = [file_of(TODAY, today)]
    with texts.open("wb") as out:
        for name in names:
            (text,) = seal_report(trusted)
            out.write(text)
            files.append(
                File(text_name(Arrived(day, name)), hashlib.sha256(text).hexdigest(), len(text))
            )
    manifest = Inbound(files, "portal", trusted.keyring.service, day, day)
    members = [Member(TODAY, len(today), [today])]
    with texts.open("rb") as source, path.open("wb") as out:
        rest = (
            Member(file.name, file.size, [source.read(stored_text_size(SLOTS))])
            for file in files[1:]
        )
        for piece in bundle_chunks(encode_inbound(manifest), _chain(members, rest)):
            out.write(piece)


def _chain(first: list[Member], rest: Iterator[Member]) -> Iterator[Member]:
    yield from first
    yield from rest
