"""Vectors of what reporters, confidants and recipients write (docs/protocol.md section 8.2)."""

import base64
from collections.abc import Iterator
from typing import Any

from vectors.kit import Topic, flip, identity, seed
from vectors.wrong_fields import (
    wrong_attachments,
    wrong_consents,
    wrong_fields,
    wrong_proposals,
    wrong_reports,
)

from crypto.canonical import encode
from crypto.errors import Malformed, Tampered
from crypto.frame import Frame, Signature, encode_frame
from crypto.signing import mac

_KEY = seed("thread key")
_ID = seed("message")[:16].hex()
_KINDS = ("report", "followup", "consent", "feedback")
_ANSWERS = ("reply", "proposal")
_SIGNED = (Signature(0, bytes(64)),)
_SWAPPED = {"followup": "feedback", "consent": "followup", "feedback": "followup"}

Fault = tuple[str, dict[str, Any], str]
"""The name of a vector, its inputs, and a comment."""


def _attachment(**changes: Any) -> dict[str, Any]:
    return {
        "id": "a" * 32,
        "name": "foto één.jpg",
        "sha256": "b" * 64,
        "size": 1,
        "type": "image/jpeg",
        **changes,
    }


def _message(kind: str) -> dict[str, Any]:
    """Return a whole message of a kind."""
    common = {
        "id": _ID,
        "kind": kind,
        "line": "klacht",
        "members": [0, 2, 15],
        "text": "Zo was het.\n",
    }
    written = {"attachments": [_attachment()], "language": "nl"}
    recipient = base64.b64encode(identity("reporter").recipient.raw).decode()
    match kind:
        case "report":
            reply = {"recipient": recipient, "thread_key": _KEY.hex()}
            answers = {"wat": "Iets", "wie_2": ""}
            return {**common, **written, "answers": answers, "consents": ["delen"], "reply": reply}
        case "followup":
            return {**common, **written, "thread": "c" * 32}
        case "consent":
            said = {"draft": "9" * 64, "language": "en", "says": "traceable"}
            return {**common, **said, "thread": "c" * 32}
        case "proposal":
            shown = {"answer_by": 20014, "draft": "9" * 64, "files": ["kaart.pdf"]}
            to = {"recipient": "Rijksrecherche", "subject": "Een vergunning"}
            return {**common, **shown, **to, "received": ["f" * 32]}
        case "feedback":
            return {**common, "handover": "d" * 32, "pseudonym": "e" * 16}
        case _:
            return {**common, "received": ["f" * 32]}


def _frame(kind: str, body: bytes, *, key: bytes = _KEY) -> bytes:
    """Return the frame of a message, with a MAC unless it is a report."""
    frame_type = f"sluis/v1/{kind}"
    proof = b"" if kind == "report" else mac(frame_type, body, key=key)
    return encode_frame(Frame(frame_type, body, mac=proof))


def _inputs(kind: str, body: bytes) -> dict[str, Any]:
    """Return the inputs of a vector about a message's body."""
    if kind in _ANSWERS:
        return {"operation": kind, "body": body}
    key = {} if kind == "report" else {"key": _KEY}
    return {"operation": kind, "frame": _frame(kind, body), **key}


def make_messages() -> Topic:
    """Return the vectors of messages."""
    recipient = _message("report")["reply"]["recipient"]
    topic = Topic("messages", "8.2", blobs={"recipient": recipient.encode()})
    for kind in (*_KINDS, *_ANSWERS):
        inputs = _inputs(kind, encode(_message(kind)))
        topic.ok(f"a-{kind}", "Every field, nothing else.", {"message": _message(kind)}, **inputs)
        topic.refuse_each(Malformed, _wrong_in_any(kind))
    topic.refuse_each(Malformed, _wrong_in_few())
    _add_consents_and_proposals(topic)
    topic.refuse_each(Malformed, _wrong_report_frames())
    for kind, other in _SWAPPED.items():
        topic.refuse_each(Malformed, _without_its_mac(kind))
        topic.refuse_each(Tampered, _with_another_mac(kind, other))
    return topic


