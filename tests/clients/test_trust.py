"""What `sluis-report` does not believe: each case is one sentence, a status of 1, and nothing submitted."""

from collections.abc import Callable

import pytest
from click.testing import Result

from submitter_ui.build import BUILD_DAY
from tests.clients.conftest import Reporter
from tests.clients.fake_server import FakeServer
from tests.clients.lies import LIES, only_one_key
from tests.tiny_service import DAY, TinyService

Refused = Callable[[Result], str]


@pytest.mark.parametrize(("lie", "word"), LIES)
def test_nothing_is_sent_on_a_today_that_lies(
    reporter: Reporter,
    refused: Refused,
    lie: Callable[[TinyService], bytes],
    word: str,
) -> None:
    """Each lie has its sentence with the phone number, and only `today` was asked for."""
    reporter.server.today = lie(reporter.server.service)
    sentence = refused(reporter.send())
    assert word in sentence
    assert "0800 2800 200" in sentence
    assert reporter.server.asked == ["GET /api/today"]


@pytest.mark.parametrize(
    ("day", "date"),
    [
        (DAY - 365, "23 november 2025"),
        (DAY + 365, "23 november 2027"),
        (BUILD_DAY - 1, "20 november 2026"),
        (DAY + 14, "7 december 2026"),
    ],
)
@pytest.mark.parametrize("command", ["send", "check"])
def test_a_clock_that_is_off_is_named_with_its_date(
    reporter: Reporter, refused: Refused, command: str, day: int, date: str
) -> None:
    """A year behind or ahead, before the build, two weeks ahead: no other cause is guessed."""
    codename = reporter.send_well()
    reporter.day = day
    result = reporter.send() if command == "send" else reporter.check(codename)
    sentence = refused(result)
    assert f"Dit apparaat denkt dat het {date} is" in sentence
    assert "verlopen" not in sentence
    assert len(reporter.server.submissions) == 1


def test_a_clock_before_the_build_asks_nothing(reporter: Reporter, refused: Refused) -> None:
    """Over https not even the certificate would be valid, and hide the cause."""
    reporter.day = BUILD_DAY - 1
    refused(reporter.send())
    assert reporter.server.asked == []


def test_another_root_is_another_service(reporter: Reporter, refused: Refused) -> None:
    """The given root decides, not the server."""
    codename = reporter.write("c", reporter.send_well())
    assert "dienst" in refused(reporter.run("check", "--codename-file", codename, root="00" * 32))


def test_an_overdue_line_is_refused_unless_the_reporter_insists(
    server: FakeServer, reporter: Reporter, refused: Refused
) -> None:
    """Eleven days after the last head the line is overdue."""
    reporter.day = DAY + 11
    server.today = server.service.today(day=reporter.day)
    sentence = refused(reporter.send())
    assert "--send-anyway" in sentence
    assert reporter.send("x", "--send-anyway").exit_code == 0


def test_insisting_does_not_help_against_too_few_members(
    reporter: Reporter, refused: Refused
) -> None:
    """`--send-anyway` is about freshness only."""
    reporter.server.today = only_one_key(reporter.server.service)
    assert "te weinig" in refused(reporter.send("x", "--send-anyway"))


@pytest.mark.parametrize("root", ["", "00", "zz" * 32, "00" * 33, "é" * 64])
def test_a_root_that_is_none_is_refused(reporter: Reporter, refused: Refused, root: str) -> None:
    """Sixty-four hexadecimal characters, or a sentence."""
    text = reporter.write("t", "x")
    arguments = ("send", "--line", "integriteit", "--text", text, "--root", root)
    assert "--root" in refused(reporter.run(*arguments))
    assert reporter.server.asked == []
