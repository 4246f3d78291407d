"""The exit statuses of `sluis-report`: what a script may conclude from each, and none says what is not true."""

import os
import signal
import time

import pytest

from submitter_ui import cli, showing
from submitter_ui.interrupts import no_longer
from submitter_ui.statuses import STATUS_OF, Status
from submitter_ui.texts import TEXTS
from tests.clients.conftest import Reporter
from tests.clients.misbehaving import CUT_AFTER, Fault, answer

SUBMIT = ("POST", "/api/submissions")


def refuse(status: int) -> Fault:
    """Return a refusal by the server."""
    return answer(status, b'{"error": "x", "message": "no"}')


def test_every_status_but_that_of_a_crash_is_used() -> None:
    """Each refusal has one, and a name in the table is the name of a text."""
    assert set(STATUS_OF) <= set(TEXTS["nl"])
    assert [*Status] == [0, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (refuse(503), Status.REFUSED),
        (refuse(507), Status.REFUSED),
        (refuse(413), Status.REFUSED),
        (refuse(400), Status.REFUSED),
        (refuse(403), Status.TRY_AGAIN),
        (refuse(422), Status.NOT_TRUSTED),
        (CUT_AFTER, Status.IN_DOUBT),
        (refuse(500), Status.IN_DOUBT),
        (answer(200, b"stored"), Status.IN_DOUBT),
    ],
)
def test_a_report_that_is_not_stored_for_sure(
    reporter: Reporter, fault: Fault, status: Status
) -> None:
    """By what the server answers when the report comes, however often."""
    reporter.server.misbehave(*SUBMIT, *[fault] * 9)
    assert reporter.send().exit_code == status


def test_a_report_that_is_stored(reporter: Reporter) -> None:
    """And a check, with an answer or without one."""
    codename = reporter.send_well()
    assert reporter.check(codename).exit_code == Status.DONE


def test_a_service_that_cannot_be_believed(reporter: Reporter) -> None:
    """Another root, or another day."""
    assert reporter.run("check", root="00" * 32, typed="x").exit_code != Status.DONE
    assert reporter.send("x", "--root", "00" * 32).exit_code == Status.NOT_TRUSTED
    reporter.day += 400
    assert reporter.send().exit_code == Status.NOT_TRUSTED


@pytest.mark.parametrize("words", ["", "aap noot mies", "een twee drie vier vijf zes zeven acht"])
def test_a_codename_that_is_none(reporter: Reporter, words: str) -> None:
    """None at all, too few words, words that are in no list."""
    assert reporter.check(words).exit_code == Status.WRONG_CODENAME


@pytest.mark.parametrize(
    "wrong",
    [
        ("--text", "nergens"),
        ("--line", "vissen"),
        ("--server", "gopher://x"),
        ("--root", "x"),
        ("--attach", "nergens"),
        ("--exclude-slot", "99"),
        ("--nothing",),
    ],
)
def test_a_command_that_was_given_something_wrong(
    reporter: Reporter, wrong: tuple[str, ...]
) -> None:
    """Whoever finds it, this program or the reader of its options."""
    assert reporter.send("x", *wrong).exit_code == Status.WRONG_USE


def test_stopping_before_anything_went(reporter: Reporter) -> None:
    """Ctrl-C while what the service says is checked."""
    reporter.server.before["GET /api/today"] = lambda: os.kill(os.getpid(), signal.SIGINT)
    result = reporter.send()
    assert result.exit_code == Status.TRY_AGAIN
    assert "NIET verstuurd" in result.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["send", "upload"])
def test_stopping_while_it_goes_is_in_doubt(
    reporter: Reporter, number: signal.Signals, command: str
) -> None:
    """Nobody can know, so nothing is said to be sent or not sent; a report keeps its codename."""
    reporter.send_well()
    sealed = reporter.write("sealed", reporter.server.only_submission)

    def stop() -> None:
        os.kill(os.getpid(), number)
        time.sleep(0.2)

    reporter.server.before[" ".join(SUBMIT)] = stop
    result = reporter.send() if command == "send" else reporter.run("upload", sealed)
    assert result.exit_code == Status.IN_DOUBT
    assert "niet zeker" in result.stderr
    assert "NIET verstuurd" not in result.stderr
    assert len(result.stdout.split()) == (8 if command == "send" else 0)


def test_stopping_once_it_is_stored_does_not_cost_the_codename(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever presses Ctrl-C again and again still reads that it is stored, and with which words."""

    def print_codename(*arguments: object, **named: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        real(*arguments, **named)  # type: ignore[arg-type]

    real = cli.print_codename
    monkeypatch.setattr(cli, "print_codename", print_codename)
    codename = reporter.send_well()
    assert len(codename.split()) == 8
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_whoever_only_uses_our_parts_can_still_be_interrupted() -> None:
    """Signals belong to the command; no part of it changes them behind somebody else's back."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    no_longer()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_a_codename_in_doubt_that_cannot_be_printed_says_nothing_of_success(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the sentence nor the status claims what nobody knows."""

    def echo(words: str, *, err: bool = False) -> None:
        if not err:
            raise OSError
        real(words, err=err)

    real = showing.click.echo
    monkeypatch.setattr(showing.click, "echo", echo)
    reporter.server.misbehave(*SUBMIT, *[CUT_AFTER] * 9)
    result = reporter.send()
    assert result.exit_code == Status.IN_DOUBT
    assert len(result.stderr.splitlines()[-1].split()) == 8
    assert "gelukt" not in result.stderr
