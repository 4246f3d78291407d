"""What a reporter writes, made into messages (docs/protocol.md section 8.2).

The length is judged before anything is fetched, with every other field as long
as it can become; what passes here always fits in four text parts.
"""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from crypto.canonical import encode
from crypto.codename.derivation import ThreadSecrets
from crypto.keyring import LONGEST_LINE
from crypto.messages import (
    Attachment,
    FollowUp,
    ReplyTo,
    Report,
    encode_followup,
    encode_report,
)
from crypto.parts import MAX_PARTS, PART_HEADER_SIZE
from crypto.randomness import random_bytes
from crypto.sizes import RECIPIENT_SIZE
from crypto.thread import thread_id
from submitter_ui.attachments import Content, describe
from submitter_ui.filling_in import NOTHING, FilledIn
from submitter_ui.refusals import Refusal
from submitter_ui.sending import ROOM
from submitter_ui.texts import Language

MAX_FILE = 1 << 20
"""Sixteen times what fits; a longer file is not counted out but refused."""
_MESSAGE_ID_SIZE = 16
_LONGEST_NAME = "x_".ljust(LONGEST_LINE, "x")
_ALL_SLOTS = range(16)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the reporter gives: the text, its language, who is to read it, and what was answered to the form."""

    text: str
    language: Language
    line: str
    members: Sequence[int]
    attachments: Sequence[Attachment] = ()
    filled: FilledIn = NOTHING


def read_text(path: Path, standard_input: Callable[[], BinaryIO]) -> str:
    """Return the text in a file in UTF-8 (`-`: standard input), or raise `Refusal`."""
    try:
        if is_standard_input(path):
            raw = standard_input().read(MAX_FILE + 1)
        else:
            with path.open("rb") as file:
                raw = file.read(MAX_FILE + 1)
    except OSError as error:
        raise Refusal("text_unreadable") from error
    if len(raw) > MAX_FILE:
        raise Refusal("text_much_too_long")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("text_not_utf8") from error
    if not text.strip():
        raise Refusal("text_empty")
    return text


def is_standard_input(path: Path) -> bool:
    """Return whether a text is typed, or comes from another program, instead of standing in a file."""
    return str(path) == "-"


def check_length(
    text: str, contents: Sequence[Content], language: Language, filled: FilledIn = NOTHING
) -> None:
    """Raise `Refusal`, saying how many characters too many there are, unless a message of this text fits."""
    longest = [
        describe(bytes(16), name=content.name, size=content.size, sha256="0" * 64)
        for content in contents
    ]
    draft = Draft(text, language, _LONGEST_NAME, _ALL_SLOTS, longest, filled)
    used = len(_report_of(draft, bytes(RECIPIENT_SIZE), bytes(32), bytes(_MESSAGE_ID_SIZE)))
    surplus = used - MAX_PARTS * (ROOM - PART_HEADER_SIZE)
    if surplus > 0:
        answered = "".join(filled.answers.values())
        why = "answers_too_long" if answered else "text_too_long"
        raise Refusal(why, characters=_last_characters(answered + text, surplus))


def write_report(draft: Draft, secrets: ThreadSecrets) -> tuple[bytes, bytes]:
    """Return (message id, encoded report) with the way back to the reporter in it."""
    message_id = random_bytes(_MESSAGE_ID_SIZE)
    recipient = secrets.identity.recipient.raw
    return message_id, _report_of(draft, recipient, secrets.thread_key, message_id)


def write_followup(draft: Draft, secrets: ThreadSecrets) -> tuple[bytes, bytes]:
    """Return (message id, encoded follow-up) in the thread of these secrets."""
    message_id = random_bytes(_MESSAGE_ID_SIZE)
    followup = FollowUp(
        attachments=list(draft.attachments),
        id=message_id.hex(),
        language=draft.language,
        line=draft.line,
        members=sorted(draft.members),
        text=draft.text,
        thread=thread_id(secrets.thread_key).hex(),
    )
    return message_id, encode_followup(followup, thread_key=secrets.thread_key)


def _report_of(draft: Draft, recipient: bytes, thread_key: bytes, message_id: bytes) -> bytes:
    return encode_report(
        Report(
            answers=dict(draft.filled.answers),
            attachments=list(draft.attachments),
            consents=list(draft.filled.consents),
            id=message_id.hex(),
            language=draft.language,
            line=draft.line,
            members=sorted(draft.members),
            reply=ReplyTo(base64.b64encode(recipient).decode(), thread_key.hex()),
            text=draft.text,
        )
    )


def _last_characters(text: str, surplus: int) -> int:
    """Return how many characters at the end of `text` take up `surplus` bytes of JSON."""
    count = 0
    for character in reversed(text):
        if surplus <= 0:
            break
        surplus -= len(encode(character)) - 2
        count += 1
    return count
