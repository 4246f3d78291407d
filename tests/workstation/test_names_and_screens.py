"""What a reporter gave, on its way to the disk and to the eye."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journalist_ui.workstation.safe_names import safe_file_name
from journalist_ui.workstation.screen import visible, visible_line

TRICKS = {
    "a plain name": ("foto.jpg", "02-foto.jpg"),
    "upwards": ("../../etc/passwd", "02-passwd"),
    "only dots": ("..", "02-file"),
    "absolute": ("/etc/shadow", "02-shadow"),
    "of Windows": (r"C:\Windows\system.ini", "02-system.ini"),
    "a NUL": ("goed.txt\0.exe", "02-exe"),
    "a device": ("CON", "02-CON"),
    "a device with a suffix": ("nul.txt", "02-nul.txt"),
    "hidden": (".bashrc", "02-bashrc"),
    "an option": ("-rf", "02-rf"),
    "turned around": ("brief\u202egnp.exe", "02-brief_gnp.exe"),
    "a look-alike of a letter": ("\u0440\u0430ssword.txt", "02-ssword.txt"),
    "a look-alike of a slash": ("..\u2215..\u2215x", "02-file.x"),
    "diacritics": ("café.pdf", "02-cafe.pdf"),
    "line breaks": ("a\nb\r\n.txt", "02-a_b.txt"),
    "blanks and stars": ("a b*?.txt", "02-a_b.txt"),
    "a dot at the end": ("a.txt.", "02-a.txt"),
    "nothing": (" ", "02-file"),
    "another script": ("\u6587\u4ef6.txt", "02-file.txt"),
    "too long": ("x" * 255 + ".pdf", "02-" + "x" * 60 + ".pdf"),
    "two suffixes": ("a.pdf.exe", "02-a_pdf.exe"),
}


@pytest.mark.parametrize(("name", "safe"), TRICKS.values(), ids=TRICKS)
def test_a_name_reaches_the_disk_tamed(name: str, safe: str) -> None:
    """One trick each."""
    assert safe_file_name(name, number=2) == safe


@given(st.text(min_size=1, max_size=255))
def test_every_name_becomes_a_plain_one(name: str) -> None:
    """Letters, digits, underscore, hyphen, one dot; never long, never empty, never only a suffix."""
    safe = safe_file_name(name, number=7)
    assert safe.startswith("07-")
    assert len(safe) <= 80
    assert set(safe) <= set(string.ascii_letters + string.digits + "_-.")
    assert safe.count(".") <= 1
    assert not safe.endswith(".")


@given(st.text())
def test_nothing_invisible_reaches_the_screen(text: str) -> None:
    """No control, no direction mark, no unassigned character; a line break only where lines may be."""
    hidden = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
    shown = visible(text).replace("\n", "")
    assert not hidden & {unicodedata.category(character) for character in shown}
    assert "\n" not in visible_line(text)


def test_what_was_hidden_is_spelled_out() -> None:
    """The reader sees that something was there."""
    assert visible("a\x1b[2Jb\u202ec\nd") == "a<U+001B>[2Jb<U+202E>c\nd"
