"""Good inputs for the fuzz targets, by the name of their target, for a fuzzer to start from."""

from collections.abc import Iterator

from fuzz.targets import HANDED, IDENTITY, ORIGIN, service
from handed import sealed
from tiny_service import DAY, SERVICE_ID, SLOTS

from crypto import labels
from crypto.acts import Noted
from crypto.bundle import Inbound, Member, Outbound, bundle_chunks, encode_inbound, file_of
from crypto.bundle_contents import PERIOD_KEYS, handed_name
from crypto.canonical import encode
from crypto.drop import encode_drop
from crypto.drop_buckets import encode_bucket, encode_lists
from crypto.event_pack import EventPart, encode_event_part, seal_event_part
from crypto.events import EventBody, make_entry
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.handover import Handover, encode_handover
from crypto.header import encode_header, split_header
from crypto.messages import (
    Consent,
    Feedback,
    FollowUp,
    Reply,
    encode_body,
    encode_consent,
    encode_feedback,
    encode_followup,
)
from crypto.padding import pad
from crypto.parts import split
from crypto.schema import encode_struct
from crypto.sealing import seal_chunks, seal_to
from crypto.sizes import TEXT_SIZE
from crypto.slots import wrap_for_members
from crypto.snapshot import Giving, Message, Snapshot, seal_snapshot
from crypto.stored import encode_prefix
from crypto.submission import Submission, encode_submission
from crypto.thread import thread_id

THREAD_KEY = b"t" * 32


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
    yield (
        "events",
        encode_event_part(
            EventPart(ORIGIN, [entry], {DAY: bytes(32)}), signing_seed=holder.signing_seed
        ),
    )
    yield (
        "event-part",
        seal_event_part(
            EventPart(ORIGIN, [entry]),
            signing_seed=holder.signing_seed,
            recipient=IDENTITY.recipient.raw,
            period=1,
        ),
    )
    yield "event-body", entry.body
    yield "outbound", manifest
    yield "report", encode_frame(Frame(labels.REPORT, b"{}"))
    yield from _handed()
    yield from _sent()
    yield from _carried()


def _handed() -> Iterator[tuple[str, bytes]]:
    """Yield a handover with a file, the file itself, and a manifest that brings it."""
    handover = Handover(
        attachments=[HANDED],
        day=DAY,
        feedback_key="0" * 64,
        id="1" * 32,
        line="bedreiging",
        members=[0, 1],
        pseudonym="2" * 16,
        recipient="rijksrecherche",
        service=SERVICE_ID.hex(),
        subject="Vermoeden",
        text="Opnieuw geschreven.",
    )
    stored = sealed(b"a file", stanzas=[2], readers=[IDENTITY])
    manifest = Outbound(
        day=DAY,
        files=[file_of(PERIOD_KEYS, b""), file_of(handed_name(b"i" * 16), stored)],
        generation=1,
        previous="0" * 64,
        sequence=0,
        service=SERVICE_ID.hex(),
        slot=0,
    )
    yield "handover", encode_handover(handover)
    yield "handover-file", stored
    yield "outbound-files", encode_struct(manifest)


def _sent() -> Iterator[tuple[str, bytes]]:
    wrap = wrap_for_members([IDENTITY.recipient, *[None] * (SLOTS - 1)], frozenset({0}))
    part = split(b"hallo", message_id=bytes(16), room=100)[0]
    sealed = seal_chunks([pad(part, size=TEXT_SIZE)], wrap=wrap)
    text = encode_prefix(DAY // 7) + b"".join(sealed)
    thread = thread_id(THREAD_KEY).hex()
    followup = FollowUp([], "1" * 32, "nl", "integriteit", [0], "hallo", thread)
    consent = Consent("d" * 64, "1" * 32, "nl", "integriteit", [0], "agreed", "", thread)
    feedback = Feedback("a" * 32, "1" * 32, "integriteit", [0], "2" * 16, "hallo")
    yield "text-part", text
    yield "stored", text
    yield "submission", encode_submission(Submission((text,), (b"u" * 16,)))
    yield "followup", encode_followup(followup, thread_key=THREAD_KEY)
    yield "consent", encode_consent(consent, thread_key=THREAD_KEY)
    yield "answer", encode_body(Reply("1" * 32, "integriteit", [0], [], "hallo"))
    yield "feedback", encode_feedback(feedback, feedback_key=THREAD_KEY)


def _carried() -> Iterator[tuple[str, bytes]]:
    manifest = Inbound([file_of("today", b"today")], "portal", SERVICE_ID.hex(), DAY - 1, DAY)
    encoded = encode_inbound(manifest)
    snapshot = Snapshot([Message(bytes(16), DAY, b"frame")], [], [])
    yield "inbound", encoded
    yield "bundle", b"".join(bundle_chunks(encoded, [Member("today", 5, [b"today"])]))
    yield (
        "snapshot",
        seal_snapshot(
            snapshot,
            Giving((0, 1), (0, 1), DAY),
            signing_seed=service().holders[0].signing_seed,
            recipient=IDENTITY.recipient.raw,
            period=DAY // 7,
        ),
    )
    entries = service().entries()
    yield "bucket", b"".join(encode_bucket(entries, bits=1, number=0, period=DAY // 7))
    yield "lists", b"".join(encode_lists(entries, period=DAY // 7))
