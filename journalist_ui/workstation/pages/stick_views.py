"""What travels on a stick: a bundle brought in, and a bundle to take along."""

import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.pages.searching import forget_words
from journalist_ui.workstation.pages.words import COUNTS

PAGES = Blueprint("stick", __name__)
PIECE = 1 << 18


@PAGES.post("/import")
def bring_in() -> AnyResponse | tuple[str, int]:
    """Import the bundle of a file field; it came through a file, so memory does not grow with it."""
    bundle = request.files.get("bundle")
    if bundle is None or not bundle.filename:
        return render_template("no_file.html"), 400
    g.desk.imported = g.desk.station.import_bundle(cast(BinaryIO, bundle.stream), day=g.day)
    forget_words(g.desk)
    return redirect(url_for("stick.show_import"), code=303)


@PAGES.get("/imported")
def show_import() -> AnyResponse | str:
    """Say what the last import brought."""
    report = g.desk.imported
    if report is None:
        return redirect(url_for("today.show"), code=303)
    counts = [(words, getattr(report, name)) for name, words in COUNTS if getattr(report, name)]
    return render_template("imported.html", report=report, counts=counts)


@PAGES.post("/export")
def make() -> AnyResponse:
    """Make the next bundle; the very first has no batch, because nobody has this workstation's keys yet."""
    g.desk.require_confidant()
    first = g.desk.station.state(day=g.day)["last_bundle"] is None
    g.desk.exported = g.desk.station.export(day=g.day, with_batch=not first)
    return redirect(url_for("stick.show_export"), code=303)


@PAGES.get("/exported")
def show_export() -> str:
    """Say what is in the last bundle, and give it."""
    g.desk.require_confidant()
    state = g.desk.station.state(day=g.day)
    if state["last_bundle"] is None:
        raise Refused("no bundle was exported from this vault yet; make one first")
    return render_template("exported.html", state=state, made=g.desk.exported)


@PAGES.get("/bundles/<int:number>")
def take(number: int) -> Response:
    """Give the bytes of a bundle, through a file: the vault is not held while a browser takes them."""
    # Closed when the answer is, which is after this function has returned.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    with g.desk.station.bundle(number) as (sequence, pieces):
        for piece in pieces:
            file.write(piece)
    size = file.tell()
    file.seek(0)
    name = f"sluis-{sequence}.bundle"
    answer = Response(_pieces(file), mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.content_length = size
    answer.call_on_close(file.close)
    return answer


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
