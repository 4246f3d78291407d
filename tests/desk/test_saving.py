"""Saving a file of a case to a stick: once, under a safe name, nowhere else, and whole or not at all."""

import errno
from pathlib import Path

import pytest
from desk.conftest import Visitor
from desk.files import bring, ticket_of
from world import World

from journalist_ui.workstation import files
from journalist_ui.workstation.pages.sticks import Stick, Sticks


def test_a_file_is_saved_once_and_under_a_safe_name(
    with_stick: Visitor, world: World, empty_stick: Path
) -> None:
    """After a page that warns; a second click says the same and writes nothing."""
    page = bring(with_stick, world, ("../../.ssh/authorized_keys", b"ssh-rsa AAAA", "text/plain"))
    asked = with_stick.read(f"{page}/save")
    assert "open en bloot" in asked
    assert list(empty_stick.iterdir()) == []
    form = {"stick": str(empty_stick), "ticket": ticket_of(asked)}
    for _click in range(2):
        assert with_stick.post(f"{page}/save", form).headers["Location"] == f"{page}/saved"
    saved = with_stick.read(f"{page}/saved")
    assert "01-authorized_keys" in saved
    assert "BLAUW" in saved
    assert [path.name for path in empty_stick.iterdir()] == ["01-authorized_keys"]
    assert (empty_stick / "01-authorized_keys").read_bytes() == b"ssh-rsa AAAA"


def test_a_file_that_is_there_stays(with_stick: Visitor, world: World, empty_stick: Path) -> None:
    """It is said, and another stick can be chosen."""
    (empty_stick / "01-a.txt").write_text("van iemand anders")
    page = bring(with_stick, world, ("a.txt", b"hallo", "text/plain"))
    form = {"stick": str(empty_stick), "ticket": ticket_of(with_stick.read(f"{page}/save"))}
    answer = with_stick.post(f"{page}/save", form)
    assert answer.status_code == 409
    assert "Het blijft zoals het is" in answer.text
    assert (empty_stick / "01-a.txt").read_text() == "van iemand anders"
    (empty_stick / "01-a.txt").unlink()
    form["ticket"] = ticket_of(answer.text)
    assert with_stick.post(f"{page}/save", form).status_code == 303


@pytest.mark.parametrize("chosen", ["/etc", "", "BLAUW", "../BLAUW"])
def test_a_form_names_no_other_folder(
    with_stick: Visitor, world: World, empty_stick: Path, chosen: str
) -> None:
    """Only a stick of the list counts."""
    page = bring(with_stick, world, ("a.txt", b"hallo", "text/plain"))
    form = {"stick": chosen, "ticket": ticket_of(with_stick.read(f"{page}/save"))}
    answer = with_stick.post(f"{page}/save", form)
    assert answer.status_code == 409
    assert "Die stick is er niet meer" in answer.text
    assert list(empty_stick.iterdir()) == []


def test_a_form_without_a_ticket_saves_nothing(
    with_stick: Visitor, world: World, empty_stick: Path
) -> None:
    """As after the desk was locked in between: the page asks again."""
    page = bring(with_stick, world, ("a.txt", b"hallo", "text/plain"))
    assert "Op welke stick?" in with_stick.post(f"{page}/save", {"stick": str(empty_stick)}).text
    assert list(empty_stick.iterdir()) == []
    assert with_stick.get(f"{page}/saved").headers["Location"] == page


def test_a_stick_that_was_pulled_out_is_said(
    with_stick: Visitor, world: World, empty_stick: Path
) -> None:
    """And what to do."""
    page = bring(with_stick, world, ("a.txt", b"hallo", "text/plain"))
    form = {"stick": str(empty_stick), "ticket": ticket_of(with_stick.read(f"{page}/save"))}
    empty_stick.rmdir()
    answer = with_stick.post(f"{page}/save", form)
    assert answer.status_code == 409
    assert "Die stick is er niet meer" in answer.text
    assert "Er is geen stick" in answer.text


def test_a_stick_that_is_full_is_said(
    with_stick: Visitor, world: World, empty_stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half stays behind, and the form is there again."""
    page = bring(with_stick, world, ("a.txt", b"hallo", "text/plain"))
    form = {"stick": str(empty_stick), "ticket": ticket_of(with_stick.read(f"{page}/save"))}

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    answer = with_stick.post(f"{page}/save", form)
    monkeypatch.undo()
    assert answer.status_code == 409
    assert "Maak ruimte of neem een andere stick" in answer.text
    assert list(empty_stick.iterdir()) == []
    form["ticket"] = ticket_of(answer.text)
    assert with_stick.post(f"{page}/save", form).status_code == 303


def test_a_stick_without_room_cannot_be_chosen(
    with_stick: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the list, with how much is free."""
    page = bring(with_stick, world, ("a.txt", b"hallo" * 1000, "text/plain"))
    monkeypatch.setattr(Sticks, "find", lambda _sticks: [Stick(Path("/media/VOL"), 1000)])
    asked = with_stick.read(f"{page}/save")
    assert "te weinig ruimte (1000 B vrij)" in asked
    assert 'value="/media/VOL" required disabled' in asked
