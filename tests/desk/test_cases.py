"""Reading cases, and writing in them."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from desk.at_cases import REPORT, arrive, cases_of, note_down
from desk.conftest import Visitor
from world import PASSPHRASE, Desk, World

from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.pages.composing import compose, read_text
from journalist_ui.workstation.workstation import Workstation


@pytest.fixture
def case(anna_at_desk: Visitor, world: World) -> str:
    """The address of a case of one report."""
    return arrive(anna_at_desk, world, REPORT)


def look_at(visitor: Visitor, case: str, text: str) -> str:
    """Write an answer and return the page that shows it."""
    return visitor.post(f"{case}/answer", {"text": text, "step": "look"}).text


def queue(visitor: Visitor, case: str, text: str) -> str:
    """Write an answer, look at it and queue it; return the form that was sent."""
    found = re.search('name="ticket" value="([^"]+)"', look_at(visitor, case, text))
    assert found is not None
    visitor.post(f"{case}/answer", {"text": text, "step": "queue", "ticket": found[1]})
    return found[1]


def test_a_case_shows_what_was_reported(anna_at_desk: Visitor, case: str) -> None:
    """Its text, its line, its day."""
    page = anna_at_desk.read(case)
    assert REPORT in page
    assert "Integriteit" in page


def test_hostile_text_is_shown_and_not_believed(anna_at_desk: Visitor, world: World) -> None:
    """Markup is text, and what turns text around is named."""
    text = "<script>alert(1)</script> \u202egpj.exe \x07"
    page = anna_at_desk.read(arrive(anna_at_desk, world, text))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert '<span class="hidden-sign">U+202E</span>gpj.exe' in page


def test_a_hostile_name_of_a_file_is_shown_and_not_believed(
    anna_at_desk: Visitor, world: World, tmp_path: Path
) -> None:
    """It is text as well, cut where no name is that long."""
    file = tmp_path / "<b>\u202efdp.exe"
    file.write_bytes(b"content")
    page = anna_at_desk.read(arrive(anna_at_desk, world, "Met bijlage.", (file,)))
    assert '&lt;b&gt;<span class="hidden-sign">U+202E</span>fdp.exe' in page


def test_a_very_long_line_is_cut_with_the_rest_a_step_away(
    anna_at_desk: Visitor, world: World
) -> None:
    """The page of the case stays readable, and nothing is lost."""
    text = "x" * 20_000
    page = anna_at_desk.read(arrive(anna_at_desk, world, text))
    assert "x" * 3001 not in page
    address = re.search('href="([^"]+/messages/[^"]+)"', page)
    assert address is not None
    assert text in anna_at_desk.read(address[1])


def test_search_finds_cases_by_every_word(anna_at_desk: Visitor, world: World, case: str) -> None:
    """In any order, whatever their capitals."""
    arrive(anna_at_desk, world, "Iets heel anders.")
    page = anna_at_desk.search("FACTUREN directeur")
    assert case in page
    assert "1 van 2 zaken gevonden." in page


def test_search_finds_what_was_noted_since(anna_at_desk: Visitor, case: str) -> None:
    """What was read for an earlier search is read again after a change."""
    anna_at_desk.search("zonnebloem")
    note_down(anna_at_desk, case, "Zonnebloem is het woord.")
    assert case in anna_at_desk.search("zonnebloem")


def test_what_is_looked_for_stands_in_no_address(anna_at_desk: Visitor, case: str) -> None:
    """A browser's history would keep it longer than any vault; the page itself still shows it."""
    answer = anna_at_desk.post("/found", {"words": "Facturen", "show": "open"})
    assert answer.location == "/found?show=open"
    page = anna_at_desk.read("/found")
    assert 'value="Facturen"' in page
    assert "acturen" not in "".join(re.findall('(?:href|action)="[^"]*"', page))


def test_a_search_for_nothing_is_the_whole_list(anna_at_desk: Visitor) -> None:
    """Blanks are nothing, and leave nothing of the search before."""
    anna_at_desk.search("facturen")
    assert anna_at_desk.post("/found", {"words": "  "}).location == "/cases"
    assert 'value=""' in anna_at_desk.read("/found")


