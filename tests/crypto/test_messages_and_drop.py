"""Messages, replies and the search of the drop (docs/protocol.md sections 6.5 and 8)."""

import base64
import json
import os

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_service import DAY, TinyService

from crypto import labels
from crypto.drop import encode_drop
from crypto.errors import Malformed, Tampered
from crypto.frame import Frame, Signature, encode_frame, parse_frame
from crypto.hybrid import Recipient
from crypto.messages import (
    Attachment,
    Feedback,
    FollowUp,
    Reply,
    ReplyTo,
    Report,
    encode_body,
    encode_feedback,
    encode_followup,
    encode_report,
    parse_body,
    parse_feedback,
    parse_followup,
    parse_report,
    reply_recipient,
)
from crypto.opening.drop import Replies, find_replies
from crypto.opening.identity import Identity
from crypto.padding import pad
from crypto.parts import split
from crypto.period import period_of
from crypto.reply import free_room, reply_context, reply_parts, seal_reply
from crypto.sealing import seal_to
from crypto.signing import mac, sign, verify_mac
from crypto.sizes import DROP_SLOT_SIZE, PADDED_DROP_SLOT_SIZE
from crypto.thread import BatchPlace, pseudonym, tag, tag_key, thread_id
from crypto.trust import open_today

IDENTITY = Identity(b"i" * 32)
THREAD_KEY = b"t" * 32
PUBLIC = base64.b64encode(IDENTITY.recipient.raw).decode()
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def _report(**changes: object) -> Report:
    fields: dict[str, object] = {
        "answers": {"organisatie": "een gemeente"},
        "attachments": [],
        "consents": [],
        "id": "0" * 32,
        "language": "nl",
        "line": "integriteit",
        "members": [0, 1],
        "reply": ReplyTo(PUBLIC, THREAD_KEY.hex()),
        "text": "Ik zag iets.",
    }
    return Report(**{**fields, **changes})  # type: ignore[arg-type]


def _reply(text: str = "Dank u.", message_id: bytes = b"m" * 16, **changes: object) -> Reply:
    fields: dict[str, object] = {
        "id": message_id.hex(),
        "line": "integriteit",
        "members": [0, 1],
        "received": ["0" * 32],
        "text": text,
    }
    return Reply(**{**fields, **changes})  # type: ignore[arg-type]


@given(
    TEXT, st.dictionaries(st.from_regex("[a-z][a-z0-9_]{0,9}", fullmatch=True), TEXT, max_size=3)
)
def test_a_report_parses_to_itself_byte_for_byte(text: str, answers: dict[str, str]) -> None:
    """`parse(encode(x)) == x` and back."""
    report = _report(text=text, answers=answers)
    raw = encode_report(report)
    assert parse_report(raw) == report
    assert encode_report(parse_report(raw)) == raw


@given(TEXT)
def test_a_followup_parses_and_its_mac_holds_for_its_thread_only(text: str) -> None:
    """Nobody outside can add to a thread."""
    followup = FollowUp([], "1" * 32, "nl", "integriteit", [0], text, thread_id(THREAD_KEY).hex())
    parsed, frame = parse_followup(encode_followup(followup, thread_key=THREAD_KEY))
    assert parsed == followup
    verify_mac(frame, key=THREAD_KEY)
    with pytest.raises(Tampered):
        verify_mac(frame, key=b"u" * 32)


