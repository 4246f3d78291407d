"""What a team event can say: one form for each act, and how much of it fits (docs/protocol.md section 11.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_service import DAY

from crypto.acts import FACTS, LONGEST_WORD, MOST_WORDS, Fact, Judged, Marked, Noted
from crypto.events import MAX_EVENT, Entry, EventBody, free_room, make_entry

CASE = "c" * 32


def _entry(act: Marked | Noted) -> Entry:
    return make_entry(
        EventBody(act, CASE, "e" * 32),
        slot=0,
        generation=1,
        day=DAY,
        previous=None,
        signing_seed=b"s" * 32,
    )


def _words(character: str, *, length: int = LONGEST_WORD) -> Marked:
    return Marked([f"{n:03}" + character * (length - 3) for n in range(MOST_WORDS)])


@given(st.lists(st.sampled_from(FACTS), max_size=7))
def test_facts_are_a_set_in_one_order(facts: list[Fact]) -> None:
    """What would be refused by everybody else is not written either."""
    if facts == sorted(set(facts), key=FACTS.index):
        assert Judged("1-3", "agreed", facts).facts == facts
    else:
        with pytest.raises(ValueError, match="order"):
            Judged("1-3", "agreed", facts)


def test_a_word_is_marked_once() -> None:
    """One form for one list."""
    with pytest.raises(ValueError, match="twice"):
        Marked(["Janssen", "brug", "Janssen"])


def test_two_hundred_words_of_160_bytes_fit() -> None:
    """Nobody who marks words of a Dutch report is told that they are too many bytes."""
    assert free_room(_words("w")) > 10_000
    assert free_room(Marked([f"{n:04}" + "\u0436" * 78 for n in range(MOST_WORDS)])) >= 0
    assert free_room(Marked([f"{n:05}" + "\u0436" * 78 for n in range(MOST_WORDS)])) < 0


@pytest.mark.parametrize("character", ["\u0436", "\u4e2d", "\U0001f512", '"'])
def test_the_longest_list_of_words_that_take_more_room_does_not(character: str) -> None:
    """Of two bytes or more a character, or written with an escape."""
    with pytest.raises(ValueError, match=f"{-free_room(_words(character))} bytes too long"):
        _entry(_words(character))


def test_the_room_of_an_event_is_what_it_leaves_of_32_kib() -> None:
    """To the byte: what leaves none travels, and one more does not."""
    room = free_room(Noted(""))
    assert len(_entry(Noted("x" * room)).body) == MAX_EVENT
    assert free_room(Noted("x" * room)) == 0
    assert free_room(Noted("x" * (room + 1))) == -1
