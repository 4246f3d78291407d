"""Every parser that eats foreign bytes, as a target: whatever comes in, only the named errors may come out.

Used by `tests/fuzz/test_fuzz.py` with coverage guidance in bounded runs, and with
the seeds alone in every run of the tests.
"""

import io
from collections.abc import Callable
from functools import cache

from handed import described, sealed
from tiny_service import DAY, SLOTS, TinyService

from crypto import labels
from crypto.bundle import check_bundle, parse_inbound, parse_outbound, read_manifest
from crypto.bundle_contents import PERIOD_KEYS
from crypto.canonical import parse
from crypto.codename.codename import parse_codename
from crypto.drop import parse_drop
from crypto.drop_buckets import parse_bucket, parse_lists
from crypto.errors import ProtocolError
from crypto.event_pack import Origin, parse_event_part
from crypto.events import parse_event_body
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.handover import parse_handover
from crypto.head import parse_head
from crypto.header import parse_header, split_header
from crypto.keyring import open_keyring
from crypto.messages import (
    parse_answer,
    parse_consent,
    parse_feedback,
    parse_followup,
    parse_report,
)
from crypto.opening.handover_attachments import open_handover_attachment
from crypto.opening.identity import Identity
from crypto.opening.messages import open_event_part, open_snapshot, open_text_part
from crypto.opening.sealed_file import open_single
from crypto.outbound import read_period_keys
from crypto.outbound_attachments import check_attachments, check_names
from crypto.padding import unpad
from crypto.parts import parse_part
from crypto.recipients import open_recipients
from crypto.root_rotation import open_rotation
from crypto.slot_statements import open_revocation
from crypto.stored import parse_stored_head
from crypto.submission import parse_submission
from crypto.today import parse_today
from crypto.trust import open_today

Target = Callable[[bytes], object]
LIMIT = 1 << 20
"""Bytes that a canonical value may have here."""
IDENTITY = Identity(b"f" * 32)
ORIGIN = Origin(0, 1, 1, 0)
HANDED = described(b"a file", stanzas=[2])


@cache
def service() -> TinyService:
    """Return a service that has published something, made once."""
    tiny = TinyService()
    tiny.bundle(0)
    return tiny


@cache
def _stored_start() -> bytes:
    return sealed(b"x")[:20_000]


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
        "consent": parse_consent,
        "answer": parse_answer,
        "feedback": parse_feedback,
        "handover": parse_handover,
        "handover-file": _open_handover_file,
        "outbound-files": _check_outbound_files,
        "events": lambda raw: parse_event_part(raw, keyring=keyring, origin=ORIGIN),
        "event-part": lambda raw: open_event_part(
            raw, identity=IDENTITY, keyring=keyring, origin=ORIGIN
        ),
        "event-body": parse_event_body,
        "inbound": parse_inbound,
        "outbound": parse_outbound,
        "bundle": _read_bundle,
        "lists": parse_lists,
        "bucket": parse_bucket,
        "snapshot": lambda raw: open_snapshot(
            raw, identity=IDENTITY, keyring=keyring, taker=(0, 1)
        ),
    }


def run(target: Target, raw: bytes) -> bool:
    """Run a target; return whether it accepted, and let anything but a named error through."""
    try:
        target(raw)
    except ProtocolError:
        return False
    return True


def _open_handover_file(raw: bytes) -> None:
    for _piece in open_handover_attachment(
        [raw], HANDED, size=len(raw), identity=IDENTITY, reader=0, slots=SLOTS
    ):
        pass


def _check_outbound_files(raw: bytes) -> None:
    """Take a manifest's body as one that was signed, and the start of a stored object as each of its files."""
    manifest = parse_outbound(encode_frame(Frame(labels.OUTBOUND, raw)))
    names = [file.name for file in manifest.files]
    behind = names.index(PERIOD_KEYS) + 1 if PERIOD_KEYS in names else len(names)
    check_names(manifest.files[behind:], slots=SLOTS)
    if behind < len(names):
        starts = dict.fromkeys(names, _stored_start())
        check_attachments(manifest, starts, slots=SLOTS)


def _read_bundle(raw: bytes) -> None:
    manifest = parse_inbound(read_manifest(io.BytesIO(raw)))
    check_bundle(io.BytesIO(raw), manifest.files)
