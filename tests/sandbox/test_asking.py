"""A file that is asked for piece by piece: the same to look at, held by nobody, and no way to anything else."""

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sandbox import doubles
from sandbox.hostile import gzipped, image, pdf, png_bomb, tarred, zipped
from sandbox.looks import source, told

from journalist_ui.workstation.sandbox.asking import MOST_AT_ONCE, Source
from journalist_ui.workstation.sandbox.limits import MIB, Limits
from journalist_ui.workstation.sandbox.looking import look_at_file, look_at_source
from journalist_ui.workstation.sandbox.outcomes import Pictures, Status, Text
from journalist_ui.workstation.sandbox.running import Given

CONTENTS = {
    "a picture": image("JPEG"),
    "a document": pdf(pages=30),
    "a text": "één regel\n".encode() * 30_000,
    "a zip": zipped(("a", b"b")),
    "a tar": tarred(("a", 1000, ""), content=bytes(1024)),
    "a packed tar": gzipped(tarred(("a", 0, ""))),
    "a bomb": png_bomb(20_000),
    "nothing": b"",
    "anything": bytes(range(256)) * 1000,
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_that_is_asked_for_shows_the_same(name: str, tmp_path: Path) -> None:
    """As by its path, whatever it is, and whatever part of it."""
    content = CONTENTS[name]
    (file := tmp_path / "file").write_bytes(content)
    for part in (0, 1):
        assert look_at_source(source(content), part=part) == look_at_file(file, part=part)


def test_of_a_large_file_only_what_is_shown_is_asked_for() -> None:
    """A part at the end of a gigabyte costs its beginning, its end and itself."""
    asked = []

    def read(place: int, length: int) -> bytes:
        asked.append(length)
        return b"a" * length

    seen = look_at_source(Source(1 << 30, read), part=5368)
    assert isinstance(seen, Text)
    assert seen.parts == 5369
    assert max(asked) <= MOST_AT_ONCE
    assert sum(asked) < MIB


def test_a_page_of_a_large_document_costs_little() -> None:
    """The search for actions is what is read of it, and that has an end."""
    skipped, asked = 300 * MIB, []
    head, rest = pdf(pages=2, skipped=skipped).split(b"\n", 1)
    tail = len(head) + 1 + skipped

    def read(place: int, length: int) -> bytes:
        asked.append(length)
        filled = head[place : place + length].ljust(min(length, max(0, tail - place)), b"\n")
        return filled + rest[max(0, place - tail) : max(0, place + length - tail)]

    seen = look_at_source(Source(tail + len(rest), read), limits=Limits(pages=1))
    assert isinstance(seen, Pictures)
    assert seen.parts == 2
    assert sum(asked) < 70 * MIB


@pytest.mark.parametrize("deed", [doubles.ask_beyond, doubles.ask_for_too_much])
def test_a_question_that_is_none_ends_the_look(
    run: Callable[..., Any], deed: Callable[[Any], None]
) -> None:
    """Nothing beyond the file is given, nor more than fits."""
    assert run(deed, Given(source=source(b"hallo"))) is Status.SPOKE_NONSENSE


def test_whoever_does_not_listen_is_ended_by_the_clock(run: Callable[..., Any]) -> None:
    """We do not wait for anybody to take an answer."""
    began = time.monotonic()
    given = Given(source=source(bytes(MOST_AT_ONCE)))
    assert run(doubles.ask_and_not_listen, given, seconds=1) is Status.TOOK_TOO_LONG
    assert time.monotonic() - began < 20


def test_whoever_leaves_before_the_answer_has_said_nothing(run: Callable[..., Any]) -> None:
    """A pipe without a reader is no exception here."""
    given = Given(source=source(bytes(MOST_AT_ONCE)))
    assert run(doubles.ask_and_leave, given) == b"H\0\0\0\0"


def test_a_question_may_come_in_pieces(run: Callable[..., Any]) -> None:
    """A pipe knows no messages."""
    said = told(run(doubles.ask_halves, Given(source=source(b"0123456789"))))
    assert said == "23456"


def test_a_source_may_fail() -> None:
    """A vault that turns out damaged while it is read is the caller's to tell, and the look ends."""

    def read(_place: int, _length: int) -> bytes:
        raise KeyError

    with pytest.raises(KeyError):
        look_at_source(Source(1000, read))


def test_no_descriptor_is_left_open() -> None:
    """However a look ends."""
    gc.collect()
    open_before = len(list(Path("/proc/self/fd").iterdir()))
    look_at_source(source(b"hallo"))
    with pytest.raises(KeyError):
        look_at_source(Source(10, lambda _place, _length: {}[0]))
    assert len(list(Path("/proc/self/fd").iterdir())) == open_before
