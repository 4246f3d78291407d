"""Puts an answer into the pieces that `journalist_ui.workstation.sandbox.wire` describes; runs inside the walls."""

from collections.abc import Iterator

from journalist_ui.workstation.sandbox.outcomes import Listing, Look, Pictures, Refused, Text
from journalist_ui.workstation.sandbox.wire import ENTRY, HEAD, PICTURE, PIECE

_LETTERS = {Pictures: b"P", Text: b"T", Listing: b"L"}


def encode_answer(look: Look) -> Iterator[bytes]:
    """Yield the pieces of an answer, without the hello that goes ahead of all."""
    yield _piece(b"K", look.kind.encode())
    if isinstance(look, Refused):
        yield _piece(b"R", look.status.encode())
    else:
        for fact in look.facts:
            yield _piece(b"F", f"{fact.name}={fact.value}".encode())
        whole = look.whole if isinstance(look, Listing) else True
        yield _piece(_LETTERS[type(look)], HEAD.pack(look.part, look.parts, whole))
        for item in _items(look):
            yield _piece(b"I", item)
    yield _piece(b"E", b"")


def _items(look: Pictures | Text | Listing) -> Iterator[bytes]:
    if isinstance(look, Pictures):
        for picture in look.pictures:
            yield PICTURE.pack(picture.number, picture.width, picture.height) + picture.rgb
    elif isinstance(look, Text):
        yield look.text.encode()
    else:
        for entry in look.entries:
            flags = (
                entry.is_folder | entry.is_link << 1 | entry.is_locked << 2
                | entry.leads_outside << 3
            )  # fmt: skip
            yield ENTRY.pack(flags, entry.size) + entry.name.encode()


def _piece(letter: bytes, body: bytes) -> bytes:
    return PIECE.pack(letter, len(body)) + body
