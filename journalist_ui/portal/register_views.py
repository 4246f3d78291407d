"""The register of staff acts, for administrators: read only, a page at a time."""

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from journalist_ui.portal.door import form_token
from journalist_ui.portal.guarding import guard
from journalist_ui.portal.mounted import current_visit, render_page, the_desk
from submitter_ui.speaking.texts import Language, text

ACTS = {
    "account-added": text("Account gemaakt"),
    "account-disabled": text("Account uitgezet"),
    "account-enabled": text("Account aangezet"),
    "account-removed": text("Account verwijderd"),
    "account-reset": text("Nieuw wachtwoord gegeven"),
    "backup-made": text("Reservekopie gemaakt"),
    "bundle-brought": text("Pakket gebracht"),
    "bundle-got": text("Pakket opgehaald"),
    "codes-made": text("Codes op papier gemaakt"),
    "keyring-installed": text("Sleutelbos geplaatst"),
    "mail-sent": text("E-mail verstuurd"),
    "register-cut": text("Oudste regels verwijderd"),
    "restored": text("Reservekopie teruggezet"),
    "sign-in": text("Aangemeld"),
    "sign-in-failed": text("Aanmelden mislukt"),
    "slot-revoked": text("Plaats ingetrokken"),
    "swept": text("Opgeruimd wat voorbij was"),
}
"""What each act of the register is called; another one is shown as it is."""
PEOPLE = {"(console)": text("op de server zelf"), "(unknown)": text("onbekende naam")}

blueprint = guard(Blueprint("register", __name__, url_prefix="/<any(nl,en):language>/register"))


@blueprint.get("")
@blueprint.get("/<int:number>")
def get_register(language: Language, number: int = 1) -> AnyResponse:
    """Show a page of the register."""
    visit = current_visit()
    shown = the_desk().register(visit.account, number)
    token = form_token(visit.token)
    named = {"acts": ACTS, "people": PEOPLE}
    return render_page("register.html", visit=visit, token=token, shown=shown, **named)
