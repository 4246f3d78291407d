"""Every size that a sealed object can have (docs/protocol.md section 4).

Pure arithmetic, so that the server can refuse what has no possible size
without loading anything that seals.
"""

STANZA_TYPE = "mlkem768x25519"
"""The age recipient type (c2sp.org/age)."""

FILE_KEY_SIZE = 16
PAYLOAD_NONCE_SIZE = 16
CHUNK_SIZE = 65_536
TAG_SIZE = 16
"""All four from c2sp.org/age."""

MLKEM_KEY_SIZE = 1184
MLKEM_CIPHERTEXT_SIZE = 1088
"""FIPS 203, ML-KEM-768."""
X25519_SIZE = 32
RECIPIENT_SIZE = MLKEM_KEY_SIZE + X25519_SIZE
ENCAPSULATION_SIZE = MLKEM_CIPHERTEXT_SIZE + X25519_SIZE
"""1,216 and 1,120 bytes: X-Wing concatenates its two halves."""
WRAPPED_SIZE = FILE_KEY_SIZE + TAG_SIZE

VERSION_LINE = b"age-encryption.org/v1\n"
MAC_SIZE = 32

PREFIX_SIZE = 5
"""Before a stored sealed file: a version byte and four bytes of period."""
TEXT_SIZE = 16_384
"""Padded plaintext of every text part: most accounts fit, and one size hides which."""
MAX_TEXT_PARTS = 4
DROP_SLOT_SIZE = 4_096
"""On the wire, tag included: forty-two days of three workstations are below 4 MiB."""
DROP_TAG_SIZE = 16
EVENT_PART_SIZE = 65_536
"""On the wire, prefix included: one for each slot in every outbound bundle."""
LENGTH_SIZE = 8
SMALLEST_ATTACHMENT = 65_536
"""One chunk of the payload: smaller steps would tell small files apart."""
LARGE_STEP = 16 * 1024 * 1024
"""Above 16 MiB a power of two wastes too much: the next multiple of 16 MiB."""


def base64_size(size: int) -> int:
    """Return the length of `size` bytes in unpadded base64."""
    return -(-size * 4 // 3)


STANZA_SIZE = (
    len(f"-> {STANZA_TYPE} \n") + base64_size(ENCAPSULATION_SIZE) + base64_size(WRAPPED_SIZE) + 1
)
"""A stanza in the header: two lines, 1,557 bytes."""


def header_size(stanzas: int) -> int:
    """Return the size in bytes of a header with that many hybrid stanzas."""
    return len(VERSION_LINE) + stanzas * STANZA_SIZE + len("--- \n") + base64_size(MAC_SIZE)


def sealed_size(plaintext_size: int, *, stanzas: int) -> int:
    """Return the size in bytes of the sealed file of a padded plaintext."""
    chunks = max(1, -(-plaintext_size // CHUNK_SIZE))
    return header_size(stanzas) + PAYLOAD_NONCE_SIZE + plaintext_size + chunks * TAG_SIZE


def padded_size_within(wire_size: int, *, stanzas: int) -> int:
    """Return the padded plaintext size whose one-chunk sealed file has `wire_size` bytes."""
    return wire_size - sealed_size(0, stanzas=stanzas)


def stored_text_size(slots: int) -> int:
    """Return the size in bytes of a stored text part (28,947 for eight slots)."""
    return PREFIX_SIZE + sealed_size(TEXT_SIZE, stanzas=slots)


def padded_attachment_size(content_size: int) -> int:
    """Return the padded size in bytes of an attachment of `content_size` bytes."""
    needed = LENGTH_SIZE + content_size
    if needed > LARGE_STEP:
        return -(-needed // LARGE_STEP) * LARGE_STEP
    return max(SMALLEST_ATTACHMENT, 1 << (needed - 1).bit_length())


def stored_attachment_size(content_size: int, *, slots: int) -> int:
    """Return the size in bytes of the stored object of an attachment."""
    return PREFIX_SIZE + sealed_size(padded_attachment_size(content_size), stanzas=slots)


def is_stored_attachment_size(size: int, *, slots: int) -> bool:
    """Tell whether some attachment has a stored object of `size` bytes."""
    overhead = PREFIX_SIZE + header_size(slots) + PAYLOAD_NONCE_SIZE
    chunks = -(-(size - overhead) // (CHUNK_SIZE + TAG_SIZE))
    padded = size - overhead - chunks * TAG_SIZE
    return padded >= SMALLEST_ATTACHMENT and padded_attachment_size(padded - LENGTH_SIZE) == padded


PADDED_DROP_SLOT_SIZE = padded_size_within(DROP_SLOT_SIZE - DROP_TAG_SIZE, stanzas=1)
"""2,421 bytes: what a drop slot holds after its tag, header, nonce and tag of the payload."""
PADDED_EVENT_PART_SIZE = padded_size_within(EVENT_PART_SIZE - PREFIX_SIZE, stanzas=1)
"""63,872 bytes."""
