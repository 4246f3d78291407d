"""Submissions, stored text and attachments, batches, heads, recipients (docs/protocol.md sections 4 to 8)."""

import base64
import hashlib
import io
import tarfile
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_service import DAY, SERVICE_ID, SLOTS, TinyService

from crypto import labels
from crypto.batch import batch_hash, batch_size, encode_batch, list_size, open_batch, parse_list
from crypto.bundle import MAX_MANIFEST, read_manifest
from crypto.codename.codename import WrongCodename, parse_codename
from crypto.drop import make_entry
from crypto.errors import Malformed, NotForThisKey, Tampered
from crypto.frame import Frame, Signature, encode_frame, parse_frame
from crypto.head import MAX_ABSENCE_DAYS, NOTHING, encode_head, parse_head, period_keys_hash
from crypto.hybrid import Recipient
from crypto.messages import Attachment
from crypto.opening.drop import find_handovers
from crypto.opening.identity import Identity
from crypto.opening.messages import open_attachment, open_text_part
from crypto.padding import pad, pad_chunks
from crypto.parts import split
from crypto.recipients import Authority, Reader, RecipientsFile, encode_recipients, open_recipients
from crypto.recipients import recipients_hash as hash_of
from crypto.reply import decoy_drop_slot, seal_handover_part
from crypto.sealing import seal_chunks, seal_to
from crypto.sizes import (
    DROP_SLOT_SIZE,
    DROP_TAG_SIZE,
    PADDED_DROP_SLOT_SIZE,
    PREFIX_SIZE,
    TEXT_SIZE,
    padded_attachment_size,
)
from crypto.slot_statements import open_period_key
from crypto.slots import wrap_for_members
from crypto.stored import encode_prefix
from crypto.submission import Submission, encode_submission, parse_submission, submission_size
from crypto.thread import BatchPlace
from crypto.trust import LiveBatch

IDENTITIES = [Identity(bytes([i + 1]) * 32) for i in range(2)]
RECIPIENTS: list[Recipient | None] = [*(i.recipient for i in IDENTITIES), *[None] * (SLOTS - 2)]


def _text(content: bytes, *, period: int = 7, members: frozenset[int] = frozenset({0})) -> bytes:
    wrap = wrap_for_members(RECIPIENTS, members)
    padded = pad(content, size=TEXT_SIZE)
    return encode_prefix(period) + b"".join(seal_chunks([padded], wrap=wrap))


TEXTS = tuple(_text(split(b"hallo", message_id=bytes([i]) * 16, room=100)[0]) for i in range(2))


@given(st.integers(1, 2), st.lists(st.binary(min_size=16, max_size=16), max_size=4, unique=True))
def test_a_submission_parses_to_itself_with_its_period(count: int, uploads: list[bytes]) -> None:
    """`parse(encode(x)) == x`, in exactly the size that was worked out."""
    submission = Submission(TEXTS[:count], tuple(uploads))
    raw = encode_submission(submission)
    assert parse_submission(raw, slots=SLOTS) == (submission, 7)
    assert len(raw) == submission_size(texts=count, uploads=len(uploads), slots=SLOTS)


def test_a_submission_with_one_fault_is_malformed() -> None:
    """Version, counts, names twice, sizes, shapes, periods, and bytes behind the end."""
    good = encode_submission(Submission(TEXTS, (b"u" * 16,)))
    later = _text(b"", period=8)
    faults = [
        b"",
        b"\0" + good[1:],
        good[:1] + b"\0" + good[2:],
        good[:1] + b"\5" + good[2:],
        good[:2] + b"\x11" + good[3:],
        good[:-1],
        good + b"\0",
        encode_submission(Submission(TEXTS, (b"u" * 16,) * 2)),
        encode_submission(Submission((TEXTS[0], later), ())),
        good.replace(b"mlkem768x25519", b"mlkem768x25518", 1),
    ]
    for fault in faults:
        with pytest.raises(Malformed):
            parse_submission(fault, slots=SLOTS)


def test_a_text_part_opens_for_its_member_and_for_nobody_else() -> None:
    """From the stored object to the part of the message."""
    part = open_text_part(TEXTS[1], identity=IDENTITIES[0], slot=0, slots=SLOTS)
    assert (part.message_id, part.piece) == (b"\1" * 16, b"hallo")
    with pytest.raises(NotForThisKey):
        open_text_part(TEXTS[1], identity=IDENTITIES[1], slot=1, slots=SLOTS)
    with pytest.raises(Malformed):
        open_text_part(TEXTS[1][:-1], identity=IDENTITIES[0], slot=0, slots=SLOTS)