CHANGES: dict[str, dict[str, object]] = {
    "a field too many": {"extra": 1},
    "a line that does not exist": {"line": "overig"},
    "a language that does not exist": {"language": "de"},
    "no members": {"members": []},
    "members out of order": {"members": [1, 0]},
    "a member twice": {"members": [0, 0]},
    "a member beyond the slots": {"members": [16]},
    "a negative member": {"members": [-1]},
    "an id that is too short": {"id": "00"},
    "an id in upper case": {"id": "A" * 32},
    "another kind": {"kind": "reply"},
    "a text that is a number": {"text": 1},
    "an answer under a strange key": {"answers": {"A b": "x"}},
    "a recipient that is not base64": {"reply": {"recipient": "*", "thread_key": "0" * 64}},
    "a recipient of the wrong size": {"reply": {"recipient": "AAAA", "thread_key": "0" * 64}},
    "an attachment of nothing": {
        "attachments": [{"id": "0" * 32, "name": "a", "sha256": "0" * 64, "size": 0, "type": "a/b"}]
    },
    "an attachment without a name": {
        "attachments": [{"id": "0" * 32, "name": "", "sha256": "0" * 64, "size": 1, "type": "a/b"}]
    },
    "an attachment of no type": {
        "attachments": [{"id": "0" * 32, "name": "a", "sha256": "0" * 64, "size": 1, "type": "x"}]
    },
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_report_with_one_fault_is_malformed(change: dict[str, object]) -> None:
    """Strict: nothing unknown, nothing missing, nothing of another form."""
    value = {**msgspec.to_builtins(_report()), **change}
    body = json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(Malformed):
        parse_report(encode_frame(Frame(labels.REPORT, body)))


@pytest.mark.parametrize("field", sorted(msgspec.to_builtins(_report())))
def test_a_report_without_one_of_its_fields_is_malformed(field: str) -> None:
    """Every field is required."""
    value = {k: v for k, v in msgspec.to_builtins(_report()).items() if k != field}
    body = json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(Malformed):
        parse_report(encode_frame(Frame(labels.REPORT, body)))


def test_a_signed_report_is_refused() -> None:
    """Nothing that a reporter sends is a signature that could convict them."""
    frame = parse_frame(encode_report(_report()), labels.REPORT)
    for wrong in (
        Frame(frame.type, frame.body, (Signature(0, bytes(64)),)),
        Frame(frame.type, frame.body, mac=bytes(32)),
    ):
        with pytest.raises(Malformed):
            parse_report(encode_frame(wrong))


def test_a_followup_without_a_mac_or_with_a_signature_is_refused() -> None:
    """A MAC and no signature."""
    followup = FollowUp([], "1" * 32, "nl", "integriteit", [0], "x", "2" * 32)
    body = encode_body(followup)
    for wrong in (
        Frame(labels.FOLLOWUP, body),
        Frame(labels.FOLLOWUP, body, (Signature(0, bytes(64)),), bytes(32)),
    ):
        with pytest.raises(Malformed):
            parse_followup(encode_frame(wrong))


def test_feedback_parses_and_its_mac_holds_for_its_handover_only() -> None:
    """A recipient answers through the public door; nobody else can in their name."""
    feedback = Feedback("a" * 32, "1" * 32, "integriteit", [0, 1], "2" * 16, "Wij onderzoeken het.")
    raw = encode_feedback(feedback, feedback_key=b"f" * 32)
    parsed, frame = parse_feedback(raw)
    assert parsed == feedback
    verify_mac(frame, key=b"f" * 32)
    with pytest.raises(Tampered):
        verify_mac(frame, key=b"g" * 32)
    with pytest.raises(Malformed):
        parse_feedback(encode_frame(Frame(labels.FEEDBACK, encode_body(feedback))))


def test_an_attachment_travels_in_its_report() -> None:
    """Id, name, type, size, SHA-256."""
    attachment = Attachment("0" * 32, "foto één.jpg", "1" * 64, 5, "image/jpeg")
    assert parse_report(encode_report(_report(attachments=[attachment]))).attachments == [
        attachment
    ]


def test_a_recipient_in_another_base64_is_refused() -> None:
    """One form: the bits that base64 leaves over are zero."""
    with pytest.raises(Malformed):
        reply_recipient(ReplyTo("é", THREAD_KEY.hex()))


def test_what_a_thread_key_derives_differs_by_label() -> None:
    """One purpose, one value."""
    key = tag_key(THREAD_KEY)
    tags = {
        tag(key, BatchPlace(s, g, b), index=i)
        for s in range(3)
        for g in range(2)
        for b in range(3)
        for i in range(4)
    }
    assert len(tags) == 72
    assert thread_id(THREAD_KEY) not in key
    assert pseudonym(THREAD_KEY, recipient_id="a") != pseudonym(THREAD_KEY, recipient_id="b")


# The drop -------------------------------------------------------------------------------------


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


def test_a_body_of_another_kind_is_malformed() -> None:
    """A report is not a reply."""
    with pytest.raises(Malformed):
        parse_body(encode_body(_report()), Reply)


def test_ids_are_drawn_by_whoever_writes() -> None:
    """A sanity check of this test's own helper."""
    assert _reply(message_id=os.urandom(16)).id != _reply(message_id=os.urandom(16)).id
