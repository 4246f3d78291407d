"""Files brought to a case from a stick: copied, compared, handed over, taken away, gone with the case."""

import io
from collections.abc import Iterator

import pytest
from world import PASSPHRASE, Desk

from journalist_ui.workstation import chosen_files
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.handover_work import HandoverWork, Written
from journalist_ui.workstation.vault import Vault
from journalist_ui.workstation.workstation import Workstation

WRITTEN = Written("rijksrecherche", "Geld", "Een bestuurder zou geld hebben aangenomen.")
CONTENT = b"made anew " * 20_000


@pytest.fixture
def work(anna: Desk, case: str) -> Iterator[HandoverWork]:
    """Give Anna's handovers."""
    anna.workstation.close()
    vault = Vault.open(anna.world.folder / "anna.vault", passphrase=PASSPHRASE)
    yield HandoverWork(vault, anna.world.day)
    vault.close()


@pytest.fixture
def brams(bram: Desk, case: str) -> Iterator[HandoverWork]:
    """Give Bram's handovers."""
    bram.workstation.close()
    vault = Vault.open(bram.world.folder / "bram.vault", passphrase=PASSPHRASE)
    yield HandoverWork(vault, bram.world.day)
    vault.close()


def bring(work: HandoverWork, case: str, name: str = "foto.jpg", content: bytes = CONTENT) -> None:
    """Bring a file."""
    work.bring(case, name=name, stream=io.BytesIO(content))


def test_a_file_is_kept_as_it_came(work: HandoverWork, case: str) -> None:
    """Its name without folders, its bytes whole."""
    bring(work, case, "C:\\stick/../foto.jpg")
    (file,) = work.look(case).files
    assert (file.name, file.type, file.size) == ("foto.jpg", "image/jpeg", len(CONTENT))
    with work.file(case, file.id) as here:
        assert b"".join(here.pieces()) == CONTENT


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (CONTENT + b"x", "larger than")])
def test_a_file_that_cannot_go_is_refused(
    work: HandoverWork, case: str, content: bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And leaves nothing behind."""
    monkeypatch.setattr(chosen_files, "MAX_FILE", len(CONTENT))
    with pytest.raises(Refused, match=words):
        bring(work, case, content=content)
    assert work.look(case).files == []


def test_a_file_is_brought_once(work: HandoverWork, case: str) -> None:
    """Whatever it is called the second time."""
    bring(work, case)
    with pytest.raises(Refused, match="here already"):
        bring(work, case, "kopie.jpg")


def test_a_file_is_taken_away_by_its_id(work: HandoverWork, case: str) -> None:
    """A second time there is nothing to take."""
    bring(work, case)
    (file,) = work.look(case).files
    work.take_away(case, file.id)
    with pytest.raises(Refused, match="not here any more"):
        work.take_away(case, file.id)
    assert work.look(case).files == []


def test_files_keep_their_order(work: HandoverWork, case: str) -> None:
    """As they were brought."""
    for name in ("c", "a", "b"):
        bring(work, case, name, name.encode())
    assert [file.name for file in work.look(case).files] == ["c", "a", "b"]


def test_a_draft_takes_the_files_and_keeps_them_at_hand(work: HandoverWork, case: str) -> None:
    """For the next version of it; an edit of the text alone has them too."""
    bring(work, case)
    work.draft(case, WRITTEN)
    work.draft(case, Written(WRITTEN.recipient, "Anders", WRITTEN.text))
    assert [file.name for file in work.look(case).files] == ["foto.jpg"]


def test_room_shrinks_with_each_file_and_with_the_text(work: HandoverWork, case: str) -> None:
    """Before a recipient is chosen, too."""
    empty = work.room(case, Written())
    bring(work, case)
    with_file = work.room(case, Written())
    assert empty > with_file > work.room(case, Written("", "Geld", "Iets."))
    assert work.room(case, Written(text="x" * 20_000)) < 0


def test_a_subject_that_is_too_long_is_refused(work: HandoverWork, case: str) -> None:
    """Signed, no workstation could read it again."""
    with pytest.raises(Refused, match="subject is longer"):
        work.draft(case, Written(WRITTEN.recipient, "x" * 201, WRITTEN.text))


def test_the_second_confidant_shows_that_he_has_the_same_files(
    work: HandoverWork, brams: HandoverWork, case: str
) -> None:
    """Another file is no approval; what was brought is gone after it."""
    bring(work, case)
    work.draft(case, WRITTEN)
    _take(brams, _events(work))
    shown = _hash(brams, case)
    bring(brams, case, content=b"another file")
    with pytest.raises(Refused, match="not a file of this draft"):
        brams.approve(case, shown)
    brams.take_away(case, brams.look(case).files[0].id)
    bring(brams, case)
    brams.approve(case, shown)
    assert brams.look(case).files == []


def test_an_objection_names_the_draft_it_is_against(work: HandoverWork, case: str) -> None:
    """In as many lines as it was written; nothing is no objection."""
    work.draft(case, WRITTEN)
    shown = _hash(work, case)
    with pytest.raises(Refused, match="write something"):
        work.object(case, shown=shown, why=" \n")
    work.object(case, shown=shown, why="Te precies.\nNoem de maand niet.")
    (objection,) = work.look(case).objections
    assert (objection.slot, objection.draft) == (0, shown.hex())
    assert objection.text == "Te precies.\nNoem de maand niet."


def _events(work: HandoverWork) -> bytes:
    return Workstation(work.vault).exchange(1, day=work.day)


def _take(work: HandoverWork, pack: bytes) -> None:
    Workstation(work.vault).import_bundle(io.BytesIO(pack), day=work.day)


def _hash(work: HandoverWork, case: str) -> bytes:
    return bytes.fromhex(Workstation(work.vault).show(case, day=work.day)["draft"]["hash"])
