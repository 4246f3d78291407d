"""The sentences of `sluis-report`: the same ones in both languages, and one for every refusal."""

import re
import string
from pathlib import Path

import pytest

import submitter_ui
from crypto import errors
from submitter_ui.refusals import refusal_of
from submitter_ui.texts import MONTHS, TEXTS
from submitter_ui.voice import Voice


def fields(text: str) -> set[str | None]:
    """Return the names of what is filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_texts() -> None:
    """With the same values to fill in."""
    assert TEXTS["nl"].keys() == TEXTS["en"].keys()
    for name, dutch in TEXTS["nl"].items():
        assert fields(dutch) == fields(TEXTS["en"][name]), name
    assert len(MONTHS["nl"]) == len(MONTHS["en"]) == 12


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    """By name, in the code of the client."""
    (folder,) = submitter_ui.__path__
    files = [file for file in Path(folder).glob("*.py") if not file.name.startswith("texts")]
    code = "\n".join(file.read_text() for file in files)
    for name in TEXTS["nl"]:
        assert re.search(rf"['\"]{name}['\"]", code), name
    for name in re.findall(r'(?:Refusal|tell|text)\(\s*"(\w+)"', code):
        assert name in TEXTS["nl"], name


@pytest.mark.parametrize(
    "kind",
    [kind for kind in vars(errors).values() if isinstance(kind, type)],
)
def test_every_protocol_error_has_a_sentence(kind: type[errors.ProtocolError]) -> None:
    """In both languages, with a full stop and what to do."""
    for language in ("nl", "en"):
        sentence = Voice(language).text(refusal_of(kind("x")).name, date="vandaag")
        assert sentence.endswith(".")
        assert "0800 2800 200" in sentence
