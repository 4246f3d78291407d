"""Attachments sealed offline: files beside the message, sent together by `upload`, which goes on where it stopped."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from submitter_ui.statuses import Status
from tests.clients.conftest import Reporter
from tests.clients.misbehaving import CUT_AFTER, CUT_BEFORE, interrupt
from tests.clients.opening import read_attachment, read_followup, read_report
from tests.clients.replying import secrets_of
from tests.clients.sealing import out, seal

Refused = Callable[[Result], str]
FILM = os.urandom(3_000_000)
NOTE = "een briefje"


def seal_two(reporter: Reporter, *more: str) -> Result:
    """Seal a report with two files beside it."""
    files = reporter.write("film.mp4", FILM), reporter.write("briefje.txt", NOTE)
    return seal(reporter, "--attach", files[0], "--attach", files[1], *more)


def parcels(reporter: Reporter) -> list[Path]:
    """Return where the two sealed attachments are."""
    return [reporter.folder / "sealed.1", reporter.folder / "sealed.2"]


def upload(reporter: Reporter, *paths: Path) -> Result:
    """Send sealed files, all three of them unless others are named."""
    return reporter.run("upload", *map(str, paths or (out(reporter), *parcels(reporter))))


def patches(reporter: Reporter) -> int:
    """Return how many pieces the server was sent since the last time."""
    count = sum(line.startswith("PATCH") for line in reporter.server.asked)
    reporter.server.asked.clear()
    return count


def test_files_sealed_offline_arrive_whole(reporter: Reporter) -> None:
    """Sealed without the server, brought in any order, opened by a member."""
    result = seal_two(reporter)
    assert result.exit_code == Status.DONE, result.stderr
    assert "sealed.1 sealed.2" in result.stderr
    first, second = parcels(reporter)
    assert upload(reporter, second, out(reporter), first).exit_code == Status.DONE
    report = read_report(reporter.server, 0)
    contents = [read_attachment(reporter.server, 0, a) for a in report.attachments]
    assert contents == [FILM, NOTE.encode()]
    assert [a.name for a in report.attachments] == ["film.mp4", "briefje.txt"]


def test_nothing_of_them_is_readable(reporter: Reporter) -> None:
    """Neither name nor content; for their owner alone."""
    seal_two(reporter)
    for path in (out(reporter), *parcels(reporter)):
        assert path.stat().st_mode & 0o777 == 0o600
        assert NOTE.encode() not in path.read_bytes()
        assert b"briefje" not in path.read_bytes()


def test_a_followup_takes_files_along_too(reporter: Reporter) -> None:
    """Sealed with the downloaded drop."""
    codename = reporter.send_well()
    today, drop = reporter.download()
    result = reporter.run_offline(
        *("seal-follow-up", "--line", "integriteit", "--text", reporter.write("t", "Nog iets.")),
        *("--codename-file", reporter.write("words", codename), "--today", today, "--drop", drop),
        *("--attach", reporter.write("briefje.txt", NOTE), "--out", str(out(reporter))),
    )
    assert result.exit_code == Status.DONE, result.stderr
    assert upload(reporter, out(reporter), parcels(reporter)[0]).exit_code == Status.DONE
    key = secrets_of(codename).thread_key
    (attachment,) = read_followup(reporter.server, 0, thread_key=key).attachments
    assert read_attachment(reporter.server, 0, attachment) == NOTE.encode()


def test_a_visit_that_was_cut_off_goes_on_in_the_next(reporter: Reporter) -> None:
    """Pieces that are at the server are not sent again."""
    seal_two(reporter)
    reporter.server.misbehave("POST", "/api/submissions", *[CUT_BEFORE] * 9)
    assert upload(reporter).exit_code == Status.IN_DOUBT
    assert patches(reporter) > 3
    reporter.server.misbehave("POST", "/api/submissions")
    assert upload(reporter).exit_code == Status.DONE
    assert patches(reporter) == 0
    assert len(reporter.server.submissions) == 1


def test_a_file_that_was_half_sent_goes_on_in_the_middle(
    reporter: Reporter, refused: Refused
) -> None:
    """From where the server says."""
    seal_two(reporter)
    reporter.wait = interrupt
    reporter.server.misbehave("PATCH", "/api/uploads/", CUT_AFTER)
    assert "NIET verstuurd" in refused(upload(reporter))
    assert [len(u.content) for u in reporter.server.uploads.values()] == [1 << 20]
    reporter.wait = lambda _seconds: None
    assert upload(reporter).exit_code == Status.DONE
    report = read_report(reporter.server, 0)
    assert read_attachment(reporter.server, 0, report.attachments[0]) == FILM


def test_a_message_that_is_stored_is_acknowledged_again(reporter: Reporter) -> None:
    """Nothing is sent twice, and nothing stored twice."""
    seal_two(reporter)
    for _ in range(2):
        assert upload(reporter).exit_code == Status.DONE
    assert len(reporter.server.submissions) == 1
    patches(reporter)
    assert upload(reporter).exit_code == Status.DONE
    assert patches(reporter) == 0


@pytest.mark.parametrize("given", [["sealed"], ["sealed", "sealed.1"], ["sealed.1", "sealed.2"]])
def test_what_is_missing_is_said(reporter: Reporter, refused: Refused, given: list[str]) -> None:
    """Before anything is sent: attachments, or the message."""
    seal_two(reporter)
    sentence = refused(upload(reporter, *(reporter.folder / name for name in given)))
    assert "NIET verstuurd" in sentence
    assert "POST /api/tickets" not in reporter.server.asked


def test_files_of_two_messages_are_not_mixed(reporter: Reporter, refused: Refused) -> None:
    """Neither two messages at once nor an attachment of another one."""
    seal_two(reporter)
    for path in (out(reporter), parcels(reporter)[0]):
        shutil.move(path, path.with_name(f"other-{path.name}"))
    seal_two(reporter, "--force")
    other = reporter.folder / "other-sealed"
    assert "twee berichten" in refused(upload(reporter, out(reporter), other))
    strange = reporter.folder / "other-sealed.1"
    sentence = refused(upload(reporter, out(reporter), *parcels(reporter), strange))
    assert "other-sealed.1" in sentence


@pytest.mark.parametrize("size", [0, 1, 24, 100_000])
def test_a_file_of_another_size_is_no_attachment(
    reporter: Reporter, refused: Refused, size: int
) -> None:
    """A file of the reporter's own, named by mistake, does not leave."""
    seal_two(reporter)
    mistake = Path(reporter.write("dagboek.txt", bytes(size)))
    assert "dagboek.txt" in refused(upload(reporter, out(reporter), *parcels(reporter), mistake))


def test_a_file_that_is_in_the_way_stops_it_and_nothing_is_left(
    reporter: Reporter, refused: Refused
) -> None:
    """All of them or none; what was there stays."""
    there = Path(reporter.write("sealed.2", "iets anders"))
    assert "sealed.2" in refused(seal_two(reporter))
    assert there.read_text() == "iets anders"
    assert not out(reporter).exists()
    assert not parcels(reporter)[0].exists()


def test_an_attachment_that_is_not_whole_does_not_leave(
    reporter: Reporter, refused: Refused
) -> None:
    """Copied from a stick that was pulled out too soon."""
    seal_two(reporter)
    os.truncate(parcels(reporter)[0], 500_000)
    assert "sealed.1" in refused(upload(reporter))
    assert "POST /api/tickets" not in reporter.server.asked
