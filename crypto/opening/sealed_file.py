"""Opening a sealed file: header, then payload (docs/protocol.md sections 4.1 and 4.4).

`open_slot` is the workstation's way: its own stanza only, three outcomes. A
file whose header is authentic under the public decoy constant is refused, since
anybody could have made and can read it.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from crypto.errors import NotForThisKey, Tampered
from crypto.file_key import payload_key, verify_header
from crypto.header import MAX_HEADER, Header, split_header
from crypto.opening.identity import Identity
from crypto.opening.stream import decrypt_chunks
from crypto.sizes import PAYLOAD_NONCE_SIZE
from crypto.slots import DECOY_FILE_KEY
from crypto.stored import check_stanzas


def unwrap_slot(header: Header, *, identity: Identity, slot: int, slots: int) -> bytes:
    """Return the file key that stanza `slot` of `slots` holds, authenticated by the header's MAC.

    Raises `NotForThisKey` if it holds the decoy constant (not for me), and
    `Malformed` or `Tampered` for everything else that does not open (damaged).
    """
    check_stanzas(header, slots=slots)
    file_key = identity.unwrap(header.stanzas[slot])
    if file_key == DECOY_FILE_KEY:
        _refuse_decoy_as_file_key(header)
        raise NotForThisKey("this was not sealed to this slot")
    verify_header(header, file_key=file_key)
    return file_key


def open_slot(
    sealed: Iterable[bytes], *, identity: Identity, slot: int, slots: int
) -> Iterator[bytes]:
    """Yield the plaintext of a sealed file by the stanza of one slot; raises as `unwrap_slot` does."""
    header, payload = read_header(sealed)
    yield from open_payload(
        payload, file_key=unwrap_slot(header, identity=identity, slot=slot, slots=slots)
    )


def open_single(sealed: bytes, *, identity: Identity) -> bytes:
    """Return the plaintext of a sealed file with exactly one stanza, which must be this identity's."""
    return b"".join(open_slot([sealed], identity=identity, slot=0, slots=1))


def open_payload(payload: Iterable[bytes], *, file_key: bytes) -> Iterator[bytes]:
    """Yield the plaintext behind a header whose MAC was verified under `file_key`."""
    source = iter(payload)
    start = b""
    while len(start) < PAYLOAD_NONCE_SIZE:
        piece = next(source, None)
        if piece is None:
            raise Tampered("a sealed file ends before its payload")
        start += piece
    nonce, rest = start[:PAYLOAD_NONCE_SIZE], start[PAYLOAD_NONCE_SIZE:]
    yield from decrypt_chunks(
        chain([rest] if rest else [], source), payload_key=payload_key(file_key, nonce)
    )


def read_header(sealed: Iterable[bytes]) -> tuple[Header, Iterator[bytes]]:
    """Return the header of a sealed file and the pieces of its payload, nonce first."""
    source = iter(sealed)
    start = b""
    for piece in source:
        start += piece
        if len(start) > MAX_HEADER:
            break
    header, size = split_header(start)
    return header, chain([start[size:]], source)


def _refuse_decoy_as_file_key(header: Header) -> None:
    try:
        verify_header(header, file_key=DECOY_FILE_KEY)
    except Tampered:
        return
    raise Tampered("the file itself was sealed under the public decoy constant")
