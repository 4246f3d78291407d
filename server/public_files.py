"""Serving a published file: whole, in part, or not at all when the caller has it already.

The tag is the content's hash, so that every host and every moment gives the
same one for the same bytes.
"""

import hashlib
import os
from io import BufferedReader
from pathlib import Path

from flask import Response, request
from werkzeug.wsgi import wrap_file

from server.objects import PIECE
from server.refusals import Refusal


class PublicFile:
    """A file that is replaced now and then, and its tag."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[tuple[int, int, int], str] = ((0, 0, 0), "")

    def respond(self) -> Response:
        """Return the response to the request at hand; ranges and If-None-Match are honoured."""
        try:
            file = self._path.open("rb")
        except FileNotFoundError:
            raise Refusal("unknown", "There is nothing at this address.") from None
        status = os.fstat(file.fileno())
        response = Response(
            wrap_file(request.environ, file, PIECE),
            mimetype="application/octet-stream",
            direct_passthrough=True,
        )
        response.content_length = status.st_size
        response.set_etag(self._tag(file, status))
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(
            request.environ, accept_ranges=True, complete_length=status.st_size
        )
        return response

    def _tag(self, file: BufferedReader, status: os.stat_result) -> str:
        version = (status.st_ino, status.st_mtime_ns, status.st_size)
        seen, tag = self._seen
        if seen != version:
            tag = hashlib.file_digest(file, "sha256").hexdigest()[:32]
            file.seek(0)
            self._seen = (version, tag)
        return tag
