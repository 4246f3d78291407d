"""Vectors of handovers: four eyes, their files, and the drop that carries them (docs/protocol.md 6.5 and 9)."""

from typing import Any

from vectors import service
from vectors.kit import Kept, Topic, flip, identity, seed
from vectors.make_handed_files import add_files, file_of, wrong_files
from vectors.service import DAY, SERVICE, SLOTS, STRANGER

from crypto.canonical import encode
from crypto.errors import Malformed, OtherService, ProtocolError, Tampered, UnknownSigner
from crypto.frame import Frame, encode_frame
from crypto.padding import pad
from crypto.parts import split
from crypto.sizes import PADDED_DROP_SLOT_SIZE

_TYPE = "sluis/v1/handover"


def _body(**changes: Any) -> dict[str, Any]:
    return {
        "attachments": [],
        "day": DAY,
        "feedback_key": "0" * 64,
        "id": "1" * 32,
        "kind": "handover",
        "line": "bedreiging",
        "members": [0, 1],
        "pseudonym": "2" * 16,
        "recipient": "rijksrecherche",
        "service": SERVICE.hex(),
        "subject": "Vermoeden van omkoping",
        "text": "Opnieuw geschreven.",
        **changes,
    }


def _signed(*signers: int, seeds: list[bytes] = SLOTS, **changes: Any) -> bytes:
    return service.signed(Frame(_TYPE, encode(_body(**changes))), signers, seeds)


def make_handovers(kept: Kept) -> Topic:
    """Return the vectors of handovers."""
    good = _signed(0, 1)
    topic = Topic("handover", "9.2", blobs={"keyring": service.keyring_raw()})
    topic.base = {**service.trust(), "operation": "open", "revoked": []}
    topic.ok("signed-by-two-of-the-line", "Four eyes.", {"handover": _body()}, frame=good)
    for name, files, comment in _right_files():
        body = _body(attachments=files)
        frame = _signed(0, 1, attachments=files)
        topic.ok(name, comment, {"handover": body}, frame=frame)
    faults: list[tuple[str, type[ProtocolError], bytes, str]] = [
        ("signed-by-one", UnknownSigner, _signed(0), "Two."),
        ("signed-by-nobody", UnknownSigner, _signed(), "Two."),
        ("signed-by-three", UnknownSigner, _signed(0, 1, 2, line="integriteit"), "Exactly two."),
        ("signed-twice-by-one", Malformed, _signed(0, 0), "One person."),
        ("signed-from-outside-the-line", UnknownSigner, _signed(0, 2), "Slot 2 does not serve it."),
        (
            "signed-by-an-unmanned-slot",
            UnknownSigner,
            _signed(0, 3, seeds=[*SLOTS, STRANGER]),
            "Nobody is there.",
        ),
        (
            "one-key-under-two-names",
            Tampered,
            _signed(0, 1, seeds=[SLOTS[0], SLOTS[0]]),
            "One person.",
        ),
        (
            "a-stranger-in-a-confidant-s-name",
            Tampered,
            _signed(0, 1, seeds=[SLOTS[0], STRANGER]),
            "A wrong signature.",
        ),
        (
            "altered-after-signing",
            Tampered,
            good.replace(b"omkoping", b"omkopinG"),
            "Every byte is under both.",
        ),
        (
            "a-flipped-bit-in-the-second-signature",
            Tampered,
            flip(good, -5),
            "Both hold or none counts.",
        ),
        (
            "signed-as-something-else",
            Tampered,
            good.replace(
                good[-130:],
                service.signed(Frame("sluis/v1/event", encode(_body())), (0, 1), SLOTS)[-130:],
            ),
            "The type is signed.",
        ),
        ("of-another-service", OtherService, _signed(0, 1, service="0" * 32), "It says so."),
        (
            "of-a-line-that-the-keyring-does-not-have",
            UnknownSigner,
            _signed(0, 1, line="klacht"),
            "Nobody serves it.",
        ),
        (
            "of-a-line-that-does-not-exist",
            Malformed,
            _signed(0, 1, line="overig"),
            "The six are fixed.",
        ),
        ("members-not-sorted", Malformed, _signed(0, 1, members=[1, 0]), "Sorted."),
        ("an-unknown-field", Malformed, _signed(0, 1, more=1), "Nothing unknown is allowed."),
        ("a-pseudonym-of-seven-bytes", Malformed, _signed(0, 1, pseudonym="0" * 14), "Eight."),
        ("a-byte-behind-the-end", Malformed, good + b"\0", "Nothing behind."),
    ]
    for name, error, frame, comment in faults:
        topic.refuse(name, error, comment, frame=frame)
    for name, files, comment in wrong_files():
        topic.refuse(name, Malformed, comment, frame=_signed(0, 1, attachments=files))
    topic.refuse(
        "another-stanza-than-was-signed",
        Tampered,
        "The numbers are under both signatures.",
        frame=_signed(0, 1, attachments=[file_of()]).replace(b"[3,1]", b"[3,0]"),
    )
    for field in _body():
        without = {key: value for key, value in _body().items() if key != field}
        frame = service.signed(Frame(_TYPE, encode(without)), (0, 1), SLOTS)
        topic.refuse(
            f"without-{field.replace('_', '-')}", Malformed, "Every field is required.", frame=frame
        )
    topic.refuse(
        "signed-by-a-revoked-slot",
        UnknownSigner,
        "Revocation reaches the recipient too.",
        frame=good,
        revoked=[[1, 1]],
    )
    _add_search(topic, kept, good)
    add_files(topic, kept)
    return topic


