"""What is given of one case to a colleague's replaced workstation (docs/protocol.md section 11.3)."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from crypto.events import Entry
from crypto.header import encode_header, parse_header
from crypto.hybrid import Recipient
from crypto.messages import (
    Consent,
    FollowUp,
    ReplyTo,
    Report,
    encode_consent,
    encode_followup,
    encode_report,
)
from crypto.opening.rewrap import rewrap_header
from crypto.snapshot import AttachmentHeader, Message
from journalist_ui.workstation import case_records
from journalist_ui.workstation.attachments import described, header_here, local_identity
from journalist_ui.workstation.casebook import CaseView
from journalist_ui.workstation.consenting import CONSENT
from journalist_ui.workstation.desk import Desk
from journalist_ui.workstation.team_events import load_entry

_CASE_OVERHEAD = 1 << 10
"""More than what stands around the messages and events of one case."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Whose workstation was replaced: its place, its key in words, and its recipient of this week."""

    slot: int
    generation: int
    words: str
    recipient: bytes


@dataclass(frozen=True, slots=True)
class Portion:
    """What is given of one case."""

    case: bytes
    messages: list[Message]
    attachments: list[AttachmentHeader]
    events: list[Entry]

    @property
    def size(self) -> int:
        """About how many bytes of a snapshot it takes."""
        return (
            _CASE_OVERHEAD
            + sum(len(m.frame) + 32 for m in self.messages)
            + sum(len(a.header) + 32 for a in self.attachments)
            + sum(len(e.frame) + len(e.body) + 32 for e in self.events)
        )


def portion_of(desk: Desk, view: CaseView, taker: Taker, events: Iterable[bytes]) -> Portion:
    """Return what a slot may have of a case: the messages that name it, in the order of their import."""
    # The message that made the case stays the first one.
    messages = sorted(view.messages, key=lambda message: message.number)
    shared = [message for message in messages if taker.slot in message.members]
    attached = [attached for message in shared for attached in message.attachments]
    return Portion(
        view.id,
        [Message(m.submission or m.id, m.day, _frame(view, m)) for m in shared],
        list(_headers(desk, view, attached, taker)),
        [load_entry(desk, name) for name in events],
    )


def _frame(view: CaseView, message: case_records.Message) -> bytes:
    """Return a message's frame as it came: the encoding is canonical, so it is the same."""
    attachments = [described(attached) for attached in message.attachments]
    if message.kind == "report":
        recipient = base64.b64encode(view.file.recipient).decode()
        return encode_report(
            Report(
                answers=message.answers,
                attachments=attachments,
                consents=view.file.consents,
                id=message.id.hex(),
                language="en" if message.language == "en" else "nl",
                line=message.line,
                members=message.members,
                reply=ReplyTo(recipient, view.file.thread_key.hex()),
                text=message.text,
            )
        )
    if message.kind == CONSENT:
        return encode_consent(_consent(view, message), thread_key=view.file.thread_key)
    followup = FollowUp(
        attachments=attachments,
        id=message.id.hex(),
        language="en" if message.language == "en" else "nl",
        line=message.line,
        members=message.members,
        text=message.text,
        thread=view.id.hex(),
    )
    return encode_followup(followup, thread_key=view.file.thread_key)


def _consent(view: CaseView, message: case_records.Message) -> Consent:
    return msgspec.convert(
        {
            "draft": message.draft or None,
            "id": message.id.hex(),
            "kind": CONSENT,
            "language": message.language,
            "line": message.line,
            "members": message.members,
            "says": message.says,
            "text": message.text,
            "thread": view.id.hex(),
        },
        Consent,
    )


def _headers(
    desk: Desk, view: CaseView, attached: Iterable[case_records.Attached], taker: Taker
) -> Iterator[AttachmentHeader]:
    recipient = Recipient(taker.recipient)
    for file in attached:
        header = header_here(desk, view.id, file)
        if header:
            rewrapped = rewrap_header(
                parse_header(header),
                identity=local_identity(desk, view.id),
                slot=0,
                slots=1,
                wrap=lambda file_key: [recipient.wrap(file_key)],
            )
            yield AttachmentHeader(file.id, encode_header(rewrapped))