def _sealed_attachment(content: bytes) -> bytes:
    padded = pad_chunks(
        [content], content_size=len(content), size=padded_attachment_size(len(content))
    )
    return b"".join(seal_chunks(padded, wrap=wrap_for_members(RECIPIENTS, frozenset({0}))))


def _described(content: bytes, **changes: object) -> Attachment:
    digest = hashlib.sha256(content).hexdigest()
    attachment = Attachment("0" * 32, "a.txt", digest, len(content), "text/plain")
    return msgspec.structs.replace(attachment, **changes)


def test_an_attachment_opens_against_what_its_message_says_of_it() -> None:
    """Whoever knows the file key could make another payload: the hash decides."""
    content = b"bewijs" * 20_000
    sealed = _sealed_attachment(content)
    pieces = [sealed[at : at + 5000] for at in range(0, len(sealed), 5000)]
    opened = open_attachment(
        pieces, _described(content), identity=IDENTITIES[0], slot=0, slots=SLOTS
    )
    assert b"".join(opened) == content
    for wrong in ({"sha256": "0" * 64}, {"size": len(content) + 1}):
        attachment = _described(content, **wrong)
        with pytest.raises(Tampered):
            list(open_attachment([sealed], attachment, identity=IDENTITIES[0], slot=0, slots=SLOTS))


def test_a_batch_has_eight_slots_of_one_size() -> None:
    """Our own code cannot make another one, and no other one is read."""
    slots = [decoy_drop_slot() for _ in range(8)]
    batch = encode_batch(slots)
    assert open_batch(batch, expected_hash=batch_hash(batch)) == slots
    for wrong in (slots[:7], [*slots[:7], b"x"]):
        with pytest.raises(ValueError, match="8 drop slots"):
            encode_batch(wrong)
    for malformed in (batch[:-1], batch + b"\0", b"\1" + batch[1:], b"\x11" + batch[1:], b""):
        with pytest.raises(Malformed):
            open_batch(malformed, expected_hash=batch_hash(batch))
    with pytest.raises(Tampered):
        open_batch(batch, expected_hash=bytes(32))


def test_a_batch_in_buckets_carries_a_label_for_each_slot() -> None:
    """Labels of as many bits as the batch says, and not one more."""
    slots = [decoy_drop_slot() for _ in range(8)]
    batch = encode_batch(slots, bits=3, labels=range(8))
    assert len(batch) == batch_size(3)
    assert open_batch(batch, expected_hash=batch_hash(batch)) == slots
    assert parse_list(batch[: list_size(3)]).labels == tuple(range(8))
    for impossible in (range(7), [8] * 8, [-1] * 8):
        with pytest.raises(ValueError, match="8 labels of 3 bits"):
            encode_batch(slots, bits=3, labels=impossible)
    wrong = bytearray(batch[: list_size(3)])
    wrong[2] = 8
    for fault in (bytes(wrong), batch[: list_size(3) + 1], batch[: list_size(3) - 1]):
        with pytest.raises(Malformed):
            parse_list(fault)


def test_a_head_and_its_batch_belong_together() -> None:
    """Neither a batch without a name nor a name without a batch."""
    service = TinyService()
    _manifest, files = service.bundle(0)
    for wrong in (b"", files["batch"] + b"\0", files["batch"][:-1]):
        with pytest.raises(Malformed):
            make_entry(files["head"], wrong)
    service.bundle(1, with_batch=False)
    with pytest.raises(Malformed):
        make_entry(service.holders[1].entries[0].frame, bytes(batch_size(0)))


def test_a_head_with_an_impossible_place_or_absence_is_malformed() -> None:
    """Even well signed."""
    service = TinyService()
    service.bundle(0)
    service.bundle(0, day=DAY + 1)
    first, second = service.holders[0].heads
    wrong = [
        replace(first, next_due=first.day),
        replace(first, next_due=first.day + MAX_ABSENCE_DAYS + 1),
        replace(first, previous=b"x" * 32),
        replace(first, previous_day=1),
        replace(second, previous=NOTHING),
        replace(second, previous_day=0),
        replace(second, previous_day=second.day + 1),
    ]
    assert parse_head(encode_head(second)) == second
    for body in (*map(encode_head, wrong), encode_head(second) + b"\0", encode_head(second)[:-1]):
        with pytest.raises(Malformed):
            parse_head(body)


