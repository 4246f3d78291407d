"""Help, and what is said of a command that was typed wrongly: in Dutch, or in the language that was asked for."""

import inspect

import click
import pytest
from click.testing import CliRunner, Result

from submitter_ui.cli import main
from submitter_ui.statuses import Status
from submitter_ui.texts_help import DUTCH_HELP
from tests.clients.conftest import Reporter

COMMANDS = {"": main, **main.commands}
OF_CLICK = "Show this message and exit."
ENGLISH = ["--language", "en"]
MISUSES = [
    (["sned"], "De opdracht sned is er niet", "There is no command sned"),
    (["send", "--lime", "klacht"], "--lime kent deze opdracht niet", "does not know --lime"),
    (["send"], "--line ontbreekt", "--line is missing"),
    (["send", "--text"], "Achter --text hoort iets", "--text needs something behind it"),
    (["upload"], "BESTAND... ontbreekt", "FILE... is missing"),
    (["check", "--language", "fr"], "kies nl of en", "choose nl or en"),
    (["seal", "--exclude-slot", "16"], "van 0 tot en met 15", "from 0 to 15"),
    (["seal", "--exclude-slot", "x"], "van 0 tot en met 15", "from 0 to 15"),
    (["fingerprint", "nestelen"], "Hier staat iets te veel", "something too much"),
    (["verify-site", "--server", "x", "--every", "3"], "--every en --times", "--every and --times"),
]


def said(*words: str) -> Result:
    """Run the program in a terminal in which every text stands on one line."""
    return CliRunner().invoke(main, words, prog_name="sluis-report", terminal_width=10_000)


def helps_of(command: click.Command) -> set[str]:
    """Return what a command says that it is for, and its options."""
    texts = [option.help for option in command.params if isinstance(option, click.Option)]
    return {inspect.cleandoc(text) for text in (command.help, *texts, OF_CLICK) if text}


def test_all_help_has_its_dutch_and_nothing_else_has() -> None:
    """By its English, in one list."""
    assert set().union(*map(helps_of, COMMANDS.values())) == DUTCH_HELP.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_dutch(name: str) -> None:
    """How a command is called, what it is for, and each of its options."""
    result = said(*name.split(), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Zo gebruikt u het: sluis-report {name}".rstrip())
    for english in helps_of(COMMANDS[name]):
        assert DUTCH_HELP[english].split("\n")[0] in result.stdout
        assert english.split("\n")[0] not in result.stdout
    for word in ("Options", "Usage", "Commands", "FILE", "required", "default"):
        assert word not in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    "words", [["--help", *ENGLISH], [*ENGLISH, "--help"], ["-h", "--language=en"]], ids=" ".join
)
def test_help_is_in_english_for_who_asks(name: str, words: list[str]) -> None:
    """Before the word that asks for help, or behind it."""
    result = said(*name.split(), *words)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: sluis-report {name}".rstrip())
    for english in helps_of(COMMANDS[name]):
        assert english.split("\n")[0] in result.stdout


def test_the_list_of_commands_says_of_each_what_it_is_for() -> None:
    """In a sentence, in the language of the list."""
    for words, of_send in (([], "Verstuur een melding."), (ENGLISH, "Send a report.")):
        listed = said(*words, "--help").stdout
        (line,) = [line.split(maxsplit=1) for line in listed.splitlines() if " send " in line]
        assert line == ["send", of_send]
    assert said().stderr == said("--help").stdout.rstrip() + "\n"


@pytest.mark.parametrize(("words", "dutch", "english"), MISUSES, ids=[m[1] for m in MISUSES])
def test_what_is_typed_wrongly_is_told_with_what_to_do(
    words: list[str], dutch: str, english: str
) -> None:
    """In one sentence, under how the command is called, with nothing of Click's own."""
    root = ["--root", "00" * 32] if words[0] == "verify-site" else []
    for language, sentence, usage in (
        ([], dutch, "Zo gebruikt u het"),
        (ENGLISH, english, "Usage"),
    ):
        result = said(*language, *words, *root)
        assert result.exit_code == Status.WRONG_USE
        assert result.stdout == ""
        called, complaint, see = result.stderr.splitlines()
        assert called.startswith(f"{usage}: sluis-report")
        assert sentence in complaint
        assert complaint.endswith(".")
        assert "--help" in see


def test_what_is_typed_wrongly_cannot_steer_the_terminal() -> None:
    """It comes back in the sentence, without control characters."""
    assert "\x1b" not in said("\x1b[2Jsend").stderr


def test_a_language_before_the_command_is_that_of_the_command(reporter: Reporter) -> None:
    """Unless the command is given another."""
    root = ["--root", reporter.server.service.root.hex(), "--line", "klacht"]
    english = said(*ENGLISH, "questions", *root).stdout
    assert english == said("questions", *root, *ENGLISH).stdout
    assert english != said("questions", *root).stdout
    assert (
        said(*ENGLISH, "questions", *root, "--language", "nl").stdout
        == said("questions", *root).stdout
    )


def test_what_stands_behind_two_hyphens_asks_for_no_language() -> None:
    """It is the name of a file."""
    assert said("upload", "--", *ENGLISH).stderr.startswith("Zo gebruikt u het")
