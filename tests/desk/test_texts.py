"""The texts of the desk, in both languages."""

import re

from journalist_ui.workstation.pages.texts import TEXTS
from submitter_ui.speaking.catalogue import is_translated, render_catalogue

_TAG = re.compile(r"<[^>]*>|{%.*?%}|{{.*?}}|{#.*?#}", re.S)
_SPOKEN = re.compile(r"{%-? *trans.*?endtrans *-?%}", re.S)


def _key(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def test_every_text_has_its_english() -> None:
    """No reader meets half a page in another language."""
    said = {_key(m.id): m.string for m in TEXTS.read_catalogue() if m.id}
    wanted = {_key(m.id) for m in TEXTS.collect() if m.id}
    assert wanted == set(said)
    assert [text for text, english in said.items() if not is_translated(english)] == []


def test_the_catalogue_is_as_its_program_writes_it() -> None:
    """So a change shows as what it is."""
    assert render_catalogue(TEXTS.read_catalogue()) == TEXTS.english.read_bytes()


def test_no_word_of_a_template_stands_outside_its_texts() -> None:
    """Names aside, every word is looked up."""
    found = {}
    for template in TEXTS.templates.glob("*.html"):
        words = _TAG.sub(" ", _SPOKEN.sub(" ", template.read_text()))
        left = set(re.findall(r"[^\W\d_]{2,}", words)) - {"Sluis"}
        if left:
            found[template.name] = left
    assert found == {}
