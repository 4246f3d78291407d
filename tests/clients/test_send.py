"""`sluis-report send`: what reaches the server, what is printed, what is refused."""

import json
import unicodedata
from collections.abc import Callable

import pytest
from click.testing import Result

from crypto.codename.codename import parse_codename
from crypto.codename.derivation import derive
from crypto.errors import NotForThisKey
from crypto.messages import reply_recipient
from crypto.period import period_of
from crypto.submission import parse_submission
from tests.clients.conftest import Reporter
from tests.clients.opening import read_report
from tests.tiny_service import SERVICE_ID, SLOTS

Refused = Callable[[Result], str]


def test_a_report_reaches_every_member_of_the_line(reporter: Reporter) -> None:
    """Each of the three slots opens the same text."""
    reporter.send_well()
    for slot in (0, 1, 2):
        report = read_report(reporter.server, slot)
        assert report.text == "Er is iets aan de hand."
        assert (report.line, report.members) == ("integriteit", [0, 1, 2])


def test_the_codename_is_the_last_line_and_all_of_standard_output(reporter: Reporter) -> None:
    """Eight Dutch words and nothing else go to standard output."""
    result = reporter.send()
    assert result.stdout.count("\n") == 1
    assert len(result.stdout.split()) == 8
    assert parse_codename(result.stdout).words("nl") == result.stdout.split()


def test_an_english_codename_is_the_same_codename(reporter: Reporter) -> None:
    """With `--language en` the words are English."""
    words = reporter.send_well("--language", "en").split()
    assert parse_codename(" ".join(words)).words("en") == words


def test_the_way_back_in_the_report_is_that_of_the_codename(reporter: Reporter) -> None:
    """Recipient and thread key derive from what was printed."""
    codename = parse_codename(reporter.send_well())
    secrets = derive(codename, service_id=SERVICE_ID)
    reply = read_report(reporter.server, 0).reply
    assert reply_recipient(reply) == secrets.identity.recipient.raw
    assert reply.thread_key == secrets.thread_key.hex()


def test_an_excluded_slot_cannot_open_the_report(reporter: Reporter) -> None:
    """It opens to the decoy constant."""
    reporter.send_well("--exclude-slot", "1")
    assert read_report(reporter.server, 2).members == [0, 2]
    with pytest.raises(NotForThisKey):
        read_report(reporter.server, 1)


def test_everything_is_sealed_to_todays_period(reporter: Reporter) -> None:
    """The period in clear is that of `today`."""
    reporter.send_well()
    _submission, period = parse_submission(reporter.server.only_submission, slots=SLOTS)
    assert period == period_of(reporter.day)


def test_requests_tell_nothing_about_the_reporter(reporter: Reporter) -> None:
    """One User-Agent, no cookie, no referrer; and the same requests for every report."""
    reporter.send_well()
    assert reporter.server.user_agents == {"sluis-report"}
    assert not {"Cookie", "Referer", "Authorization"} & reporter.server.header_names
    assert reporter.server.asked == [
        "GET /api/today",
        "POST /api/tickets",
        "POST /api/submissions",
    ]


def test_a_text_comes_from_standard_input(reporter: Reporter) -> None:
    """`--text -` reads it."""
    result = reporter.run("send", "--line", "integriteit", "--text", "-", typed="Via de pijp.")
    assert result.exit_code == 0
    assert read_report(reporter.server, 0).text == "Via de pijp."


def test_a_long_text_goes_in_four_parts(reporter: Reporter) -> None:
    """Sixty thousand characters fit."""
    text = "lang " * 12_000
    assert reporter.send(text).exit_code == 0
    assert read_report(reporter.server, 1).text == text


def test_a_text_over_four_parts_is_refused_with_the_number_of_characters(
    reporter: Reporter, refused: Refused
) -> None:
    """Taking off as many as it says makes it fit, and nothing was asked of the server."""
    text = "é\n" * 40_000
    sentence = refused(reporter.send(text))
    surplus = int(next(word for word in sentence.split() if word.isdecimal()))
    assert reporter.server.asked == []
    assert reporter.send(text[:-surplus]).exit_code == 0
    refused(reporter.send(text[: -surplus + 1]))


