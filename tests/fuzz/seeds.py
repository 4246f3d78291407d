"""Good inputs for the fuzz targets, by the name of their target, for a fuzzer to start from."""

from collections.abc import Iterator
from dataclasses import replace

from fuzz.targets import HANDED, IDENTITY, ORIGIN, service
from handed import handover, sealed
from tiny_service import DAY, SERVICE_ID, SLOTS, TinyService

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
from crypto.handover import encode_handover
from crypto.header import encode_header, split_header
from crypto.keyring import Roots
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
from crypto.root_rotation import NEW, Rotation, rotation_frame
from crypto.schema import encode_struct
from crypto.sealing import seal_chunks, seal_to
from crypto.signing import sign, verify_key_of
from crypto.sizes import TEXT_SIZE
from crypto.slots import wrap_for_members
from crypto.snapshot import Giving, Message, Snapshot, seal_snapshot
from crypto.stored import encode_prefix
from crypto.submission import Submission, encode_submission
from crypto.thread import thread_id

THREAD_KEY = b"t" * 32


def seeds() -> Iterator[tuple[str, bytes]]:
    """Yield good inputs, by the name of their target, for a fuzzer to start from."""
    yield from _written()
    yield from _published()
    yield from _told()
    yield from _handed()
    yield from _sent()
    yield from _carried()


def _written() -> Iterator[tuple[str, bytes]]:
    """Yield what everything else is made of."""
    sealed = seal_to(b"hallo", IDENTITY.recipient)
    yield "canonical", encode({"a": [1, "b", None, True], "c": {}})
    yield "header", encode_header(split_header(sealed)[0])
    yield "header-split", sealed
    yield "sealed-file", sealed
    yield "padding", (2).to_bytes(8, "big") + b"ab" + bytes(6)
    yield "part", bytes(16) + b"\0\1" + b"piece"
    yield "codename", b"nestelen voorpret mosterd gloed kastrand blauw teckel maestro"


def _published() -> Iterator[tuple[str, bytes]]:
    """Yield what a service shows to everybody, and a manifest of what it is made of."""
    tiny = service()
    holder = tiny.holders[0]
    manifest, files = tiny.bundle(0, day=DAY + 1)
    yield "frame", files["head"]
    yield "keyring", tiny.keyring_raw
    yield "rotation", _rotation(tiny)
    yield "revocation", tiny.sign_revocation(0)
    yield "period-keys", holder.statements[min(holder.statements)]
    yield "recipients", tiny.recipients
    yield "head", parse_frame(files["head"], labels.HEAD).body
    yield "today", tiny.today()
    yield "today-trusted", tiny.today()
    yield "drop", b"".join(encode_drop(tiny.entries(), period=DAY // 7))
    yield "outbound", manifest


def _rotation(tiny: TinyService) -> bytes:
    """Return a change of root holders, signed by two of the old and by the one new one."""
    seeds = {0: tiny.root_seeds[0], 1: tiny.root_seeds[1], NEW: b"n" * 32}
    new = Roots([verify_key_of(seeds[NEW]).hex()], 1)
    frame = rotation_frame(Rotation(new, tiny.keyring.roots, 2, SERVICE_ID.hex()))
    signatures = tuple(
        sign(frame.type, frame.body, signer=signer, signing_seed=seed)
        for signer, seed in seeds.items()
    )
    return encode_frame(replace(frame, signatures=signatures))


def _told() -> Iterator[tuple[str, bytes]]:
    """Yield what confidants tell each other: an event, and a part of their events, open and sealed."""
    seed = service().holders[0].signing_seed
    body = EventBody(Noted("x"), "c" * 32, "e" * 32)
    entry = make_entry(body, slot=0, generation=1, day=DAY, previous=None, signing_seed=seed)
    part = EventPart(ORIGIN, [entry], {DAY: bytes(32)})
    raw = IDENTITY.recipient.raw
    yield "event-body", entry.body
    yield "events", encode_event_part(part, signing_seed=seed)
    part = EventPart(ORIGIN, [entry])
    yield "event-part", seal_event_part(part, signing_seed=seed, recipient=raw, period=1)


def _handed() -> Iterator[tuple[str, bytes]]:
    """Yield a handover with a file, the file itself, and a manifest that brings it."""
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
    yield "handover", encode_handover(handover(HANDED))
    yield "handover-file", stored
    yield "outbound-files", encode_struct(manifest)


def _sent() -> Iterator[tuple[str, bytes]]:
    """Yield what reporters, confidants and recipients write, and how it arrives."""
    wrap = wrap_for_members([IDENTITY.recipient, *[None] * (SLOTS - 1)], frozenset({0}))
    part = split(b"hallo", message_id=bytes(16), room=100)[0]
    sealed = seal_chunks([pad(part, size=TEXT_SIZE)], wrap=wrap)
    text = encode_prefix(DAY // 7) + b"".join(sealed)
    thread = thread_id(THREAD_KEY).hex()
    followup = FollowUp([], "1" * 32, "nl", "integriteit", [0], "hallo", thread)
    consent = Consent("d" * 64, "1" * 32, "nl", "integriteit", [0], "agreed", "", thread)
    feedback = Feedback("a" * 32, "1" * 32, "integriteit", [0], "2" * 16, "hallo")
    yield "report", encode_frame(Frame(labels.REPORT, b"{}"))
    yield "text-part", text
    yield "stored", text
    yield "submission", encode_submission(Submission((text,), (b"u" * 16,)))
    yield "followup", encode_followup(followup, thread_key=THREAD_KEY)
    yield "consent", encode_consent(consent, thread_key=THREAD_KEY)
    yield "answer", encode_body(Reply("1" * 32, "integriteit", [0], [], "hallo"))
    yield "feedback", encode_feedback(feedback, feedback_key=THREAD_KEY)


def _carried() -> Iterator[tuple[str, bytes]]:
    """Yield what crosses the gap, and what a drop in buckets is made of."""
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