def test_search_keeps_no_text_of_a_locked_vault(anna_at_desk: Visitor, case: str) -> None:
    """The texts in memory go with the lock, and the words that were looked for."""
    anna_at_desk.search("facturen")
    desk = anna_at_desk.keeper.require_open()
    assert case.removeprefix("/cases/") in desk.words
    anna_at_desk.post("/lock")
    assert desk.words == {}
    anna_at_desk.unlock()
    assert 'value=""' in anna_at_desk.read("/found")


def test_a_case_that_is_not_here_says_so(anna_at_desk: Visitor) -> None:
    """A number from somewhere else."""
    answer = anna_at_desk.get("/cases/ffffffff")
    assert answer.status_code == 404
    assert "Deze zaak is hier niet" in answer.text


def test_an_answer_reaches_the_reporter_as_it_was_shown(
    anna_at_desk: Visitor, world: World
) -> None:
    """From the form to the reporter's screen, line breaks as typed."""
    reporter = world.reporter()
    reporter.send(REPORT)
    bundle = world.server.inbound(slot=0, since=world.day)
    anna_at_desk.post("/import", {"bundle": (io.BytesIO(bundle), "in.bundle")})
    case = f"/cases/{cases_of(anna_at_desk)[0]['case']}"
    queue(anna_at_desk, case, "Dank u.\r\n\r\n<b>Tot</b> snel.")
    anna_at_desk.post("/export")
    world.server.bring(anna_at_desk.get("/bundles/1").data)
    assert reporter.answers() == ["Dank u.\n\n<b>Tot</b> snel."]


def test_whoever_writes_an_answer_has_the_report_in_sight(anna_at_desk: Visitor, case: str) -> None:
    """Below the field, as text."""
    assert REPORT in anna_at_desk.read(f"{case}/answer")


def test_an_answer_is_queued_only_after_it_was_looked_at(anna_at_desk: Visitor, case: str) -> None:
    """A form without the page before it queues nothing."""
    page = anna_at_desk.post(f"{case}/answer", {"text": "Dank u.", "step": "queue"}).text
    assert "Bekijk het antwoord nog een keer" in page
    assert "Er wacht niets." in anna_at_desk.read("/queue")


def test_two_clicks_queue_one_answer(anna_at_desk: Visitor, case: str) -> None:
    """The second leads where the first did."""
    ticket = queue(anna_at_desk, case, "Dank u.")
    again = anna_at_desk.post(
        f"{case}/answer", {"text": "Dank u.", "step": "queue", "ticket": ticket}
    )
    assert again.location == "/queued"
    assert anna_at_desk.read("/queue").count("Antwoord in zaak") == 1


def test_the_room_left_is_what_the_workstation_takes(anna_at_desk: Visitor, case: str) -> None:
    """Exactly as many characters as are said to be left fit, and not one more."""
    station = anna_at_desk.keeper.require_open().station
    number, day = case.removeprefix("/cases/"), anna_at_desk.keeper.day()
    room = compose(station.show(number, day=day), "").room
    with pytest.raises(Refused, match="about 1 characters too long"):
        station.reply(number, text="x" * (room + 1), day=day)
    assert station.reply(number, text="x" * room, day=day).slots == 4


def test_an_answer_that_is_too_long_says_by_how_much(anna_at_desk: Visitor, case: str) -> None:
    """And stays in the field."""
    page = look_at(anna_at_desk, case, "x" * 30_000)
    assert "tekens te lang" in page
    assert "x" * 30_000 in page


def test_an_answer_that_quotes_the_report_is_warned_about(anna_at_desk: Visitor, case: str) -> None:
    """The words that both have are named, and the answer may go all the same."""
    page = look_at(anna_at_desk, case, "U schreef: laat zijn EIGEN bedrijf, alle klussen doen?")
    assert "<q>laat zijn EIGEN bedrijf, alle klussen doen</q>" in page
    assert "Zet in de wachtrij" in page


def test_hidden_characters_in_an_answer_are_warned_about(anna_at_desk: Visitor, case: str) -> None:
    """They come along with what is pasted."""
    assert "Er staan tekens in die niemand kan zien" in look_at(anna_at_desk, case, "a\u200bb")


