"""`sluis-report` asks what the page asks: in a terminal, from a file, or not at all."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from submitter_ui import form_checks
from submitter_ui.cli import main
from submitter_ui.command_questions import lines_of_file
from submitter_ui.device import Device
from submitter_ui.form_checks import read_forms
from submitter_ui.line_forms import FORMS
from submitter_ui.statuses import Status
from submitter_ui.texts import TEXTS
from submitter_ui.writing import MAX_FILE
from tests.clients.conftest import Reporter
from tests.clients.opening import read_report

ANSWERS = """\
onderwerp = ["fraude", "anders"]
onderwerp_anders = "Een tuinfeest."
hoeveel_weten_dit = "vier_tot_tien"
als_ik_niet_terugkom = "doorsturen"
"""
SAID = {
    "onderwerp": "Wat is er aan de hand?\nFraude voor eigen gewin\nIets anders",
    "onderwerp_anders": "Wat anders?\nEen tuinfeest.",
    "hoeveel_weten_dit": "Hoeveel mensen weten dit?\n4 tot 10",
    "als_ik_niet_terugkom": "Wij laten u lezen wat wij doorgeven. Wat doen wij als u niet terugkomt?"
    "\nDoorgeven, zonder wat naar mij wijst",
}


def in_terminal(reporter: Reporter, typed: str, *more: str, line: str = "integriteit") -> Result:
    """Send a report in a terminal, in which this is typed."""
    arguments = [
        *("send", "--server", reporter.server.url, "--root", reporter.server.service.root.hex()),
        *("--line", line, "--text", reporter.write("t", "Er is iets."), *more),
    ]
    device = Device(reporter.day, wait=reporter.wait, at_terminal=True)
    return CliRunner().invoke(main, arguments, input=typed, obj=device)


def refused(reporter: Reporter, answers: str, *more: str) -> str:
    """Return why a report with these answers is not sent."""
    file = reporter.write("answers.toml", answers)
    result = reporter.send("Er is iets.", "--answers", file, *more)
    assert result.exit_code == Status.WRONG_USE
    assert result.stdout == ""
    assert reporter.server.submissions == {}
    return result.stderr.removeprefix("Uw melding is NIET verstuurd. ").strip()


def test_answers_come_from_a_file(reporter: Reporter) -> None:
    """As the page would send them: the question and what was chosen, in the reporter's language."""
    reporter.send_well("--answers", reporter.write("answers.toml", ANSWERS))
    report = read_report(reporter.server, 0)
    assert report.answers == SAID
    assert report.consents == ["doorsturen_als_ik_zwijg"]


def test_an_english_reporter_answers_in_english(reporter: Reporter) -> None:
    """The ids are the same in both languages."""
    reporter.send_well("--answers", reporter.write("a", ANSWERS), "--language", "en")
    assert read_report(reporter.server, 0).answers["onderwerp"] == (
        "What is it about?\nFraud for one\u2019s own gain\nSomething else"
    )


def test_a_sealed_report_has_answers_too(reporter: Reporter) -> None:
    """Without a network."""
    result = reporter.run_offline(
        *("seal", "--line", "integriteit", "--text", reporter.write("t", "Er is iets.")),
        *("--today", reporter.download()[0], "--out", str(reporter.folder / "sealed")),
        *("--answers", reporter.write("answers.toml", ANSWERS)),
    )
    assert result.exit_code == 0, result.stderr
    reporter.server.submissions["form"] = (reporter.folder / "sealed").read_bytes()
    assert read_report(reporter.server, 0).answers == SAID


def test_a_terminal_is_asked_question_by_question(reporter: Reporter) -> None:
    """Enter passes over; a condition opens its question; a wrong number is asked for again."""
    typed = ["2, 8", "Een tuinfeest.", "", "", "7", "2", "", "", "1", "", ""]
    result = in_terminal(reporter, "\n".join(typed) + "\n")
    assert result.exit_code == 0, result.stderr
    assert read_report(reporter.server, 0).answers == SAID
    assert "Typ een nummer van 1 tot en met 4, of alleen Enter." in result.stderr
    assert result.stderr.index("Blijf zelf buiten beeld") < result.stderr.index("Wat is er aan")


def test_a_condition_that_is_not_met_asks_nothing(reporter: Reporter) -> None:
    """And Enter everywhere sends no answer at all."""
    result = in_terminal(reporter, "\n" * 12)
    assert result.exit_code == 0, result.stderr
    assert "Wat anders?" not in result.stderr
    report = read_report(reporter.server, 0)
    assert (report.answers, report.consents) == ({}, [])


