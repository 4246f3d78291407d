"""Keys as age writes them: there and back, and nothing else is a key (c2sp.org/age, BIP 173)."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.age_text import (
    IDENTITY_PREFIX,
    RECIPIENT_PREFIX,
    encode_recipient,
    encode_seed,
    parse_recipient,
    parse_seed,
)
from crypto.errors import Malformed
from crypto.opening.identity import Identity

SEED = b"s" * 32
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def _with_checksum(start: str, payload: str) -> str:
    """Return a text whose checksum is right, reckoned as BIP 173 tells it: a remainder of 1 over GF(32)."""
    words = [LETTERS.index(letter) for letter in payload]
    prefix = [ord(letter) >> 5 for letter in start] + [0] + [ord(letter) & 31 for letter in start]
    remainder = 1
    for word in [*prefix, *words, *[0] * 6]:
        top, remainder = remainder >> 25, ((remainder & (1 << 25) - 1) << 5) ^ word
        for bit, factor in enumerate((996825010, 642813549, 513874426, 1027748829, 705979059)):
            remainder ^= factor * (top >> bit & 1)
    end = "".join(LETTERS[(remainder ^ 1) >> 5 * (5 - at) & 31] for at in range(6))
    return f"{start}1{payload}{end}"


@given(st.binary(min_size=32, max_size=32))
def test_a_seed_comes_back_from_its_text(seed: bytes) -> None:
    """In capitals, as age writes what is secret."""
    text = encode_seed(seed)
    assert text == text.upper()
    assert text.startswith(f"{IDENTITY_PREFIX}1")
    assert parse_seed(text) == seed


@given(st.binary(min_size=32, max_size=32))
def test_a_recipient_comes_back_from_its_text(seed: bytes) -> None:
    """In small letters, and as long as age says."""
    recipient = Identity(seed).recipient
    text = encode_recipient(recipient)
    assert len(text) == 1959
    assert text.startswith(f"{RECIPIENT_PREFIX}1")
    assert parse_recipient(text).raw == recipient.raw


def test_the_checksum_is_that_of_bip_173() -> None:
    """Reckoned a second time, from the page."""
    text = encode_seed(SEED).lower()
    start, _, rest = text.rpartition("1")
    assert _with_checksum(start, rest[:-6]) == text


@given(st.integers(min_value=0, max_value=len(encode_seed(SEED)) - 1), st.sampled_from(LETTERS))
def test_another_letter_anywhere_is_refused(place: int, letter: str) -> None:
    """A typing mistake is never another key."""
    text = encode_seed(SEED)
    changed = text[:place] + letter.upper() + text[place + 1 :]
    if changed == text:
        assert parse_seed(changed) == SEED
    else:
        with pytest.raises(Malformed, match="not the text of an age identity"):
            parse_seed(changed)


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        str.title,
        lambda text: f"{text}\n",
        lambda text: f" {text}",
        lambda text: text[:-1],
        lambda text: text.replace(IDENTITY_PREFIX, "AGE-SECRET-KEY-"),
        lambda text: text.replace("1", ""),
        lambda _text: "",
        lambda _text: IDENTITY_PREFIX,
        lambda _text: f"{IDENTITY_PREFIX}1",
        lambda text: _with_checksum(IDENTITY_PREFIX.lower(), text[19:-7].lower() + "l").upper(),
        lambda _text: _with_checksum(IDENTITY_PREFIX.lower(), "q" * 5000).upper(),
    ],
    ids=[
        "small-letters",
        "mixed-letters",
        "a-line-end",
        "a-blank",
        "cut-off",
        "of-the-older-kind",
        "no-separator",
        "nothing",
        "a-prefix",
        "a-prefix-and-its-separator",
        "loose-bits-after-the-last-byte",
        "longer-than-any-key",
    ],
)
def test_what_is_no_identity_is_refused(change: Callable[[str], str]) -> None:
    """The sentence names what it is not, and never what was given."""
    given_text = change(encode_seed(SEED))
    with pytest.raises(Malformed, match="not the text of an age identity") as refused:
        parse_seed(given_text)
    assert given_text.strip() == "" or given_text not in str(refused.value)


def test_an_identity_is_no_recipient_and_a_short_one_is_neither() -> None:
    """The two differ in their beginning, and a recipient has its size."""
    with pytest.raises(Malformed, match="age recipient"):
        parse_recipient(encode_seed(SEED))
    with pytest.raises(Malformed):
        parse_recipient(_with_checksum(RECIPIENT_PREFIX, "q" * 8))
