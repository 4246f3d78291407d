"""Cut lines and odd answers: what may be tried again is, what is in doubt is said, nothing is stored twice."""

from collections.abc import Callable

import pytest
from click.testing import Result

from crypto.codename.codename import parse_codename
from submitter_ui.statuses import Status
from tests.clients.conftest import Reporter
from tests.clients.misbehaving import CUT_AFTER, CUT_BEFORE, Fault, answer, cut_inside, interrupt
from tests.clients.opening import read_report

Refused = Callable[[Result], str]
BUSY = answer(503, b'{"error": "busy", "message": "no"}')
FULL = answer(507, b'{"error": "full", "message": "no"}')
INTERNAL = answer(500, b'{"error": "internal", "message": "no"}')


@pytest.mark.parametrize("fault", [CUT_BEFORE, CUT_AFTER, BUSY, INTERNAL])
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/today"), ("POST", "/api/tickets"), ("POST", "/api/submissions")],
)
def test_one_cut_is_passed_over(reporter: Reporter, method: str, path: str, fault: Fault) -> None:
    """Every step is tried again, and the report is stored once."""
    reporter.server.misbehave(method, path, fault)
    reporter.send_well()
    assert len(reporter.server.submissions) == 1


@pytest.mark.parametrize("taken", [0, 1, 3000])
def test_an_answer_that_is_cut_off_is_asked_for_again(reporter: Reporter, taken: int) -> None:
    """What came of it is thrown away."""
    reporter.server.misbehave("GET", "/api/today", cut_inside(taken))
    codename = reporter.send_well()
    reporter.server.misbehave("GET", "/api/drop", cut_inside(taken))
    assert reporter.check(codename).exit_code == 0


def test_stopping_while_the_report_goes_keeps_the_codename(reporter: Reporter) -> None:
    """Ctrl-C after the first try: it may have been stored."""
    reporter.wait = interrupt
    reporter.server.misbehave("POST", "/api/submissions", CUT_AFTER)
    result = reporter.send()
    assert (result.exit_code, len(result.stdout.split())) == (Status.IN_DOUBT, 8)
    assert "niet zeker" in result.stderr


def test_stopping_before_anything_was_submitted_is_said(
    reporter: Reporter, refused: Refused
) -> None:
    """Ctrl-C while the line is tried again."""
    reporter.wait = interrupt
    reporter.server.misbehave("GET", "/api/today", CUT_AFTER)
    assert refused(reporter.send()) == (
        "Uw melding is NIET verstuurd. U hebt het programma gestopt."
    )


def test_the_same_body_goes_again_with_the_same_ticket(reporter: Reporter) -> None:
    """Two cut answers leave one submission."""
    reporter.server.misbehave("POST", "/api/submissions", CUT_AFTER, CUT_AFTER)
    reporter.send_well()
    assert len(reporter.server.submissions) == 1
    assert reporter.server.asked.count("POST /api/submissions") == 3


def test_a_report_in_doubt_keeps_its_codename(reporter: Reporter) -> None:
    """It may have been stored: the exit status and the sentence say so, the codename is printed."""
    reporter.server.misbehave("POST", "/api/submissions", *[CUT_AFTER] * 9)
    result = reporter.send()
    assert result.exit_code == Status.IN_DOUBT
    assert "niet zeker" in result.stderr.splitlines()[-1]
    parse_codename(result.stdout)
    assert read_report(reporter.server, 0).text


def test_a_report_that_was_surely_refused_has_no_codename(
    reporter: Reporter, refused: Refused
) -> None:
    """A full server stored nothing."""
    reporter.server.misbehave("POST", "/api/submissions", FULL)
    assert "vol" in refused(reporter.send())
    assert reporter.server.asked.count("POST /api/submissions") == 1


def test_a_refusal_after_a_cut_line_is_still_in_doubt(reporter: Reporter) -> None:
    """The first try may have been stored."""
    reporter.server.misbehave("POST", "/api/submissions", CUT_AFTER, FULL)
    result = reporter.send()
    assert result.exit_code == Status.IN_DOUBT
    assert "niet zeker" in result.stderr
    parse_codename(result.stdout)


def test_tries_are_bounded(reporter: Reporter, refused: Refused) -> None:
    """Five, and then the phone number."""
    reporter.server.misbehave("GET", "/api/today", *[CUT_BEFORE] * 99)
    assert "0800 2800 200" in refused(reporter.send())
    assert reporter.server.asked == ["GET /api/today"] * 5


