"""Messages of a reporter and of a recipient: strict, and of their thread only (docs/protocol.md section 8.2)."""

import base64
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import labels
from crypto.errors import Malformed, Tampered
from crypto.frame import Frame, Signature, encode_frame, parse_frame
from crypto.messages import (
    Attachment,
    Consent,
    Feedback,
    FollowUp,
    Reply,
    ReplyTo,
    Report,
    encode_body,
    encode_consent,
    encode_feedback,
    encode_followup,
    encode_report,
    parse_body,
    parse_consent,
    parse_feedback,
    parse_followup,
    parse_report,
    reply_recipient,
)
from crypto.opening.identity import Identity
from crypto.signing import verify_mac
from crypto.thread import BatchPlace, pseudonym, tag, tag_key, thread_id

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


def test_a_consent_parses_and_its_mac_holds_for_its_thread_only() -> None:
    """Only whoever has the codename can agree to what is passed on, or withdraw it."""
    consent = Consent(None, "1" * 32, "nl", "integriteit", [0, 1], "withdrawn", "", "2" * 32)
    raw = encode_consent(consent, thread_key=THREAD_KEY)
    parsed, frame = parse_consent(raw)
    assert parsed == consent
    verify_mac(frame, key=THREAD_KEY)
    with pytest.raises(Tampered):
        verify_mac(frame, key=b"u" * 32)
    with pytest.raises(Malformed):
        parse_consent(encode_frame(Frame(labels.CONSENT, encode_body(consent))))


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


def test_a_body_of_another_kind_is_malformed() -> None:
    """A report is not a reply."""
    with pytest.raises(Malformed):
        parse_body(encode_body(_report()), Reply)