def _wrong_in_any(kind: str) -> Iterator[Fault]:
    """Yield what is wrong in a message of whatever kind."""
    whole = _message(kind)
    for field in whole:
        without = {key: value for key, value in whole.items() if key != field}
        name = f"a-{kind}-without-{field.replace('_', '-')}"
        yield name, _inputs(kind, encode(without)), "Every field is required."
    for name, changes, comment in wrong_fields():
        yield f"a-{kind}-with-{name}", _inputs(kind, encode({**whole, **changes})), comment


def _wrong_in_few() -> Iterator[Fault]:
    """Yield what is wrong in what only reports have, and in attachments."""
    report = _message("report")
    for name, changes, comment in wrong_reports(report["reply"]):
        inputs = _inputs("report", encode({**report, **changes}))
        yield f"a-report-with-{name}", inputs, comment
    for name, changes, comment in wrong_attachments():
        body = encode({**_message("followup"), "attachments": [_attachment(**changes)]})
        yield f"an-attachment-with-{name}", _inputs("followup", body), comment


def _add_consents_and_proposals(topic: Topic) -> None:
    withdrawn = {**_message("consent"), "draft": None, "says": "withdrawn", "text": ""}
    topic.ok(
        "a-withdrawal",
        "Of the report, so without a draft; a reason may stand beside it.",
        {"message": withdrawn},
        **_inputs("consent", encode(withdrawn)),
    )
    for kind, wrong in (("consent", wrong_consents()), ("proposal", wrong_proposals())):
        for name, changes, comment in wrong:
            body = encode({**_message(kind), **changes})
            topic.refuse(f"a-{kind}-saying-{name}", Malformed, comment, **_inputs(kind, body))


def _wrong_report_frames() -> Iterator[Fault]:
    body = encode(_message("report"))
    signed = encode_frame(Frame("sluis/v1/report", body, _SIGNED))
    proven = encode_frame(Frame("sluis/v1/report", body, mac=bytes(32)))
    blank, long = body.replace(b":", b": ", 1), b'"' + b"x" * (1 << 17) + b'"'
    base: dict[str, Any] = {"operation": "report"}
    unsigned = "Nothing that a reporter sends is a signature."
    yield "a-report-that-is-signed", {**base, "frame": signed}, unsigned
    yield "a-report-with-a-mac", {**base, "frame": proven}, "It has none."
    another = {"operation": "followup", "key": _KEY, "frame": _frame("followup", body)}
    yield "a-report-in-a-followup-s-frame", another, "One type, one kind."
    yield "a-report-with-a-blank", {**base, "frame": _frame("report", blank)}, "Canonical JSON."
    too_long = {**base, "frame": _frame("report", long)}
    yield "a-report-longer-than-128-kib", too_long, "Length first."


def _without_its_mac(kind: str) -> Iterator[Fault]:
    body = encode(_message(kind))
    bare = encode_frame(Frame(f"sluis/v1/{kind}", body))
    both = encode_frame(Frame(f"sluis/v1/{kind}", body, _SIGNED, _frame(kind, body)[-32:]))
    yield f"a-{kind}-without-a-mac", _macked(kind, bare), "Anybody could have written it."
    yield f"a-{kind}-that-is-signed", _macked(kind, both), "A MAC and no signature."


def _with_another_mac(kind: str, other: str) -> Iterator[Fault]:
    body = encode(_message(kind))
    good = _frame(kind, body)
    of_other = mac(f"sluis/v1/{other}", body, key=_KEY)
    swapped = encode_frame(Frame(f"sluis/v1/{kind}", body, mac=of_other))
    wrong = [
        (
            "with-another-key-s-mac",
            _frame(kind, body, key=seed("x")),
            "Of another thread or handover.",
        ),
        (f"with-the-mac-of-a-{other}", swapped, "The type is under the MAC."),
        ("with-a-flipped-bit-in-its-mac", flip(good, -1), "Another MAC."),
        ("with-another-text", good.replace(b"Zo was", b"Zo is "), "Every byte is under the MAC."),
    ]
    for name, frame, comment in wrong:
        yield f"a-{kind}-{name}", _macked(kind, frame), comment


def _macked(kind: str, frame: bytes) -> dict[str, Any]:
    return {"frame": frame, "operation": kind, "key": _KEY}
