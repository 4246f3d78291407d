"""A recipient's answer on a page: sealed, taken along, and read by the confidants."""

import io
from datetime import date, timedelta

import pytest
from desk.conftest import Visitor
from world import PASSPHRASE, World

TEXT = "In andere woorden: een leverancier werd bevoordeeld."
ANSWER = "Wij zijn een onderzoek begonnen."


@pytest.fixture
def handover(world: World) -> str:
    """Give the address of a handover at the gemeente."""
    world.reporter().send("Wat de melder schreef.")
    anna, bram = world.confidants[:2]
    anna.fetch(again=0)
    bram.fetch(again=0)
    anna.hand_over(anna.cases()[0], TEXT, with_help_of=bram, to="gemeente")
    anna.bring()
    reader = world.recipients["gemeente"]
    reader.fetch()
    number = reader.cases()[0]
    reader.workstation.close()
    return f"/cases/{number}"


@pytest.fixture
def reader(handover: str, world: World, inside: Visitor) -> Visitor:
    """Give somebody of the gemeente, whose vault is open."""
    inside.keeper.places.append(world.folder / "gemeente.vault")
    inside.unlock(3)
    return inside


def seal(reader: Visitor, handover: str, text: str = ANSWER) -> None:
    """Write an answer and have it sealed."""
    answer = reader.post(f"{handover}/feedback", {"text": text, "step": "seal"})
    assert answer.location == f"{handover}/feedback/sealed"


def test_a_sealed_answer_reaches_the_confidants(
    reader: Visitor, handover: str, world: World
) -> None:
    """By the reporters' door; nothing of it can be read on the way."""
    seal(reader, handover)
    file = reader.get(f"{handover}/feedback/file")
    assert file.headers["Content-Disposition"] == 'attachment; filename="antwoord.sluis"'
    assert ANSWER.encode() not in file.data
    world.server.submit(world.server.take_ticket(), file.data)
    bundle = io.BytesIO(world.server.inbound(slot=0, since=world.day))
    reader.unlock(0)
    reader.post("/import", {"bundle": (bundle, "in.bundle")})
    number = reader.read("/cases").partition('href="/cases/')[2].partition('"')[0]
    assert ANSWER in reader.read(f"/cases/{number}")


def test_what_was_typed_is_kept_until_it_was_taken_along(reader: Visitor, handover: str) -> None:
    """A lock between sealing and saving costs nothing but another click."""
    seal(reader, handover)
    reader.time.now += 10_000
    assert reader.get(f"{handover}/feedback/file").location == "/unlock"
    reader.unlock(3)
    assert reader.get(f"{handover}/feedback/sealed").location == f"{handover}/feedback"
    assert ANSWER in reader.read(f"{handover}/feedback")
    seal(reader, handover)
    reader.get(f"{handover}/feedback/file")
    assert ANSWER not in reader.read(f"{handover}/feedback")


@pytest.mark.parametrize(
    ("text", "words"),
    [(" ", "Er staat nog geen tekst."), ("x" * 70_000, "Het antwoord is te lang.")],
)
def test_an_answer_that_cannot_be_is_refused_in_words(
    reader: Visitor, handover: str, text: str, words: str
) -> None:
    """What was typed stays."""
    answer = reader.post(f"{handover}/feedback", {"text": text, "step": "seal"})
    assert answer.status_code == 409
    assert words in answer.text
    assert text.strip() in answer.text


def test_a_week_without_keys_is_said(reader: Visitor, handover: str) -> None:
    """The newest bundle brings them."""
    reader.keeper.lock()
    reader.time.day += 100
    day = _date(reader.time.day)
    form = {"vault": "3", "passphrase": PASSPHRASE, "day": day, "again": "yes"}
    assert reader.post("/unlock", form).location == "/"
    answer = reader.post(f"{handover}/feedback", {"text": ANSWER, "step": "seal"})
    assert answer.status_code == 409
    assert "Lees eerst het nieuwste pakket in" in answer.text


def test_a_confidant_answers_no_handover(reader: Visitor, handover: str) -> None:
    """An address from somewhere else is refused in words."""
    reader.unlock(0)
    case = reader.read("/cases").partition('href="/cases/')[2].partition('"')[0]
    answer = reader.get(f"/cases/{case}/feedback")
    assert answer.status_code == 409
    assert "vertrouwenspersoon" in answer.text


def _date(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
