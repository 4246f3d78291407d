"""Uploads that are cut, damaged or lied about: they go on piece by piece, or end, and never with half a file."""

import os
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.clients.conftest import Reporter
from tests.clients.misbehaving import CUT_AFTER, CUT_BEFORE, Fault, answer, cut_inside
from tests.clients.opening import read_attachment, read_report

Refused = Callable[[Result], str]
BUSY = answer(503, b'{"error": "busy", "message": "no"}')


def test_an_upload_goes_on_where_it_was_cut(reporter: Reporter) -> None:
    """After a cut inside a piece the rest of it follows, and the file is whole."""
    content = os.urandom(5 * 1024 * 1024)
    reporter.server.misbehave(
        "PATCH", "/api/uploads/", cut_inside(1_000_000), cut_inside(0), CUT_AFTER, BUSY
    )
    reporter.send_well("--attach", reporter.write("film.mp4", content))
    (attachment,) = read_report(reporter.server, 0).attachments
    assert read_attachment(reporter.server, 0, attachment) == content


def test_asking_for_the_offset_may_be_cut_too(reporter: Reporter) -> None:
    """It is asked again."""
    reporter.server.misbehave("PATCH", "/api/uploads/", cut_inside(77))
    reporter.server.misbehave("HEAD", "/api/uploads/", CUT_BEFORE)
    reporter.send_well("--attach", reporter.write("a", "b"))
    (attachment,) = read_report(reporter.server, 0).attachments
    assert read_attachment(reporter.server, 0, attachment) == b"b"


def test_an_upload_that_never_gets_on_ends(reporter: Reporter, refused: Refused) -> None:
    """Five tries a piece; the report is not submitted."""
    reporter.server.misbehave("PATCH", "/api/uploads/", *[CUT_BEFORE] * 99)
    refused(reporter.send("x", "--attach", reporter.write("a", "b")))
    assert sum(line.startswith("PATCH") for line in reporter.server.asked) == 5
    assert reporter.server.submissions == {}


DAMAGED = answer(460, b'{"error": "checksum", "message": "no"}')


def test_a_piece_that_was_damaged_on_its_way_goes_again(reporter: Reporter) -> None:
    """The server says that it is another one than was sent, and keeps nothing of it."""
    content = os.urandom(2_000_000)
    reporter.server.misbehave("PATCH", "/api/uploads/", DAMAGED, DAMAGED)
    reporter.send_well("--attach", reporter.write("film.mp4", content))
    (attachment,) = read_report(reporter.server, 0).attachments
    assert read_attachment(reporter.server, 0, attachment) == content


def test_a_line_that_damages_everything_ends(reporter: Reporter, refused: Refused) -> None:
    """Five tries a piece, and the advice to take another line."""
    reporter.server.misbehave("PATCH", "/api/uploads/", *[DAMAGED] * 99)
    assert "beschadigd" in refused(reporter.send("x", "--attach", reporter.write("a", "b")))
    assert reporter.server.submissions == {}


@pytest.mark.parametrize("offset", ["99999999", "-1", "x", ""])
def test_an_impossible_offset_is_nonsense(
    reporter: Reporter, refused: Refused, offset: str
) -> None:
    """The report is not submitted."""
    lie = answer(204, **{"Upload-Offset": offset})
    reporter.server.misbehave("PATCH", "/api/uploads/", lie)
    result = reporter.send("x", "--attach", reporter.write("a", "b"))
    assert "niet klopt" in refused(result)
    assert reporter.server.submissions == {}


def _offset(status: int, offset: int) -> Fault:
    return answer(status, **{"Upload-Offset": str(offset)})


NOTHING_SAID = answer(200)
CONFLICT = answer(409, b'{"error": "conflict", "message": "no"}')


@pytest.mark.parametrize(
    ("pieces", "places", "sentence", "requests"),
    [
        ([_offset(204, 0)] * 99, [], "storing", 1),
        ([answer(204)] * 99, [], "niet klopt", 1),
        ([CUT_BEFORE, _offset(204, 40_000)], [_offset(200, 40_000)] * 99, "storing", 3),
        ([CUT_BEFORE, _offset(204, 39_999)], [_offset(200, 40_000)] * 99, "niet klopt", 3),
        ([CUT_BEFORE] * 99, [NOTHING_SAID] * 99, "niet klopt", 2),
        ([CUT_BEFORE] * 99, [_offset(200, 99_999_999)] * 99, "niet klopt", 2),
        ([CUT_BEFORE] * 99, [_offset(200, n) for n in range(1, 99)], "niet bereikbaar", 9),
        ([CONFLICT] * 99, [_offset(200, 0)] * 99, "geweigerd", 9),
        ([CUT_BEFORE] * 99, [CONFLICT] * 99, "geweigerd", 5),
    ],
    ids=[
        *("no-progress", "no-offset", "no-progress-later", "back", "asked-no-offset"),
        *("asked-beyond-the-end", "creeping", "conflict-for-ever", "asked-conflict-for-ever"),
    ],
)
def test_an_upload_that_gets_no_further_ends(
    reporter: Reporter,
    refused: Refused,
    pieces: list[Fault],
    places: list[Fault],
    sentence: str,
    requests: int,
) -> None:
    """After so many requests and no more, with a sentence that names the phone; the report is not submitted."""
    reporter.server.misbehave("PATCH", "/api/uploads/", *pieces)
    reporter.server.misbehave("HEAD", "/api/uploads/", *places)
    said = refused(reporter.send("x", "--attach", reporter.write("a", "b")))
    assert sentence in said
    assert "0800" in said
    assert sum("/api/uploads/" in line for line in reporter.server.asked) == requests
    assert reporter.server.submissions == {}
