"""The style sheets: one set of colours for the reporters' site and both desks, named in one place."""

import re
from collections import Counter
from pathlib import Path

import pytest

from journalist_ui.portal import style as portal
from journalist_ui.workstation.pages import style as desk
from submitter_ui.looks.sheet import FOLDER, join_sheets
from submitter_ui.site import style as site

APPLICATIONS = [(each.SHEETS, each.STYLES) for each in (site, portal, desk)]
SHARED = {path.stem for path in FOLDER.glob("*.css")}
FOLDERS = [FOLDER, *(own for _names, own in APPLICATIONS)]
OTHERS = sorted(
    path for folder in FOLDERS for path in folder.glob("*.css") if path.stem != "tokens"
)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?)\(", re.I)
TOKEN = re.compile(r"var\((--[a-z-]+)\)")


@pytest.mark.parametrize(("names", "own"), APPLICATIONS, ids=["site", "portal", "desk"])
def test_every_sheet_of_an_application_is_served(names: tuple[str, ...], own: Path) -> None:
    """Each once, the colours first, paper and forced colours last; and none hides a shared one."""
    own_names = {path.stem for path in own.glob("*.css")}
    assert sorted(names) == sorted(own_names | (SHARED & set(names)))
    assert (names[0], names[-1]) == ("tokens", "ways")
    assert own_names & SHARED == set()


def test_every_shared_sheet_has_two_who_share_it() -> None:
    """What only one application has stands with that one, and reaches no reporter who has no use for it."""
    users = Counter(name for names, _own in APPLICATIONS for name in names)
    assert [name for name in SHARED if users[name] < 2] == []


@pytest.mark.parametrize("sheet", OTHERS, ids=lambda path: path.stem)
def test_no_colour_is_named_outside_the_tokens(sheet: Path) -> None:
    """So that light and dark are told apart in one place."""
    assert COLOUR.findall(sheet.read_text()) == []


def test_every_name_that_is_used_has_a_value() -> None:
    """A slip in a name would leave a colour to chance, in silence."""
    for names, own in APPLICATIONS:
        joined = join_sheets(names, own)
        assert [name for name in set(TOKEN.findall(joined)) if f"{name}: " not in joined] == []
