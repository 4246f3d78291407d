"""Attachments of handovers in an outbound bundle: their names, sizes and form (docs/protocol.md section 10.3).

Checked without any key and without their payloads, like a reporter's: what is
not a stored attachment of this service's shape never reaches the store.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crypto.bundle import File, Outbound
from crypto.bundle_contents import PERIOD_KEYS, parse_handed_name
from crypto.errors import Malformed
from crypto.period import accept_window
from crypto.sizes import PREFIX_SIZE, header_size, is_stored_attachment_size
from crypto.stored import parse_stored_attachment
from crypto.submission import MAX_ATTACHMENTS

MAX_BUNDLE_ATTACHMENTS = 1 << 30
"""Bytes of all attachments of a bundle: one of the largest fits, and a stick or a line carries it."""


@dataclass(frozen=True, slots=True)
class Brought:
    """An attachment that a bundle brings: its 16-byte id, its file's name, period, bytes in all and SHA-256 (32)."""

    id: bytes
    name: str
    period: int
    size: int
    sha256: bytes


def attachment_start_size(slots: int) -> int:
    """Return how many first bytes of an attachment are enough to check its form."""
    return PREFIX_SIZE + header_size(slots) + 1


def check_names(files: Sequence[File], *, slots: int) -> None:
    """Raise `Malformed` unless these are attachments by rising ids, of possible sizes, and not too many."""
    ids = [parse_handed_name(file.name) for file in files]
    if ids != sorted(ids) or len(ids) > MAX_ATTACHMENTS:
        raise Malformed(
            "the attachments of a bundle are too many, or not in the order of their ids"
        )
    if not all(is_stored_attachment_size(file.size, slots=slots) for file in files):
        raise Malformed("an attachment of a bundle has a size that no sealed attachment has")
    if sum(file.size for file in files) > MAX_BUNDLE_ATTACHMENTS:
        raise Malformed("the attachments of a bundle are too large together")


def check_attachments(
    manifest: Outbound, contents: Mapping[str, bytes], *, slots: int
) -> list[Brought]:
    """Return the attachments of a bundle whose names were checked, or raise `Malformed`.

    The period is held against the bundle's own day and not against the day on
    which somebody carries it: a bundle that lay on a stick can still be brought.
    """
    names = [file.name for file in manifest.files]
    brought = []
    for file in manifest.files[names.index(PERIOD_KEYS) + 1 :]:
        head = parse_stored_attachment(contents[file.name], size=file.size, slots=slots)
        if not accept_window(head.period).holds(manifest.day):
            raise Malformed("an attachment of a bundle is of another week than the bundle")
        sha256 = bytes.fromhex(file.sha256)
        brought.append(
            Brought(parse_handed_name(file.name), file.name, head.period, file.size, sha256)
        )
    return brought
