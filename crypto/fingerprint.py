"""Fingerprints that people read to each other: a hash's first 96 bits as eight words (docs/protocol.md section 5.4)."""

import hashlib

from crypto.words import dutch, english

_LISTS = {"nl": dutch.WORDS, "en": english.WORDS}


def fingerprint_words(digest: bytes, *, language: str = "nl") -> list[str]:
    """Return eight words for a 32-byte hash; 96 bits are beyond anybody's search for a second one."""
    number = int.from_bytes(digest[:12], "big")
    return [_LISTS[language][number >> 12 * (7 - place) & 0xFFF] for place in range(8)]


def key_fingerprint(key: bytes, *, language: str = "nl") -> list[str]:
    """Return the eight words of a public key: of its SHA-256."""
    return fingerprint_words(hashlib.sha256(key).digest(), language=language)
