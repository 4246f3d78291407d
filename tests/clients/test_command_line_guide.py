"""The guides to the command line say what the program does: its commands, statuses, lines, and how to install it."""

import re
from pathlib import Path

import pytest

from crypto.keyring import LINES
from submitter_ui.cli import main
from submitter_ui.statuses import Status

ROOT = Path(__file__).parents[2]
GUIDES = ["command-line", "opdrachtregel"]
CRASH = 1


@pytest.fixture(params=GUIDES)
def guide(request: pytest.FixtureRequest) -> str:
    """The guide in one language."""
    return (ROOT / "docs" / "guides" / f"{request.param}.md").read_text()


def test_every_command_is_explained_with_options_that_it_has(guide: str) -> None:
    """In a row of its own."""
    rows = {row.split()[0]: row for row in re.findall(r"^\| `([^`]+)`", guide, re.M)}
    assert rows.keys() == main.commands.keys()
    for name, row in rows.items():
        options = [option for p in main.commands[name].params for option in p.opts]
        assert set(re.findall(r"--[a-z][a-z-]*", row)) <= set(options)
        needed = [p.opts[0] for p in main.commands[name].params if p.required]
        offline = {o for o in needed if o not in ("--server", "files")}
        assert offline <= set(re.findall(r"--[a-z][a-z-]*", row)), name


def test_every_status_is_explained(guide: str) -> None:
    """And none that there is not; 1 is Python's."""
    said = [int(number) for number in re.findall(r"^\| ([0-9]) \|", guide, re.M)]
    assert said == sorted({*Status, CRASH})


def test_every_option_and_line_that_is_named_is_there(guide: str) -> None:
    """Options of any command, and of the programs that install it."""
    options = {o for c in main.commands.values() for p in c.params for o in p.opts}
    named = set(re.findall(r"--[a-z][a-z-]*", guide))
    assert named <= options | {"--help", "--require-hashes", "--no-deps"}
    for line in LINES:
        assert f"`{line}`" in guide


def test_what_is_installed_is_there(guide: str) -> None:
    """The pins that the guide names."""
    (pins,) = re.findall(r"-r (\S+)", guide)
    assert "--hash=" in (ROOT / pins).read_text()