def test_what_was_typed_survives_the_idle_lock(anna_at_desk: Visitor, case: str) -> None:
    """Ten minutes of writing are not lost to the lock: the page leads back to them."""
    anna_at_desk.time.now += 600
    answer = anna_at_desk.post(f"{case}/answer", {"text": "Een lange brief.", "step": "look"})
    assert answer.location == "/unlock"
    anna_at_desk.unlock()
    assert f'href="{case}/answer"' in anna_at_desk.read("/")
    assert "Een lange brief." in anna_at_desk.read(f"{case}/answer")


def test_what_was_typed_is_not_shown_to_a_colleague(
    anna_at_desk: Visitor, world: World, case: str
) -> None:
    """Another vault of the same desk has the same case, and its own letters."""
    bundle = world.server.inbound(slot=1, since=world.day)
    anna_at_desk.time.now += 600
    anna_at_desk.post(f"{case}/answer", {"text": "Een lange brief.", "step": "look"})
    anna_at_desk.unlock(1)
    anna_at_desk.post("/import", {"bundle": (io.BytesIO(bundle), "in.bundle")})
    assert "Een lange brief." not in anna_at_desk.read(f"{case}/answer")


def test_the_lock_button_forgets_what_was_typed(anna_at_desk: Visitor, case: str) -> None:
    """Whoever locks on purpose leaves nothing behind."""
    look_at(anna_at_desk, case, "Een lange brief.")
    anna_at_desk.post("/lock")
    anna_at_desk.unlock()
    assert "Een lange brief." not in anna_at_desk.read(f"{case}/answer")


def test_a_note_stands_in_the_thread(anna_at_desk: Visitor, case: str) -> None:
    """Marked as the team's own."""
    note_down(anna_at_desk, case, "Bel de beheerder.")
    page = anna_at_desk.read(case)
    assert "Notitie, alleen voor het team" in page
    assert "Bel de beheerder." in page


def test_two_clicks_write_one_note(anna_at_desk: Visitor, case: str) -> None:
    """The second leads where the first did, and leaves no letter half written."""
    form = note_down(anna_at_desk, case, "Bel de beheerder.")
    assert anna_at_desk.post(f"{case}/note", form).location == case
    assert anna_at_desk.read(case).count("Bel de beheerder.") == 1
    assert "U was iets aan het schrijven" not in anna_at_desk.read("/")


def test_an_empty_note_is_refused_in_words(anna_at_desk: Visitor, case: str) -> None:
    """A browser may send the form all the same."""
    page = anna_at_desk.read(f"{case}/note")
    ticket = re.search('name="ticket" value="([^"]+)"', page)
    assert ticket is not None
    answer = anna_at_desk.post(f"{case}/note", {"text": " \r\n", "ticket": ticket[1]})
    assert (answer.status_code, "Er staat nog geen tekst." in answer.text) == (409, True)


def test_a_destroyed_case_shows_what_is_remembered(
    anna_at_desk: Visitor, world: World, case: str
) -> None:
    """Dates, and whom it went to, no text."""
    anna_at_desk.keeper.lock()
    number = case.removeprefix("/cases/")
    anna, bram = (_reopened(world, slot) for slot in (0, 1))
    bram.fetch(again=1)
    anna.hand_over(number, "Anders gezegd.", with_help_of=bram)
    while anna.workstation.state(day=world.day)["messages_waiting"]:
        anna.bring()
        world.pass_days()
    anna.workstation.destroy(number, day=world.day)
    for desk in (anna, bram):
        desk.workstation.close()
    anna_at_desk.time.day = world.day
    anna_at_desk.unlock()
    page = anna_at_desk.read(case)
    assert "Hier vernietigd op" in page
    assert REPORT not in page
    assert "Vernietigd" in anna_at_desk.search(number[:8])


def _reopened(world: World, slot: int) -> Desk:
    desk = world.confidants[slot]
    place = world.folder / f"{desk.name}.vault"
    return replace(desk, workstation=Workstation.open(place, passphrase=PASSPHRASE))


def test_line_breaks_of_a_form_become_those_of_a_text() -> None:
    """A browser sends CR LF, whatever was typed."""
    assert read_text("a\r\nb\rc\nd") == "a\nb\nc\nd"
