"""What runs inside the walls: says what kind of file it is, then shows it in the one way there is for that kind.

Nothing that a file makes of the libraries is told apart here: whatever they
raise means that the file is damaged, and a crash is seen from outside.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from journalist_ui.workstation.sandbox.inside.answering import Cannot
from journalist_ui.workstation.sandbox.inside.archives import list_gzip, list_tar, list_zip
from journalist_ui.workstation.sandbox.inside.asked import open_asked
from journalist_ui.workstation.sandbox.inside.documents import show_pdf
from journalist_ui.workstation.sandbox.inside.images import show_image
from journalist_ui.workstation.sandbox.inside.kinds import find_kind
from journalist_ui.workstation.sandbox.inside.saying import encode_answer
from journalist_ui.workstation.sandbox.inside.texts import show_text
from journalist_ui.workstation.sandbox.limits import Limits
from journalist_ui.workstation.sandbox.outcomes import Kind, Look, Refused, Status
from journalist_ui.workstation.sandbox.walls import FILE

_Shower = Callable[[BinaryIO, Kind, int, Limits], Look]
_SHOWERS: dict[Kind, _Shower] = {
    Kind.JPEG: show_image,
    Kind.PNG: show_image,
    Kind.WEBP: show_image,
    Kind.GIF: show_image,
    Kind.BMP: show_image,
    Kind.TIFF: show_image,
    Kind.PDF: show_pdf,
    Kind.TEXT: show_text,
    Kind.ZIP: list_zip,
    Kind.TAR: list_tar,
    Kind.GZIP: list_gzip,
}
_OUTPUT = 1


def main(order: dict[str, int], limits: Limits) -> None:
    """Write the answer about the file for the part that is asked for."""
    with _open_file(order) as file:
        kind = find_kind(file)
        look = _show(file, kind, order["part"], limits)
    for piece in encode_answer(look):
        _write(piece)


def _show(file: BinaryIO, kind: Kind, part: int, limits: Limits) -> Look:
    if kind is Kind.EMPTY:
        return Refused(Status.EMPTY, kind)
    if kind not in _SHOWERS:
        return Refused(Status.KIND_NOT_SHOWN, kind)
    try:
        return _SHOWERS[kind](file, kind, part, limits)
    except Cannot as cannot:
        return Refused(cannot.status, kind)
    except MemoryError:
        return Refused(Status.OUT_OF_MEMORY, kind)
    except Exception:  # noqa: BLE001 - four libraries read hostile bytes, and raise whatever they like
        return Refused(Status.DAMAGED, kind)


def _open_file(order: dict[str, int]) -> BinaryIO:
    if "size" in order:
        return open_asked(order["size"], questions=order["questions"])
    return Path(FILE).open("rb") if Path(FILE).exists() else os.fdopen(0, "rb")


def _write(piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(_OUTPUT, left) :]
