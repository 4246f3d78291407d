"""A PDF is written anew from what its pages need; what that would not tell all of is left alone."""

import zlib

import pypdfium2
import pytest
from client_vectors.cleaning import MARKED, MARKER, clean, clean_well, left_alone
from client_vectors.client import Client
from client_vectors.pictures import ICC, noted, saved
from client_vectors.portable import objects, packed, plain, stream

REMARK = (
    f" /Annots [<</Type /Annot /Subtype /Text /Rect [0 0 9 9] /T ({MARKER}) /M ({MARKER}) /Contents (kijk)>>"
    f" <</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /Launch /F (C:\\\\{MARKER})>>>>"
    f" <</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI (file:///home/{MARKER})>>>>]"
)
NOTED = f" /PieceInfo <</X ({MARKER})>> /LastModified ({MARKER}) /PTEX.FileName ({MARKER}){REMARK}"
JPEG = saved("JPEG", exif=noted(1), comment=MARKER)
PHOTO = stream(
    "/Type /XObject /Subtype /Image /Width 64 /Height 48 /ColorSpace /DeviceRGB"
    " /BitsPerComponent 8 /Filter /DCTDecode",
    JPEG,
)
OPEN = f" /OpenAction <</S /JavaScript /JS ({MARKER})>> /Lang (nl)"


def shown(file: bytes) -> list[tuple[bytes, str]]:
    """Return the pixels and the text of every page."""
    document = pypdfium2.PdfDocument(file)
    return [
        (bytes(page.render(scale=1).buffer), page.get_textpage().get_text_range())
        for page in document
    ]


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "packed"])
def test_a_document_shows_the_same_pages_and_says_nothing_else(
    client: Client, is_packed: bool
) -> None:
    """Neither in its properties nor beside its pages."""
    written = objects(page=NOTED, catalog=OPEN)
    file = packed(written) if is_packed else plain(written)
    cleaned = clean(client, file)
    assert cleaned.clean
    assert MARKED not in cleaned.content
    assert (cleaned.kind, cleaned.type, cleaned.extension) == ("document", "application/pdf", "pdf")
    assert [text for _pixels, text in shown(file)] == ["Hallo wereld"]
    assert shown(cleaned.content) == shown(file)
    assert pypdfium2.PdfDocument(cleaned.content).get_metadata_dict(skip_empty=True) == {}
    assert clean(client, cleaned.content).content == cleaned.content


def test_what_was_overwritten_is_gone(client: Client) -> None:
    """A document that was changed still holds what it was before."""
    before = plain(objects(more={10: MARKED}))
    changed = stream("", b"BT /F1 24 Tf 20 150 Td (Anders) Tj ET")
    file = plain({4: changed}, before=before, trailer=f"/Prev {before.rindex(b'xref', 0, -30)}")
    assert b"Hallo" in file
    cleaned = clean_well(client, file)
    assert b"Hallo" not in cleaned.content
    assert [text for _pixels, text in shown(cleaned.content)] == ["Anders"]


def test_a_photo_in_a_document_loses_its_notes(client: Client) -> None:
    """And shows the same pixels."""
    image = " /Resources <</XObject <</Im0 10 0 R>>>>"
    content = stream("", b"q 100 0 0 100 20 20 cm /Im0 Do Q")
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R%s>>"
    file = plain(objects(more={3: page % image.encode(), 4: content, 10: PHOTO}))
    cleaned = clean_well(client, file)
    assert shown(cleaned.content) == shown(file)


def test_what_a_screen_reader_would_say_goes(client: Client) -> None:
    """Programs write there from which folder a picture came, and what a drawing says of its maker."""
    structure = (
        f" /MarkInfo <</Marked true>> /StructTreeRoot <</K <</S /Figure /Alt (C:\\\\Users\\\\{MARKER}\\\\x.png)"
        f" /A <</O /UserProperties /P [<</N (Owner) /V ({MARKER})>>]>>>>>>"
    )
    file = plain(objects(catalog=structure))
    assert shown(clean_well(client, file).content) == shown(file)


def test_who_made_something_goes_wherever_it_stands(client: Client) -> None:
    """Of a thread of articles, of a layer."""
    said = f"/Author ({MARKER}) /Creator ({MARKER}) /Producer ({MARKER}) /ModDate ({MARKER})"
    page = f" /B [<</T <</I <<{said} /CreationDate ({MARKER}) /Title (x)>>>>>>]"
    assert b"/Title (x)" in clean_well(client, plain(objects(page=page))).content


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "packed"])
def test_a_profile_in_a_document_loses_its_texts(client: Client, is_packed: bool) -> None:
    """Those of a screen name it, with its number; colours stay as they were."""
    marked = bytearray(ICC)
    at = marked.index("sRGB".encode("utf-16-be"))
    marked[at : at + 8] = b"SECRETIN"
    about = "/N 3 /Filter /FlateDecode" if is_packed else "/N 3"
    profile = stream(about, zlib.compress(bytes(marked)) if is_packed else bytes(marked))
    content = stream("", b"/C cs 0.9 0.4 0.1 sc 20 20 100 100 re f")
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R"
    page += b" /Resources <</ColorSpace <</C [/ICCBased 10 0 R]>>>>>>"
    file = plain(objects(more={3: page, 4: content, 10: profile}))
    cleaned = clean_well(client, file)
    assert b"acsp" in cleaned.content
    assert b"SECRETIN" not in cleaned.content
    assert shown(cleaned.content) == shown(file)


@pytest.mark.parametrize(
    "file",
    [
        plain(
            objects(page=f" /Annots [<</Subtype /Movie /Rect [0 0 1 1] /Movie <</F ({MARKER})>>>>]")
        ),
        plain(objects(page=f" /Ref <</Type /Filespec /UF <{MARKED.hex()}>>>")),
        plain(objects(page=" /X 10 0 R", more={10: stream("/N 3", MARKED)})),
    ],
    ids=["film-in-a-folder", "page-of-another-file", "no-profile"],
)
def test_a_document_that_names_a_folder_is_left_alone(client: Client, file: bytes) -> None:
    """Or in which something stands that nobody knows."""
    left_alone(client, file)


@pytest.mark.parametrize(
    "file",
    [
        plain(objects(), trailer="/Encrypt 10 0 R"),
        plain(objects(catalog=" /Names <</EmbeddedFiles <</Names []>>>>")),
        plain(objects(catalog=" /AcroForm <</Fields [] /XFA ()>>")),
        plain(objects(page=" /Annots [<</Subtype /FileAttachment /Rect [0 0 1 1]>>]")),
        plain(objects(page=" /V <</Type /Sig /ByteRange [0 1 2 3]>>")),
        plain(objects(page=" /X 10 0 R", more={10: stream("/Filter /JPXDecode", b"x")})),
        plain(objects(page=" /X 10 0 R", more={10: stream("/F (x)", b"x")})),
        plain(objects())[:-60],
        plain(objects(more={4: b"<</Length 9999>>\nstream\nx\nendstream"})),
        b"%PDF-1.4\nstartxref\n0\n%%EOF",
        plain(objects(page=" /X " + "[" * 200 + "]" * 200)),
    ],
    ids=[
        "encrypted",
        "with-files",
        "form-of-another-kind",
        "file-on-a-page",
        "signed",
        "picture-of-another-kind",
        "data-elsewhere",
        "cut",
        "stream-too-long",
        "no-table",
        "too-deep",
    ],
)
def test_a_document_that_may_say_more_is_left_alone(client: Client, file: bytes) -> None:
    """Rather that than half cleaned."""
    left_alone(client, file)
