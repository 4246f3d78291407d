"""A file that was brought to a handover, as the sandbox shows it: looked at before it is signed for."""

from flask import Response, g, render_template, request, url_for
from werkzeug.exceptions import NotFound

from journalist_ui.workstation.kept_files import KeptFile, kept_file_at_hand
from journalist_ui.workstation.pages.attachment_telling import tell_look
from journalist_ui.workstation.pages.hand_file_words import say_of_ours
from journalist_ui.workstation.pages.handover_page import PAGES, at_case
from journalist_ui.workstation.sandbox.outcomes import Look, Pictures
from journalist_ui.workstation.sandbox.png import encode_png


@PAGES.get("/cases/<number>/handover/files/<file_id>")
def show_file(number: str, file_id: str) -> str:
    """Show a part of a file, counted from 1, and what stands in it beside its content."""
    part = request.args.get("part", 1, type=int)
    file, look = _look(number, file_id, part)
    at = at_case(number)
    # Whoever did not write the draft came from the page on which it is judged.
    judges = at.draft is not None and not at.is_own_draft
    return render_template(
        "hand_file.html",
        number=at.number,
        file_id=file_id,
        file=file,
        part=part,
        **tell_look(file, look, say=say_of_ours),
        back_to=url_for("handover.check" if judges else "handover.write", number=at.number),
    )


@PAGES.get("/cases/<number>/handover/files/<file_id>/<int:part>/picture")
def show_file_picture(number: str, file_id: str, part: int) -> Response:
    """Give the pixels of a part, as a PNG that holds nothing else."""
    _file, look = _look(number, file_id, part)
    if not isinstance(look, Pictures):
        raise NotFound
    return Response(encode_png(look.pictures[0]), mimetype="image/png")


def _look(number: str, file_id: str, part: int) -> tuple[KeptFile, Look]:
    with at_case(number).work.file(number, file_id) as file:
        kept = kept_file_at_hand(file)
        return kept, g.desk.at_hand.look_at(kept, part - 1)
