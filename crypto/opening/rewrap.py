"""Rewrap: a new header around the same payload (docs/protocol.md section 9.3).

For attachments within the confidential circle only. The payload is neither read
nor moved, so the time does not depend on its size. Because whoever knows a file
key could make another payload for it, an attachment is opened only against the
hash that its sealed message names.
"""

from collections.abc import Callable, Sequence

from crypto.file_key import make_header
from crypto.header import Header, Stanza
from crypto.opening.identity import Identity
from crypto.opening.sealed_file import unwrap_slot


def rewrap_header(
    header: Header,
    *,
    identity: Identity,
    slot: int,
    slots: int,
    wrap: Callable[[bytes], Sequence[Stanza]],
) -> Header:
    """Return a header with new stanzas for the file key that `slot` opens; raises as `unwrap_slot` does."""
    file_key = unwrap_slot(header, identity=identity, slot=slot, slots=slots)
    return make_header(wrap(file_key), file_key=file_key)
