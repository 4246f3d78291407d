"""What the commands say: which day, which number, which next step, as it is true."""

from pathlib import Path

import pytest
from workstation.commands import done, the_day
from workstation.letters import Letters
from world import PASSPHRASE, Desk, World

from journalist_ui.workstation.counting import count_of
from journalist_ui.workstation.days import write_day


@pytest.fixture
def case(letters: Letters, anna: Desk) -> str:
    """Give a case of Anna's."""
    letters.post(letters.report("een melding"))
    anna.fetch()
    return letters.case


def at(desk: Desk) -> list[object]:
    """Close a desk's vault and return the options that open it on the command line, today."""
    desk.workstation.close()
    folder = desk.world.folder
    (folder / "passphrase").write_text(PASSPHRASE)
    vault = ["--vault", folder / f"{desk.name}.vault", "--passphrase-file", folder / "passphrase"]
    return [*vault, *the_day(desk.world.day)]


def test_a_reply_says_on_which_day_an_export_carries_it(
    world: World, anna: Desk, case: str, tmp_path: Path
) -> None:
    """Before the batch of the day it is the next export; behind it, the export of tomorrow."""
    (text := tmp_path / "text").write_text("antwoord")
    unlock = at(anna)
    reply = ("reply", *unlock, "--text", text, case)
    assert "the next export carries it" in done(*reply)
    done("export", *unlock, "--out", tmp_path / "first")
    tomorrow = write_day(world.day + 1)
    assert f"an export of {tomorrow} carries it" in done(*reply)
    said = done("export", *unlock, "--out", tmp_path / "second")
    assert f"1 reply or handover left for an export of {tomorrow}" in said
    assert f"the next can go on {tomorrow}" in said
    assert f"from {tomorrow} on" in done("show", *unlock, case)


def test_numbers_have_their_nouns() -> None:
    """One is not many."""
    assert count_of(1, "message") == "1 message"
    assert count_of(0, "message") == "0 messages"
    assert count_of(2, "reply", "replies") == "2 replies"
