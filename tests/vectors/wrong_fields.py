"""What the fields of messages may not hold: name, changes, and why (docs/protocol.md section 8.2)."""

import base64
from typing import Any

Changes = list[tuple[str, dict[str, Any], str]]


def wrong_fields() -> Changes:
    """Return what no kind of message may hold."""
    return [
        ("an-unknown-field", {"more": ""}, "Nothing unknown is allowed."),
        ("another-kind", {"kind": "event"}, "One type, one kind."),
        ("an-unknown-line", {"line": "overig"}, "The six are fixed."),
        ("no-members", {"members": []}, "Somebody must read it."),
        ("members-not-sorted", {"members": [2, 0]}, "Sorted."),
        ("a-member-twice", {"members": [0, 0]}, "Each once."),
        ("a-member-of-16", {"members": [16]}, "Slots are 0 to 15."),
        ("a-member-below-zero", {"members": [-1]}, "Slots are 0 to 15."),
        ("a-member-in-quotes", {"members": ["0"]}, "A number."),
        ("an-id-of-15-bytes", {"id": "a" * 30}, "16."),
        ("an-id-in-upper-case", {"id": "A" * 32}, "Hexadecimal is lower case."),
        ("an-id-with-a-newline", {"id": "a" * 32 + "\n"}, "A `$` lets it by where `\\Z` does not."),
        ("a-text-of-null", {"text": None}, "A string."),
        ("a-text-of-65537-characters", {"text": "x" * 65_537}, "65,536 at most."),
    ]


def wrong_reports(reply: dict[str, Any]) -> Changes:
    """Return what no report may hold; `reply` is a right one."""
    key = reply["recipient"]
    return [
        ("an-answer-to-an-odd-question", {"answers": {"Wat": ""}}, "Lower-case words."),
        ("an-answer-that-is-a-number", {"answers": {"wat": 1}}, "A string."),
        ("a-consent-with-a-newline", {"consents": ["ja\n"]}, "A word and nothing behind it."),
        ("a-consent-that-is-a-sentence", {"consents": ["ja graag"]}, "A word."),
        ("another-language", {"language": "de"}, "Two."),
        ("a-reply-without-a-recipient", {"reply": {"thread_key": reply["thread_key"]}}, "Both."),
        ("a-reply-without-a-thread-key", {"reply": {"recipient": key}}, "Both."),
        ("a-thread-key-of-31-bytes", {"reply": {**reply, "thread_key": "00" * 31}}, "32."),
        (
            "a-recipient-a-byte-short",
            {"reply": {**reply, "recipient": base64.b64encode(bytes(1215)).decode()}},
            "1,216.",
        ),
        (
            "a-recipient-without-padding",
            {"reply": {**reply, "recipient": key.rstrip("=")}},
            "Standard base64 with padding.",
        ),
        (
            "a-recipient-with-stray-bits",
            {"reply": {**reply, "recipient": key[:-3] + chr(ord(key[-3]) + 1) + "=="}},
            "One spelling of one key.",
        ),
        (
            "a-recipient-with-a-newline",
            {"reply": {**reply, "recipient": key + "\n"}},
            "Some decoders skip it.",
        ),
    ]


def wrong_attachments() -> Changes:
    """Return what no attachment may say."""
    return [
        ("no-name", {"name": ""}, "At least one character."),
        ("a-name-of-256-characters", {"name": "x" * 256}, "255 at most."),
        ("no-bytes", {"size": 0}, "An empty file is not sent."),
        ("a-hash-of-31-bytes", {"sha256": "00" * 31}, "32."),
        ("a-type-with-a-newline", {"type": "image/jpeg\n"}, "Nothing behind it."),
        ("a-type-in-upper-case", {"type": "Image/JPEG"}, "Lower case."),
        (
            "a-type-with-parameters",
            {"type": "text/html; charset=x"},
            "A MIME type and nothing else.",
        ),
        ("an-unknown-field", {"more": ""}, "Nothing unknown is allowed."),
    ]


def wrong_consents() -> Changes:
    """Return what no consent may say."""
    return [
        ("another-word", {"says": "maybe"}, "One of three."),
        ("no-word", {"says": None}, "One of three."),
        ("no-draft", {"draft": None}, "A word on a draft names it."),
        ("a-withdrawal-of-a-draft", {"says": "withdrawn"}, "The report is withdrawn, all of it."),
        ("a-draft-of-31-bytes", {"draft": "a" * 62}, "32."),
        ("a-draft-in-upper-case", {"draft": "A" * 64}, "Hexadecimal is lower case."),
        ("an-attachment", {"attachments": []}, "A follow-up has those."),
        ("another-language", {"language": "de"}, "Two."),
    ]


def wrong_proposals() -> Changes:
    """Return what no proposal may say."""
    return [
        ("no-draft", {"draft": None}, "It shows one."),
        ("a-draft-of-31-bytes", {"draft": "a" * 62}, "32."),
        ("a-day-below-zero", {"answer_by": -1}, "Four bytes, unsigned."),
        ("a-day-beyond-32-bits", {"answer_by": 1 << 32}, "Four bytes, unsigned."),
        ("a-day-in-quotes", {"answer_by": "20000"}, "A number."),
        ("no-recipient", {"recipient": ""}, "Somebody gets it."),
        ("a-recipient-of-201-characters", {"recipient": "x" * 201}, "200 at most."),
        ("a-subject-of-201-characters", {"subject": "x" * 201}, "200 at most."),
        ("a-file-without-a-name", {"files": [""]}, "At least one character."),
        ("a-file-s-name-of-256-characters", {"files": ["x" * 256]}, "255 at most."),
        ("seventeen-files", {"files": ["x"] * 17}, "16 at most."),
        ("a-receipt-of-15-bytes", {"received": ["a" * 30]}, "16."),
    ]
