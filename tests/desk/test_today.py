"""Today, and what travels on a stick."""

import io

import msgspec
from desk.at_cases import arrive, note_down
from desk.conftest import Visitor
from world import World

from journalist_ui.workstation.days import parse_day
from journalist_ui.workstation.pages.due import (
    ANSWER,
    REOPENED,
    SIGN,
    SILENT,
    WITHDRAWN,
    WORD,
    add_months,
    find_due,
)
from journalist_ui.workstation.pages.today_views import days_again
from journalist_ui.workstation.shelves import SUMMARIES


def case(**fields: object) -> dict[str, object]:
    """Return a line of the list of cases."""
    return {
        "case": "aa",
        "line": "signaal",
        "opened": "2026-11-30",
        "last_message": "2026-11-30",
        "last_reply": "2026-12-01",
        "replies": 0,
        "destroyed": None,
        "state": None,
        "word_after_closing": False,
        "handed_over": [],
        "consent": None,
        "consented": None,
        "answer_by": None,
    } | fields


def day_of(written: str) -> int:
    """Return the number of a day."""
    return parse_day(written)


def bring_in(visitor: Visitor, bundle: bytes) -> str:
    """Import a bundle and return what the page says."""
    answer = visitor.post("/import", {"bundle": (io.BytesIO(bundle), "x.bundle")})
    return visitor.read(answer.location) if answer.status_code == 303 else answer.text


def test_a_report_asks_for_a_sign_within_seven_days() -> None:
    """Counted from the day of arrival."""
    (due,) = find_due([case()], today=day_of("2026-12-01"))
    assert (due.what, due.day, due.left) == (SIGN, day_of("2026-12-07"), 6)


def test_after_the_sign_a_case_asks_for_an_answer_within_three_months() -> None:
    """On the last day of a month that is too short."""
    (due,) = find_due([case(replies=1)], today=day_of("2027-03-01"))
    assert (due.what, due.day, due.left) == (ANSWER, day_of("2027-02-28"), -1)


def test_a_case_with_its_answer_asks_for_nothing() -> None:
    """Nor does one that was destroyed."""
    gone = {"case": "bb", "destroyed": {"here": "2026-12-01"}}
    assert find_due([case(replies=2), gone], today=0) == []


def test_three_months_count_on_without_the_reporter() -> None:
    """Nobody came back, nobody wrote again: the answer is due all the same, and is late afterwards."""
    for day, left in (("2026-12-02", 88), ("2027-06-01", -93)):
        (due,) = find_due([case(replies=1)], today=day_of(day))
        assert (due.what, due.left) == (ANSWER, left)


def test_whoever_writes_again_gets_a_sign_within_seven_days_of_that() -> None:
    """Also after the answer in substance, and before an answer that is due later."""
    for replies in (1, 2):
        again = case(replies=replies, last_message="2026-12-05")
        (due,) = find_due([again], today=day_of("2026-12-06"))
        assert (due.what, due.day) == (WORD, day_of("2026-12-12"))


def test_the_answer_in_substance_comes_first_where_it_is_due_first() -> None:
    """A case asks for one thing at a time."""
    (due,) = find_due([case(replies=1, last_message="2027-02-27")], today=day_of("2027-02-27"))
    assert (due.what, due.day) == (ANSWER, day_of("2027-02-28"))


def test_a_closed_case_asks_for_nothing_until_the_reporter_writes() -> None:
    """Then for a sign within seven days."""
    closed = case(state="closed")
    assert find_due([closed], today=0) == []
    again = closed | {"word_after_closing": True, "last_message": "2026-12-10"}
    (due,) = find_due([again], today=day_of("2026-12-10"))
    assert (due.what, due.left) == (REOPENED, 7)


def test_the_reporter_s_word_on_a_draft_is_what_a_case_asks_for_first() -> None:
    """Until something was handed over, or it was said that nothing will be."""
    withdrawn = case(consent="withdrawn", consented="2026-12-02", last_message="2026-12-02")
    (due,) = find_due([withdrawn], today=0)
    assert (due.what, due.day) == (WITHDRAWN, day_of("2026-12-07"))
    (handed,) = find_due([withdrawn | {"handed_over": ["gemeente"]}], today=0)
    assert handed.what == SIGN
    assert find_due([withdrawn | {"state": "closed"}], today=0) == []


def test_silence_is_spoken_of_from_the_day_after_the_last_one() -> None:
    """A draft that was shown is a sign of life as well."""
    shown = case(answer_by="2026-12-15", replies=0, last_reply=None)
    (before,) = find_due([shown], today=day_of("2026-12-15"))
    assert before.what == ANSWER
    (after,) = find_due([shown], today=day_of("2026-12-16"))
    assert (after.what, after.day) == (SILENT, day_of("2026-12-22"))


def test_the_most_urgent_comes_first() -> None:
    """Whatever the order of the list."""
    cases = [case(case="new", opened="2026-12-05"), case(case="old", opened="2026-12-01")]
    assert [due.case for due in find_due(cases, today=0)] == ["old", "new"]


def test_months_go_over_the_end_of_a_year() -> None:
    """November and three is February."""
    assert add_months(day_of("2026-11-21"), 3) == day_of("2027-02-21")


def test_a_bundle_is_read_in_and_counted(anna_at_desk: Visitor, world: World) -> None:
    """A new report stands in the list and among what is due."""
    world.reporter().send("Een melding.")
    said = bring_in(anna_at_desk, world.server.inbound(slot=0, since=world.day))
    assert "Nieuwe meldingen</dt><dd>1</dd>" in said
    assert "Laat weten dat de melding er is" in anna_at_desk.read("/")


