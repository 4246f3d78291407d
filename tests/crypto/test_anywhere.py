"""Opening an attachment at any place (docs/protocol.md section 4.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import Tampered
from crypto.hybrid import Recipient
from crypto.opening.anywhere import Anywhere, open_anywhere
from crypto.opening.identity import Identity
from crypto.opening.sealed_file import read_header, unwrap_slot
from crypto.padding import pad
from crypto.sealing import seal_chunks
from crypto.sizes import CHUNK_SIZE, TAG_SIZE, header_size, padded_attachment_size

OWN = Identity(bytes(range(32)))
CONTENT = bytes(range(256)) * 777
"""198,912 bytes: four chunks when it is padded."""


def sealed(content: bytes) -> bytes:
    """Return a padded content, sealed to one."""
    padded = pad(content, size=padded_attachment_size(len(content)))
    recipient = Recipient(OWN.recipient.raw)
    return b"".join(seal_chunks([padded], wrap=lambda file_key: [recipient.wrap(file_key)]))


def anywhere(raw: bytes, size: int) -> Anywhere:
    """Open a sealed content to be read at any place."""
    header, _payload = read_header([raw])
    start = header_size(1)
    return open_anywhere(
        lambda place, length: raw[start + place : start + place + length],
        file_key=unwrap_slot(header, identity=OWN, slot=0, slots=1),
        size=size,
    )


SEALED = sealed(CONTENT)


@given(st.integers(0, len(CONTENT) + 10), st.integers(0, 3 * CHUNK_SIZE))
def test_any_place_is_that_of_the_whole(place: int, length: int) -> None:
    """What is read is a slice of the content, and ends where the content ends, not its padding."""
    found = anywhere(SEALED, len(CONTENT)).read(place, length)
    assert found == CONTENT[place : place + length]


@pytest.mark.parametrize("size", [0, 1, CHUNK_SIZE - 8, CHUNK_SIZE - 7])
def test_contents_at_the_edge_of_a_chunk_are_whole(size: int) -> None:
    """Also an empty one, and one whose length takes it over into a second chunk."""
    content = CONTENT[:size]
    assert anywhere(sealed(content), size).read(0, size + 1) == content


def test_a_chunk_that_was_altered_is_refused_and_no_other() -> None:
    """Each is authentic by itself."""
    raw = bytearray(SEALED)
    raw[header_size(1) + 16 + CHUNK_SIZE + TAG_SIZE] ^= 1
    content = anywhere(bytes(raw), len(CONTENT))
    assert content.read(0, 10) == CONTENT[:10]
    with pytest.raises(Tampered, match="altered"):
        content.read(CHUNK_SIZE, 10)


def test_a_chunk_at_another_place_is_refused() -> None:
    """Its place is in its nonce."""
    size, start = CHUNK_SIZE + TAG_SIZE, header_size(1) + 16
    chunks = [SEALED[start + number * size : start + (number + 1) * size] for number in (1, 0)]
    moved = SEALED[:start] + b"".join(chunks) + SEALED[start + 2 * size :]
    with pytest.raises(Tampered, match="moved"):
        anywhere(moved, len(CONTENT)).read(0, 1)


def test_a_content_that_ends_early_is_refused() -> None:
    """Its last chunk is marked as the last."""
    cut = SEALED[: header_size(1) + 16 + CHUNK_SIZE + TAG_SIZE]
    content = anywhere(cut, len(CONTENT))
    assert content.read(0, 10) == CONTENT[:10]
    with pytest.raises(Tampered, match="cut off"):
        content.read(CHUNK_SIZE, 1)
    with pytest.raises(Tampered, match="cut off"):
        anywhere(cut, 100).read(0, 1)


def test_the_key_stays_out_of_sight() -> None:
    """In no log of an object."""
    assert "payload_key" not in repr(anywhere(SEALED, len(CONTENT)))
