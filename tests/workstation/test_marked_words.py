"""Words that may not leave: found however they are spelled, marked by each for all, and gone with the case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.acts import LONGEST_WORD, MOST_WORDS
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.folded_text import fold
from journalist_ui.workstation.marked_words import (
    all_marked,
    find_marked,
    words_to_mark,
)

SPELLINGS = [
    "JANSSEN",
    "Janssens",
    "Jánssen",
    "J.a.n.s.s.e.n",
    "Jans-\nsen",
    "Jans\u00adsen",
    "Jans\u200bsen",
    "\uff2a\uff41\uff4e\uff53\uff53\uff45\uff4e",
    "\u202eJanssen",
    "de_Janssen_foto.jpg",
    "familieJanssen",
    "Janßen",
]
CHANCE = [
    ("Jan", "In januari"),
    ("Jan", "Kijk naar die Marjan"),
    ("Anden", "Zij kwam aan den dag"),
    ("12", "In 2012"),
    ("Jan", "ja nu"),
    ("...", "Niets"),
    ("", "Niets"),
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_name_is_found_however_it_is_spelled(spelling: str) -> None:
    """Case, accents, blanks, hyphens, what cannot be seen, a file's name, a compound."""
    (found,) = find_marked(f"Toen kwam {spelling} binnen.", ["Janssen"])
    assert found.word == "Janssen"


@pytest.mark.parametrize(("word", "text"), CHANCE)
def test_letters_that_happen_to_follow_each_other_are_not_found(word: str, text: str) -> None:
    """A short word counts by itself, and none begins in the middle of one and ends in another."""
    assert find_marked(text, [word]) == []


@pytest.mark.parametrize("text", ["Jan kwam", "dat is Jans jas", "(jan)", "J.A.N."])
def test_a_short_name_is_found_by_itself(text: str) -> None:
    """At either end of a text, with its genitive."""
    assert len(find_marked(text, ["Jan"])) == 1


def test_a_find_says_where_it_stands_in_the_text_itself() -> None:
    """The places are those of the text as typed."""
    text = "Bij de Sint-Jans\u00adbrug."
    (found,) = find_marked(text, ["Sint Jansbrug"])
    assert text[found.start : found.end] == "Sint-Jans\u00adbrug"


def test_of_words_that_overlap_the_longest_is_found() -> None:
    """So that a page can show each place once."""
    found = find_marked("Jan de Vries", ["Jan", "Jan de Vries", "Vries"])
    assert [mark.word for mark in found] == ["Jan de Vries"]


@given(st.text(alphabet="Jansé -\u200b\n.", max_size=30), st.text(alphabet="jansé", min_size=2))
def test_every_find_holds_the_letters_of_its_word(text: str, word: str) -> None:
    """Whatever stands between them."""
    for found in find_marked(text, [word]):
        assert fold(text[found.start : found.end]).letters == fold(word).letters


def test_what_each_marks_adds_up() -> None:
    """One word in two spellings is one word."""
    marked = {0: ["Janssen", "2 maart"], 1: ["janssen", "de brug"], 2: []}
    assert sorted(map(str.casefold, all_marked(marked))) == ["2 maart", "de brug", "janssen"]


def test_words_are_marked_without_empty_lines_and_once() -> None:
    """Blanks are single; of two spellings the last."""
    assert words_to_mark([" 2  maart ", "", " ", "JANSSEN", "Janssen"]) == ["2 maart", "Janssen"]


@pytest.mark.parametrize(
    "words",
    [
        ["x"],
        ["..."],
        ["x" * (LONGEST_WORD + 1)],
        [f"w{n}" for n in range(MOST_WORDS + 1)],
        [f"{n:03}" + "\u0436" * (LONGEST_WORD - 3) for n in range(MOST_WORDS)],
    ],
)
def test_words_that_cannot_be_marked_are_refused(words: list[str]) -> None:
    """One letter stands in every text; a whole sentence is no word."""
    with pytest.raises(Refused, match="mark"):
        words_to_mark(words)
