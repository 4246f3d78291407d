"""Every parser that eats foreign bytes, as a target: whatever comes in, only the named errors may come out.

Used by `tests/fuzz/test_fuzz.py` with coverage guidance in bounded runs, and with
the seeds alone in every run of the tests.
"""

import io
from collections.abc import Callable, Iterator
from functools import cache

from tiny_service import DAY, SLOTS, TinyService

from crypto import labels
from crypto.bundle import check_bundle, parse_inbound, parse_outbound, read_manifest
from crypto.canonical import encode, parse
from crypto.codename.codename import parse_codename
from crypto.drop import encode_drop, parse_drop
from crypto.errors import ProtocolError
from crypto.event_pack import EventPart, encode_event_part, parse_event_part, seal_event_part
from crypto.events import EventBody, Noted, make_entry, parse_event_body
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.handover import parse_handover
from crypto.head import parse_head
from crypto.header import encode_header, parse_header, split_header
from crypto.keyring import open_keyring
from crypto.messages import parse_feedback, parse_followup, parse_report
from crypto.opening.identity import Identity
from crypto.opening.messages import open_event_part, open_text_part
from crypto.opening.sealed_file import open_single
from crypto.outbound import read_period_keys
from crypto.padding import unpad
from crypto.parts import parse_part
from crypto.recipients import open_recipients
from crypto.root_rotation import open_rotation
from crypto.sealing import seal_to
from crypto.slot_statements import open_revocation
from crypto.stored import parse_stored_head
from crypto.submission import parse_submission
from crypto.today import parse_today
from crypto.trust import open_today

Target = Callable[[bytes], object]
LIMIT = 1 << 20
"""Bytes that a canonical value may have here."""
IDENTITY = Identity(b"f" * 32)


@cache
def service() -> TinyService:
    """Return a service that has published something, made once."""
    tiny = TinyService()
    tiny.bundle(0)
    return tiny


def targets() -> dict[str, Target]:
    """Return every target by name."""
    keyring, root = service().keyring, service().root
    return {
        "canonical": lambda raw: parse(raw, limit=LIMIT),
        "frame": lambda raw: parse_frame(raw, labels.HEAD),
        "header": parse_header,
        "header-split": split_header,
        "sealed-file": lambda raw: open_single(raw, identity=IDENTITY),
        "stored": lambda raw: parse_stored_head(raw, slots=SLOTS),
        "text-part": lambda raw: open_text_part(raw, identity=IDENTITY, slot=0, slots=SLOTS),
        "padding": unpad,
        "part": parse_part,
        "codename": lambda raw: parse_codename(raw.decode("utf-8", "replace")),
        "keyring": lambda raw: open_keyring(raw, root=root),
        "rotation": open_rotation,
        "revocation": lambda raw: open_revocation(raw, keyring=keyring),
        "period-keys": lambda raw: read_period_keys(raw, keyring=keyring),
        "recipients": lambda raw: open_recipients(raw, keyring=keyring),
        "head": parse_head,
        "today": parse_today,
        "today-trusted": lambda raw: open_today(raw, root=root, day=DAY),
        "drop": parse_drop,
        "submission": lambda raw: parse_submission(raw, slots=SLOTS),
        "report": parse_report,
        "followup": parse_followup,
        "feedback": parse_feedback,
        "handover": parse_handover,
        "events": lambda raw: parse_event_part(raw, keyring=keyring),
        "event-part": lambda raw: open_event_part(raw, identity=IDENTITY, keyring=keyring),
        "event-body": parse_event_body,
        "inbound": parse_inbound,
        "outbound": parse_outbound,
        "bundle": _read_bundle,
    }


def run(target: Target, raw: bytes) -> bool:
    """Run a target; return whether it accepted, and let anything but a named error through."""
    try:
        target(raw)
    except ProtocolError:
        return False
    return True


def seeds() -> Iterator[tuple[str, bytes]]:
    """Yield good inputs, by the name of their target, for a fuzzer to start from."""
    tiny = service()
    holder = tiny.holders[0]
    manifest, files = tiny.bundle(0, day=DAY + 1)
    entry = make_entry(
        EventBody(Noted("x"), "c" * 32, "e" * 32),
        slot=0,
        generation=1,
        day=DAY,
        previous=None,
        signing_seed=holder.signing_seed,
    )
    sealed = seal_to(b"hallo", IDENTITY.recipient)
    header = encode_header(split_header(sealed)[0])
    yield "canonical", encode({"a": [1, "b", None, True], "c": {}})
    yield "frame", files["head"]
    yield "header", header
    yield "header-split", sealed
    yield "sealed-file", sealed
    yield "padding", (2).to_bytes(8, "big") + b"ab" + bytes(6)
    yield "part", bytes(16) + b"\0\1" + b"piece"
    yield "codename", b"nestelen voorpret mosterd gloed kastrand blauw teckel maestro"
    yield "keyring", tiny.keyring_raw
    yield "revocation", tiny.sign_revocation(0)
    yield "period-keys", holder.statements[min(holder.statements)]
    yield "recipients", tiny.recipients
    yield "head", parse_frame(files["head"], labels.HEAD).body
    yield "today", tiny.today()
    yield "today-trusted", tiny.today()
    yield "drop", b"".join(encode_drop(tiny.entries(), period=DAY // 7))
    yield "events", encode_event_part(EventPart([entry], {DAY: bytes(32)}))
    yield (
        "event-part",
        seal_event_part(EventPart([entry]), recipient=IDENTITY.recipient.raw, period=1),
    )
    yield "event-body", entry.body
    yield "outbound", manifest
    yield "report", encode_frame(Frame(labels.REPORT, b"{}"))


def _read_bundle(raw: bytes) -> None:
    manifest = parse_inbound(read_manifest(io.BytesIO(raw)))
    check_bundle(io.BytesIO(raw), manifest.files)
