"""Codenames: eight words, a check, and forgiveness where it is safe (docs/protocol.md sections 8.3 and 8.4)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.codename.codename import Codename, WrongCodename, parse_codename
from crypto.codename.derivation import derive
from crypto.fingerprint import fingerprint_words, key_fingerprint
from crypto.words import dutch, english

LANGUAGES = st.sampled_from(["nl", "en"])
ENTROPY = st.binary(min_size=11, max_size=11)
LISTS = {"nl": dutch.WORDS, "en": english.WORDS}


@given(ENTROPY, LANGUAGES)
def test_the_words_give_the_codename_again(entropy: bytes, language: str) -> None:
    """`parse(words(x)) == x` in both languages."""
    codename = Codename(entropy)
    assert parse_codename(" ".join(codename.words(language))).entropy == entropy


@pytest.mark.parametrize(
    "separator",
    [
        " ",
        "  ",
        "-",
        "\n",
        ", ",
        " - ",
        "_",
        ". ",
        "\u00a0",
        "\u2010",
        " \u2013 ",
        " · ",
        "\u200b\n",
    ],
)
def test_blanks_hyphens_case_and_diacritics_do_not_matter(separator: str) -> None:
    """As people write on paper and phones type."""
    words = Codename(bytes(range(11))).words("nl")
    typed = separator.join(words).upper().replace("E", "É")
    assert parse_codename(f"  {typed}\n").entropy == bytes(range(11))


@given(ENTROPY, LANGUAGES, st.integers(0, 7), st.data())
def test_one_slip_in_a_word_is_named_with_what_it_may_have_been(
    entropy: bytes, language: str, place: int, data: st.DataObject
) -> None:
    """The doubtful word is named by its place, and the right one is among the candidates."""
    words = Codename(entropy).words(language)
    right = words[place]
    at = data.draw(st.integers(0, len(right) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    wrong = data.draw(
        st.sampled_from(
            [
                right[:at] + right[at + 1 :],
                right[:at] + letter + right[at + 1 :],
                right[:at] + letter + right[at:],
                right[:at] + right[at + 1 : at + 2] + right[at] + right[at + 2 :],
            ]
        )
    )
    if wrong == right:
        return
    words[place] = wrong
    with pytest.raises(WrongCodename) as caught:
        parse_codename(" ".join(words))
    doubtful = {doubt.place: doubt.candidates for doubt in caught.value.doubtful}
    assert right in doubtful[place + 1]


@pytest.mark.parametrize("count", [0, 1, 7, 9])
def test_another_number_of_words_is_refused_with_the_number(count: int) -> None:
    """Eight, no more, no fewer."""
    words = (Codename(bytes(11)).words("nl") * 2)[:count]
    with pytest.raises(WrongCodename, match=f"there are {count}"):
        parse_codename(" ".join(words))


@pytest.mark.parametrize("typed", ["accu " * 17, "accu " * 250, "x" * 100_000])
def test_a_pasted_book_is_refused_without_looking_up_its_words(typed: str) -> None:
    """Time is bounded for hostile sizes."""
    with pytest.raises(WrongCodename) as caught:
        parse_codename(typed)
    assert not caught.value.doubtful


def test_two_words_exchanged_are_noticed() -> None:
    """The check byte catches 255 of 256 such slips; this one it does."""
    words = Codename(bytes(range(11))).words("nl")
    words[0], words[1] = words[1], words[0]
    with pytest.raises(WrongCodename, match="do not belong together"):
        parse_codename(" ".join(words))


def test_a_refusal_never_repeats_what_was_typed() -> None:
    """An error may end up on a screen that others see."""
    words = [*Codename(bytes(range(11))).words("nl")[:7], "geheimpje"]
    with pytest.raises(WrongCodename) as caught:
        parse_codename(" ".join(words))
    assert not any(word in str(caught.value) for word in words)


def test_a_codename_hides_its_secret_and_has_eleven_bytes() -> None:
    """`repr` shows nothing; two fresh ones differ."""
    codename = Codename.generate()
    assert codename.entropy.hex() not in repr(codename)
    assert codename.entropy != Codename.generate().entropy
    with pytest.raises(ValueError, match="11 bytes"):
        Codename(bytes(10))


def test_a_codename_derives_the_same_secrets_again_and_others_elsewhere() -> None:
    """The service id is the salt: one codename at two services is two threads."""
    codename = Codename(bytes(range(11)))
    here, again = derive(codename, service_id=bytes(16)), derive(codename, service_id=bytes(16))
    there = derive(codename, service_id=b"\1" * 16)
    assert here == again
    assert here.thread_key != there.thread_key
    assert here.identity != there.identity
    assert here.thread_key != here.identity.seed
    assert here.thread_key.hex() not in repr(here)


def test_a_fingerprint_is_eight_words_of_the_hash() -> None:
    """Read to each other over the phone."""
    assert fingerprint_words(bytes(32)) == [dutch.WORDS[0]] * 8
    assert fingerprint_words(b"\xff" * 32, language="en") == [english.WORDS[-1]] * 8
    assert key_fingerprint(b"a") != key_fingerprint(b"b")


@pytest.mark.parametrize("language", LISTS)
def test_a_list_keeps_the_rules(language: str) -> None:
    """4,096 words of 4 to 8 letters, told apart by their first five, none the start of another."""
    words = LISTS[language]
    assert len(words) == len(set(words)) == 4096
    assert list(words) == sorted(words)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert {len(word) for word in words} <= {4, 5, 6, 7, 8}
    assert len({word[:5] for word in words}) == 4096
    assert not any(b.startswith(a) for a, b in pairwise(words))


@pytest.mark.parametrize("language", LISTS)
def test_no_two_words_of_a_list_are_one_slip_apart(language: str) -> None:
    """At least two edits: every word with one letter taken out, or replaced by a blank, is unique."""
    seen: dict[str, str] = {}
    words = frozenset(LISTS[language])
    for word in words:
        shapes = {word[:i] + "?" + word[i + 1 :] for i in range(len(word))}
        shorter = {word[:i] + word[i + 1 :] for i in range(len(word))}
        for shape in shapes:
            assert seen.setdefault(shape, word) == word
        for shape in shorter:
            assert shape not in words


def test_the_lists_have_no_word_in_common() -> None:
    """So the language need not be asked."""
    assert not set(dutch.WORDS) & set(english.WORDS)
