"""Bech32 (BIP 173), without its bound of 90 characters: how age writes keys as text.

Only the tests need it: Sluis carries keys as bytes.
"""

CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECKSUM_SIZE = 6

IDENTITY_PREFIX = "AGE-SECRET-KEY-PQ-"
RECIPIENT_PREFIX = "age1pq"


def encode_identity(seed: bytes) -> str:
    """Return the text of a hybrid identity, from its seed of 32 bytes."""
    return encode(IDENTITY_PREFIX.lower(), seed).upper()


def decode_identity(text: str) -> bytes:
    """Return the seed of a hybrid identity."""
    prefix, seed = decode(text.lower())
    assert prefix == IDENTITY_PREFIX.lower()
    return seed


def encode_recipient(raw: bytes) -> str:
    """Return the text of a hybrid recipient, from its 1,216 bytes."""
    return encode(RECIPIENT_PREFIX, raw)


def encode(prefix: str, raw: bytes) -> str:
    """Return lower-case Bech32."""
    bits = "".join(f"{byte:08b}" for byte in raw)
    bits += "0" * (-len(bits) % 5)
    words = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    words += _checksum(prefix, words)
    return f"{prefix}1{''.join(CHARACTERS[word] for word in words)}"


def decode(text: str) -> tuple[str, bytes]:
    """Return prefix and bytes of lower-case Bech32, or raise `ValueError`."""
    prefix, _, rest = text.rpartition("1")
    words = [CHARACTERS.index(character) for character in rest]
    payload, checksum = words[:-CHECKSUM_SIZE], words[-CHECKSUM_SIZE:]
    if _checksum(prefix, payload) != checksum:
        raise ValueError("the checksum does not fit")
    bits = "".join(f"{word:05b}" for word in payload)
    whole = len(bits) - len(bits) % 8
    return prefix, bytes(int(bits[at : at + 8], 2) for at in range(0, whole, 8))


def _checksum(prefix: str, words: list[int]) -> list[int]:
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    state = _polymod([*spread, *words, *[0] * CHECKSUM_SIZE]) ^ 1
    return [(state >> 5 * (CHECKSUM_SIZE - 1 - at)) & 31 for at in range(CHECKSUM_SIZE)]


def _polymod(words: list[int]) -> int:
    state = 1
    for word in words:
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ word
        for bit, generator in enumerate(GENERATORS):
            state ^= generator if top >> bit & 1 else 0
    return state
