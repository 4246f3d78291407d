"""The files of a form, one behind the other, as they come off the line (docs/protocol.md section 14.1).

Nothing is spooled to a disk, and of a part no more is held than one piece: a form may
bring attachments that are larger than this server's memory.
"""

from collections.abc import Iterator

from flask import request
from werkzeug.sansio.multipart import Data, Epilogue, File, MultipartDecoder, NeedData

from server.incoming import Readable
from server.objects import PIECE
from server.refusals import Refusal

MOST_HELD = 2 * PIECE
"""The decoder keeps what it has not understood yet: what stands before the first part, or a part's header."""
_NO_FORM = "This is no form with a sealed file."


class FormFile:
    """One file of a form: the name of its field, and its bytes, to be read once."""

    def __init__(self, field: str, is_chosen: bool, pieces: Iterator[bytes]) -> None:
        self.field = field
        self.is_chosen = is_chosen
        """A field in which nobody chose a file is sent too: without a name, and empty."""
        self._pieces = pieces
        self._held = b""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end."""
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = piece
        end = len(self._held) if size < 0 else size
        given, self._held = self._held[:end], self._held[end:]
        return given

    def read_exactly(self, size: int) -> bytes:
        """Return `size` bytes, or fewer where the file ends before."""
        read = bytearray()
        while len(read) < size and (piece := self.read(size - len(read))):
            read += piece
        return bytes(read)

    def skip(self) -> None:
        """Read what is left, and drop it."""
        while self.read():
            pass


def read_files(*, most: int) -> Iterator[FormFile]:
    """Yield the files of the form at hand, at most `most`; each is skipped when the next is asked for."""
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        raise Refusal("malformed", _NO_FORM)
    decoder = MultipartDecoder(boundary.encode(), MOST_HELD, max_parts=most)
    for event in _events(decoder, request.stream):
        if isinstance(event, File):
            file = FormFile(event.name, bool(event.filename), _pieces(decoder, request.stream))
            yield file
            file.skip()
        elif isinstance(event, Epilogue):
            return


def _pieces(decoder: MultipartDecoder, stream: Readable) -> Iterator[bytes]:
    for event in _events(decoder, stream):
        if isinstance(event, Data):
            if event.data:
                yield bytes(event.data)
            if not event.more_data:
                return


def _events(decoder: MultipartDecoder, stream: Readable) -> Iterator[object]:
    while True:
        try:
            event = decoder.next_event()
            if not isinstance(event, NeedData):
                yield event
                continue
            # Told of the end, the decoder refuses a form that has none of its own: the line was cut.
            decoder.receive_data(stream.read(PIECE) or None)
        except ValueError as error:
            raise Refusal("malformed", _NO_FORM) from error
