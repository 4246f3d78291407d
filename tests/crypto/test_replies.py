"""Replies in the drop: of a length that fits, for one thread, each with its faults (docs/protocol.md section 6.5)."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_service import DAY, TinyService

from crypto import labels
from crypto.drop import encode_drop
from crypto.frame import Frame, encode_frame
from crypto.hybrid import Recipient
from crypto.messages import Reply, encode_body
from crypto.opening.drop import Replies, find_replies
from crypto.opening.identity import Identity
from crypto.padding import pad
from crypto.parts import split
from crypto.period import period_of
from crypto.reply import free_room, reply_context, reply_parts, seal_reply
from crypto.sealing import seal_to
from crypto.signing import mac, sign
from crypto.sizes import DROP_SLOT_SIZE, PADDED_DROP_SLOT_SIZE
from crypto.thread import BatchPlace, tag, tag_key
from crypto.trust import open_today

IDENTITY = Identity(b"i" * 32)
THREAD_KEY = b"t" * 32


def _reply(text: str = "Dank u.", message_id: bytes = b"m" * 16, **changes: object) -> Reply:
    fields: dict[str, object] = {
        "id": message_id.hex(),
        "line": "integriteit",
        "members": [0, 1],
        "received": ["0" * 32],
        "text": text,
    }
    return Reply(**{**fields, **changes})  # type: ignore[arg-type]


def _search(service: TinyService, identity: Identity = IDENTITY) -> Replies:
    trusted = open_today(service.today(), root=service.root, day=DAY)
    raw = b"".join(encode_drop(service.entries(), period=period_of(DAY)))
    return find_replies(
        trusted.live_batches(raw),
        identity=identity,
        thread_key=THREAD_KEY,
        keyring=service.keyring,
    )


def _sealed(service: TinyService, reply: Reply, *, slot: int = 1, batch: int = 0) -> list[bytes]:
    return seal_reply(
        reply_parts(reply),
        place=BatchPlace(slot, 1, batch),
        signing_seed=service.holders[slot].signing_seed,
        thread_key=THREAD_KEY,
        recipient=IDENTITY.recipient.raw,
    )


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 8000))
def test_a_reply_of_any_length_that_fits_is_found(length: int) -> None:
    """One to four drop slots, each of 4,096 bytes."""
    service, reply = TinyService(), _reply("é" * (length // 2))
    drop_slots = _sealed(service, reply)
    assert {len(drop_slot) for drop_slot in drop_slots} == {DROP_SLOT_SIZE}
    service.bundle(1, drop_slots=drop_slots)
    found = _search(service)
    assert [f.reply for f in found.found] == [reply]
    assert (found.found[0].slot, found.found[0].batch, found.damaged) == (1, 0, 0)


def test_a_reply_that_is_too_long_is_refused_with_the_number_of_bytes() -> None:
    """`free_room` says how much is left, and below zero how much is too much."""
    room = free_room(_reply(""))
    assert len(reply_parts(_reply("x" * room))) == 4
    with pytest.raises(ValueError, match="1 bytes too long"):
        reply_parts(_reply("x" * (room + 1)))


def test_one_drop_slot_holds_about_two_thousand_characters() -> None:
    """As the design promises."""
    assert len(reply_parts(_reply("x" * 2000))) == 1


def test_another_thread_finds_nothing_and_cannot_open() -> None:
    """No reply reaches another reporter."""
    service = TinyService()
    service.bundle(1, drop_slots=_sealed(service, _reply()))
    found = _search(service, Identity.generate())
    assert not found.found
    assert found.damaged == 1


def test_two_replies_in_one_batch_are_two_replies() -> None:
    """Two short answers of one confidant on one day."""
    service = TinyService()
    one, two = _reply("een", b"1" * 16), _reply("twee", b"2" * 16)
    sealed = seal_reply(
        [*reply_parts(one), *reply_parts(two)],
        place=BatchPlace(1, 1, 0),
        signing_seed=service.holders[1].signing_seed,
        thread_key=THREAD_KEY,
        recipient=IDENTITY.recipient.raw,
    )
    service.bundle(1, drop_slots=sealed[::-1])
    assert {f.reply.text for f in _search(service).found} == {"een", "twee"}


def _hostile(
    service: TinyService,
    *,
    seed: bytes | None = None,
    key: bytes = THREAD_KEY,
    batch: int = 0,
    generation: int = 1,
    content: bytes | None = None,
    reply: Reply | None = None,
    part_id: bytes = b"m" * 16,
    sign_twice: bool = False,
    recipient: Recipient = IDENTITY.recipient,
) -> bytes:
    """A drop slot for slot 1's batch with the right tag and one fault."""
    drop_tag = tag(tag_key(THREAD_KEY), BatchPlace(1, 1, 0), index=0)
    signed_tag = tag(tag_key(THREAD_KEY), BatchPlace(1, generation, batch), index=0)
    part = split(encode_body(reply or _reply()), message_id=part_id, room=2000)[0]
    context = reply_context(signed_tag, recipient.raw)
    seed = seed or service.holders[1].signing_seed
    signatures = [sign(labels.REPLY, part, signer=1, signing_seed=seed, context=context)]
    if sign_twice:
        signatures.append(sign(labels.REPLY, part, signer=2, signing_seed=seed, context=context))
    proof = mac(labels.REPLY, part, key=key, context=context)
    frame = encode_frame(Frame(labels.REPLY, part, tuple(signatures), proof))
    padded = content if content is not None else pad(frame, size=PADDED_DROP_SLOT_SIZE)
    return drop_tag + seal_to(padded, IDENTITY.recipient)


@pytest.mark.parametrize(
    "fault",
    [
        {"seed": b"s" * 32},
        {"key": b"k" * 32},
        {"batch": 1},
        {"generation": 2},
        {"sign_twice": True},
        {"recipient": Identity(b"o" * 32).recipient},
        {"content": bytes(PADDED_DROP_SLOT_SIZE)},
        {"content": b"\xff" * PADDED_DROP_SLOT_SIZE},
        {"reply": _reply(members=[0, 7])},
        {"reply": _reply(line="onbekend")},
        {"reply": _reply(line="klacht")},
        {"part_id": b"x" * 16},
    ],
    ids=[
        "another signer",
        "no thread key",
        "another batch",
        "another generation",
        "two signatures",
        "another recipient",
        "empty",
        "padding that lies",
        "members beyond the line",
        "an unknown line",
        "a line that this keyring does not have",
        "another id",
    ],
)
def test_a_reply_with_one_fault_is_counted_as_damaged(fault: dict[str, object]) -> None:
    """Kept, counted and shown; never dropped in silence, never shown as a reply."""
    service = TinyService()
    service.bundle(1, drop_slots=[_hostile(service, **fault)])  # type: ignore[arg-type]
    found = _search(service)
    assert found == Replies([], 1)


def test_a_reply_of_which_a_part_is_missing_is_counted_as_damaged() -> None:
    """All or none."""
    service = TinyService()
    service.bundle(1, drop_slots=_sealed(service, _reply("x" * 3000))[:1])
    assert _search(service) == Replies([], 1)


def test_ids_are_drawn_by_whoever_writes() -> None:
    """A sanity check of this test's own helper."""
    assert _reply(message_id=os.urandom(16)).id != _reply(message_id=os.urandom(16)).id
