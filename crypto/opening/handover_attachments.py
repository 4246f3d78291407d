"""Opening an attachment of a handover at its recipient (docs/protocol.md section 9.4)."""

from collections.abc import Iterable, Iterator
from itertools import chain

from crypto.errors import Malformed
from crypto.handover_attachments import HandoverAttachment
from crypto.opening.identity import Identity
from crypto.opening.messages import open_attachment
from crypto.sizes import PREFIX_SIZE, stored_attachment_size
from crypto.stored import parse_prefix


def open_handover_attachment(
    stored: Iterable[bytes],
    attachment: HandoverAttachment,
    *,
    size: int,
    identity: Identity,
    reader: int,
    slots: int,
) -> Iterator[bytes]:
    """Yield the content of a stored object of `size` bytes by the stanza that the handover names for `reader`.

    Raises `Malformed` for an object of another size or version, `NotForThisKey`,
    `Tampered` or `Malformed` as a slot's opening does, and `Tampered` at the end
    unless size and SHA-256 are those of the handover; the caller shows nothing
    before the iterator has ended. `ValueError` for a reader that the handover does not know.
    """
    if not 0 <= reader < len(attachment.stanzas):
        raise ValueError("the handover names no stanza for this reader")
    if size != stored_attachment_size(attachment.size, slots=slots):
        raise Malformed("an attachment has not the size that its content takes")
    yield from open_attachment(
        _without_prefix(stored),
        attachment,
        identity=identity,
        slot=attachment.stanzas[reader],
        slots=slots,
    )


def _without_prefix(stored: Iterable[bytes]) -> Iterator[bytes]:
    source = iter(stored)
    start = b""
    while len(start) < PREFIX_SIZE and (piece := next(source, None)) is not None:
        start += piece
    parse_prefix(start)
    return chain([start[PREFIX_SIZE:]], source)
