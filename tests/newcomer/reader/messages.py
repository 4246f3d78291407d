"""What a report and its answers say (section 8.2)."""

import re
from collections.abc import Sequence
from typing import Any

from newcomer.reader.encoding import UINT32, fits, is_text, parse_json, unbase64
from newcomer.reader.frame import parse_frame
from newcomer.reader.keyring import LINES, are_members
from newcomer.reader.refused import need
from newcomer.reader.stored import Part, join_parts

# Where the page names no words or bounds, these are what the vectors hold to.
WORD = re.compile(r"[a-z][a-z0-9_-]*")
MIME = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
NAME = re.compile(r"(?s).{1,255}")


def is_recipient(value: Any) -> bool:
    """Tell whether it is a recipient in standard base64 with padding (2.1)."""
    return is_text(value) and len(value) == 1_624 and len(unbase64(value.rstrip("="))) == 1_216


ATTACHMENT = {"id": 16, "name": NAME, "sha256": 32, "size": range(1, 1 << 53), "type": MIME}
REPORT = {
    "answers": lambda a: fits(a, dict.fromkeys(a, is_text)) and fits(list(a), [WORD]),
    "attachments": [ATTACHMENT],
    "consents": [WORD],
    "id": 16,
    "kind": {"report"},
    "language": {"nl", "en"},
    "line": LINES,
    "members": are_members,
    "reply": {"recipient": is_recipient, "thread_key": 32},
    "text": is_text,
}
REPLY = {
    "id": 16,
    "kind": {"reply"},
    "line": LINES,
    "members": are_members,
    "received": [16],
    "text": is_text,
}
PROPOSAL = REPLY | {
    "answer_by": UINT32,
    "draft": 32,
    "files": lambda f: fits(f, [NAME]) and len(f) <= 16,
    "kind": {"proposal"},
    "recipient": re.compile(r"(?s).{1,200}"),
    "subject": re.compile(r"(?s).{0,200}"),
}


def parse_report(raw: bytes) -> dict[str, Any]:
    """Return a report out of its frame (8.2)."""
    frame = parse_frame(raw, "sluis/v1/report")
    need(not frame.signatures and not frame.mac, why="nothing that could convict")
    report: dict[str, Any] = parse_json(frame.body, 65_432, REPORT)
    return report


def read_report(parts: Sequence[Part]) -> dict[str, Any]:
    """Return the report that these parts are of (8.2)."""
    message_id, message = join_parts(parts)
    report = parse_report(message)
    need(report["id"] == message_id.hex(), why="another id")
    return report


def parse_answer(body: bytes) -> dict[str, Any]:
    """Return a reply or a proposal (6.5, 8.2)."""
    kind = PROPOSAL if b'"kind":"proposal"' in body else REPLY
    answer: dict[str, Any] = parse_json(body, 9_108, kind)
    return answer