def test_a_head_may_be_due_tomorrow_or_in_28_days_and_follow_one_of_its_own_day() -> None:
    """The bounds of section 6.1 are included."""
    service = TinyService()
    service.bundle(0)
    service.bundle(0, with_batch=False)
    second = service.holders[0].heads[1]
    assert second.previous_day == second.day
    for days in (1, 28):
        head = replace(second, next_due=second.day + days)
        assert parse_head(encode_head(head)) == head


def test_the_hash_of_period_keys_is_over_the_hash_of_each() -> None:
    """SHA-256 of hashes, one behind the other (section 6.1)."""
    one, two = hashlib.sha256(b"one").digest(), hashlib.sha256(b"two").digest()
    assert period_keys_hash([b"one", b"two"]) == hashlib.sha256(one + two).digest()


def test_a_statement_with_two_signatures_is_malformed() -> None:
    """Exactly the holder's."""
    service = TinyService()
    raw = next(iter(service.holders[0].statements.values()))
    frame = parse_frame(raw, labels.PERIOD_KEY)
    twice = Frame(frame.type, frame.body, (*frame.signatures, Signature(1, bytes(64))))
    with pytest.raises(Malformed):
        open_period_key(encode_frame(twice), keyring=service.keyring)


def test_a_mac_of_another_length_is_malformed() -> None:
    """Thirty-two bytes or none."""
    raw = encode_frame(Frame(labels.REPORT, b"x"))
    with pytest.raises(Malformed):
        parse_frame(raw[:-1] + b"\x10" + bytes(16), labels.REPORT)


def test_what_opens_for_a_recipient_and_is_no_part_is_counted() -> None:
    """Never dropped in silence."""
    reader = Identity(b"r" * 32)
    content = pad(b"geen deel", size=PADDED_DROP_SLOT_SIZE)
    odd = bytes(DROP_TAG_SIZE) + seal_to(content, reader.recipient)
    part = split(b"heel", message_id=bytes(16), room=100)[0]
    good = seal_handover_part(part, recipient=reader.recipient.raw)
    assert len(odd) == DROP_SLOT_SIZE
    found = find_handovers([LiveBatch(BatchPlace(0, 1, 0), DAY, [odd, good])], identity=reader)
    assert (found.found, found.damaged) == ([b"heel"], 1)


KEY = Reader("een", base64.b64encode(bytes(1216)).decode())


@pytest.mark.parametrize(
    "recipients",
    [
        [Authority("aa", "A", [Reader("een", "*")])],
        [Authority("aa", "A", [Reader("een", "é")])],
        [Authority("aa", "A", [Reader("een", KEY.recipient[:-3] + "B==")])],
        [Authority("aa", "A", [Reader("een", "AAAA")])],
        [Authority("aa", "A", [KEY]), Authority("bb", "B", [KEY])],
        [Authority("aa", "A", [KEY]), Authority("aa", "B", [])],
        [Authority("aa", "A", [])],
    ],
    ids=[
        "no base64",
        "no ascii",
        "stray bits",
        "wrong size",
        "a key twice",
        "a recipient twice",
        "nobody reads",
    ],
)
def test_a_recipients_file_that_does_not_add_up_is_malformed(
    recipients: list[Authority],
) -> None:
    """Even when the keyring names it."""
    service = TinyService()
    raw = encode_recipients(RecipientsFile(recipients, SERVICE_ID.hex()))
    keyring = msgspec.structs.replace(service.keyring, recipients=hash_of(raw))
    with pytest.raises(Malformed):
        open_recipients(raw, keyring=keyring)


def test_the_start_of_a_word_is_offered_as_that_word() -> None:
    """Five letters tell a word from all others."""
    typed = "aardb " + "accu " * 7
    with pytest.raises(WrongCodename) as caught:
        parse_codename(typed)
    assert "aardbei" in caught.value.doubtful[0].candidates


def test_a_manifest_longer_than_any_bundle_needs_is_refused_unread() -> None:
    """The bound comes first: nothing behind the header was asked for."""
    info = tarfile.TarInfo("manifest")
    info.mode, info.size = 0o600, MAX_MANIFEST + 1
    source = io.BytesIO(info.tobuf(format=tarfile.PAX_FORMAT) + bytes(1024))
    with pytest.raises(Malformed):
        read_manifest(source)
    assert source.tell() == tarfile.BLOCKSIZE


def test_the_prefix_of_a_stored_object_has_five_bytes() -> None:
    """Version and period, nothing else in clear."""
    assert len(encode_prefix(7)) == PREFIX_SIZE
