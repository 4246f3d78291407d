"""The pages of a handover: what they ask first, what they refuse, and what a second click does."""

from pathlib import Path

import pytest
from desk.at_handover import (
    ANNA,
    BRAM,
    TEXT,
    answer_gates,
    bring_file,
    change_to,
    decide,
    draft_of,
    sign,
    state_of,
    written,
)
from desk.conftest import Visitor
from sandbox.hostile import zipped
from world import World

REPORT = "Mijn baas, wethouder Karel Janssen, nam een envelop met geld aan in Hotel de Brug."


@pytest.fixture
def own_file(world: World) -> Path:
    """Give the file that the reporter sent."""
    file = world.folder / "foto.jpg"
    file.write_bytes(b"the reporter's own photo")
    return file


@pytest.fixture
def case(world: World, own_file: Path) -> str:
    """Give the address of a case that all three confidants have."""
    world.reporter().send(REPORT, attach=[own_file])
    for confidant in world.confidants:
        confidant.fetch(again=0)
    return f"/cases/{world.confidants[0].cases()[0]}"


@pytest.fixture
def anna(case: str, anna_at_desk: Visitor) -> Visitor:
    """Give Anna, whose vault is open."""
    return anna_at_desk


@pytest.fixture
def ready(anna: Visitor, case: str) -> Visitor:
    """Give Anna once both gates are open."""
    answer_gates(anna, case)
    return anna


@pytest.fixture
def drafted(ready: Visitor, case: str) -> Visitor:
    """Give Anna once she has signed a text."""
    sign(ready, case)
    return ready


@pytest.fixture
def approved(drafted: Visitor, case: str) -> Visitor:
    """Give Anna once Bram has approved her text."""
    change_to(drafted, BRAM)
    assert decide(drafted, case, "approve")[0] == 303
    change_to(drafted, ANNA)
    return drafted


@pytest.fixture
def handed_over(approved: Visitor, world: World, case: str) -> Visitor:
    """Give Anna once her text has left."""
    approved.post(f"{case}/handover/leave")
    approved.post("/export")
    world.server.bring(approved.get("/bundles/1").data)
    return approved


def test_the_questions_come_first(anna: Visitor, case: str) -> None:
    """Nobody writes before they are answered."""
    assert anna.get(f"{case}/handover/write").location == f"{case}/handover"
    answer_gates(anna, case)
    assert "Voor wie?" in anna.read(f"{case}/handover/write")


@pytest.mark.parametrize(
    "answers", [{"circle": "1-3"}, {"facts": ["what"]}, {"consent": "silent-stop"}]
)
def test_a_report_that_is_not_passed_on_says_so(
    anna: Visitor, case: str, answers: dict[str, object]
) -> None:
    """It is an outcome, with the way to tell the reporter."""
    answer_gates(anna, case, **answers)
    page = anna.read(f"{case}/handover")
    assert "gaat deze melding niet door" in page
    assert f'href="{case}/answer"' in page
    assert anna.get(f"{case}/handover/write").status_code == 303


def test_a_question_without_an_answer_is_asked_again(anna: Visitor, case: str) -> None:
    """In words, with what was ticked."""
    answer = anna.post(f"{case}/handover/questions", {"facts": ["what"]})
    assert answer.status_code == 409
    assert "Geef bij elke vraag een antwoord." in answer.text
    assert 'value="what" checked' in answer.text


def test_answers_and_marks_are_no_notes_for_people(ready: Visitor, case: str) -> None:
    """The thread of the case does not show them."""
    ready.post(f"{case}/handover/words", {"words": "Janssen"})
    assert "sluis:" not in ready.read(case)
    assert "<mark>" in ready.read(f"{case}/handover")


def test_words_are_proposed_from_the_report(anna: Visitor, case: str) -> None:
    """Once one is marked it is not proposed again."""
    assert 'value="Karel Janssen"' in anna.read(f"{case}/handover/words")
    anna.post(f"{case}/handover/words", {"words": "", "proposed": "Karel Janssen"})
    page = anna.read(f"{case}/handover/words")
    assert 'name="proposed" value="Karel Janssen"' not in page
    assert "<mark>Karel Janssen</mark>" in page


