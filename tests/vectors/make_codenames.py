"""Vectors of codenames and of what they derive (docs/protocol.md sections 6.5, 8.3 and 8.4).

The candidates for a doubtful word, and everything derived, are computed here from
the page and not with the code that is tested.
"""

import base64
import hashlib
import hmac

from argon2.low_level import Type, hash_secret_raw
from vectors.kit import Topic, seed
from vectors.service import SERVICE

from crypto.errors import Malformed
from crypto.opening.identity import Identity
from crypto.words import dutch, english

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LISTS = {"nl": dutch.WORDS, "en": english.WORDS}


def make_codenames() -> Topic:
    """Return the vectors of reading a codename."""
    topic = Topic("codename", "8.3")
    entropy = seed("codename")[:11]
    words = _words(entropy, "nl")
    for language, name in (("nl", "dutch"), ("en", "english")):
        typed = " ".join(_words(entropy, language))
        topic.ok(f"eight-{name}-words", "As printed.", _read(entropy), typed=typed)
    topic.ok(
        "case-hyphens-diacritics-and-odd-blanks",
        "Full-width letters and ligatures too: NFKD takes them apart.",
        _read(entropy),
        typed=_mess(words),
    )
    topic.ok(
        "dashes-dots-and-blanks-of-no-width",
        "What phones and web pages make of blanks and hyphens.",
        _read(entropy),
        typed=" \u2013 ".join([words[0][:2] + "\u200b" + words[0][2:], "\u2010".join(words[1:7])])
        + "\u00b7\ufeff"
        + words[7],
    )
    topic.ok(
        "all-zeros",
        "The first word, and a check that is not zero.",
        _read(bytes(11)),
        typed=", ".join(_words(bytes(11), "nl")),
    )
    _refuse_wholes(topic, words, _words(entropy, "en"))
    _refuse_slips(topic, words, _words(entropy, "en"))
    return topic


def _words(entropy: bytes, language: str) -> list[str]:
    number = int.from_bytes(entropy + hashlib.sha256(entropy).digest()[:1], "big")
    return [_LISTS[language][number >> 12 * place & 4095] for place in range(7, -1, -1)]


def _read(entropy: bytes) -> dict[str, object]:
    return {"entropy": entropy, **{name: " ".join(_words(entropy, name)) for name in _LISTS}}


def _mess(words: list[str]) -> str:
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in words[0])
    accented = words[1].replace("e", "é").replace("o", "o\u0308").replace("a", "Å")
    rest = [words[2].upper(), words[3].title(), *words[4:]]
    separators = ["-", "\u00a0", " - ", "\u2003", "_", ".\n", " / ", ";\t"]
    typed = zip([full_width, accented, *rest], separators, strict=True)
    return "  " + "".join(word + separator for word, separator in typed)


def _refuse_wholes(topic: Topic, words: list[str], others: list[str]) -> None:
    last = dutch.WORDS[dutch.WORDS.index(words[7]) ^ 1]
    faults = [
        ("nothing-typed", "", "No words."),
        ("blanks-and-hyphens-only", " - - ", "No words."),
        ("seven-words", " ".join(words[:7]), "Eight."),
        ("nine-words", " ".join([*words, words[0]]), "Eight."),
        ("eight-words-twice", " ".join(words * 2), "Eight."),
        (
            "two-neighbours-exchanged",
            " ".join([words[1], words[0], *words[2:]]),
            "The check byte tells.",
        ),
        (
            "first-and-last-exchanged",
            " ".join([words[7], *words[1:7], words[0]]),
            "The check byte tells.",
        ),
        ("another-last-word", " ".join([*words[:7], last]), "The check byte tells."),
        ("one-word-eight-times", " ".join([words[3]] * 8), "The check byte tells."),
        ("the-other-list-s-words-in-reverse", " ".join(others[::-1]), "The check byte tells."),
    ]
    for name, typed, comment in faults:
        topic.refuse(name, Malformed, comment, typed=typed)


