"""Files at the desk, as its server answers: looked at in the sandbox, verified first, saved by an explicit act."""

import re
from pathlib import Path

import pytest
from desk.conftest import Visitor
from desk.files import bring, bring_in, describe, post, ticket_of
from sandbox.hostile import image, pdf, photograph, zip_that_declares, zipped
from workstation.letters import Letters
from world import World

from crypto.opening.identity import Identity
from crypto.randomness import random_bytes
from deploy.programs import BUBBLEWRAP, ready
from journalist_ui.workstation.pages import at_hand
from journalist_ui.workstation.sandbox import running

PAPERS = pdf(pages=3, info="/Author (J. Jansen)")
PHOTO = ("foto.jpg", photograph(), "image/jpeg")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True, scope="module")
def bubblewrap() -> None:
    """The real sandbox of this machine."""
    ready(BUBBLEWRAP)


def test_a_case_leads_to_its_files(with_stick: Visitor, world: World) -> None:
    """Each by its number, in the order of the messages."""
    page = bring(with_stick, world, ("een.txt", b"een", "text/plain"), PHOTO)
    case = with_stick.read(page.partition("/attachments")[0])
    assert re.findall(r'/attachments/(\d+)"', case) == ["1", "2"]


def test_a_photo_is_shown_as_pixels_with_what_it_tells(with_stick: Visitor, world: World) -> None:
    """Who, where, with what; and that it is not to be passed on."""
    page = bring(with_stick, world, PHOTO)
    shown = with_stick.read(page)
    for words in ("een foto (JPEG)", "Canon EOS R5", "J. Jansen", "012345678", "coördinaten"):
        assert words in shown
    assert "Geef het nooit zo door" in shown
    assert "iets anders dan zijn naam" not in shown
    picture = with_stick.get(f"{page}/1/picture")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.headers["Cache-Control"] == "no-store"
    assert picture.data.startswith(PNG)
    assert b"Canon" not in picture.data


def test_a_document_is_turned_page_by_page(with_stick: Visitor, world: World) -> None:
    """One page of the desk is one of the document; the sandbox looks once for page and picture."""
    page = bring(with_stick, world, ("stuk.pdf", PAPERS, "application/pdf"))
    first = with_stick.read(page)
    assert "Pagina 1 van 3" in first
    assert f'href="{page}/2"' in first
    assert "J. Jansen" in first
    second = with_stick.read(f"{page}/2")
    assert f'href="{page}/1"' in second
    assert f'href="{page}/3"' in second
    assert f'href="{page}/4"' not in with_stick.read(f"{page}/3")
    assert "Pagina 2 van 3" in with_stick.read(f"{page}?part=2")
    assert "Dat deel heeft het bestand niet" in with_stick.read(f"{page}/4")
    assert with_stick.get(f"{page}/4/picture").status_code == 404


