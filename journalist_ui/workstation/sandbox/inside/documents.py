"""Pages of a PDF as pixels, a few in each part; what the document would do by itself is not done.

PDFium is the build without a JavaScript engine, and its doors for actions at
opening are never called; filled-in fields are drawn. Its pages are read from
the file as they are needed, so a document of ten thousand costs as one of ten.
"""

import re
from typing import BinaryIO

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw  # type: ignore[import-untyped]

from journalist_ui.workstation.sandbox.inside.answering import (
    Cannot,
    check_part,
    count_parts,
    make_facts,
)
from journalist_ui.workstation.sandbox.inside.images import make_fit
from journalist_ui.workstation.sandbox.inside.kinds import find_other_kinds
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import FactName, Kind, Picture, Pictures, Status

_DOTS_PER_POINT = 2.0
"""144 an inch; the limit of pixels then makes A4 a little smaller."""
_FACTS = {
    FactName.TITLE: "Title",
    FactName.AUTHOR: "Author",
    FactName.SUBJECT: "Subject",
    FactName.KEYWORDS: "Keywords",
    FactName.CREATOR: "Creator",
    FactName.PRODUCER: "Producer",
    FactName.CREATED: "CreationDate",
    FactName.CHANGED: "ModDate",
}
_ACTION = re.compile(rb"/(OpenAction|AA|JavaScript|JS|Launch|SubmitForm|GoToR|URI|RichMedia)\b")
_PIECE, _OVERLAP, _SEARCHED = 1 << 20, 16, 64 << 20


def show_pdf(file: BinaryIO, kind: Kind, part: int, limits: Limits) -> Pictures:
    """Return the pages of one part; `Cannot` for a document that asks for a password."""
    others = find_other_kinds(file, kind)
    actions = _find_actions(file)
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Cannot(Status.LOCKED if locked else Status.DAMAGED) from None
    document.init_forms()
    pages = len(document)
    parts = count_parts(pages, in_one=limits.pages)
    check_part(part, parts)
    facts = {FactName.PAGES: str(pages)}
    facts |= {name: document.get_metadata_value(key) for name, key in _FACTS.items()}
    if embedded := document.count_attachments():
        facts[FactName.EMBEDDED_FILES] = str(embedded)
    if actions:
        facts[FactName.ACTIONS] = ", ".join(actions)
    if others:
        facts[FactName.ALSO_LOOKS_LIKE] = ", ".join(others)
    first = part * limits.pages
    shown = [
        _draw(document, number, limits) for number in range(first, min(pages, first + limits.pages))
    ]
    if not shown:
        raise Cannot(Status.DAMAGED)
    return Pictures(kind, make_facts(facts), part, parts, tuple(shown))


def _draw(document: pypdfium2.PdfDocument, index: int, limits: Limits) -> Picture:
    page = document[index]
    try:
        width, height = page.get_size()
        if not (0 < width < 1e6 and 0 < height < 1e6):
            raise Cannot(Status.DAMAGED)
        scale = _DOTS_PER_POINT * make_fit(
            width * _DOTS_PER_POINT, height * _DOTS_PER_POINT, limits
        )
        image = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    finally:
        page.close()
    # PDFium rounds up, which can be one row too many.
    factor = make_fit(image.width, image.height, limits)
    if factor < 1.0:
        image = image.crop((0, 0, int(image.width * factor), int(image.height * factor)))
    return Picture(index + 1, image.width, image.height, image.tobytes())


def _find_actions(file: BinaryIO) -> list[str]:
    """Return the names of actions that stand in the open part of a document; packed ones are not found."""
    found: set[str] = set()
    file.seek(0)
    before = b""
    for _ in range(_SEARCHED // _PIECE):
        piece = file.read(_PIECE)
        if not piece:
            break
        found |= {match.decode() for match in _ACTION.findall(before + piece)}
        before = piece[-_OVERLAP:]
    file.seek(0)
    return sorted(found)
