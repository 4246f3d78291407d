"""`sluis-report upload`: what a recipient's workstation sealed goes in by the door that everybody uses."""

import os
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
    result = reporter.run("upload", sealed)
    assert (result.exit_code, result.stdout) == (0, "")
    bodies = list(reporter.server.submissions.values())
    assert bodies == [Path(sealed).read_bytes()] * 2


@pytest.mark.parametrize("content", [b"", b"een gewone tekst", b"\1\1\0" + bytes(28_947)])
def test_a_file_that_is_not_sealed_for_this_service_is_refused(
    reporter: Reporter, refused: Refused, content: bytes
) -> None:
    """Nothing readable leaves by mistake."""
    result = reporter.run("upload", reporter.write("letter.txt", content))
    assert "letter.txt" in refused(result)
    assert not reporter.server.submissions


def test_a_file_that_is_not_there_is_refused(reporter: Reporter, refused: Refused) -> None:
    """By its name."""
    assert "nergens" in refused(reporter.run("upload", "nergens"))


@pytest.mark.parametrize("kind", ["folder", "device", "pipe"])
def test_what_is_no_plain_file_is_refused_unread(
    reporter: Reporter, refused: Refused, kind: str
) -> None:
    """A device has no end, and a pipe may have no other end."""
    path = Path("/dev/zero") if kind == "device" else reporter.folder / "iets"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    assert "geen gewoon bestand" in refused(reporter.run("upload", str(path)))
    assert reporter.server.asked == []


def test_a_huge_file_is_refused_by_its_first_bytes(reporter: Reporter, refused: Refused) -> None:
    """A terabyte is not read to find that no message is that long."""
    path = reporter.folder / "groot"
    path.touch()
    os.truncate(path, 1 << 40)
    assert "groot" in refused(reporter.run("upload", str(path)))


def test_a_line_cut_for_good_leaves_it_uncertain_and_says_so(
    reporter: Reporter, refused: Refused, sealed: str
) -> None:
    """Sending the same file again is safe."""
    reporter.server.misbehave("POST", "/api/submissions", *[CUT_AFTER] * 9)
    refused(reporter.run("upload", sealed))
