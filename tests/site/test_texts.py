"""The texts: every one in both languages, and the same placeholders and marks in both."""

import re
from collections import Counter

import pytest

from submitter_ui.site.texts import TEXTS
from submitter_ui.speaking.catalogue import render_catalogue
from submitter_ui.speaking.texts import Untranslated

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+")


def test_every_text_has_its_english() -> None:
    """The catalogue holds the texts of the templates, no other, and none of them empty."""
    wanted = {message.id for message in TEXTS.collect() if message.id}
    translated = {message.id for message in TEXTS.read_catalogue() if message.id and message.string}
    assert len(wanted) > 80
    assert translated == wanted


def test_no_text_is_in_doubt() -> None:
    """No translation is marked as a guess."""
    assert [message.id for message in TEXTS.read_catalogue() if message.id and message.fuzzy] == []


def test_placeholders_and_marks_agree() -> None:
    """What is filled in, and what is set in bold or linked, is the same in both languages."""
    for message in TEXTS.read_catalogue():
        dutch, english = str(message.id), str(message.string)
        if dutch:
            assert Counter(PLACEHOLDER.findall(dutch)) == Counter(PLACEHOLDER.findall(english)), (
                dutch
            )


def test_catalogue_is_as_the_tool_writes_it() -> None:
    """The committed file has no dates, no line numbers, and one order."""
    assert render_catalogue(TEXTS.read_catalogue()) == TEXTS.english.read_bytes()


def test_missing_text_ends_the_build() -> None:
    """A text without English is an error that names it, not a Dutch sentence on an English page."""
    english = TEXTS.load("en")
    with pytest.raises(Untranslated, match="Nog niet vertaald"):
        english.gettext("Nog niet vertaald")
    assert TEXTS.load("nl").gettext("Nog niet vertaald") == "Nog niet vertaald"