def _refuse_slips(topic: Topic, words: list[str], others: list[str]) -> None:
    right = words[4]
    slips = [
        (
            "a-letter-less",
            4,
            right[:-2] + right[-1],
            "Named by its place, with what it may have been.",
        ),
        ("a-letter-more", 4, right + "s", "Named by its place."),
        ("another-letter", 4, right[:2] + "q" + right[3:], "Named by its place."),
        (
            "two-letters-exchanged",
            4,
            right[:2] + right[3] + right[2] + right[4:],
            "Named by its place.",
        ),
        (
            "a-word-of-the-other-list",
            2,
            others[2],
            "The lists have no word in common, and are not mixed.",
        ),
        ("a-word-of-no-list", 0, "xyzzyx", "Nothing is near it."),
        ("a-number-for-a-word", 5, "12345", "Nothing is near it."),
        ("a-cyrillic-letter", 7, words[7][:-1] + "\u0430", "It looks the same and is another."),
    ]
    for name, place, typed, comment in slips:
        wrong = [*words[:place], typed, *words[place + 1 :]]
        topic.refuse(name, Malformed, comment, typed=" ".join(wrong), output=_doubt((place, typed)))
    both = ["qqqqq", *words[1:7], "zzzzz"]
    topic.refuse(
        "two-doubtful-words",
        Malformed,
        "Both are named.",
        typed=" ".join(both),
        output=_doubt((0, "qqqqq"), (7, "zzzzz")),
    )
    long_word = next(word for word in dutch.WORDS if len(word) == 8)
    start = [*words[:3], long_word[:5], *words[4:]]
    topic.refuse(
        "a-start-of-five-letters",
        Malformed,
        "Five letters tell a word from the others, and it is asked all the same.",
        typed=" ".join(start),
        output=_doubt((3, long_word[:5])),
    )


def _doubt(*slips: tuple[int, str]) -> dict[str, object]:
    return {
        "doubtful": [
            {"place": place + 1, "candidates": [w for w in dutch.WORDS if w in near]}
            for place, near in ((place, _near(typed)) for place, typed in slips)
        ]
    }


def _near(typed: str) -> set[str]:
    """Return every string one slip away, and the listed words that begin so."""
    cuts = [(typed[:i], typed[i:]) for i in range(len(typed) + 1)]
    near = {a + b[1:] for a, b in cuts if b}
    near |= {a + letter + b for a, b in cuts for letter in _LETTERS}
    near |= {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    near |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    return near | {w for w in dutch.WORDS if len(typed) >= 5 and w.startswith(typed)}


def make_derivations() -> Topic:
    """Return the vectors of what a codename derives."""
    topic = Topic("derivation", "8.4")
    base = {
        "service_id": SERVICE,
        "slot": 2,
        "generation": 3,
        "batch": 7,
        "recipient_id": "rijksrecherche",
    }
    topic.base = base
    entropy = seed("codename")[:11]
    variants: list[tuple[str, bytes, dict[str, object], str]] = [
        ("a-codename-at-this-service", entropy, {}, "Identity, thread key, tags, pseudonym."),
        (
            "the-same-codename-at-another-service",
            entropy,
            {"service_id": bytes(16)},
            "The service id is the salt: nothing is the same.",
        ),
        (
            "the-same-codename-in-another-batch",
            entropy,
            {"slot": 255, "batch": 2**32 - 1},
            "Only the tags differ.",
        ),
        (
            "the-same-codename-under-another-generation",
            entropy,
            {"generation": 4},
            "Only the tags differ: a new generation begins its numbers anew.",
        ),
        (
            "the-same-codename-for-another-recipient",
            entropy,
            {"recipient_id": "a1"},
            "Only the pseudonym differs.",
        ),
        ("a-codename-of-zeros", bytes(11), {}, "No byte is dropped."),
    ]
    for name, secret, changes, comment in variants:
        given = {**base, **changes}
        codename = " ".join(_words(secret, "nl"))
        topic.ok(name, comment, _derive(secret, given), codename=codename, **changes)
    return topic


def _derive(entropy: bytes, given: dict[str, object]) -> dict[str, object]:
    salt, slot, batch = given["service_id"], given["slot"], given["batch"]
    secret = hash_secret_raw(entropy, salt, 1, 8192, 1, 32, Type.ID)  # type: ignore[arg-type]
    identity_seed = _hkdf(secret, b"sluis/v1/reply-identity")
    thread_key = _hkdf(secret, b"sluis/v1/thread-key")
    tag_key = _hmac(thread_key, b"sluis/v1/tag-key")
    numbers = (given["generation"], batch)
    place = bytes([slot]) + b"".join(n.to_bytes(4, "big") for n in numbers)  # type: ignore[attr-defined, list-item]
    label = b"sluis/v1/pseudonym\0" + str(given["recipient_id"]).encode()
    return {
        "identity": identity_seed,
        "recipient": base64.b64encode(Identity(identity_seed).recipient.raw).decode(),
        "thread_key": thread_key,
        "thread_id": _hmac(thread_key, b"sluis/v1/thread")[:16],
        "tag_key": tag_key,
        "tags": [_hmac(tag_key, place + bytes([i]))[:16] for i in range(4)],
        "pseudonym": _hmac(thread_key, label)[:8],
        "bucket_value": int.from_bytes(_hmac(tag_key, b"sluis/v1/bucket")[:2], "big"),
    }


def _hkdf(secret: bytes, info: bytes) -> bytes:
    """Return 32 bytes of HKDF-SHA256 without a salt (RFC 5869): one round is enough for them."""
    return _hmac(_hmac(bytes(32), secret), info + b"\1")


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, hashlib.sha256)
