"""Both languages find the same traces of a writer, in `writer_traces.json` and in whatever comes.

These are no vectors of the protocol: nobody is refused for a trace, and the rules may change.
A vector is a text with marks, «kind|what was found», around all that is to be found in it.
"""

import json
import re
from pathlib import Path

import pytest
from client_vectors.client import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from submitter_ui.traces import MOST, find_traces

VECTORS = json.loads((Path(__file__).parent / "writer_traces.json").read_text())
MARK = re.compile(r"«\w+\|(.*?)»", re.DOTALL)
WITHOUT = re.compile(r"«\w+\||»")
MEGABYTE = 1_000_000
"""For a megabyte, on a busy machine; a rule that grows with the square of a text takes minutes."""
HOSTILE = (
    *("a", "0", " ", "\n", "e\u0301", "\u200b", "😀", "als agent ", "ik werk ", "ik ben de een "),
    *("Jan ", "\nJan de ", "J. ", "groet ", "Groeten, Jan Jan Jan Jan ", "a.", "a@a.", "https://a"),
    *("06", "06 ", "+31 (0)", "1234.56.", "bsn ", "AB12 ", "NL91ABNA0417164301 ", "AB-12-"),
    *("1-BBB-", "1234 AB, ", "kenteken: aaaaa", "Straatstraat "),
)
PIECES = st.sampled_from([MARK.sub(r"\1", vector["marked"]) for vector in VECTORS])
TEXTS = st.lists(st.one_of(PIECES, st.text(st.characters(codec="utf-8"), max_size=6)), max_size=6)


def marked(text: str) -> str:
    """Return a text with the marks that Python puts into it."""
    pieces, end = [], 0
    for trace in find_traces(text):
        pieces += [text[end : trace.start], f"«{trace.kind}|{text[trace.start : trace.end]}»"]
        end = trace.end
    return "".join([*pieces, text[end:]])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_what_is_to_be_found_is_found_and_nothing_else(
    client: Client, vector: dict[str, str]
) -> None:
    """In Python and in the browser's code."""
    text = MARK.sub(r"\1", vector["marked"])
    assert marked(text) == vector["marked"]
    assert client.get("traces", text=text) == vector["marked"]


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_both_languages_mark_the_same_and_lose_nothing(client: Client, pieces: list[str]) -> None:
    """Without its marks it is the text again, whatever signs it has."""
    text = "".join(pieces)
    marks = client.get("traces", text=text)
    assert marks == marked(text)
    assert WITHOUT.sub("", marks) == WITHOUT.sub("", text)


def test_a_text_full_of_traces_is_marked_so_often_and_no_more(client: Client) -> None:
    """The first hundred are enough to see that there are too many."""
    text = "06-12345678 " * 150
    assert len(find_traces(text)) == MOST
    assert client.get("traces", text=text).count("«") == MOST


@pytest.mark.timeout(120)
@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_a_megabyte_made_to_be_slow_is_searched_to_its_end(client: Client, piece: str) -> None:
    """No rule takes the square of the length, which would be days: the limit of time is no measure of speed."""
    text = piece * (MEGABYTE // len(piece))
    assert len(find_traces(text)) <= MOST
    assert client.get("traces", text=text).count("«") <= MOST
