"""Several vaults at one desk: leave for colleagues what they have not got, take in what they left (`packs`)."""

from pathlib import Path

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import ProtocolError
from journalist_ui.workstation import packs
from journalist_ui.workstation.desk import CONFIDANT, load_desk
from journalist_ui.workstation.packs import Pack
from journalist_ui.workstation.pages.keeper import Exchanged
from journalist_ui.workstation.pages.refusing import say
from journalist_ui.workstation.pages.searching import forget_words

PAGES = Blueprint("exchange", __name__)


@PAGES.get("/exchange")
def show() -> str:
    """Show what was left for this vault, and what can be left for others."""
    g.desk.require_confidant()
    return render_template("exchange.html", told=None)


@PAGES.get("/exchange/done")
def show_done() -> str:
    """Say what came of the last exchange."""
    g.desk.require_confidant()
    return render_template("exchange.html", told=g.desk.exchanged)


@PAGES.post("/exchange/leave")
def leave() -> AnyResponse:
    """Leave a pack for each colleague; with `lock`, make room for one at once."""
    with g.desk.vault.transaction():
        left = packs.leave_packs(load_desk(g.desk.vault, day=g.day), _folder())
    g.desk.exchanged = Exchanged(left=left)
    if "lock" in request.form:
        g.keeper.lock_for_colleague()
        return redirect(url_for("door.unlock"), code=303)
    return redirect(url_for("exchange.show_done"), code=303)


@PAGES.post("/exchange/take")
def take() -> AnyResponse:
    """Take in what was left for this vault, and throw away what opens nothing."""
    exchanged = Exchanged()
    for pack in packs_here():
        if pack.opens:
            _take(pack, exchanged)
        else:
            packs.throw_away(pack)
            exchanged.stale.append(pack.giver)
    forget_words(g.desk)
    g.desk.exchanged = exchanged
    return redirect(url_for("exchange.show_done"), code=303)


@PAGES.app_context_processor
def tell_of_packs() -> dict[str, object]:
    """Let any page ask what was left for the open vault, and whether this desk has others."""
    return {"packs_here": packs_here, "vaults": len(g.keeper.places)}


def packs_here() -> list[Pack]:
    """Return what was left for the open vault."""
    if g.desk.role != CONFIDANT:
        return []
    with g.desk.vault.transaction():
        return packs.find_packs(load_desk(g.desk.vault, day=g.day), _folder())


def throw_own_packs_away() -> None:
    """Delete what was left from here, before a case goes that it may tell of."""
    with g.desk.vault.transaction():
        packs.throw_own_away(load_desk(g.desk.vault, day=g.day), _folder())


def _take(pack: Pack, exchanged: Exchanged) -> None:
    apart = packs.begin_taking(pack)
    try:
        with apart.path.open("rb") as file:
            exchanged.events += g.desk.station.import_bundle(file, day=g.day).events
    except ProtocolError as error:
        # A copy of what its giver still has: another can be left at once.
        exchanged.refused.append((pack.giver, say(error)))
    exchanged.givers.append(pack.giver)
    packs.throw_away(apart)


def _folder() -> Path:
    first: Path = g.keeper.places[0]
    return first.absolute().parent / packs.FOLDER
