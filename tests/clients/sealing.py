"""A report sealed to a file, and brought to the server, for tests."""

from pathlib import Path

from click.testing import Result

from tests.clients.conftest import Reporter


def seal(
    reporter: Reporter, *more: str, today: str = "", text: str | bytes = "Er is iets."
) -> Result:
    """Seal a report on the line `integriteit` to the file `sealed`."""
    return reporter.run_offline(
        *("seal", "--line", "integriteit", "--text", reporter.write("t", text)),
        *("--today", today or reporter.download()[0], "--out", str(out(reporter)), *more),
    )


def out(reporter: Reporter) -> Path:
    """Return the file in which `seal` seals."""
    return reporter.folder / "sealed"


def arrive(reporter: Reporter) -> None:
    """Put the sealed file where the server keeps what is submitted."""
    reporter.server.submissions["form"] = out(reporter).read_bytes()
