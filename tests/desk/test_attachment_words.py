"""The words for files: one for everything that the sandbox may say, whoever speaks from there."""

import pytest
from desk.conftest import Visitor
from desk.files import bring
from world import World

from journalist_ui.workstation.kept_files import AWAITED, DAMAGED, NOT_FOR_ME
from journalist_ui.workstation.pages import at_hand
from journalist_ui.workstation.pages.attachment_words import (
    FACTS,
    KINDS,
    OUTCOMES,
    STATES,
    Told,
    tell,
)
from journalist_ui.workstation.pages.hand_file_words import say_of_ours
from journalist_ui.workstation.sandbox.outcomes import Fact, FactName, Kind, Refused, Status


def test_every_word_of_the_sandbox_has_words() -> None:
    """No list is shorter than that of the sandbox."""
    assert set(OUTCOMES) == set(Status)
    assert set(KINDS) == set(Kind)
    assert set(FACTS) == set(FactName)
    assert set(STATES) == {AWAITED, DAMAGED, NOT_FOR_ME}


def test_no_word_for_a_file_of_ours_asks_a_sender() -> None:
    """Whoever brought it to a handover made it; the others say the same of every file."""
    assert any("afzender" in said for said in OUTCOMES.values())
    assert not [said for said in map(say_of_ours, OUTCOMES.values()) if "afzender" in said]


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (Fact(FactName.AUTHOR, "J. Jansen"), Told("Maker", "J. Jansen")),
        (Fact(FactName.UNPACKED_SIZE, "2048"), Told("Uitgepakt", size=2048)),
        (Fact(FactName.ALSO_LOOKS_LIKE, "zip, pdf"),
         Told("Lijkt ook op", texts=("een archief (zip)", "een document (PDF)"))),
        (Fact(FactName.PLACE, "GPS data"), Told("Plaats", texts=("gegevens van een GPS",))),
    ],
)  # fmt: skip
def test_a_fact_is_told_in_words(fact: Fact, told: Told) -> None:
    """What stands in the file as it is, what the sandbox says of its own accord translated."""
    assert list(tell((fact,))) == [told]


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (Fact(FactName.UNPACKED_SIZE, "9" * 400), Told("Uitgepakt", "9" * 400)),
        (Fact(FactName.UNPACKED_SIZE, "²"), Told("Uitgepakt", "²")),
        (Fact(FactName.UNPACKED_SIZE, "-1"), Told("Uitgepakt", "-1")),
        (Fact(FactName.ALSO_LOOKS_LIKE, "me"), Told("Lijkt ook op", texts=("iets onbekends",))),
        (Fact(FactName.PLACE, "mine"), Told("Plaats", "mine")),
    ],
)
def test_nonsense_of_the_sandbox_is_text(fact: Fact, told: Told) -> None:
    """Who speaks from there may be in the hands of the file's maker."""
    assert list(tell((fact,))) == [told]


def test_every_outcome_is_a_page_that_says_what_to_do(
    with_stick: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file can still be saved for an expert, and nothing of it is shown."""
    page = bring(with_stick, world, ("a.txt", b"hallo", "text/plain"))
    for part, status in enumerate(Status, 1):
        monkeypatch.setattr(at_hand, "look_at_source", lambda *_a, s=status, **_k: Refused(s))
        shown = with_stick.read(f"{page}/{part}")
        assert OUTCOMES[status] in shown
        assert f'href="{page}/save"' in shown
        assert "hallo" not in shown
