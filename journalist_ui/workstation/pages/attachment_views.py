"""A file of a case or a handover: looked at part by part, as the sandbox shows it; saved by an explicit act."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import ProtocolError
from journalist_ui.workstation.errors import Refused, StickGone
from journalist_ui.workstation.kept_files import DAMAGED, HERE, KeptFile
from journalist_ui.workstation.pages.at_hand import Saved
from journalist_ui.workstation.pages.attachment_telling import tell_look
from journalist_ui.workstation.pages.attachment_words import STATES
from journalist_ui.workstation.pages.refusing import Said, say
from journalist_ui.workstation.pages.sticks import Stick
from journalist_ui.workstation.pages.tickets import new_ticket
from journalist_ui.workstation.sandbox.outcomes import Look, Pictures
from journalist_ui.workstation.sandbox.png import encode_png

PAGES = Blueprint("attachment", __name__, url_prefix="/cases/<number>/attachments/<int:file>")


@PAGES.get("")
@PAGES.get("/<int:part>")
def show(number: str, file: int, part: int = 1) -> str:
    """Show a part of a file, counted from 1, or say what to do where it cannot be shown."""
    part = request.args.get("part", part, type=int)
    with _opened(number, file) as (kept, state):
        look = g.desk.at_hand.look_at(kept, part - 1) if state == HERE else None
    if look is None:
        return render_template(
            "attachment_missing.html", number=number, file=kept, said=STATES[state]
        )
    return _render(number, kept, look, part=part)


@PAGES.get("/<int:part>/picture")
def show_picture(number: str, file: int, part: int) -> Response:
    """Give the pixels of a part, as a PNG that holds nothing else."""
    with _opened(number, file) as (kept, state):
        look = g.desk.at_hand.look_at(kept, part - 1) if state == HERE else None
    if not isinstance(look, Pictures):
        raise NotFound
    return Response(encode_png(look.pictures[0]), mimetype="image/png")


@PAGES.route("/save", methods=["GET", "POST"])
def save(number: str, file: int) -> AnyResponse | str | tuple[str, int]:
    """Say what saving means, and save to a stick that is chosen; two clicks save it once."""
    with _opened(number, file) as (kept, state):
        if state != HERE:
            return redirect(url_for("attachment.show", number=number, file=file), code=303)
    if request.method == "GET":
        return _ask(number, kept)
    saved = g.desk.at_hand.saved
    if request.form.get("ticket") in g.desk.tickets:
        try:
            g.desk.at_hand.saved = _save(number, file)
        except Refused as error:
            return _ask(number, kept, say(error)), 409
        g.desk.tickets.clear()
    elif saved is None or (saved.case, saved.number) != (number, file):
        return _ask(number, kept)
    return redirect(url_for("attachment.show_saved", number=number, file=file), code=303)


@PAGES.get("/saved")
def show_saved(number: str, file: int) -> AnyResponse | str:
    """Say where a file was saved, and what to do with the stick."""
    saved = g.desk.at_hand.saved
    if saved is None or (saved.case, saved.number) != (number, file):
        return redirect(url_for("attachment.show", number=number, file=file), code=303)
    return render_template("attachment_saved.html", number=number, saved=saved)


@contextmanager
def _opened(number: str, file: int) -> Iterator[tuple[KeptFile, str]]:
    """Give a file, verified, and how it stands: one that is here and not whole is damaged."""
    with g.desk.station.kept_file(number, number=file, day=g.day) as kept:
        state = kept.state
        try:
            if state == HERE:
                g.desk.at_hand.verify(kept)
        except ProtocolError:
            state = DAMAGED
        yield kept, state


def _render(number: str, file: KeptFile, look: Look, *, part: int) -> str:
    return render_template(
        "attachment.html", number=number, file=file, part=part, **tell_look(file, look)
    )


def _ask(number: str, file: KeptFile, said: Said | None = None) -> str:
    return render_template(
        "attachment_save.html",
        number=number,
        file=file,
        sticks=g.sticks.find(),
        ticket=new_ticket(),
        said=said,
    )


def _save(number: str, file: int) -> Saved:
    stick = _chosen_stick()
    path = g.desk.station.save_attachment(number, number=file, folder=stick.folder, day=g.day)
    return Saved(number, file, path.name, stick.name)


def _chosen_stick() -> Stick:
    """Return the stick of the form, which must be one that is here now: a form names no other folder."""
    chosen = request.form.get("stick", "")
    sticks: list[Stick] = g.sticks.find()
    for stick in sticks:
        if str(stick.folder) == chosen:
            return stick
    raise StickGone("that stick is not here any more; put it in again")
