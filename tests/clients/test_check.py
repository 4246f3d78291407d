"""`sluis-report check`: the whole drop, searched on the device; what is missing or damaged is said."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from crypto.codename.codename import Codename
from crypto.drop import encode_drop
from crypto.period import period_of
from crypto.sizes import DROP_SLOT_SIZE, DROP_TAG_SIZE
from tests.clients.conftest import Reporter
from tests.clients.replying import answer_report, make_reply, sealed
from tests.tiny_service import DAY

Refused = Callable[[Result], str]


def publish(reporter: Reporter) -> None:
    """Let the server show the newest `today`."""
    reporter.server.today = reporter.server.service.today(day=reporter.day)


def test_an_answer_is_read_under_the_name_of_the_service(reporter: Reporter) -> None:
    """Text and day, and no word about who wrote it."""
    codename = reporter.send_well()
    answer_report(reporter.server.service, codename, make_reply("Dank u wel.\nTot gauw."))
    publish(reporter)
    result = reporter.check(codename)
    assert result.exit_code == 0
    assert result.stdout == "De Vertrouwenslijn, 23 november 2026\nDank u wel.\nTot gauw.\n\n"


def test_answers_stand_in_the_order_of_their_days(reporter: Reporter) -> None:
    """Whoever published them."""
    codename, service = reporter.send_well(), reporter.server.service
    answer_report(service, codename, make_reply("eerst"), slot=2, day=DAY + 1)
    answer_report(service, codename, make_reply("daarna"), slot=0, day=DAY + 2)
    answer_report(service, codename, make_reply("ten slotte"), slot=2, day=DAY + 3)
    reporter.day = DAY + 3
    publish(reporter)
    replies = json.loads(reporter.check(codename, "--json").stdout)["replies"]
    assert [reply["text"] for reply in replies] == ["eerst", "daarna", "ten slotte"]


def test_a_long_answer_is_joined(reporter: Reporter) -> None:
    """Three drop slots of one batch."""
    codename, text = reporter.send_well(), "veel woorden " * 400
    answer_report(reporter.server.service, codename, make_reply(text), slot=1)
    publish(reporter)
    assert text in reporter.check(codename).stdout


def test_no_answer_and_an_unknown_codename_look_the_same(reporter: Reporter) -> None:
    """The same words, the same status, the same requests."""
    real, unknown = reporter.send_well(), " ".join(Codename.generate().words("nl"))
    answer_report(reporter.server.service, reporter.send_well(), make_reply("voor een ander"))
    publish(reporter)
    seen = []
    for codename in (real, unknown):
        reporter.server.asked.clear()
        result = reporter.check(codename)
        seen.append((result.exit_code, result.stdout, result.stderr, [*reporter.server.asked]))
    assert seen[0] == seen[1]
    assert seen[0][0] == 0


def test_checking_asks_for_today_and_the_whole_drop(reporter: Reporter) -> None:
    """Whether there is an answer or not."""
    codename = reporter.send_well()
    reporter.server.asked.clear()
    reporter.check(codename)
    assert reporter.server.asked == ["GET /api/today", "GET /api/drop"]


def test_a_damaged_answer_is_counted(reporter: Reporter) -> None:
    """The tag is right, the rest is not: the other answer is shown, and a warning."""
    codename, service = reporter.send_well(), reporter.server.service
    (good,) = sealed(service, codename, make_reply("heel"), slot=0)
    answer_report(service, codename, make_reply("heel"), slot=0)
    (bad,) = sealed(service, codename, make_reply("stuk"), slot=1)
    service.bundle(1, drop_slots=[bad[:DROP_TAG_SIZE] + good[DROP_TAG_SIZE:]])
    publish(reporter)
    result = reporter.check(codename)
    assert "heel" in result.stdout
    assert "beschadigd" in result.stderr
    assert json.loads(reporter.check(codename, "--json").stdout)["damaged"] == 1


def test_a_silent_confidant_is_said_calmly(reporter: Reporter) -> None:
    """Eleven days without a head of two of the three."""
    codename = reporter.send_well()
    reporter.day = DAY + 11
    reporter.server.service.bundle(0, day=reporter.day)
    publish(reporter)
    result = reporter.check(codename)
    assert result.exit_code == 0
    assert "0800 2800 200" in result.stderr


def test_a_batch_that_is_withheld_is_said(reporter: Reporter, refused: Refused) -> None:
    """Every live batch that the heads name must be there."""
    codename, service = reporter.send_well(), reporter.server.service
    answer_report(service, codename, make_reply("weg"), slot=0)
    publish(reporter)
    entries = service.entries()
    for index in range(len(entries)):
        rest = entries[:index] + entries[index + 1 :]
        reporter.server.drop = b"".join(encode_drop(rest, period=period_of(DAY)))
        assert "niet alle antwoorden" in refused(reporter.check(codename))


def test_an_older_drop_is_said(reporter: Reporter, refused: Refused) -> None:
    """Yesterday's drop does not have what today's heads name."""
    codename = reporter.send_well()
    reporter.server.drop = reporter.server.drop_now()
    answer_report(reporter.server.service, codename, make_reply("nieuw"))
    publish(reporter)
    assert "niet alle antwoorden" in refused(reporter.check(codename))


@pytest.mark.parametrize("at", [0, 9, 60, -1, -DROP_SLOT_SIZE])
def test_one_flipped_byte_in_the_drop_is_noticed(
    reporter: Reporter, refused: Refused, at: int
) -> None:
    """In the version, in a head, in a batch."""
    codename = reporter.send_well()
    drop = bytearray(reporter.server.drop_now())
    drop[at] ^= 1
    reporter.server.drop = bytes(drop)
    assert "0800 2800 200" in refused(reporter.check(codename))


@pytest.mark.parametrize("cut", [0, 6, 5000, -1])
def test_a_drop_that_is_cut_off_is_refused(reporter: Reporter, refused: Refused, cut: int) -> None:
    """At any place."""
    codename = reporter.send_well()
    reporter.server.drop = reporter.server.drop_now()[:cut]
    refused(reporter.check(codename))


def test_an_answer_cannot_steer_the_terminal(reporter: Reporter) -> None:
    """Control characters are replaced."""
    codename = reporter.send_well()
    answer_report(reporter.server.service, codename, make_reply("a\x1b[31mb"))
    publish(reporter)
    assert "\x1b" not in reporter.check(codename).stdout


def test_an_answer_in_english_has_english_words_around_it(reporter: Reporter) -> None:
    """The language is chosen anew at each visit."""
    codename = reporter.send_well()
    assert "no answer (yet)" in reporter.check(codename, "--language", "en").stdout
