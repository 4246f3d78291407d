"""A form with one file, read as it comes: its fields first, then the file as a stream.

The framework would put the file into memory or into a temporary file first.
Here it goes from the line to whoever reads it, in pieces, so that the fields
are judged before the file is taken, and nothing of it lies anywhere else.
"""

import io
from contextlib import suppress
from typing import IO, Final

from werkzeug.exceptions import HTTPException
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData

from crypto.errors import Malformed

PIECE: Final = 1 << 16
MAX_FIELD = 1_024
MAX_FIELDS = 4


class ArrivingForm(io.RawIOBase):
    """The fields of a form, and behind them its file."""

    def __init__(self, stream: IO[bytes], boundary: bytes, *, file_field: str) -> None:
        self._stream = stream
        self._file_field = file_field
        self._decoder = MultipartDecoder(boundary, 4 * PIECE, max_parts=MAX_FIELDS + 1)
        self._pending = b""
        self._at_end = True
        self.has_file = False
        """Whether a file was chosen; an empty choice arrives as a file without a name."""

    def read_fields(self) -> dict[str, str]:
        """Return the fields that stand before the file, or raise `Malformed`."""
        fields: dict[str, str] = {}
        name, value = "", b""
        while True:
            event = self._next_event()
            if isinstance(event, Epilogue):
                return fields
            if isinstance(event, File):
                if event.name != self._file_field:
                    raise Malformed("this form holds another file than it should")
                self.has_file, self._at_end = bool(event.filename), False
                return fields
            if isinstance(event, Field):
                name, value = event.name, b""
            elif isinstance(event, Data):
                value += event.data
                if len(value) > MAX_FIELD:
                    raise Malformed("a field of this form is too long")
                if not event.more_data:
                    fields[name] = _decode(value)

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with what comes next of the file; 0 at its end."""
        while not self._pending and not self._at_end:
            event = self._next_event()
            if isinstance(event, Data):
                self._pending, self._at_end = bytes(event.data), not event.more_data
        taken, self._pending = self._pending[: len(buffer)], self._pending[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def drain(self, limit: int) -> None:
        """Read and drop what is left on the line: whoever still sends would never see the answer."""
        with suppress(OSError, HTTPException):
            while limit > 0 and (piece := self._stream.read(PIECE)):
                limit -= len(piece)

    def _next_event(self) -> Event:
        try:
            while isinstance(event := self._decoder.next_event(), NeedData):
                self._decoder.receive_data(self._stream.read(PIECE) or None)
        except ValueError as error:
            raise Malformed("this is no whole form") from error
        return event


def _decode(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise Malformed("a field of this form is no text") from error
