"""Writing a handover: what is refused, what is kept, and which files may go along."""

from pathlib import Path

import pytest
from desk.at_handover import TEXT, bring_file, draft_of, sign, written
from desk.conftest import Visitor
from sandbox.hostile import zipped
from world import World


def test_a_marked_word_is_shown_where_it_stands(ready: Visitor, case: str) -> None:
    """The word, the place and the sentence; what was typed stays."""
    ready.post(f"{case}/handover/words", {"words": "de Brug"})
    text = "Het was laat. Zij zaten in DE-BRUG. Meer niet."
    answer = ready.post(f"{case}/handover/write", written(ready, case, text=text))
    assert "Hier staat een gemarkeerd woord." in answer.text
    assert "Zij zaten in <mark>DE-BRUG</mark>." in answer.text
    assert text in answer.text
    assert draft_of(ready, case) is None


def test_what_was_typed_outlives_an_idle_lock(ready: Visitor, case: str) -> None:
    """Sent into the lock, found again after it."""
    form = written(ready, case, text="Wat ik schreef toen het slot dichtging.")
    ready.time.now += 10_000
    assert ready.post(f"{case}/handover/write", form).location == "/unlock"
    ready.unlock()
    assert f'href="{case}/handover/write"' in ready.read("/")
    assert "Wat ik schreef toen het slot dichtging." in ready.read(f"{case}/handover/write")


def test_two_clicks_sign_one_text(ready: Visitor, case: str) -> None:
    """The second finds it signed."""
    form = sign(ready, case)
    first = draft_of(ready, case)["hash"]
    assert ready.post(f"{case}/handover/write", form).location == f"{case}/handover"
    assert draft_of(ready, case)["hash"] == first


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ("recipient", "Kies een ontvanger."),
        ("subject", "Schrijf een onderwerp."),
        ("text", "Schrijf de nieuwe tekst."),
        ("apart", "Ga na of de ontvanger losstaat"),
        ("ticket", "Kijk alles nog een keer na"),
    ],
)
def test_what_is_missing_is_named(ready: Visitor, case: str, left_out: str, words: str) -> None:
    """And nothing is signed."""
    form = written(ready, case)
    del form[left_out]
    assert words in ready.post(f"{case}/handover/write", form).text
    assert draft_of(ready, case) is None


def test_the_reporters_own_file_is_refused(
    ready: Visitor, case: str, own_file: Path, world: World
) -> None:
    """Under any name, in words, and the text stays."""
    bring_file(ready, f"{case}/handover/write", "anders.jpg", own_file.read_bytes())
    answer = ready.post(f"{case}/handover/write", written(ready, case))
    assert answer.status_code == 409
    assert "Dit is het bestand van de melder zelf." in answer.text
    assert TEXT in answer.text


def test_a_file_of_a_hostile_name_is_a_name(ready: Visitor, case: str) -> None:
    """Without its folders, with its signs named; taken away again by its button."""
    name = "../../.ssh/<b>\u202egpj.exe"
    page = bring_file(ready, f"{case}/handover/write", name, b"made anew")
    assert "&lt;b&gt;<span" in page
    assert ".ssh" not in page
    unwanted = page.partition('name="away" value="')[2].partition('"')[0]
    page = ready.post(f"{case}/handover/write", {"away": unwanted}).text
    assert "gpj.exe" not in page


def test_a_file_that_is_empty_is_refused_in_words(ready: Visitor, case: str) -> None:
    """What was chosen is not what was meant."""
    page = bring_file(ready, f"{case}/handover/write", "leeg.pdf", b"")
    assert "Dit bestand kan niet mee" in page


def test_a_file_is_looked_at_before_anybody_signs_for_it(ready: Visitor, case: str) -> None:
    """In the sandbox, from the vault: its text, and what it is whatever it is called."""
    page = bring_file(ready, f"{case}/handover/write", "verslag.pdf", b"Geen PDF maar tekst.")
    link = page.partition(f'href="{case}/handover/files/')[2].partition('"')[0]
    shown = ready.read(f"{case}/handover/files/{link}")
    assert "Geen PDF maar tekst." in shown
    assert "Het bestand is iets anders dan zijn naam of soort zegt." in shown
    assert ready.get(f"{case}/handover/files/{'0' * 32}").status_code == 409


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("verslag.docx", zipped(("word/document.xml", b"<w/>")), "maakt er een PDF van"),
        ("opname.mp3", b"ID3" + bytes(100), "maakt er een PDF, een foto of een tekst van"),
    ],
)
def test_a_file_of_ours_that_cannot_be_seen_is_to_be_made_anew(
    ready: Visitor, case: str, name: str, content: bytes, words: str
) -> None:
    """There is no sender to ask."""
    page = bring_file(ready, f"{case}/handover/write", name, content)
    link = page.partition(f'href="{case}/handover/files/')[2].partition('"')[0]
    shown = ready.read(f"{case}/handover/files/{link}")
    assert words in shown
    assert "afzender" not in shown


@pytest.mark.parametrize("part", ["0", "-5", "99999999999", "x"])
def test_a_part_that_a_file_has_not_is_no_fault(ready: Visitor, case: str, part: str) -> None:
    """It is said, or the first is shown."""
    page = bring_file(ready, f"{case}/handover/write", "tekst.txt", b"Een tekst.")
    link = page.partition(f'href="{case}/handover/files/')[2].partition('"')[0]
    assert ready.get(f"{case}/handover/files/{link}?part={part}").status_code == 200
