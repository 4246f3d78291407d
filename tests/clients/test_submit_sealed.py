"""`sluis-report submit-sealed`: what a recipient's workstation sealed goes in by the door that everybody uses."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.clients.conftest import Reporter
from tests.clients.misbehaving import CUT_AFTER

Refused = Callable[[Result], str]


@pytest.fixture
def sealed(reporter: Reporter) -> str:
    """A submission as a workstation writes it: here the one of an ordinary report."""
    reporter.send_well()
    (body,) = reporter.server.submissions.values()
    return reporter.write("answer.sealed", body)


def test_a_sealed_message_is_submitted_as_it_is(reporter: Reporter, sealed: str) -> None:
    """Under a ticket of its own, byte for byte."""
    result = reporter.run("submit-sealed", sealed)
    assert (result.exit_code, result.stdout) == (0, "")
    bodies = list(reporter.server.submissions.values())
    assert bodies == [Path(sealed).read_bytes()] * 2


@pytest.mark.parametrize("content", [b"", b"een gewone tekst", b"\0\1\0" + bytes(28_947)])
def test_a_file_that_is_not_sealed_for_this_service_is_refused(
    reporter: Reporter, refused: Refused, content: bytes
) -> None:
    """Nothing readable leaves by mistake."""
    result = reporter.run("submit-sealed", reporter.write("letter.txt", content))
    assert "letter.txt" in refused(result)
    assert not reporter.server.submissions


def test_a_file_that_is_not_there_is_refused(reporter: Reporter, refused: Refused) -> None:
    """By its name."""
    assert "nergens" in refused(reporter.run("submit-sealed", "nergens"))


def test_a_line_cut_for_good_leaves_it_uncertain_and_says_so(
    reporter: Reporter, refused: Refused, sealed: str
) -> None:
    """Sending the same file again is safe."""
    reporter.server.misbehave("POST", "/api/submissions", *[CUT_AFTER] * 9)
    refused(reporter.run("submit-sealed", sealed))