@pytest.mark.parametrize(
    "fault",
    [
        answer(200, b"<html>hello</html>"),
        answer(200, b""),
        answer(200, bytes(300_000)),
        answer(404, b"not here"),
        answer(204),
        answer(302, b"", Location="/api/drop"),
        answer(418, b"teapot"),
    ],
)
def test_an_answer_that_is_no_today_is_refused(
    reporter: Reporter, refused: Refused, fault: Fault
) -> None:
    """Web pages, nothing, too much, a redirect: one sentence, and no redirect is followed."""
    reporter.server.misbehave("GET", "/api/today", fault)
    refused(reporter.send())
    assert reporter.server.asked == ["GET /api/today"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"ticket": 3}', b'{"ticket": "a\\nb"}', b"[" * 60_000, b"\xff"]
)
def test_an_answer_that_is_no_ticket_is_refused(
    reporter: Reporter, refused: Refused, body: bytes
) -> None:
    """Nothing of it gets into a header."""
    reporter.server.misbehave("POST", "/api/tickets", answer(201, body))
    refused(reporter.send())
    assert reporter.server.submissions == {}


def test_an_upload_elsewhere_is_not_followed(reporter: Reporter) -> None:
    """Only the id of a `Location` is used, never its host."""
    there = f"https://elsewhere.example/api/uploads/{0:032x}"
    reporter.server.misbehave("POST", "/api/uploads", answer(201, b"", Location=there))
    reporter.send("x", "--attach", reporter.write("a", "b"))
    assert f"PATCH /api/uploads/{0:032x}" in reporter.server.asked


def test_an_upload_without_a_place_is_refused(reporter: Reporter, refused: Refused) -> None:
    """A `Location` of another form is nonsense."""
    reporter.server.misbehave("POST", "/api/uploads", answer(201, b"", Location="/../secret"))
    refused(reporter.send("x", "--attach", reporter.write("a", "b")))
    assert reporter.server.submissions == {}


def test_a_server_that_says_it_stored_nothing_is_not_believed(reporter: Reporter) -> None:
    """The report is in doubt, and the codename is kept."""
    lie = answer(201, b'{"stored": false}')
    reporter.server.misbehave("POST", "/api/submissions", *[lie] * 9)
    result = reporter.send()
    assert (result.exit_code, len(result.stdout.split())) == (Status.IN_DOUBT, 8)


@pytest.mark.parametrize(
    ("status", "code", "word"),
    [(403, "ticket", "te lang"), (422, "period", "week"), (409, "conflict", "geweigerd")],
)
def test_a_refused_submission_says_why(
    reporter: Reporter, refused: Refused, status: int, code: str, word: str
) -> None:
    """Each code of the interface has a sentence."""
    body = f'{{"error": "{code}", "message": "no"}}'.encode()
    reporter.server.misbehave("POST", "/api/submissions", answer(status, body))
    assert word in refused(reporter.send())


def test_an_unreachable_server_is_said_at_once(reporter: Reporter, refused: Refused) -> None:
    """Nothing listens there; there is nothing to wait for."""
    text = reporter.write("t", "x")
    result = reporter.run(
        "send", "--line", "integriteit", "--text", text, "--server", "http://127.0.0.1:9"
    )
    assert "neemt niemand op" in refused(result)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422])
def test_an_address_without_the_service_is_said_to_be_one(
    reporter: Reporter, refused: Refused, status: int
) -> None:
    """The portal's address, a page's instead of its beginning: nothing else is guessed."""
    reporter.server.misbehave("GET", "/api/today", answer(status, b"<html>"))
    assert "adres bij --server" in refused(reporter.send())
    assert reporter.server.asked == ["GET /api/today"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("fault", [CUT_AFTER, BUSY, INTERNAL, FULL, answer(404), answer(200)])
@pytest.mark.parametrize("path", ["/api/today", "/api/drop"])
def test_looking_for_answers_says_nothing_about_what_was_reported(
    reporter: Reporter, refused: Refused, path: str, fault: Fault, language: str
) -> None:
    """A reporter who comes back must not read that the report is not there."""
    codename = reporter.send_well()
    reporter.server.misbehave("GET", path, *[fault] * 9)
    sentence = refused(reporter.check(codename, "--language", language))
    for word in ("gemeld", "verstuurd", "opgeslagen", "reported", "sent", "stored"):
        assert word not in sentence


@pytest.mark.parametrize("fault", [CUT_AFTER, BUSY, INTERNAL, answer(404), answer(200)])
def test_sending_says_that_nothing_was_sent(
    reporter: Reporter, refused: Refused, fault: Fault
) -> None:
    """Before the cause, in both commands and both languages."""
    codename = reporter.write("c", reporter.send_well())
    follow = ("follow-up", "--text", reporter.write("f", "x"), "--codename-file", codename)
    for words, language in (("NIET verstuurd.", "nl"), ("NOT sent.", "en")):
        reporter.server.misbehave("GET", "/api/today", *[fault] * 9)
        assert words in refused(reporter.send("x", "--language", language))
        reporter.server.misbehave("GET", "/api/today", *[fault] * 9)
        assert words in refused(reporter.run(*follow, "--language", language))
