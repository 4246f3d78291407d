"""Coming in and going out: the one-time link, the passphrase, the lock, the language."""

import contextlib
import re
from pathlib import Path

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from journalist_ui.workstation.days import parse_day
from journalist_ui.workstation.errors import Refused, UnconfirmedDay
from journalist_ui.workstation.pages.door import TurnedAway
from journalist_ui.workstation.pages.refusing import say
from journalist_ui.workstation.pages.style import SHEETS, STYLES
from submitter_ui.looks.sheet import ICON, join_sheets
from submitter_ui.speaking.texts import LANGUAGES

PAGES = Blueprint("door", __name__)
_PAGE = re.compile(r"/[A-Za-z0-9/_-]*")


@PAGES.get("/open/<token>")
def enter(token: str) -> AnyResponse:
    """Exchange the one-time link for the session's cookie, and lead on to where the cookie is asked for.

    A browser counts what follows a link in another's page as that page's, and keeps our
    cookie back: from there the way leads over a page of ours.
    """
    answer: AnyResponse = redirect(url_for("today.show"), code=303)
    if not g.door.is_ours(request.headers):
        answer = Response(render_template("entered.html"))
        answer.headers["Refresh"] = f"0; url={url_for('today.show')}"
    # Whoever came in by it may follow the link again; it opens nothing to anybody else.
    with contextlib.suppress(TurnedAway):
        session = g.door.exchange(token)
        answer.set_cookie(g.door.cookie, session, httponly=True, samesite="Strict", path="/")
        g.keeper.language = request.accept_languages.best_match(LANGUAGES, g.keeper.language)
    return answer


@PAGES.route("/unlock", methods=["GET", "POST"])
def unlock() -> AnyResponse | str | tuple[str, int]:
    """Ask for the passphrase, and for the day where the clock cannot be believed."""
    if request.method == "GET":
        if g.keeper.is_open:
            return redirect(url_for("today.show"), code=303)
        return _ask()
    day, again = request.form.get("day", ""), request.form.get("again", "")
    try:
        confirmed = parse_day(day) if day else None
        g.keeper.unlock(
            _chosen_place(),
            passphrase=request.form.get("passphrase", ""),
            confirmed=confirmed,
            again=confirmed if again else None,
        )
    except Refused as error:
        asks_day = isinstance(error, UnconfirmedDay)
        return _ask(said=say(error), asks_day=asks_day or bool(day), doubted=asks_day and day), 409
    return redirect(url_for("today.show"), code=303)


@PAGES.post("/lock")
def lock() -> AnyResponse:
    """Close the vault."""
    g.keeper.lock()
    return redirect(url_for("door.unlock"), code=303)


@PAGES.post("/language")
def speak() -> AnyResponse:
    """Speak another language from now on."""
    language, back = request.form.get("language"), request.form.get("back", "/")
    if language not in LANGUAGES or not _PAGE.fullmatch(back) or back.startswith("//"):
        raise BadRequest
    g.keeper.language = language
    return redirect(back, code=303)


@PAGES.get("/desk.css")
def style() -> Response:
    """Give the style sheet."""
    return Response(join_sheets(SHEETS, STYLES), mimetype="text/css")


@PAGES.get("/icon.svg")
def icon() -> Response:
    """Give the icon."""
    return Response(ICON.read_bytes(), mimetype="image/svg+xml")


def _ask(**what: object) -> str:
    return render_template(
        "unlock.html",
        **{"said": None, "asks_day": False, "doubted": None, **what},
        places=g.keeper.places,
        chosen=request.form.get("vault", "0"),
    )


def _chosen_place() -> Path:
    number = request.form.get("vault", "0")
    places: list[Path] = g.keeper.places
    if not number.isascii() or not number.isdigit() or int(number) >= len(places):
        raise BadRequest
    return places[int(number)]