def test_what_a_colleague_marked_only_the_colleague_takes_back(anna: Visitor, case: str) -> None:
    """It is shown with whose it is, and counts for both."""
    anna.post(f"{case}/handover/words", {"words": "Janssen"})
    change_to(anna, BRAM)
    page = anna.read(f"{case}/handover/words")
    assert "Gemarkeerd door vertrouwenspersoon 0" in page
    anna.post(f"{case}/handover/words", {"words": ""})
    assert "<mark><bdi>Janssen</bdi></mark>" in anna.read(f"{case}/handover")


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


def test_nobody_approves_their_own_text(drafted: Visitor, case: str) -> None:
    """The page has no button for it, and refuses who sends one all the same."""
    assert "Keur goed en teken" not in drafted.read(f"{case}/handover/check")
    shown = draft_of(drafted, case)["hash"]
    page = drafted.read(f"{case}/handover/write")
    form = {"step": "approve", "shown": shown, "ticket": page.partition('ticket" value="')[2][:22]}
    answer = drafted.post(f"{case}/handover/check", form)
    assert answer.status_code == 409
    assert "Dit is uw eigen tekst." in answer.text


def test_another_text_voids_an_approval(approved: Visitor, case: str) -> None:
    """It says so beforehand."""
    assert "dan geldt de goedkeuring niet meer" in approved.read(f"{case}/handover")
    sign(approved, case, text="In weer andere woorden.")
    assert draft_of(approved, case)["approved_by"] == []
    assert "Dit is uw eigen tekst." in approved.read(f"{case}/handover")


def test_why_not_is_read_by_the_writer(drafted: Visitor, case: str) -> None:
    """Beside the text it is about; another text leaves it behind."""
    change_to(drafted, BRAM)
    assert decide(drafted, case, "object", why="Te <b>precies.")[0] == 303
    change_to(drafted, ANNA)
    assert "Te &lt;b&gt;precies." in drafted.read(f"{case}/handover/write")
    sign(drafted, case, text="In weer andere woorden.")
    assert "precies." not in drafted.read(f"{case}/handover")


def test_search_finds_what_was_said_against_a_text(drafted: Visitor, case: str) -> None:
    """What was read for an earlier search is read again."""
    change_to(drafted, BRAM)
    assert case not in drafted.search("precies")
    decide(drafted, case, "object", why="Te precies.")
    assert case in drafted.search("precies")


def test_an_objection_without_words_is_none(drafted: Visitor, case: str) -> None:
    """It is asked for."""
    change_to(drafted, BRAM)
    status, page = decide(drafted, case, "object", why=" ")
    assert (status, "Er staat nog geen tekst." in page) == (409, True)


def test_a_text_that_changed_meanwhile_is_not_approved(drafted: Visitor, case: str) -> None:
    """What is signed is what was shown."""
    change_to(drafted, BRAM)
    status, page = decide(drafted, case, "approve", shown="00" * 32)
    assert (status, "De tekst is veranderd" in page) == (409, True)


@pytest.mark.parametrize("shown", ["", "00", "00" * 32])
def test_an_objection_to_another_text_is_refused_and_kept(
    drafted: Visitor, case: str, shown: str
) -> None:
    """It belongs to the text that was read; what was typed stays on the page."""
    change_to(drafted, BRAM)
    status, page = decide(drafted, case, "object", shown=shown, why="Te precies.")
    assert (status, "De tekst is veranderd" in page, "Te precies." in page) == (409, True, True)
    assert "Te precies." not in drafted.read(f"{case}/handover")


@pytest.mark.parametrize("shown", ["", "xyz", "0" * 63])
def test_an_approval_of_nothing_is_refused(drafted: Visitor, case: str, shown: str) -> None:
    """A form that is no form of ours."""
    change_to(drafted, BRAM)
    assert decide(drafted, case, "approve", shown=shown)[0] in {400, 409}


def test_of_two_texts_of_one_day_one_counts(drafted: Visitor, case: str) -> None:
    """The first writer is told in words, and keeps what was typed."""
    change_to(drafted, BRAM)
    sign(drafted, case, text="De tekst van Bram.")
    change_to(drafted, ANNA)
    form = written(drafted, case, text="De tweede tekst van Anna.")
    answer = drafted.post(f"{case}/handover/write", form)
    assert answer.status_code == 409
    assert "Een collega schreef vandaag ook een tekst" in answer.text
    assert "De tweede tekst van Anna." in drafted.read(f"{case}/handover/write")


