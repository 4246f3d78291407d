"""Submissions: one to four text parts, and the attachments by id (docs/protocol.md section 8.1).

    version (1) || text count (1) || attachment count (1) || count * upload id (16) || text parts

All text parts have the one stored size. The body is the same whatever it says.
"""

from dataclasses import dataclass

from crypto.errors import Malformed
from crypto.frame import Reader
from crypto.sizes import MAX_TEXT_PARTS, stored_text_size
from crypto.stored import VERSION, parse_stored_text

UPLOAD_ID_SIZE = 16
MAX_ATTACHMENTS = 16
"""More than a phone's worth of pictures; the next ones go in a follow-up."""


@dataclass(frozen=True, slots=True)
class Submission:
    """The stored text parts of one message and the ids of the uploads that belong to it."""

    texts: tuple[bytes, ...]
    uploads: tuple[bytes, ...]


def encode_submission(submission: Submission) -> bytes:
    """Return the body of a submission."""
    counts = bytes([VERSION, len(submission.texts), len(submission.uploads)])
    return counts + b"".join(submission.uploads) + b"".join(submission.texts)


def parse_submission(raw: bytes, *, slots: int) -> tuple[Submission, int]:
    """Return a submission and the period of all its parts, or raise `Malformed`."""
    reader = Reader(raw)
    version, text_count, upload_count = reader.integer(1), reader.integer(1), reader.integer(1)
    if version != VERSION:
        raise Malformed(f"this version of the format ({version}) is not known here")
    if not 1 <= text_count <= MAX_TEXT_PARTS:
        raise Malformed(f"a submission has one to {MAX_TEXT_PARTS} text parts")
    if upload_count > MAX_ATTACHMENTS:
        raise Malformed(f"a submission has at most {MAX_ATTACHMENTS} attachments")
    uploads = tuple(reader.take(UPLOAD_ID_SIZE) for _ in range(upload_count))
    if len(set(uploads)) != upload_count:
        raise Malformed("an attachment is named twice")
    texts = tuple(reader.take(stored_text_size(slots)) for _ in range(text_count))
    reader.end()
    periods = {parse_stored_text(text, slots=slots).period for text in texts}
    if len(periods) != 1:
        raise Malformed("the parts of a submission are of different periods")
    return Submission(texts, uploads), periods.pop()


def submission_size(*, texts: int, uploads: int, slots: int) -> int:
    """Return the size in bytes of a submission."""
    return 3 + uploads * UPLOAD_ID_SIZE + texts * stored_text_size(slots)
