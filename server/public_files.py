"""Serving a published file: whole, in part, or not at all when the caller has it already.

The tag is the content's hash, so that every host and every moment gives the
same one for the same bytes.
"""

import gzip
import hashlib
import os
from io import BufferedReader
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from flask import Response, request
from werkzeug.wsgi import wrap_file

from crypto.page_headers import PACKED_HEADERS, PUBLISHED_HEADERS
from server.objects import PIECE
from server.refusals import Refusal

PACKINGS = ("br", "gzip")
"""What is tried in this order: the smaller one first."""


class PublicFile:
    """A file that is replaced now and then, and its tag; a small one `packs` for whoever takes it packed.

    What is packed is the same for everybody, so its size tells nobody anything.
    """

    def __init__(self, path: Path, *, packs: bool = False) -> None:
        self._path = path
        self._packs = packs
        self._seen: tuple[tuple[int, int, int], str] = ((0, 0, 0), "")
        self._packed: dict[str, tuple[str, bytes]] = {}

    def respond(self) -> Response:
        """Return the response to the request at hand; ranges (of what is not packed) and If-None-Match are honoured."""
        try:
            file = self._path.open("rb")
        except FileNotFoundError:
            raise Refusal("unknown", "There is nothing at this address.") from None
        status = os.fstat(file.fileno())
        tag = self._tag(file, status)
        if self._packs and (packing := _asked_packing()):
            with file:
                return _respond_packed(self._pack(file, tag, packing), tag, packing)
        response = Response(wrap_file(request.environ, file, PIECE), direct_passthrough=True)
        response.content_length = status.st_size
        response.set_etag(tag)
        response.headers.update(PUBLISHED_HEADERS | (PACKED_HEADERS if self._packs else {}))
        response.make_conditional(
            request.environ, accept_ranges=True, complete_length=status.st_size
        )
        return response

    def _pack(self, file: BufferedReader, tag: str, packing: str) -> bytes:
        seen, packed = self._packed.get(packing, ("", b""))
        if seen != tag:
            whole = file.read()
            packed = brotli.compress(whole) if packing == "br" else gzip.compress(whole, mtime=0)
            self._packed[packing] = (tag, packed)
        return packed

    def _tag(self, file: BufferedReader, status: os.stat_result) -> str:
        version = (status.st_ino, status.st_mtime_ns, status.st_size)
        seen, tag = self._seen
        if seen != version:
            tag = hashlib.file_digest(file, "sha256").hexdigest()[:32]
            file.seek(0)
            self._seen = (version, tag)
        return tag


class PublicFolder:
    """Published files by name; the tag of each is reckoned once, however often it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, PublicFile] = {}

    def respond(self, name: str) -> Response:
        """Return the response to the request at hand, as `PublicFile` does."""
        file = self._files.get(name) or PublicFile(self._folder / name)
        response = file.respond()
        # Only what is there is remembered: names can be thought up without end.
        self._files[name] = file
        return response


def _asked_packing() -> str:
    """Return how the request at hand takes the whole packed, an empty text where it does not."""
    if "Range" in request.headers:
        return ""
    return next((name for name in PACKINGS if request.accept_encodings.quality(name) > 0), "")


def _respond_packed(packed: bytes, tag: str, packing: str) -> Response:
    response = Response(packed, headers=PUBLISHED_HEADERS | PACKED_HEADERS)
    response.headers["Content-Encoding"] = packing
    response.set_etag(f"{tag}-{packing}")
    response.make_conditional(request.environ)
    return response