def test_two_clicks_hand_over_once(approved: Visitor, case: str) -> None:
    """The second finds it in the queue."""
    for _ in range(2):
        assert approved.post(f"{case}/handover/leave").location == f"{case}/handover"
    assert state_of(approved)["messages_waiting"] == 1


def test_nothing_is_handed_over_that_one_signed(drafted: Visitor, case: str) -> None:
    """Whoever sends the form all the same reads why."""
    answer = drafted.post(f"{case}/handover/leave")
    assert answer.status_code == 409
    assert "Nog niemand anders heeft deze tekst goedgekeurd." in answer.text


def test_a_case_is_destroyed_once_somebody_is_sure(handed_over: Visitor, case: str) -> None:
    """Then every page of it tells what is remembered."""
    handed_over.keeper.keep_draft(f"{case}/answer", "Een brief over de zaak.")
    assert "Zet een vinkje" in handed_over.post(f"{case}/destroy").text
    assert handed_over.post(f"{case}/destroy", {"sure": "yes"}).location == case
    for page in ("", "/handover", "/handover/write", "/destroy", "/hold"):
        assert "Hier vernietigd op" in handed_over.read(case + page)
    assert handed_over.keeper.drafts == {}


def test_a_case_that_was_not_handed_over_stays(anna: Visitor, case: str) -> None:
    """No button, and a refusal for who sends the form."""
    assert "Vernietig hier" not in anna.read(f"{case}/destroy")
    answer = anna.post(f"{case}/destroy", {"sure": "yes"})
    assert answer.status_code == 409
    assert "Deze zaak is nog niet overgedragen." in answer.text


def test_what_was_left_for_colleagues_goes_with_the_case(
    handed_over: Visitor, world: World, case: str
) -> None:
    """It may tell of it; what a colleague left is the colleague's to take back."""
    folder = world.folder / "sluis-exchange"
    handed_over.post("/exchange/leave")
    handed_over.post("/export")
    assert sorted(path.name[33:] for path in folder.iterdir()) == [
        "from-0-1-to-1-1.pack",
        "from-0-1-to-2-1.pack",
        "from-1-1-to-2-1.pack",
    ]
    handed_over.post(f"{case}/destroy", {"sure": "yes"})
    assert [path.name[33:] for path in folder.iterdir()] == ["from-1-1-to-2-1.pack"]


def test_two_hold_a_case_in_the_same_words(handed_over: Visitor, case: str) -> None:
    """The second joins the first with one button, and then it is not destroyed."""
    form = {"reason": "klacht", "until": "2030-01-31"}
    for _ in range(2):
        handed_over.post(f"{case}/hold", form)
    page = handed_over.read(f"{case}/hold")
    assert page.count("gevraagd door vertrouwenspersoon 0") == 1
    assert "pas als een tweede" in page
    change_to(handed_over, BRAM)
    assert 'name="until" value="2030-01-31"' in handed_over.read(f"{case}/hold")
    handed_over.post(f"{case}/hold", form)
    assert "houden deze zaak vast" in handed_over.read(f"{case}/destroy")
    assert "Vernietig hier" not in handed_over.read(f"{case}/destroy")


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"reason": "klacht", "until": "2020-01-31"}, 409),
        ({"reason": "klacht", "until": "morgen"}, 409),
        ({"reason": "omdat", "until": "2030-01-31"}, 400),
        ({}, 409),
    ],
)
def test_a_hold_that_cannot_be_is_refused(
    anna: Visitor, case: str, form: dict[str, object], status: int
) -> None:
    """A day that is past, no day, another reason, nothing."""
    assert anna.post(f"{case}/hold", form).status_code == status


@pytest.mark.parametrize(
    "page", ["handover", "handover/questions", "handover/words", "handover/write", "destroy"]
)
def test_a_recipient_has_no_pages_of_a_handover_in_the_making(
    anna: Visitor, world: World, case: str, page: str
) -> None:
    """An address from somewhere else is refused in words."""
    world.recipients["gemeente"].workstation.close()
    anna.keeper.places.append(world.folder / "gemeente.vault")
    anna.unlock(3)
    answer = anna.get(f"{case}/{page}")
    assert answer.status_code == 409
    assert "ontvanger" in answer.text


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
