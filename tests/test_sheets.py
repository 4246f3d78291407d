"""The style sheets: one set of colours for the reporters' site and both desks, named in one place."""

import re
from pathlib import Path

import pytest

from journalist_ui.looks.sheet import FOLDER, read_sheet
from journalist_ui.portal.texts import FOLDER as PORTAL
from journalist_ui.workstation.pages.texts import FOLDER as DESK
from submitter_ui.site.style import SHEETS
from submitter_ui.site.style import STYLES as SITE

OWN = [PORTAL / "styles" / "portal.css", DESK / "styles" / "desk.css"]
SITES = [SITE / f"{name}.css" for name in SHEETS[1:]]
TOKEN = re.compile(r"(--[a-z-]+): ([^;]+);")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?)\(", re.I)


def test_the_site_and_the_desks_have_the_same_colours() -> None:
    """The site stands alone and keeps its own sheets; what the desks name, it names too, with the same value."""
    site = TOKEN.findall((SITE / "tokens.css").read_text())
    desks = TOKEN.findall((FOLDER / "tokens.css").read_text())
    names = {name for name, _value in desks}
    assert len(desks) > 40
    assert [token for token in site if token[0] in names] == desks


def test_every_sheet_of_the_site_is_served() -> None:
    """Each stands in the order once, the names of the colours first."""
    assert sorted(SHEETS) == sorted(path.stem for path in SITE.glob("*.css"))
    assert SHEETS[0] == "tokens"


@pytest.mark.parametrize("own", [FOLDER / "ground.css", *OWN, *SITES], ids=lambda path: path.name)
def test_no_colour_is_named_outside_the_tokens(own: Path) -> None:
    """So that light and dark are told apart in one place."""
    assert COLOUR.findall(own.read_text()) == []


@pytest.mark.parametrize("own", OWN, ids=lambda path: path.name)
def test_a_page_loads_one_sheet_with_its_own_rules_last(own: Path) -> None:
    """What a desk says of its own wins over what both share."""
    sheet = read_sheet(own)
    assert sheet.startswith((FOLDER / "tokens.css").read_bytes())
    assert sheet.endswith(own.read_bytes())
