"""Codenames in the browser: the words of both lists, and what is wrong with what was typed."""

import pytest
from client_vectors.client import Client

from crypto.codename.codename import Codename
from crypto.words import dutch, english

GOOD = Codename(bytes(range(11))).words("nl")


def test_the_bundle_carries_the_words_of_both_lists(client: Client) -> None:
    """Unpacked from what the generator wrote."""
    assert client.get("words") == {"nl": list(dutch.WORDS), "en": list(english.WORDS)}


@pytest.mark.parametrize(
    ("typed", "slip", "count", "doubtful"),
    [
        ([], "number", 0, []),
        (GOOD[:7], "number", 7, []),
        ([*GOOD[:6], "qqqq"], "number", 7, [7]),
        (["qqqq", *GOOD[1:]], "doubtful", 8, [1]),
        (GOOD[::-1], "check", 8, []),
        (GOOD * 3, "number", 24, []),
        ([" " * 1_001], "number", 0, []),
    ],
)
def test_a_page_can_tell_what_is_wrong_with_a_codename(
    client: Client, typed: list[str], slip: str, count: int, doubtful: list[int]
) -> None:
    """How many words there are, which are in doubt, or that they do not belong together."""
    said = client.get("slip", typed=" ".join(typed))
    assert said == {"slip": slip, "count": count, "doubtful": doubtful}
