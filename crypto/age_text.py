"""How age writes keys as text: Bech32 (BIP 173) without its bound of 90 characters (c2sp.org/age).

Only backups carry keys as text, so that age's own program opens them as well;
everything else in Sluis carries keys as bytes.
"""

from crypto.errors import Malformed
from crypto.hybrid import Recipient

IDENTITY_PREFIX = "AGE-SECRET-KEY-PQ-"
RECIPIENT_PREFIX = "age1pq"
MAX_TEXT = 4096
"""A recipient has 1,959 characters."""
_CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_SIZE = 6


def encode_recipient(recipient: Recipient) -> str:
    """Return the text of a hybrid recipient."""
    return _encode(RECIPIENT_PREFIX, recipient.raw)


def parse_recipient(text: str) -> Recipient:
    """Return the recipient in its text, or raise `Malformed`."""
    return Recipient(_decode(text, RECIPIENT_PREFIX, what="recipient"))


def encode_seed(seed: bytes) -> str:
    """Return the text of a hybrid identity, from its seed of 32 bytes."""
    return _encode(IDENTITY_PREFIX.lower(), seed).upper()


def parse_seed(text: str) -> bytes:
    """Return the seed in the text of a hybrid identity, or raise `Malformed`."""
    if text != text.upper():
        raise Malformed("this is not the text of an age identity")
    return _decode(text.lower(), IDENTITY_PREFIX.lower(), what="identity")


def _encode(prefix: str, raw: bytes) -> str:
    bits = "".join(f"{byte:08b}" for byte in raw)
    bits += "0" * (-len(bits) % 5)
    words = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    words += _checksum(prefix, words)
    return f"{prefix}1{''.join(_CHARACTERS[word] for word in words)}"


def _decode(text: str, prefix: str, *, what: str) -> bytes:
    refused = Malformed(f"this is not the text of an age {what} for hybrid keys")
    start, _, rest = text.rpartition("1")
    if start != prefix or len(text) > MAX_TEXT or not set(rest) <= set(_CHARACTERS):
        raise refused
    words = [_CHARACTERS.index(character) for character in rest]
    payload, checksum = words[:-_CHECKSUM_SIZE], words[-_CHECKSUM_SIZE:]
    bits = "".join(f"{word:05b}" for word in payload)
    whole = len(bits) - len(bits) % 8
    raw = bytes(int(bits[at : at + 8], 2) for at in range(0, whole, 8))
    if _checksum(prefix, payload) != checksum or _encode(prefix, raw) != text:
        raise refused
    return raw


def _checksum(prefix: str, words: list[int]) -> list[int]:
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    state = _polymod([*spread, *words, *[0] * _CHECKSUM_SIZE]) ^ 1
    return [(state >> 5 * (_CHECKSUM_SIZE - 1 - at)) & 31 for at in range(_CHECKSUM_SIZE)]


def _polymod(words: list[int]) -> int:
    state = 1
    for word in words:
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ word
        for bit, generator in enumerate(_GENERATORS):
            state ^= generator if top >> bit & 1 else 0
    return state