def _right_files() -> list[tuple[str, list[dict[str, Any]], str]]:
    sixteen = [file_of(id=f"{n:032x}") for n in range(16)]
    return [
        ("with-a-file-for-two-readers", [file_of()], "Stanza 3 is the first reader's."),
        ("with-sixteen-files", sixteen, "In the order in which the writer put them."),
        (
            "with-a-file-for-as-many-readers-as-slots",
            [file_of(stanzas=[2, 0, 3, 1])],
            "No decoy is left.",
        ),
    ]


def _add_search(topic: Topic, kept: Kept, frame: bytes) -> None:
    topic.base, topic.spec = {"operation": "find", "identity": identity("reader one").seed}, "6.5"
    long_frame = _signed(0, 1, text="Lang. " * 900)
    message_id = seed("handover")[:16]
    short = [_slot(kept, p) for p in split(frame, message_id=message_id, room=2384)]
    slots = [_slot(kept, p) for p in split(long_frame, message_id=message_id, room=2384)]
    topic.blobs.update({"short": short[0], **{f"part-{i}": raw for i, raw in enumerate(slots)}})
    for_others = _slot(kept, message_id + b"\0\1x", to="reader two")
    decoy = seed("decoy") * 128
    topic.ok(
        "parts-among-decoys",
        "Tried one by one; what does not open is passed over.",
        {"found": [frame, long_frame], "damaged": 0},
        batches=[_batch(decoy, *short), _batch(for_others, *slots[::-1])],
    )
    odd = encode_frame(Frame("sluis/v1/reply", message_id + b"\0\1x"))
    faults = [
        ("a-handover-part-missing", slots[:-1], "All or none."),
        ("a-handover-part-twice", [short[0], short[0]], "Each once."),
        ("a-reply-for-a-recipient", [_slot(kept, b"", content=odd)], "A handover part's type."),
        (
            "a-handover-part-with-an-impossible-number",
            [_slot(kept, message_id + b"\2\2")],
            "Index 2 of 2.",
        ),
    ]
    for name, drop_slots, comment in faults:
        topic.ok(name, comment, {"found": [], "damaged": 1}, batches=[_batch(*drop_slots)])


def _slot(
    kept: Kept, part: bytes, *, to: str = "reader one", content: bytes | None = None
) -> bytes:
    frame = encode_frame(Frame("sluis/v1/handover-part", part)) if content is None else content
    return seed("tag")[:16] + kept.seal_to(pad(frame, size=PADDED_DROP_SLOT_SIZE), to)


def _batch(*drop_slots: bytes) -> dict[str, Any]:
    return {"slot": 0, "generation": 1, "number": 0, "day": DAY, "drop_slots": list(drop_slots)}
