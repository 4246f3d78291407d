"""PDFs in the sandbox: pages as pixels, a few at a time; what a document would do by itself is told, not done."""

import io
import time

import pypdfium2
import pytest
from PIL import Image
from sandbox.hostile import image, pdf, zipped
from sandbox.looks import colour, facts, pictures, refused

from journalist_ui.workstation.sandbox.outcomes import FactName, Kind, Status

ACTIONS = {
    "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>": "JS, JavaScript, OpenAction",
    "/OpenAction << /S /Launch /F (calc.exe) >>": "Launch, OpenAction",
    "/AA << /WC << /S /URI /URI (http://example.invalid/) >> >>": "AA, URI",
}


def test_a_page_is_pixels() -> None:
    """The left half of the page is red, the right half white."""
    seen = pictures(pdf())
    assert seen.kind is Kind.PDF
    assert (colour(seen, x=0.25), colour(seen, x=0.75)) == ((255, 0, 0), (255, 255, 255))


def test_no_page_has_more_pixels_than_allowed() -> None:
    """The limit holds for a page of any size."""
    for box in ("[0 0 595 842]", "[0 0 14400 14400]", "[0 0 14400 1]"):
        page = pdf(page=f"/MediaBox {box}")
        shown = pictures(page, shown_pixels=50_000, side=500).pictures[0]
        assert shown.width * shown.height <= 50_000
        assert max(shown.width, shown.height) <= 500


def test_ten_thousand_pages_come_in_parts() -> None:
    """Each part costs what its own pages cost, and the last one ends with the last page."""
    document = pdf(pages=10_000)
    began = time.monotonic()
    last = pictures(document, part=3_333, pages=3)
    assert [shown.number for shown in last.pictures] == [10_000]
    assert (last.part, last.parts) == (3_333, 3_334)
    assert facts(last)[FactName.PAGES] == "10000"
    assert time.monotonic() - began < 20


def test_a_part_has_its_pages() -> None:
    """Counted from one, one after another."""
    seen = pictures(pdf(pages=5), part=1, pages=2, shown_pixels=1_000)
    assert [shown.number for shown in seen.pictures] == [3, 4]


def test_there_is_no_part_after_the_last() -> None:
    """Nor before the first."""
    assert refused(pdf(pages=2), part=1, pages=2) == (Status.NO_SUCH_PART, Kind.PDF)
    assert refused(pdf(pages=2), part=-1, pages=2) == (Status.NO_SUCH_PART, Kind.PDF)


@pytest.mark.parametrize("action", ACTIONS)
def test_actions_are_told_and_not_done(action: str) -> None:
    """The page is shown as if the action were not there, beside the names of what it would have been."""
    seen = pictures(pdf(catalog=action))
    assert facts(seen)[FactName.ACTIONS] == ACTIONS[action]
    assert colour(seen, x=0.25) == (255, 0, 0)


def test_pdfium_has_no_javascript() -> None:
    """The build that is pinned is the one without an engine for scripts or for XFA forms."""
    assert not {"V8", "XFA"} & set(pypdfium2.PDFIUM_INFO.flags)


def test_a_document_tells_who_made_it() -> None:
    """Author, program and time come with the pages, made safe for the eye."""
    told = facts(
        pictures(
            pdf(info="/Author (J. Jansen\\r\\n) /Producer (Word) /CreationDate (D:20261120210304Z)")
        )
    )
    assert told[FactName.AUTHOR] == "J. Jansen"
    assert told[FactName.PRODUCER] == "Word"
    assert told[FactName.CREATED] == "D:20261120210304Z"


def test_a_title_cannot_turn_the_page_around() -> None:
    """Direction marks in metadata are spelled out."""
    told = facts(pictures(pdf(info="/Title <FEFF202E0065007800650066>")))
    assert told[FactName.TITLE] == "<U+202E>exef"


def test_filled_in_fields_are_drawn() -> None:
    """What somebody typed into a form is part of what the page shows."""
    field = "/Type /Annot /Subtype /Widget /FT /Tx /T (naam) /F 4 /Rect [300 0 595 842]"
    form = pdf(
        catalog=f"/AcroForm << /Fields [<< {field} >>] >>",
        page=f"/Annots [<< {field} /AP << /N 6 0 R >> >>]",
        more="<< /Subtype /Form /BBox [0 0 295 842] /Length 26 >>\nstream\n"
        "0 0 1 rg 0 0 295 842 re f \nendstream",
    )
    assert colour(pictures(form), x=0.75) == (0, 0, 255)


def test_a_locked_document_says_so() -> None:
    """A password is asked of nobody here."""
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "00" * 32
    locked += "> /U <" + "00" * 32 + "> /P -4 >> /ID [<00> <00>]"
    assert refused(pdf().replace(b"/Info 5 0 R", locked.encode())) == (Status.LOCKED, Kind.PDF)


def test_a_truncated_document_is_damaged() -> None:
    """A beginning without pages is no document."""
    assert refused(pdf()[:60]) == (Status.DAMAGED, Kind.PDF)


def test_a_document_of_no_pages_is_damaged() -> None:
    """There is nothing to show."""
    assert refused(pdf(pages=0)) == (Status.DAMAGED, Kind.PDF)


def test_pages_that_are_their_own_parent_end() -> None:
    """A tree of pages that goes round and round is an outcome, whatever PDFium makes of it."""
    round_and_round = pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    status, kind = refused(round_and_round)
    assert (status, kind) == (Status.DAMAGED, Kind.PDF)


def test_a_document_that_is_an_archive_too_is_told() -> None:
    """A zip behind a PDF is named beside it."""
    told = facts(pictures(pdf() + zipped(("a", b"b"))))
    assert told[FactName.ALSO_LOOKS_LIKE] == "zip"


def test_an_image_that_is_a_document_too_is_told() -> None:
    """Readers of PDFs look for their mark in the first 1,024 bytes; the first byte decides here."""
    picture = Image.open(io.BytesIO(image("GIF")))
    picture.save(file := io.BytesIO(), "GIF", comment=pdf()[:200])
    seen = pictures(file.getvalue())
    assert seen.kind is Kind.GIF
    assert facts(seen)[FactName.ALSO_LOOKS_LIKE] == "pdf"
