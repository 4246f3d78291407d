"""Opening what reached the fake server, as a confidant's workstation would."""

from crypto.messages import (
    Attachment,
    Consent,
    FollowUp,
    Report,
    parse_consent,
    parse_followup,
    parse_report,
)
from crypto.opening.messages import open_attachment, open_text_part
from crypto.parts import join
from crypto.period import period_of
from crypto.signing import verify_mac
from crypto.sizes import PREFIX_SIZE
from crypto.submission import parse_submission
from tests.clients.fake_server import FakeServer
from tests.tiny_service import SLOTS


def read_report(server: FakeServer, slot: int) -> Report:
    """Open the one submission with a slot's key."""
    message_id, frame = _open_message(server.only_submission, server, slot)
    report = parse_report(frame)
    assert report.id == message_id.hex()
    return report


def read_followup(server: FakeServer, slot: int, *, thread_key: bytes) -> FollowUp:
    """Open the newest submission with a slot's key and verify its MAC."""
    followup, frame = parse_followup(
        _open_message(list(server.submissions.values())[-1], server, slot)[1]
    )
    verify_mac(frame, key=thread_key)
    return followup


def read_consent(server: FakeServer, slot: int, *, thread_key: bytes) -> Consent:
    """Open the newest submission with a slot's key and verify its MAC."""
    newest = list(server.submissions.values())[-1]
    consent, frame = parse_consent(_open_message(newest, server, slot)[1])
    verify_mac(frame, key=thread_key)
    return consent


def read_attachment(server: FakeServer, slot: int, attachment: Attachment) -> bytes:
    """Open an attachment with a slot's key."""
    stored = bytes(server.uploads[attachment.id].content)
    identity = server.service.holders[slot].identities[period_of(server.service.day)]
    return b"".join(
        open_attachment(
            [stored[PREFIX_SIZE:]], attachment, identity=identity, slot=slot, slots=SLOTS
        )
    )


def _open_message(body: bytes, server: FakeServer, slot: int) -> tuple[bytes, bytes]:
    submission, period = parse_submission(body, slots=SLOTS)
    identity = server.service.holders[slot].identities[period]
    return join(
        [
            open_text_part(text, identity=identity, slot=slot, slots=SLOTS)
            for text in submission.texts
        ]
    )
