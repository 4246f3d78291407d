"""What people write to each other, and a recipient's feedback (docs/protocol.md section 8.2).

Strict and canonical: every field is required, nothing unknown is allowed, and
`encode_x(parse_x(raw)) == raw`. A report is a frame with neither signature nor
MAC; a follow-up and a consent carry the MAC of the thread key, feedback that of its
handover's key; a reply and a proposal carry both (see `crypto.reply`).
"""

import base64
from typing import Annotated, Literal, TypeVar

import msgspec

from crypto import labels
from crypto.canonical import parse_object
from crypto.errors import Malformed
from crypto.frame import Frame, encode_frame, parse_frame
from crypto.keyring import Day, Hex16, Hex32, SlotNumber, is_line
from crypto.schema import encode_struct, parse_struct
from crypto.signing import mac
from crypto.sizes import RECIPIENT_SIZE

MAX_MESSAGE = 1 << 17
"""Four text parts hold half of this."""
MOST_FILES = 16
"""Of a handover (docs/protocol.md section 9.1)."""

Short = Annotated[str, msgspec.Meta(max_length=200)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]
Text = Annotated[str, msgspec.Meta(max_length=65_536)]


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file beside a message: its upload id, the reporter's name for it, MIME type, bytes, SHA-256 of the content."""

    id: Hex16
    name: Name
    sha256: Hex32
    size: Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
    type: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9.+-]+/[a-z0-9.+-]+\Z", max_length=100)]


class ReplyTo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an answer goes: the reporter's recipient (base64 of 1,216 bytes) and the 32-byte thread key."""

    recipient: str
    thread_key: Hex32


class Report(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="report", tag_field="kind"
):
    """The first message of a thread."""

    answers: dict[Key, Text]
    attachments: list[Attachment]
    consents: list[Key]
    id: Hex16
    language: Literal["nl", "en"]
    line: Key
    members: list[SlotNumber]
    reply: ReplyTo
    text: Text


class FollowUp(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="followup", tag_field="kind"
):
    """A later message of the reporter in the same thread, proved by the thread key."""

    attachments: list[Attachment]
    id: Hex16
    language: Literal["nl", "en"]
    line: Key
    members: list[SlotNumber]
    text: Text
    thread: Hex16


class Consent(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="consent", tag_field="kind"
):
    """The reporter's word on a draft (its hash) that was shown, or, without one, that the report is withdrawn."""

    draft: Hex32 | None
    id: Hex16
    language: Literal["nl", "en"]
    line: Key
    members: list[SlotNumber]
    says: Literal["agreed", "traceable", "withdrawn"]
    text: Text
    thread: Hex16

    def __post_init__(self) -> None:
        """Raise `ValueError` for a word on a draft that names none, and for a withdrawal that names one."""
        if (self.draft is None) != (self.says == "withdrawn"):
            raise ValueError("a word on a draft names it, and a withdrawal names none")


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="reply", tag_field="kind"):
    """A confidant's answer: also who may read the next follow-up, and which messages arrived."""

    id: Hex16
    line: Key
    members: list[SlotNumber]
    received: list[Hex16]
    text: Text


class Proposal(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="proposal", tag_field="kind"
):
    """A draft of a handover, shown to the reporter for a word on it, which is awaited to the end of `answer_by`."""

    answer_by: Day
    draft: Hex32
    files: Annotated[list[Name], msgspec.Meta(max_length=MOST_FILES)]
    id: Hex16
    line: Key
    members: list[SlotNumber]
    received: list[Hex16]
    recipient: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    subject: Short
    text: Text


class Feedback(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="feedback", tag_field="kind"
):
    """A recipient's answer to a handover, which a confidant rewrites before the reporter sees it."""

    handover: Hex16
    id: Hex16
    line: Key
    members: list[SlotNumber]
    pseudonym: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
    text: Text


_Message = TypeVar("_Message", Report, FollowUp, Consent, Reply, Proposal, Feedback)


