"""Whose a case is and how it stands, from two small forms on its page."""

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

PAGES = Blueprint("standing", __name__)
NOBODY = "nobody"


@PAGES.post("/cases/<number>/assign")
def assign(number: str) -> AnyResponse:
    """Say which member sees to a case; a second click says nothing new."""
    to = request.form.get("slot", "")
    if to != NOBODY and not (to.isascii() and to.isdigit() and len(to) < 3):
        raise BadRequest
    slot = None if to == NOBODY else int(to)
    g.desk.station.assign(number, slot=slot, day=g.day)
    return redirect(url_for("case.show", number=number), code=303)


@PAGES.post("/cases/<number>/state")
def state(number: str) -> AnyResponse:
    """Say how a case stands; a second click says nothing new."""
    g.desk.station.state_case(number, how=request.form.get("state", ""), day=g.day)
    return redirect(url_for("case.show", number=number), code=303)
