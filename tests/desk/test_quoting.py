"""Finding the reporter's own words in an answer."""

import pytest

from journalist_ui.workstation.pages.quoting import find_quotes

REPORT = "Op maandag zag ik de wethouder met een envelop bij de aannemer."


@pytest.mark.parametrize(
    ("answer", "quotes"),
    [
        ("zag ik de wethouder met", ["zag ik de wethouder met"]),
        ("ik de wethouder met", []),
        ("ZAG IK -- de wethouder, met...", ["ZAG IK -- de wethouder, met"]),
        (
            "op maandag zag ik de wethouder met een taart",
            ["op maandag zag ik de wethouder met een"],
        ),
        (
            "zag ik de wethouder met, en: met een envelop bij de",
            ["zag ik de wethouder met", "met een envelop bij de"],
        ),
        ("", []),
    ],
)
def test_five_words_in_a_row_are_a_quotation(answer: str, quotes: list[str]) -> None:
    """Four are not; capitals and signs between them make no difference; the longest run is named."""
    assert find_quotes(answer, [REPORT]) == quotes


def test_words_of_two_messages_are_not_one_run() -> None:
    """Each message is compared for itself."""
    assert find_quotes("een twee drie vier vijf", ["een twee drie", "vier vijf"]) == []
