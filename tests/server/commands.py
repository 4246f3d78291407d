"""Commands of `sluis-server` as a test runs them, and what a refusal looks like."""

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from server.cli import main

Run = Callable[..., Result]


def running_on(home: Path) -> Run:
    """Return a function that runs a command on a home."""

    def run_command(*words: str | Path) -> Result:
        words = (*words, "--home", home)
        return CliRunner().invoke(main, [str(word) for word in words])

    return run_command


def refused(result: Result, word: str) -> None:
    """Assert that a command ended with one sentence that has this word in it."""
    assert result.exit_code == 1
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    assert word in lines[0]
    assert lines[0].endswith(".")