def test_a_bundle_that_is_cut_off_changes_nothing(anna_at_desk: Visitor, world: World) -> None:
    """The page says what to do, and the list of cases is as it was."""
    world.reporter().send("Een melding.")
    bundle = world.server.inbound(slot=0, since=world.day)
    said = bring_in(anna_at_desk, bundle[:-5000])
    assert "Kopieer het nog eens" in said
    assert "Er zijn nog geen zaken" in anna_at_desk.read("/cases")


def test_an_import_without_a_file_says_so(anna_at_desk: Visitor) -> None:
    """A browser may send the form all the same."""
    answer = anna_at_desk.post("/import", {"bundle": (io.BytesIO(b""), "")})
    assert answer.status_code == 400
    assert "geen bestand gekozen" in answer.text


def test_damage_is_kept_and_shown_with_what_to_do(anna_at_desk: Visitor, world: World) -> None:
    """Nothing is dropped in silence."""
    world.reporter().send("Een melding.")
    (held,) = world.server.submissions.values()
    (text,) = held.texts
    held.texts = (text[:-1] + bytes([text[-1] ^ 1]),)
    said = bring_in(anna_at_desk, world.server.inbound(slot=0, since=world.day))
    assert "1 ding was niet te gebruiken" in said
    assert "1 dag, en lees dat pakket in." in anna_at_desk.read("/")


def test_the_days_to_get_again_reach_back_to_the_oldest_damage() -> None:
    """And no further than the server has them; a day to come counts as this one."""
    today = day_of("2026-12-10")
    for days, count in (
        (["2026-12-08", "2026-12-10"], 3),
        (["2026-01-01"], 42),
        (["2027-01-01"], 1),
    ):
        assert days_again([{"day": day} for day in days], today=today) == count


def test_what_is_said_of_a_bundle_that_is_late(anna_at_desk: Visitor, world: World) -> None:
    """From the day after the one on which the next was due."""
    anna_at_desk.time.day += 7
    assert "te laat" not in anna_at_desk.read("/")
    anna_at_desk.time.day += 1
    assert "Melders kunnen nu een waarschuwing zien." in anna_at_desk.read("/")
    anna_at_desk.post("/export")
    assert "te laat" not in anna_at_desk.read("/")


def test_a_keyring_is_spoken_of_before_its_end(anna_at_desk: Visitor, world: World) -> None:
    """A month before; after the end in other words."""
    station = anna_at_desk.keeper.require_open().station
    ends = parse_day(station.state(day=world.day)["keyring"]["expires"])
    left = ends - anna_at_desk.keeper.day()
    anna_at_desk.time.day += left - 31
    assert "De sleutelring" not in anna_at_desk.read("/")
    anna_at_desk.time.day += 1
    assert "De sleutelring geldt nog tot en met" in anna_at_desk.read("/")
    anna_at_desk.time.day += 31
    assert "De sleutelring is verlopen op" in anna_at_desk.read("/")


def test_what_waits_for_colleagues_is_counted(anna_at_desk: Visitor, world: World) -> None:
    """A note, and whose the case is: the next bundle takes both."""
    case = arrive(anna_at_desk, world, "Een melding.")
    note_down(anna_at_desk, case, "Bel de beheerder.")
    anna_at_desk.post(f"{case}/assign", {"slot": "0"})
    page = anna_at_desk.read("/")
    assert "2 berichten voor collega" in page
    assert "· van u</span>" in page
    anna_at_desk.post("/export")
    assert "voor collega" not in anna_at_desk.read("/")


def test_a_case_that_a_colleague_destroyed_is_named(anna_at_desk: Visitor, world: World) -> None:
    """Until it is destroyed here too, unless two hold it for the law."""
    case = arrive(anna_at_desk, world, "Een melding.")
    vault = anna_at_desk.keeper.require_open().vault
    number = bytes.fromhex(case.removeprefix("/cases/"))
    for held_until, named in ((None, True), (world.day - 1, True), (world.day, False)):
        with vault.transaction():
            line = msgspec.structs.replace(
                SUMMARIES.get(vault, number), destroyed={1: world.day}, held_until=held_until
            )
            SUMMARIES.put(vault, number, line, case=number)
        said = f'Doe dat hier ook: <a href="{case}">'
        assert (said in anna_at_desk.read("/")) is named


def test_a_bundle_leaves_as_the_vault_keeps_it(anna_at_desk: Visitor, world: World) -> None:
    """The server takes the bytes of the download."""
    anna_at_desk.post("/export")
    assert 'href="/bundles/1"' in anna_at_desk.read("/exported")
    answer = anna_at_desk.get("/bundles/1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sluis-1.bundle"'
    world.server.bring(answer.data)


def test_a_second_bundle_of_a_day_says_that_it_has_no_answers(anna_at_desk: Visitor) -> None:
    """One batch a day is the most."""
    anna_at_desk.post("/export")
    anna_at_desk.post("/export")
    assert "In dit pakket zitten geen antwoorden" in anna_at_desk.read("/exported")


def test_a_bundle_that_is_not_kept_is_refused_in_words(anna_at_desk: Visitor) -> None:
    """An address that somebody kept from before."""
    answer = anna_at_desk.get("/bundles/99")
    assert answer.status_code == 409
    assert "wordt niet meer bewaard" in answer.text
