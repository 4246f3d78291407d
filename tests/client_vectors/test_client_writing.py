"""What the browser writes is what Python writes, byte for byte; what a workstation would refuse, neither writes."""

from typing import Literal

import pytest
from client_vectors.client import Client, Defect

from crypto.messages import (
    Attachment,
    Consent,
    FollowUp,
    ReplyTo,
    Report,
    encode_consent,
    encode_followup,
    encode_report,
)

MEMBERS = [0, 3, 6]
REPORT = Report(
    answers={"waar": "één\u2028plek", "wanneer": "\x7f\t\u0001"},
    attachments=[Attachment("ab" * 16, 'f"\\o.jpg', "cd" * 32, 2**53 - 1, "image/jpeg")],
    consents=["medeleven"],
    id="01" * 16,
    language="nl",
    line="integriteit",
    members=MEMBERS,
    reply=ReplyTo("AAAA" * 405 + "AA==", "23" * 32),
    text="Ik heb iets gezien 👀",
)
THREAD_KEY = bytes([7]) * 32
FOLLOWUP = FollowUp(
    attachments=[],
    id="02" * 16,
    language="en",
    line="klacht",
    members=[2],
    text="And\nmore",
    thread="45" * 16,
)


def test_a_report_is_written_alike_byte_for_byte(client: Client) -> None:
    """Odd characters included."""
    frame = encode_report(REPORT)
    assert client.get("encode-report", frame=frame) == frame


def test_a_followup_is_written_alike_byte_for_byte(client: Client) -> None:
    """Its MAC included."""
    frame = encode_followup(FOLLOWUP, thread_key=THREAD_KEY)
    assert client.get("encode-followup", frame=frame, thread_key=THREAD_KEY) == frame


@pytest.mark.parametrize(
    ("draft", "says"), [("d" * 64, "agreed"), ("d" * 64, "traceable"), (None, "withdrawn")]
)
def test_a_consent_is_written_alike_byte_for_byte(
    client: Client, draft: str | None, says: Literal["agreed", "traceable", "withdrawn"]
) -> None:
    """The MAC is over the same body, and a withdrawal names no draft in both."""
    consent = Consent(
        draft, "1" * 32, "nl", "integriteit", [0, 2], says, "Dat weet alleen ik.", "2" * 32
    )
    frame = encode_consent(consent, thread_key=THREAD_KEY)
    assert client.get("encode-consent", frame=frame, thread_key=THREAD_KEY) == frame


@pytest.mark.parametrize("text", ["x" * 65_537, "👀" * 65_537])
def test_a_report_that_a_workstation_would_refuse_is_not_written(client: Client, text: str) -> None:
    """Rather than sent, and kept there as damaged."""
    with pytest.raises(Defect, match="would be refused"):
        client.run("encode-report-saying", {"frame": encode_report(REPORT), "text": text})


def test_characters_are_counted_and_not_code_units(client: Client) -> None:
    """Some take two units in JavaScript: half as many would be refused."""
    text = "👀" * 30_000
    frame = client.get("encode-report-saying", frame=encode_report(REPORT), text=text)
    assert text.encode() in frame
