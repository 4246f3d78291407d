"""An attachment of 1 GiB at the desk: read in, looked at page by page, put on a stick; and what memory that takes.

It is a PDF of two pages behind a gigabyte of nothing, sealed as a reporter seals it,
in a bundle as a portal makes it. The desk is served by this process, so its memory
is this one's; the sandbox's is sampled while it runs.
"""

import hashlib
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.desk import Browser, at_desk
from benchmarks.measure import (
    MIB,
    Result,
    at_most,
    forget_peak,
    peak_resident_bytes,
    resident_bytes,
)
from benchmarks.workstation import prepare_service, seal_report, seconds_of
from crypto.bundle import File, Inbound, Member, bundle_chunks, encode_inbound, file_of
from crypto.bundle_contents import TODAY, Arrived, attachment_name, text_name
from crypto.messages import Attachment
from crypto.padding import pad_chunks
from crypto.randomness import random_bytes
from crypto.sealing import seal_chunks
from crypto.sizes import padded_attachment_size
from crypto.slots import wrap_for_members
from crypto.stored import encode_prefix
from crypto.trust import Trusted, open_today
from journalist_ui.workstation.files import read_text_file
from submitter_ui.device import this_device
from submitter_ui.trusted import slot_recipients

GIB = 1024 * MIB
PIECE = b"\n" * MIB
PAGE = 'src="(/cases/[^"]+/picture)"'
SAMPLE_SECONDS = 0.05


def measure() -> list[Result]:
    """Bring in an attachment of 1 GiB, look at its two pages, and save it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rehearsal, today = prepare_service(folder)
        bundle = folder / "large.bundle"
        _write_bundle(bundle, today, bytes.fromhex(rehearsal.root))
        anna = rehearsal.person("anna")
        importing = seconds_of(lambda: rehearsal.workstation("import", anna, bundle))
        bundle.unlink()
        (stick := folder / "stick").mkdir()
        with at_desk(anna.vault, sticks=(stick,)) as browser:
            passphrase = read_text_file(anna.passphrase_file)
            browser.post("/unlock", vault="0", passphrase=passphrase)
            looks = _look(browser, stick)
    return [Result("import an attachment of 1 GiB", importing, "s"), *looks]


def _look(browser: Browser, stick: Path) -> list[Result]:
    case = _find(r'href="(/cases/[0-9a-f]{32})"', browser.get("/cases"))
    small, large = f"{case}/attachments/1", f"{case}/attachments/2"
    # What is loaded once does not count.
    _see(browser, small)
    forget_peak()
    before = resident_bytes()
    with _sampled() as sandbox:
        first = seconds_of(lambda: _see(browser, large))
        second = seconds_of(lambda: _see(browser, f"{large}/2"))
        ticket = _find('name="ticket" value="([^"]+)"', browser.get(f"{large}/save"))
        form = {"stick": str(stick), "ticket": ticket}
        saving = seconds_of(lambda: browser.post(f"{large}/save", **form))
    grown = peak_resident_bytes() - before
    (saved,) = stick.iterdir()
    if saved.stat().st_size < GIB:
        raise RuntimeError("what was saved is not the attachment")
    return [
        Result("desk: first page of 1 GiB, verified whole before", first, "s"),
        Result("desk: its next page", second, "s"),
        Result("desk: put 1 GiB on a stick", saving, "s"),
        at_most("desk: memory growth while it does all that", grown / MIB, "MiB", 64),
        at_most("sandbox: most memory of one look at 1 GiB", max(sandbox) / MIB, "MiB", 256),
    ]


def _see(browser: Browser, path: str) -> None:
    """Load the page of a file and the picture on it."""
    browser.get(_find(PAGE, browser.get(path)))


def _find(pattern: str, page: bytes) -> str:
    found = re.search(pattern, page.decode())
    if found is None:
        raise RuntimeError(f"a page of the desk lacks {pattern}")
    return found[1]


@contextmanager
def _sampled() -> Iterator[list[int]]:
    """Give a list that grows by the memory of the program in the sandbox, as often as it is looked at."""
    samples, ended = [0], threading.Event()

    def sample() -> None:
        while not ended.wait(SAMPLE_SECONDS):
            samples.extend(_sandboxes())

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield samples
    finally:
        ended.set()
        thread.join()


def _sandboxes() -> Iterator[int]:
    for place in Path("/proc").glob("[0-9]*"):
        try:
            # Bubblewrap has the same words behind its own; the program itself begins with Python's.
            words = (place / "cmdline").read_bytes().split(b"\0")
            if b"python" in words[0] and any(b"sandbox.inside.start" in word for word in words):
                yield resident_bytes(int(place.name))
        except (OSError, LookupError):
            continue


def _write_bundle(path: Path, today: bytes, root: bytes) -> None:
    day = this_device().day
    trusted = open_today(today, root=root, day=day)
    files, members = [file_of(TODAY, today)], [Member(TODAY, len(today), [today])]
    named, sealed = [], []
    for nothing in (0, GIB):
        attachment = _describe(nothing)
        stored = path.with_name(f"{attachment.id}.sealed")
        name = attachment_name(Arrived(day, bytes.fromhex(attachment.id)))
        sealed.append((_seal(stored, attachment, nothing, trusted, name), stored))
        named.append(attachment)
    for index, text in enumerate(seal_report(trusted, named)):
        name = text_name(Arrived(day, random_bytes(16), index))
        files.append(file_of(name, text))
        members.append(Member(name, len(text), [text]))
    for file, stored in sealed:
        files.append(file)
        members.append(Member(file.name, file.size, _read(stored)))
    manifest = Inbound(files, "portal", trusted.keyring.service, day, day)
    with path.open("wb") as out:
        for piece in bundle_chunks(encode_inbound(manifest), members):
            out.write(piece)
    for _file, stored in sealed:
        stored.unlink()


def _describe(nothing: int) -> Attachment:
    digest, size = hashlib.sha256(), 0
    for piece in _document(nothing):
        digest.update(piece)
        size += len(piece)
    return Attachment(
        id=random_bytes(16).hex(),
        name="stuk.pdf",
        sha256=digest.hexdigest(),
        size=size,
        type="application/pdf",
    )


def _seal(stored: Path, attachment: Attachment, nothing: int, trusted: Trusted, name: str) -> File:
    wrap = wrap_for_members(slot_recipients(trusted), frozenset({0, 1, 2}))
    padded = pad_chunks(
        _document(nothing),
        content_size=attachment.size,
        size=padded_attachment_size(attachment.size),
    )
    digest, size = hashlib.sha256(), 0
    with stored.open("wb") as out:
        for piece in (encode_prefix(trusted.period), *seal_chunks(padded, wrap=wrap)):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    return File(name, digest.hexdigest(), size)


def _document(nothing: int) -> Iterator[bytes]:
    """Yield a PDF of two pages with so many bytes of nothing behind its first line."""
    start = b"%PDF-1.7\n"
    yield start
    for _ in range(nothing // MIB):
        yield PIECE
    bodies = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 2 /Kids [3 0 R 3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    raw, places = b"", []
    for number, body in enumerate(bodies, 1):
        places.append(len(start) + nothing + len(raw))
        raw += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    raw_at = len(start) + nothing + len(raw)
    yield (
        raw
        + (
            f"xref\n0 4\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{raw_at}\n%%EOF\n"
        ).encode()
    )


def _read(stored: Path) -> Iterator[bytes]:
    with stored.open("rb") as file:
        while piece := file.read(MIB):
            yield piece
