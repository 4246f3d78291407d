"""The words of refusals and warnings, held against the sentences that they stand for."""

import re
from pathlib import Path

import pytest

from crypto import errors as protocol
from crypto.errors import Malformed, ProtocolError
from journalist_ui.workstation import errors, workstation
from journalist_ui.workstation.errors import Refused, VaultDamaged
from journalist_ui.workstation.pages.alarming import ALARMS, alarm_of
from journalist_ui.workstation.pages.refusing import BY_KIND, BY_SENTENCE, OTHERWISE, say
from journalist_ui.workstation.pages.words import WARNINGS

SOURCE = "\n".join(source.read_text() for source in Path(workstation.__file__).parent.glob("*.py"))
SOURCES = SOURCE.replace('"', "")
KINDS = [
    kind
    for module in (errors, protocol)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Refused | ProtocolError)
]


@pytest.mark.parametrize("beginning", [*BY_SENTENCE, *WARNINGS, *ALARMS])
def test_each_beginning_is_one_of_the_workstations_sentences(beginning: str) -> None:
    """A sentence that changes its beginning loses its words here, and this test says so."""
    assert beginning in SOURCES


def test_every_alarm_has_words() -> None:
    """Whoever is frightened by one reads what to do in the language of the page."""
    written = re.findall(r'_?alarm\(\s*[\w.]+,\s*f?"([^"]+)"', SOURCE)
    assert len(written) > 7
    assert [said for said in written if alarm_of(said) is None] == []
    assert alarm_of("something that nobody has foreseen") is None


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_refusal_has_words(kind: type[Refused] | type[ProtocolError]) -> None:
    """What happened, and beneath it the program's own sentence."""
    said = say(kind("in the program's own words"))
    assert said.text in {*BY_KIND.values(), OTHERWISE}
    assert said.detail == "in the program's own words"


def test_the_nearest_kind_counts() -> None:
    """Damage is not called by what refusals have in common."""
    assert say(VaultDamaged("")).text == BY_KIND[VaultDamaged]
    assert say(Malformed("")).text == BY_KIND[Malformed]


def test_a_sentence_without_words_of_its_own_is_shown_as_it_is() -> None:
    """Nothing is hidden for want of a translation."""
    said = say(Refused("something that nobody has foreseen"))
    assert (said.text, said.detail) == (OTHERWISE, "something that nobody has foreseen")
