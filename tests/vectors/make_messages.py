"""Vectors of what reporters, confidants and recipients write (docs/protocol.md section 8.2)."""

import base64
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
_SWAPPED = {"followup": "feedback", "consent": "followup", "feedback": "followup"}


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
    topic = Topic(
        "messages", "8.2", blobs={"recipient": _message("report")["reply"]["recipient"].encode()}
    )
    for kind in (*_KINDS, *_ANSWERS):
        whole = _message(kind)
        topic.ok(
            f"a-{kind}",
            "Every field, nothing else.",
            {"message": whole},
            **_inputs(kind, encode(whole)),
        )
        for field in whole:
            without = {key: value for key, value in whole.items() if key != field}
            topic.refuse(
                f"a-{kind}-without-{field.replace('_', '-')}",
                Malformed,
                "Every field is required.",
                **_inputs(kind, encode(without)),
            )
        for name, changes, comment in wrong_fields():
            topic.refuse(
                f"a-{kind}-with-{name}",
                Malformed,
                comment,
                **_inputs(kind, encode({**whole, **changes})),
            )
    for name, changes, comment in wrong_reports(_message("report")["reply"]):
        topic.refuse(
            f"a-report-with-{name}",
            Malformed,
            comment,
            **_inputs("report", encode({**_message("report"), **changes})),
        )
    for name, changes, comment in wrong_attachments():
        body = encode({**_message("followup"), "attachments": [_attachment(**changes)]})
        topic.refuse(f"an-attachment-with-{name}", Malformed, comment, **_inputs("followup", body))
    _add_consents_and_proposals(topic)
    _refuse_frames(topic)
    return topic


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


def _refuse_frames(topic: Topic) -> None:
    body = {kind: encode(_message(kind)) for kind in _KINDS}
    signed = (Signature(0, bytes(64)),)
    report = "sluis/v1/report"
    topic.refuse(
        "a-report-that-is-signed",
        Malformed,
        "Nothing that a reporter sends is a signature.",
        operation="report",
        frame=encode_frame(Frame(report, body["report"], signed)),
    )
    topic.refuse(
        "a-report-with-a-mac",
        Malformed,
        "It has none.",
        operation="report",
        frame=encode_frame(Frame(report, body["report"], mac=bytes(32))),
    )
    topic.refuse(
        "a-report-in-a-followup-s-frame",
        Malformed,
        "One type, one kind.",
        operation="followup",
        key=_KEY,
        frame=_frame("followup", body["report"]),
    )
    topic.refuse(
        "a-report-with-a-blank",
        Malformed,
        "Canonical JSON.",
        operation="report",
        frame=_frame("report", body["report"].replace(b":", b": ", 1)),
    )
    topic.refuse(
        "a-report-longer-than-128-kib",
        Malformed,
        "Length first.",
        operation="report",
        frame=_frame("report", b'"' + b"x" * (1 << 17) + b'"'),
    )
    for kind, other in _SWAPPED.items():
        good = _frame(kind, body[kind])
        base: dict[str, Any] = {"operation": kind, "key": _KEY}
        bare = encode_frame(Frame(f"sluis/v1/{kind}", body[kind]))
        both = encode_frame(Frame(f"sluis/v1/{kind}", body[kind], signed, good[-32:]))
        swapped = encode_frame(
            Frame(
                f"sluis/v1/{kind}", body[kind], mac=mac(f"sluis/v1/{other}", body[kind], key=_KEY)
            )
        )
        topic.refuse(
            f"a-{kind}-without-a-mac",
            Malformed,
            "Anybody could have written it.",
            frame=bare,
            **base,
        )
        topic.refuse(
            f"a-{kind}-that-is-signed", Malformed, "A MAC and no signature.", frame=both, **base
        )
        topic.refuse(
            f"a-{kind}-with-another-key-s-mac",
            Tampered,
            "Of another thread or handover.",
            frame=_frame(kind, body[kind], key=seed("x")),
            **base,
        )
        topic.refuse(
            f"a-{kind}-with-the-mac-of-a-{other}",
            Tampered,
            "The type is under the MAC.",
            frame=swapped,
            **base,
        )
        topic.refuse(
            f"a-{kind}-with-a-flipped-bit-in-its-mac",
            Tampered,
            "Another MAC.",
            frame=flip(good, -1),
            **base,
        )
        topic.refuse(
            f"a-{kind}-with-another-text",
            Tampered,
            "Every byte is under the MAC.",
            frame=good.replace(b"Zo was", b"Zo is "),
            **base,
        )