def encode_report(report: Report) -> bytes:
    """Return the frame of a report."""
    return encode_frame(Frame(labels.REPORT, encode_body(report)))


def parse_report(raw: bytes) -> Report:
    """Return the report in a frame, or raise `Malformed`."""
    frame = parse_frame(raw, labels.REPORT)
    if frame.signatures or frame.mac:
        raise Malformed("a report is not signed: nothing a reporter sends could convict them")
    report = parse_body(frame.body, Report)
    reply_recipient(report.reply)
    return report


def encode_followup(followup: FollowUp, *, thread_key: bytes) -> bytes:
    """Return the frame of a follow-up with the MAC of its thread."""
    return _encode_with_mac(followup, labels.FOLLOWUP, key=thread_key)


def parse_followup(raw: bytes) -> tuple[FollowUp, Frame]:
    """Return a follow-up and its frame, whose MAC the caller verifies with the key of the thread it names."""
    frame = _parse_with_mac(raw, labels.FOLLOWUP, what="a follow-up")
    return parse_body(frame.body, FollowUp), frame


def encode_consent(consent: Consent, *, thread_key: bytes) -> bytes:
    """Return the frame of a consent with the MAC of its thread."""
    return _encode_with_mac(consent, labels.CONSENT, key=thread_key)


def parse_consent(raw: bytes) -> tuple[Consent, Frame]:
    """Return a consent and its frame, whose MAC the caller verifies with the key of the thread it names."""
    frame = _parse_with_mac(raw, labels.CONSENT, what="a consent")
    return parse_body(frame.body, Consent), frame


def encode_feedback(feedback: Feedback, *, feedback_key: bytes) -> bytes:
    """Return the frame of a recipient's answer with the MAC of its handover's key."""
    return _encode_with_mac(feedback, labels.FEEDBACK, key=feedback_key)


def parse_feedback(raw: bytes) -> tuple[Feedback, Frame]:
    """Return a recipient's answer and its frame, whose MAC the caller verifies with the key of its handover."""
    frame = _parse_with_mac(raw, labels.FEEDBACK, what="a recipient's answer")
    return parse_body(frame.body, Feedback), frame


def encode_body(message: Report | FollowUp | Consent | Reply | Proposal | Feedback) -> bytes:
    """Return the canonical JSON of a message."""
    return encode_struct(message)


def parse_answer(body: bytes) -> Reply | Proposal:
    """Return the reply or the proposal in canonical JSON, or raise `Malformed`."""
    if parse_object(body, limit=MAX_MESSAGE).get("kind") == "proposal":
        return parse_body(body, Proposal)
    return parse_body(body, Reply)


def parse_body(body: bytes, kind: type[_Message]) -> _Message:
    """Return the message of this kind in canonical JSON, or raise `Malformed`."""
    message = parse_struct(body, kind, limit=MAX_MESSAGE, what="a message of this kind")
    if not is_line(message.line):
        raise Malformed("a message names a line that does not exist")
    if not message.members or message.members != sorted(set(message.members)):
        raise Malformed("the members of a message are not a sorted set")
    return message


def reply_recipient(reply: ReplyTo) -> bytes:
    """Return the 1,216 bytes of a reporter's recipient, or raise `Malformed`."""
    return decode_recipient(reply.recipient)


def decode_recipient(text: str) -> bytes:
    """Return the 1,216 bytes of a recipient in canonical base64, or raise `Malformed`."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Malformed("a recipient is not base64") from error
    if len(raw) != RECIPIENT_SIZE or base64.b64encode(raw).decode() != text:
        raise Malformed("a recipient has the wrong size or form")
    return raw


def _encode_with_mac(message: FollowUp | Consent | Feedback, label: str, *, key: bytes) -> bytes:
    body = encode_body(message)
    return encode_frame(Frame(label, body, mac=mac(label, body, key=key)))


def _parse_with_mac(raw: bytes, label: str, *, what: str) -> Frame:
    frame = parse_frame(raw, label)
    if frame.signatures or not frame.mac:
        raise Malformed(f"{what} has a MAC and no signature")
    return frame