def test_the_picture_of_a_page_costs_no_second_look(
    with_stick: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last part is kept until another is looked at."""
    page = bring(with_stick, world, ("stuk.pdf", PAPERS, "application/pdf"))
    looks, look = [], at_hand.look_at_source
    monkeypatch.setattr(
        at_hand, "look_at_source", lambda *a, **k: looks.append(k["part"]) or look(*a, **k)
    )
    with_stick.read(page)
    with_stick.get(f"{page}/1/picture")
    with_stick.get(f"{page}/2/picture")
    assert looks == [0, 1]


def test_a_text_is_shown_as_text(with_stick: Visitor, world: World) -> None:
    """In parts, with nothing in it that acts."""
    content = b"<script>alert(1)</script>\n" + b"regel\n" * 10_000
    page = bring(with_stick, world, ("log.txt", content, "text/plain"))
    shown = with_stick.read(page)
    assert "&lt;script&gt;alert(1)" in shown
    assert "Deel 1 van 2" in shown
    assert with_stick.get(f"{page}/1/picture").status_code == 404


def test_an_archive_is_listed(with_stick: Visitor, world: World) -> None:
    """Names and sizes, and what leads outside."""
    page = bring(
        with_stick, world, ("a.zip", zipped(("../../x", b"abc"), ("map/", b"")), "application/zip")
    )
    shown = with_stick.read(page)
    for words in ("../../x", "wijst naar buiten", "Pak het nergens uit", "3 B"):
        assert words in shown


def test_an_archive_that_swells_is_warned_about(with_stick: Visitor, world: World) -> None:
    """Ten gigabytes of a few bytes."""
    page = bring(with_stick, world, ("a.zip", zip_that_declares(10 << 30), "application/zip"))
    shown = with_stick.read(page)
    assert "veel groter dan het is" in shown
    assert "10 GiB" in shown


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (("foto.jpg", b"MZ" + bytes(100), "image/jpeg"), "Start het nooit"),
        (("foto.jpg", PAPERS, "image/jpeg"), "iets anders dan zijn naam of soort zegt"),
        (("foto.jpg", bytes(range(256)), "image/jpeg"), "iets anders dan zijn naam of soort zegt"),
        (("foto.jpg", image("PNG"), "application/octet-stream"), "iets anders dan zijn naam"),
        (("a.pdf", pdf(catalog="/OpenAction 6 0 R"), "application/pdf"), "wil zelf iets doen"),
        (("a.png", image("PNG") + zipped(("x", b"y")), "image/png"), "twee dingen tegelijk"),
        (("a.pdf", b"%PDF-1.7 kapot", "application/pdf"), "is kapot"),
        (("a.mp3", b"ID3\3\0", "audio/mpeg"), "kan hier niet worden getoond"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    with_stick: Visitor, world: World, file: tuple[str, bytes, str], words: str
) -> None:
    """By what it is, against what it says."""
    assert words in with_stick.read(bring(with_stick, world, file))


def test_an_honest_file_is_not_warned_about(with_stick: Visitor, world: World) -> None:
    """A warning that is always there is read by nobody."""
    page = bring(with_stick, world, ("a.png", image("PNG"), "image/png"))
    assert "notice" not in with_stick.read(page)


def test_without_bubblewrap_nothing_is_shown(
    with_stick: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said what to install, and nothing of the file is read on this side."""
    page = bring(with_stick, world, PHOTO)
    monkeypatch.setattr(running, "find_bubblewrap", lambda: None)
    shown = with_stick.read(page)
    assert "apt-get install bubblewrap" in shown
    assert "Canon" not in shown
    assert "een foto (JPEG)" not in shown
    assert with_stick.get(f"{page}/1/picture").status_code == 404


def test_locking_forgets_what_was_looked_at(with_stick: Visitor, world: World) -> None:
    """Neither pixels nor text stay with the desk, and no address gives them."""
    page = bring(with_stick, world, PHOTO)
    with_stick.read(page)
    desk = with_stick.keeper.require_open()
    assert desk.at_hand._seen is not None
    with_stick.post("/lock")
    assert desk.at_hand._seen is None
    assert with_stick.get(f"{page}/1/picture").status_code == 303


def test_files_that_are_not_here_say_what_to_do(with_stick: Visitor, world: World) -> None:
    """Not come yet, came damaged, damaged behind its header, not for this slot."""
    letters = Letters(world, random_bytes(32), Identity.generate())
    content = bytes(100_000)
    named = [describe(f"{n}.bin", content, "application/octet-stream") for n in range(4)]
    sealed = [letters.seal_stored(len(content).to_bytes(8, "big") + content + bytes(31_064), m)
              for m in ((0,), (0,), (0,), (1,))]  # fmt: skip
    sealed[1] = sealed[1][:100] + b"?" + sealed[1][101:]
    sealed[2] = sealed[2][:-1] + bytes([sealed[2][-1] ^ 1])
    uploads = {bytes.fromhex(a.id): s for a, s in zip(named[1:], sealed[1:], strict=True)}
    letters.post(letters.report(attachments=named), attachments=uploads)
    bring_in(with_stick, world)
    files = f"/cases/{letters.case}/attachments"
    for number, words in enumerate(
        ("nog niet hier", "beschadigd aangekomen", "beschadigd aangekomen", "niet voor u"), 1
    ):
        assert words in with_stick.read(f"{files}/{number}")
        assert with_stick.get(f"{files}/{number}/1/picture").status_code == 404
        assert with_stick.get(f"{files}/{number}/save").status_code == 303
    assert "Deze bijlage is er niet" in with_stick.get(f"{files}/5").text


@pytest.fixture
def handed_to(world: World, tmp_path: Path) -> str:
    """A recipient who has a handover with a file, before any vault comes to the desk."""
    anna, bram = world.confidants[:2]
    case = post(world, "een melding")
    anna.fetch(again=0)
    bram.fetch(again=0)
    (file := tmp_path / "foto.png").write_bytes(image("PNG"))
    anna.hand_over(case, "Anders gezegd.", with_help_of=bram, to="gemeente", files=[file])
    anna.bring()
    reader = world.recipients["gemeente"]
    reader.fetch()
    reader.workstation.close()
    return reader.name


def test_a_recipient_looks_at_the_files_of_a_handover(
    handed_to: str, with_stick: Visitor, world: World, empty_stick: Path
) -> None:
    """By the same pages, from the handover."""
    with_stick.keeper.places.append(world.folder / f"{handed_to}.vault")
    with_stick.unlock(3)
    number = with_stick.read("/cases").partition('href="/cases/')[2].partition('"')[0]
    page = f"/cases/{number}/attachments/1"
    assert f'href="{page}"' in with_stick.read(f"/cases/{number}")
    assert "een afbeelding (PNG)" in with_stick.read(page)
    assert with_stick.get(f"{page}/1/picture").data.startswith(PNG)
    form = {"stick": str(empty_stick), "ticket": ticket_of(with_stick.read(f"{page}/save"))}
    assert with_stick.post(f"{page}/save", form).status_code == 303
    assert (empty_stick / "01-foto.png").read_bytes() == image("PNG")
    assert "Dit bestand is er niet" in with_stick.get(f"/cases/{number}/attachments/2").text