def test_extortion_is_told_never_to_pay_with_numbers_to_call(reporter: Reporter) -> None:
    """Before the questions, as on the page; the end of the input passes over the rest."""
    told = in_terminal(reporter, "", line="afpersing").stderr
    assert told.startswith("Betaal nooit\n")
    assert "Bel 112." in told
    assert "0800 2800 200" in told
    assert "{" not in told


@pytest.mark.parametrize("at_terminal", [True, False])
def test_no_question_is_asked_if_nobody_wants_any(reporter: Reporter, at_terminal: bool) -> None:
    """With `--no-questions`, and where there is no terminal."""
    result = in_terminal(reporter, "", "--no-questions") if at_terminal else reporter.send()
    assert result.exit_code == 0
    assert "Hoeveel mensen" not in result.stderr
    assert read_report(reporter.server, 0).answers == {}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("kleur = 'rood'", "answers_unknown"),
        ("enige_die_het_zag = 'misschien'", "answers_want_one"),
        ("enige_die_het_zag = ['ja', 'nee']", "answers_want_one"),
        ("enige_die_het_zag = true", "answers_want_one"),
        ("onderwerp = ['fraude', 'kleur']", "answers_want_several"),
        ("onderwerp = {fraude = true}", "answers_want_several"),
        ("organisatie = 7", "answers_want_text"),
        ("organisatie = ['a', 'b']", "answers_want_text"),
        ("onderwerp_anders = 'x'", "answers_not_asked"),
        ("onderwerp = ", "answers_unreadable"),
    ],
)
def test_answers_that_do_not_fit_are_refused_before_anything_is_sent(
    reporter: Reporter, answers: str, told: str
) -> None:
    """One sentence that names the question and what can be said."""
    said = refused(reporter, answers)
    assert said.startswith(TEXTS["nl"][told].split("{")[0])
    assert "{" not in said


def test_what_is_refused_says_which_questions_and_choices_there_are(reporter: Reporter) -> None:
    """So that the next try is right."""
    assert "onderwerp, onderwerp_anders, soort_organisatie" in refused(reporter, "kleur = 'rood'")
    assert refused(reporter, "enige_die_het_zag = 'x'").endswith("ja, nee, onbekend.")
    assert "onderwerp = anders" in refused(reporter, "onderwerp_anders = 'x'")


def test_answers_and_no_questions_do_not_go_together(reporter: Reporter) -> None:
    """One of them is a mistake, and nobody guesses which."""
    said = refused(reporter, ANSWERS, "--no-questions")
    assert said == TEXTS["nl"]["answers_to_nothing"]


def test_a_file_of_answers_that_is_too_large_is_not_read(reporter: Reporter) -> None:
    """No file of answers is a megabyte."""
    assert "geen TOML" in refused(reporter, "#" * MAX_FILE)


def test_too_long_counts_the_answers_as_well(reporter: Reporter) -> None:
    """A text that fits alone, and with a long answer does not: by how much is true to the character."""
    long = "organisatie = '" + "o" * 3000 + "'"
    file = reporter.write("answers.toml", long)
    too_long = reporter.send("t" * 62_000, "--answers", file)
    assert too_long.exit_code == Status.WRONG_USE
    (number,) = [int(word) for word in too_long.stderr.split() if word.isdigit()]
    assert reporter.send("t" * (62_000 - number + 1), "--answers", file).exit_code != 0
    assert reporter.send("t" * (62_000 - number), "--answers", file).exit_code == 0


@pytest.mark.parametrize("form", read_forms(), ids=lambda form: form.line)
def test_the_questions_of_a_line_are_printed_as_a_file_that_is_right(
    reporter: Reporter, form: form_checks.LineForm
) -> None:
    """Every example answer in it is one, once its `#` is taken away."""
    result = CliRunner().invoke(main, ["questions", "--line", form.line])
    assert result.exit_code == 0, result.stderr
    assert tomllib.loads(result.stdout) == {}
    given = "\n".join(
        row[2:]
        for row in lines_of_file(form, "nl")
        if row.startswith("# ") and " = " in row and "(" not in row
    )
    assert set(tomllib.loads(given)) == {question.id for question in form.questions}


def test_a_line_without_a_form_has_no_questions_to_print() -> None:
    """The lines that have one are named."""
    result = CliRunner().invoke(main, ["questions", "--line", "nergens"])
    assert result.exit_code == Status.WRONG_USE
    assert "afpersing" in result.stderr


def test_the_forms_are_where_the_program_is() -> None:
    """They are installed with it."""
    assert FORMS.parent == Path(form_checks.__file__).parent
