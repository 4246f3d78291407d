"""Before sending, `sluis-report` names what may betray the writer, and asks once where somebody types."""

import pytest
from click.testing import CliRunner, Result

from submitter_ui.cli import main
from submitter_ui.device import Device
from submitter_ui.statuses import Status
from tests.clients.conftest import Reporter
from tests.clients.opening import read_report

TELLING = "Er is iets.\nBel 06-12345678.\n\nGroeten, Jan"
TOLD = "- regel 2: 06-12345678 (een telefoonnummer)\n- regel 4: Groeten, Jan (een naam)\n"


def send_in_terminal(reporter: Reporter, text: str, typed: str, *more: str) -> Result:
    """Send where somebody types, and answers what is asked."""
    where = ["--server", reporter.server.url, "--root", reporter.server.service.root.hex()]
    what = ["--line", "integriteit", "--no-questions", "--text", reporter.write("t", text)]
    device = Device(reporter.day, at_terminal=True)
    return CliRunner().invoke(main, ["send", *where, *what, *more], input=typed, obj=device)


def test_what_was_found_is_named_and_sent_where_nobody_types(reporter: Reporter) -> None:
    """With its line, on standard error, and what cannot be found is said as well."""
    result = reporter.send(TELLING)
    assert result.exit_code == Status.DONE
    assert TOLD in result.stderr
    assert "vindt alleen wat het kent" in result.stderr
    assert len(result.stdout.split()) == 8
    assert read_report(reporter.server, 0).text == TELLING


def test_nothing_is_said_of_a_text_without_traces(reporter: Reporter) -> None:
    """And nobody is asked."""
    result = send_in_terminal(reporter, "Er is iets aan de hand.", "")
    assert result.exit_code == Status.DONE
    assert "herkennen" not in result.stderr


@pytest.mark.parametrize("answer", ["ja", "J", "yes", " y "])
def test_whoever_says_yes_sends_it_as_it_is(reporter: Reporter, answer: str) -> None:
    """Asked once."""
    result = send_in_terminal(reporter, TELLING, f"{answer}\n")
    assert result.exit_code == Status.DONE, result.stderr
    assert result.stderr.count("Toch doorgaan?") == 1
    assert read_report(reporter.server, 0).text == TELLING


@pytest.mark.parametrize("answer", ["\n", "nee\n", ""], ids=["enter", "nee", "end of input"])
def test_whoever_does_not_say_yes_sends_nothing(reporter: Reporter, answer: str) -> None:
    """Enter alone is no yes; the server is not even asked for its keys."""
    result = send_in_terminal(reporter, TELLING, answer)
    assert result.exit_code == Status.WRONG_USE
    assert "U wilt de tekst eerst veranderen." in result.stderr
    assert result.stdout == ""
    assert reporter.server.asked == []


def test_with_yes_nobody_is_asked(reporter: Reporter) -> None:
    """What was found is named all the same."""
    result = send_in_terminal(reporter, TELLING, "", "--yes")
    assert result.exit_code == Status.DONE
    assert TOLD in result.stderr
    assert "Toch doorgaan?" not in result.stderr


def test_an_answer_in_own_words_is_looked_at(reporter: Reporter) -> None:
    """The question itself is not: those are words of the form."""
    answers = 'organisatie = "Vraag jan@gemeente.example"\nonderwerp = ["informatie"]\n'
    result = reporter.send("Er is iets.", "--answers", reporter.write("a.toml", answers))
    assert result.exit_code == Status.DONE, result.stderr
    assert "- in een antwoord: jan@gemeente.example (een e-mailadres)\n" in result.stderr
    assert result.stderr.count("\n- ") == 1
