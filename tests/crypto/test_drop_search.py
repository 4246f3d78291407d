"""What a search of the drop counts, joins and accepts (docs/protocol.md sections 6.5 and 9.2)."""

from typing import Any

import pytest
from tiny_service import DAY, TinyService

from crypto import labels
from crypto.drop import encode_drop
from crypto.frame import Frame, Signature, encode_frame
from crypto.hybrid import Recipient
from crypto.messages import Reply
from crypto.opening.drop import Replies, find_handovers, find_replies
from crypto.opening.identity import Identity
from crypto.padding import pad
from crypto.parts import split
from crypto.period import period_of
from crypto.reply import HANDOVER_ROOM, reply_parts, seal_handover_part, seal_reply
from crypto.sealing import seal_to
from crypto.sizes import DROP_TAG_SIZE, PADDED_DROP_SLOT_SIZE
from crypto.thread import BatchPlace
from crypto.trust import LiveBatch, open_today

IDENTITY = Identity(b"i" * 32)
THREAD_KEY = b"t" * 32
READER = IDENTITY.recipient.raw


@pytest.fixture
def service() -> TinyService:
    """A service that has published nothing yet."""
    return TinyService()


def _reply(text: str, message_id: bytes, members: list[int]) -> Reply:
    return Reply(id=message_id.hex(), line="integriteit", members=members, received=[], text=text)


def _seal(service: TinyService, parts: list[bytes], *, number: int = 0) -> list[bytes]:
    return seal_reply(
        parts,
        place=BatchPlace(1, 1, number),
        signing_seed=service.holders[1].signing_seed,
        thread_key=THREAD_KEY,
        recipient=READER,
    )


def _batches(service: TinyService, day: int = DAY) -> list[LiveBatch]:
    trusted = open_today(service.today(day), root=service.root, day=day)
    return trusted.live_batches(b"".join(encode_drop(service.entries(), period=period_of(day))))


def _search(service: TinyService, day: int = DAY) -> Replies:
    return find_replies(
        _batches(service, day), identity=IDENTITY, thread_key=THREAD_KEY, keyring=service.keyring
    )


def test_a_reply_may_be_for_every_slot_of_its_line(service: TinyService) -> None:
    """Never more than the line's, and all of them is not more."""
    reply = _reply("Dank u.", b"m" * 16, [0, 1, 2])
    service.bundle(1, drop_slots=_seal(service, reply_parts(reply)))
    assert [found.reply for found in _search(service).found] == [reply]


def test_a_reader_looks_for_four_tags_in_a_batch_and_for_no_fifth(service: TinyService) -> None:
    """Index 0 to 3 (section 6.5)."""
    replies = [_reply(str(number), bytes([number]) * 16, [0]) for number in range(5)]
    service.bundle(1, drop_slots=_seal(service, [reply_parts(reply)[0] for reply in replies]))
    found = _search(service)
    assert ({entry.reply.text for entry in found.found}, found.damaged) == (set("0123"), 0)


def test_each_damaged_reply_is_counted(service: TinyService) -> None:
    """Two of which a part is missing in one batch, and one in the next, are three."""
    halves = [reply_parts(_reply("x" * 3000, name * 16, [0]))[0] for name in (b"a", b"b", b"c")]
    service.bundle(1, drop_slots=_seal(service, halves[:2]))
    service.bundle(1, day=DAY + 1, drop_slots=_seal(service, halves[2:], number=1))
    assert _search(service, DAY + 1) == Replies([], 3)


def test_each_drop_slot_that_was_meddled_with_is_counted(service: TinyService) -> None:
    """Two that carry this thread's tag and do not open are two."""
    stranger = Identity(b"o" * 32).recipient.raw
    sealed = _seal(service, reply_parts(_reply("x" * 3000, b"a" * 16, [0])))
    padded = bytes(PADDED_DROP_SLOT_SIZE)
    spoiled = [slot[:DROP_TAG_SIZE] + seal_to(padded, Recipient(stranger)) for slot in sealed]
    service.bundle(1, drop_slots=spoiled)
    assert _search(service) == Replies([], 2)


def test_two_handovers_in_one_batch_are_two_handovers(service: TinyService) -> None:
    """Parts belong together by the id of their message."""
    handovers = [b"een" * 1500, b"twee" * 1000]
    drop_slots = [
        seal_handover_part(part, recipient=READER)
        for name, handover in zip((b"a", b"b"), handovers, strict=True)
        for part in split(handover, message_id=name * 16, room=HANDOVER_ROOM)
    ]
    assert len(drop_slots) == 4
    service.bundle(0, drop_slots=drop_slots[::-1])
    found = find_handovers(_batches(service), identity=IDENTITY)
    assert (sorted(found.found), found.damaged) == (sorted(handovers), 0)


def test_each_damaged_handover_is_counted(service: TinyService) -> None:
    """Two of which a part is missing, and two that are no part at all, are four."""
    halves = [
        seal_handover_part(
            split(bytes(4000), message_id=name * 16, room=HANDOVER_ROOM)[0], recipient=READER
        )
        for name in (b"a", b"b")
    ]
    frame = encode_frame(Frame(labels.HANDOVER_PART, b"no part"))
    no_part = bytes(DROP_TAG_SIZE) + seal_to(
        pad(frame, size=PADDED_DROP_SLOT_SIZE), IDENTITY.recipient
    )
    no_frame = bytes(DROP_TAG_SIZE) + seal_to(
        pad(b"no frame", size=PADDED_DROP_SLOT_SIZE), IDENTITY.recipient
    )
    service.bundle(0, drop_slots=[*halves, no_part, no_frame])
    found = find_handovers(_batches(service), identity=IDENTITY)
    assert (found.found, found.damaged) == ([], 4)


@pytest.mark.parametrize(
    "frame",
    [{"signatures": (Signature(0, bytes(64)),)}, {"mac": bytes(32)}],
    ids=["a signature", "a MAC"],
)
def test_a_part_of_a_handover_with_anything_attached_is_damaged(
    service: TinyService, frame: dict[str, Any]
) -> None:
    """The signatures that count are inside the handover, and one form is enough."""
    (part,) = split(b"overdracht", message_id=b"a" * 16, room=HANDOVER_ROOM)
    padded = pad(
        encode_frame(Frame(labels.HANDOVER_PART, part, **frame)), size=PADDED_DROP_SLOT_SIZE
    )
    service.bundle(0, drop_slots=[bytes(DROP_TAG_SIZE) + seal_to(padded, IDENTITY.recipient)])
    found = find_handovers(_batches(service), identity=IDENTITY)
    assert (found.found, found.damaged) == ([], 1)
