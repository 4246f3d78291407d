"""Serving a published file: whole, in part, or not at all when the caller has it already.

The tag is the content's hash, so that every host and every moment gives the
same one for the same bytes.
"""

import gzip
import hashlib
import os
from io import BufferedReader
from pathlib import Path

from flask import Response, request
from werkzeug.wsgi import wrap_file

from server.objects import PIECE
from server.refusals import Refusal

OCTETS = "application/octet-stream"


class PublicFile:
    """A file that is replaced now and then, and its tag; a small one `packs` for whoever takes it packed.

    What is packed is the same for everybody, so its size tells nobody anything.
    """

    def __init__(self, path: Path, *, packs: bool = False) -> None:
        self._path = path
        self._packs = packs
        self._seen: tuple[tuple[int, int, int], str] = ((0, 0, 0), "")
        self._packed: tuple[str, bytes] = ("", b"")

    def respond(self) -> Response:
        """Return the response to the request at hand; ranges (of what is not packed) and If-None-Match are honoured."""
        try:
            file = self._path.open("rb")
        except FileNotFoundError:
            raise Refusal("unknown", "There is nothing at this address.") from None
        status = os.fstat(file.fileno())
        tag = self._tag(file, status)
        if self._packs and _takes_gzip():
            with file:
                return _respond_packed(self._pack(file, tag), tag)
        response = Response(
            wrap_file(request.environ, file, PIECE), mimetype=OCTETS, direct_passthrough=True
        )
        response.content_length = status.st_size
        response.set_etag(tag)
        response.headers["Cache-Control"] = "no-cache"
        if self._packs:
            response.headers["Vary"] = "Accept-Encoding"
        response.make_conditional(
            request.environ, accept_ranges=True, complete_length=status.st_size
        )
        return response

    def _pack(self, file: BufferedReader, tag: str) -> bytes:
        seen, packed = self._packed
        if seen != tag:
            packed = gzip.compress(file.read(), mtime=0)
            self._packed = (tag, packed)
        return packed

    def _tag(self, file: BufferedReader, status: os.stat_result) -> str:
        version = (status.st_ino, status.st_mtime_ns, status.st_size)
        seen, tag = self._seen
        if seen != version:
            tag = hashlib.file_digest(file, "sha256").hexdigest()[:32]
            file.seek(0)
            self._seen = (version, tag)
        return tag


def _takes_gzip() -> bool:
    """Tell whether the request at hand is for the whole, packed."""
    return "Range" not in request.headers and request.accept_encodings.quality("gzip") > 0


def _respond_packed(packed: bytes, tag: str) -> Response:
    response = Response(packed, mimetype=OCTETS)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(f"{tag}-gzip")
    response.make_conditional(request.environ)
    return response
