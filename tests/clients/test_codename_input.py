"""A codename that is typed: forgiven where it is safe, doubted word by word, never sent."""

from collections.abc import Callable

import pytest
from click.testing import Result

from crypto.words import dutch
from tests.clients.conftest import Reporter

Refused = Callable[[Result], str]


def test_a_codename_that_is_typed_stays_out_of_the_output(reporter: Reporter) -> None:
    """It is seen while it is typed, and is not in what a pipe or a file gets."""
    codename = reporter.send_well()
    result = reporter.run("check", typed=codename + "\n")
    assert result.exit_code == 0
    assert codename not in result.stdout


@pytest.mark.parametrize("change", [str.upper, str.title, lambda c: f"  {c.replace(' ', '-')} "])
def test_harmless_differences_are_forgiven(
    reporter: Reporter, change: Callable[[str], str]
) -> None:
    """Case, hyphens, blanks."""
    codename = reporter.send_well()
    assert reporter.check(change(codename)).exit_code == 0


def test_a_mistyped_word_is_named_with_what_it_may_be(reporter: Reporter, refused: Refused) -> None:
    """On the device: nothing is asked of the server."""
    words = reporter.send_well().split()
    meant, words[2] = words[2], words[2] + "q"
    reporter.server.asked.clear()
    sentence = refused(reporter.check(" ".join(words)))
    assert "woord 3" in sentence
    assert meant in sentence
    assert reporter.server.asked == []


def test_a_word_that_resembles_nothing_is_named_without_a_guess(
    reporter: Reporter, refused: Refused
) -> None:
    """And what was typed is not repeated."""
    words = reporter.send_well().split()
    words[7] = "xqxqxqxq"
    reporter.server.asked.clear()
    sentence = refused(reporter.check(" ".join(words)))
    assert "woord 8" in sentence
    assert "xqxq" not in sentence
    assert reporter.server.asked == []


def test_words_that_do_not_belong_together_are_refused(
    reporter: Reporter, refused: Refused
) -> None:
    """Another word of the list does not pass the check byte, or not by accident twice."""
    words = reporter.send_well().split()
    reporter.server.asked.clear()
    others = [w for w in dutch.WORDS[:3] if w != words[0]]
    results = [reporter.check(" ".join([other, *words[1:]])) for other in others]
    sentences = [refused(result) for result in results if result.exit_code]
    assert sentences
    assert all("acht woorden" in sentence for sentence in sentences)


@pytest.mark.parametrize("count", [1, 7, 9, 20])
def test_another_number_of_words_is_refused_with_that_number(
    reporter: Reporter, refused: Refused, count: int
) -> None:
    """Eight words, no more and no fewer."""
    sentence = refused(reporter.check(" ".join(dutch.WORDS[:count])))
    assert "acht woorden" in sentence
    assert f"geteld: {count}" in sentence
    assert reporter.server.asked == []


def test_two_words_in_one_are_counted_and_named(reporter: Reporter, refused: Refused) -> None:
    """A blank that was left out: seven words, and the fourth is in no list."""
    words = reporter.send_well().split()
    words[3:5] = [words[3] + words[4]]
    sentence = refused(reporter.check(" ".join(words)))
    assert "geteld: 7" in sentence
    assert "woord 4" in sentence


@pytest.mark.parametrize("form", ["{}. {}", "{}.{}", "({}) {}", "{}: {}\n", "{}\t{}\n", "0{} {}"])
def test_numbers_before_the_words_are_forgiven(reporter: Reporter, form: str) -> None:
    """As people write a list down."""
    words = reporter.send_well().split()
    numbered = " ".join(form.format(place, word) for place, word in enumerate(words, 1))
    assert reporter.check(numbered).exit_code == 0


def test_a_digit_inside_a_word_is_not_left_out(reporter: Reporter, refused: Refused) -> None:
    """It may stand for a letter, and without it there may be another word."""
    words = reporter.send_well().split()
    words[4] = words[4][:2] + "0" + words[4][2:]
    assert "woord 5" in refused(reporter.check(" ".join(words)))


@pytest.mark.parametrize("content", ["", " \n", "\xff\x00"])
def test_no_codename_is_refused(reporter: Reporter, refused: Refused, content: str) -> None:
    """An empty file, blanks, bytes that are no words."""
    refused(reporter.check(content))
    assert reporter.server.asked == []


def test_nothing_typed_is_refused(reporter: Reporter, refused: Refused) -> None:
    """The end of the input, and an empty line."""
    for typed in ("", "\n"):
        assert "--codename-file" in refused(reporter.run("check", typed=typed))


def test_a_codename_file_that_cannot_be_read_is_refused(
    reporter: Reporter, refused: Refused
) -> None:
    """Not there, a folder, not text."""
    latin = reporter.folder / "latin"
    latin.write_bytes(b"\xe9\xe9")
    for path in ("nergens", str(reporter.folder), str(latin)):
        assert "bestand" in refused(reporter.run("check", "--codename-file", path))
    assert reporter.server.asked == []
