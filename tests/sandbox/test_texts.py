"""Texts in the sandbox: everything invisible made visible, in parts that lose and double nothing."""

import io

from hypothesis import given
from hypothesis import strategies as st
from sandbox.looks import facts, refused, text

from journalist_ui.workstation.sandbox.inside.texts import show_text
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import FactName, Kind, Status
from journalist_ui.workstation.screen import visible


def test_text_is_text() -> None:
    """Tabs and both ways to end a line stay; nothing else is there to change."""
    seen = text("één\ttwee\r\ndrie\n".encode())
    assert (seen.text, seen.part, seen.parts) == ("één\ttwee\ndrie\n", 0, 1)


def test_what_cannot_be_seen_is_spelled_out() -> None:
    """Escape sequences, backspaces, direction marks, invisible and private characters."""
    tricks = "\x1b[2J\x08\rx\u202egnp.exe\u2066\u200b\ufeff\ue000"
    assert text(b"factuur " + tricks.encode()).text == (
        "factuur <U+001B>[2J<U+0008><U+000D>x<U+202E>gnp.exe<U+2066><U+200B><U+FEFF><U+E000>"
    )


def test_markup_is_text() -> None:
    """HTML, SVG and scripts are shown as what was written, never as what they would do."""
    for content in (b"<script>alert(1)</script>", b"<svg onload='x()'/>", b"#!/bin/sh\nrm -rf ~"):
        assert text(content).text == content.decode()


def test_a_line_of_a_million_characters_comes_in_parts() -> None:
    """The length of a line is no cost of its own."""
    line = b"x" * 1_000_000
    seen = text(line, part=4)
    assert (len(seen.text), seen.part, seen.parts) == (200_000, 4, 5)
    assert refused(line, part=5) == (Status.NO_SUCH_PART, Kind.TEXT)


def test_encodings_are_told() -> None:
    """By their mark, by being right, or as what Windows wrote."""
    for encoding, name in (
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ):
        seen = text("geïntimideerd €".encode(encoding))
        assert (seen.text, facts(seen)[FactName.ENCODING]) == ("geïntimideerd €", name)


def test_what_is_not_quite_a_text_is_shown_with_marks() -> None:
    """Bytes that are no character in their place do not stop the rest."""
    assert text("\ufeffgoed ".encode() + b"\xff\xfe fout").text == "goed \ufffd\ufffd fout"


def test_nothing_is_shown_of_nothing() -> None:
    """An empty file is told as such."""
    assert refused(b"") == (Status.EMPTY, Kind.EMPTY)


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-16-be"]),
    st.sampled_from([4, 6, 8, 100]),
)
def test_parts_lose_and_double_nothing(content: str, encoding: str, size: int) -> None:
    """The parts of a text, one after another, are the text."""
    raw = (b"\xfe\xff" if encoding == "utf-16-be" else b"") + content.encode(encoding)
    limits = Limits(text=size)
    first = show_text(io.BytesIO(raw), Kind.TEXT, 0, limits)
    rest = [show_text(io.BytesIO(raw), Kind.TEXT, n, limits) for n in range(1, first.parts)]
    shown = "".join(part.text for part in (first, *rest))
    assert shown == "\t".join(visible(line) for line in content.split("\t"))