def test_a_text_that_was_never_typed_by_hand_is_refused(
    reporter: Reporter, refused: Refused
) -> None:
    """A megabyte is not counted out."""
    assert "--attach" in refused(reporter.send("x" * (1 << 20) + "x"))
    assert reporter.server.asked == []


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "leeg"), (b" \n\t", "leeg"), (b"\xff\xfe", "UTF-8"), (b"\xed\xa0\x80", "UTF-8")],
)
def test_a_text_that_is_none_is_refused(
    reporter: Reporter, refused: Refused, content: bytes, word: str
) -> None:
    """Empty, blank, not UTF-8, a lone surrogate: one sentence, and nothing was asked of the server."""
    assert word in refused(reporter.send(content))
    assert reporter.server.asked == []


def test_a_text_file_that_is_not_there_is_refused(reporter: Reporter, refused: Refused) -> None:
    """And so is a folder."""
    for path in ("nergens", str(reporter.folder)):
        result = reporter.run("send", "--line", "integriteit", "--text", path)
        assert "tekst" in refused(result)


def test_a_byte_order_mark_is_not_part_of_the_text(reporter: Reporter) -> None:
    """Some editors write one."""
    assert reporter.send(b"\xef\xbb\xbfhallo").exit_code == 0
    assert read_report(reporter.server, 0).text == "hallo"


def test_a_line_that_does_not_exist_is_refused(reporter: Reporter, refused: Refused) -> None:
    """Before anything is asked of the server."""
    text = reporter.write("t", "x")
    assert "integriteit" in refused(reporter.run("send", "--line", "niets", "--text", text))
    assert reporter.server.asked == []


def test_a_line_that_this_service_does_not_have_is_refused(
    reporter: Reporter, refused: Refused
) -> None:
    """The sentence names the ones it has."""
    text = reporter.write("t", "x")
    sentence = refused(reporter.run("send", "--line", "klacht", "--text", text))
    assert "bedreiging, integriteit" in sentence


def test_excluding_somebody_who_does_not_serve_the_line_is_refused(
    reporter: Reporter, refused: Refused
) -> None:
    """A slip would seal a complaint to the person it is about."""
    assert "--exclude-slot" in refused(reporter.send("x", "--exclude-slot", "7"))
    assert reporter.server.submissions == {}


def test_excluding_too_many_is_refused_with_the_phone_number(
    reporter: Reporter, refused: Refused
) -> None:
    """One confidant is below the line's minimum of two."""
    result = reporter.send("x", "--exclude-slot", "0", "--exclude-slot", "1")
    assert "0800 2800 200" in refused(result)
    assert reporter.server.submissions == {}


def test_nothing_that_was_written_appears_in_what_is_said(reporter: Reporter) -> None:
    """Neither on standard output nor on standard error."""
    result = reporter.send("een heel bijzonder woord")
    assert "bijzonder" not in result.stdout + result.stderr


def test_a_report_has_the_same_size_whatever_it_says(reporter: Reporter) -> None:
    """One short text and one longer one are one part each."""
    for text in ("kort", "langer " * 1500):
        assert reporter.send(text).exit_code == 0
    assert len({len(body) for body in reporter.server.submissions.values()}) == 1


def test_the_date_of_the_answer_is_a_week_away(reporter: Reporter) -> None:
    """Day 20,780 is 23 November 2026."""
    assert "30 november 2026" in reporter.send().stderr


def test_no_control_character_reaches_the_terminal(reporter: Reporter, refused: Refused) -> None:
    """A file's name cannot steer it."""
    bad = str(reporter.folder / "a\x1b[2Jb")
    sentence = refused(reporter.send("x", "--attach", bad))
    assert not any(unicodedata.category(c) == "Cc" for c in sentence)


def test_check_before_any_answer_is_no_error(reporter: Reporter) -> None:
    """A fresh codename finds nothing, as JSON too."""
    codename = reporter.send_well()
    assert json.loads(reporter.check(codename, "--json").stdout)["replies"] == []
