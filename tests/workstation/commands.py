"""The commands of `sluis-workstation` as a person gives them, for tests."""

from click.testing import CliRunner, Result

from journalist_ui.workstation.cli import main
from journalist_ui.workstation.days import write_day
from journalist_ui.workstation.passphrase_lock import ONLY_FOR_TESTS

PASSPHRASE = "only for tests, not a secret"


def run(*words: object, typed: str | None = None) -> Result:
    """Run a command as a person would."""
    return CliRunner().invoke(main, [str(word) for word in words], input=typed, obj=ONLY_FOR_TESTS)


def done(*words: object, typed: str | None = None) -> str:
    """Run a command that must succeed, and return what it said."""
    result = run(*words, typed=typed)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: object, typed: str | None = None) -> str:
    """Run a command that must be refused, and return its one sentence."""
    result = run(*words, typed=typed)
    assert result.exit_code == 1, result.output
    sentence = result.stderr.splitlines()[-1]
    assert sentence.startswith("Error: ")
    assert PASSPHRASE not in result.output
    return sentence.removeprefix("Error: ")


def the_day(day: int) -> list[str]:
    """Return the options that confirm a day whatever this machine's clock says."""
    return ["--day", write_day(day), "--yes-the-day-is", write_day(day)]
