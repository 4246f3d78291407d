"""A recipient answers a handover: written on the page, sealed, taken along on a stick as a file to bring."""

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import ProtocolError
from journalist_ui.workstation.errors import Refused
from journalist_ui.workstation.pages.refusing import say
from journalist_ui.workstation.pages.typed import typed

PAGES = Blueprint("received", __name__)
FILE_NAME = "antwoord.sluis"


@PAGES.route("/cases/<number>/feedback", methods=["GET", "POST"])
def answer(number: str) -> AnyResponse | str | tuple[str, int]:
    """Write an answer to a handover, and seal it."""
    handover, said = _handover(number), None
    written = typed().get("text", "")
    if request.method == "POST" and request.form.get("step") == "seal":
        try:
            sealed = g.desk.station.answer_handover(handover["case"], text=written, day=g.day)
        except (Refused, ProtocolError) as error:
            said = say(error)
        else:
            g.desk.sealed[handover["case"]] = sealed
            return redirect(url_for("received.show_sealed", number=handover["case"]), code=303)
    page = render_template("feedback.html", handover=handover, written=written, said=said)
    return (page, 409) if said else page


@PAGES.get("/cases/<number>/feedback/sealed")
def show_sealed(number: str) -> AnyResponse | str:
    """Say how the sealed answer is brought, and by when."""
    handover = _handover(number)
    sealed = g.desk.sealed.get(handover["case"])
    if sealed is None:
        return redirect(url_for("received.answer", number=handover["case"]), code=303)
    return render_template("feedback_sealed.html", handover=handover, sealed=sealed)


@PAGES.get("/cases/<number>/feedback/file")
def take(number: str) -> AnyResponse:
    """Give the sealed answer; what was typed is not needed any more."""
    handover = _handover(number)
    sealed = g.desk.sealed.get(handover["case"])
    if sealed is None:
        return redirect(url_for("received.answer", number=handover["case"]), code=303)
    g.keeper.drop_draft(url_for("received.answer", number=handover["case"]))
    answer = Response(sealed.submission, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


def _handover(number: str) -> dict[str, str]:
    shown: dict[str, str] = g.desk.station.show(number, day=g.day)
    if "signed_by" not in shown:
        raise Refused("this is a confidant's workstation; do that on a recipient's")
    return shown


@PAGES.context_processor
def whereabouts() -> dict[str, str]:
    """Say where in the menu these pages belong; each can be opened by its address again."""
    return {"here": "case", "back": request.path}
